#include "proto/answer/searched_rows.h"

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "engine/base/status_macros.h"

namespace passung::answer {
namespace {

constexpr int kRecordsPerPage = 1000;

// The people whom a write is about, each once.
std::vector<MenteeId> TouchedMentees(const WriteBatch& batch) {
  std::vector<MenteeId> touched = batch.delete_mentees;
  touched.insert(touched.end(), batch.purge_mentees.begin(), batch.purge_mentees.end());
  for (const Mentee& mentee : batch.upsert_mentees) touched.push_back(mentee.id);
  absl::flat_hash_set<MenteeId> seen(touched.begin(), touched.end());
  for (const MenteeRecord& record : batch.upsert_records) {
    if (seen.insert(record.id).second) touched.push_back(record.id);
  }
  return touched;
}

absl::StatusOr<bool> IsRestricted(const Repository& repository, const MenteeId& id) {
  const absl::StatusOr<MenteeRecord> record = repository.GetMenteeRecord(id);
  if (record.ok()) return record->restricted;
  if (absl::IsNotFound(record.status())) return false;
  return record.status();
}

}  // namespace

absl::Status LeaveOutRestricted(const Repository& repository, std::vector<Mentee>& mentees) {
  absl::flat_hash_set<std::string> restricted;
  std::string after;
  do {
    PASSUNG_ASSIGN_OR_RETURN(const Page<MenteeRecord> page,
                             repository.ListMenteeRecords({}, after, kRecordsPerPage));
    for (const MenteeRecord& record : page.items) {
      if (record.restricted) restricted.insert(record.id.value);
    }
    after = page.next_key;
  } while (!after.empty());
  if (restricted.empty()) return absl::OkStatus();
  std::erase_if(mentees,
                [&](const Mentee& mentee) { return restricted.contains(mentee.id.value); });
  return absl::OkStatus();
}

absl::StatusOr<WriteBatch> SearchedRows(const WriteBatch& batch, const Repository& repository,
                                        const Snapshot& before) {
  WriteBatch searched;
  searched.upsert_vacancies = batch.upsert_vacancies;
  searched.delete_vacancies = batch.delete_vacancies;
  absl::flat_hash_map<std::string, const Mentee*> written;
  for (const Mentee& mentee : batch.upsert_mentees) written[mentee.id.value] = &mentee;
  for (const MenteeId& id : TouchedMentees(batch)) {
    PASSUNG_ASSIGN_OR_RETURN(const bool restricted, IsRestricted(repository, id));
    const Mentee* known = before.FindMentee(id);
    const auto found = written.find(id.value);
    if (!restricted && found != written.end()) {
      searched.upsert_mentees.push_back(*found->second);
      continue;
    }
    absl::StatusOr<Mentee> stored = repository.GetMentee(id);
    if (!stored.ok() && !absl::IsNotFound(stored.status())) return stored.status();
    if (restricted || !stored.ok()) {
      if (known != nullptr) searched.delete_mentees.push_back(id);
    } else if (known == nullptr) {
      searched.upsert_mentees.push_back(*std::move(stored));
    }
  }
  return searched;
}

}  // namespace passung::answer
