#include "engine/vocabulary/batch_check.h"

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung {
namespace {

std::string Path(absl::string_view list, size_t index) {
  return absl::StrCat(list, "[", index, "]");
}

template <class T>
absl::Status CheckRows(absl::string_view list, const std::vector<T>& rows) {
  for (size_t i = 0; i < rows.size(); ++i) {
    if (const absl::Status status = Validate(rows[i]); !status.ok()) {
      return absl::Status(status.code(), absl::StrCat(Path(list, i), ".", status.message()));
    }
  }
  return absl::OkStatus();
}

template <class IdType>
absl::Status CheckIds(absl::string_view list, const std::vector<IdType>& ids) {
  for (size_t i = 0; i < ids.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(ValidateId(Path(list, i), ids[i].value));
  }
  return absl::OkStatus();
}

template <class T, class IdType>
absl::Status CheckDistinct(absl::string_view kind, const std::vector<T>& upserts,
                           const std::vector<IdType>& deletes) {
  if (upserts.size() + deletes.size() < 2) return absl::OkStatus();
  absl::flat_hash_set<absl::string_view> seen;
  seen.reserve(upserts.size() + deletes.size());
  const auto twice = [&](absl::string_view path, absl::string_view id) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": \"", id, "\" comes twice"));
  };
  for (size_t i = 0; i < upserts.size(); ++i) {
    const std::string& id = upserts[i].id.value;
    if (!seen.insert(id).second) return twice(absl::StrCat("upsert_", Path(kind, i), ".id"), id);
  }
  for (size_t i = 0; i < deletes.size(); ++i) {
    const std::string& id = deletes[i].value;
    if (!seen.insert(id).second) return twice(absl::StrCat("delete_", Path(kind, i)), id);
  }
  return absl::OkStatus();
}

// The second part of the id of a row that belongs to a mentee, and what it is called.
struct OfMentee {
  absl::string_view field;
  const std::string& id;
};
template <class T>
requires requires(T row) { row.id; }
OfMentee PartOf(const T& row) { return {"id", row.id.value}; }
template <class T>
OfMentee PartOf(const T& row) {
  return {"vacancy", row.vacancy.value};
}

// Rows that belong to a mentee: none twice, and none of somebody who is taken away.
template <class T, class Key>
absl::Status CheckRowsOfMentees(absl::string_view kind, const std::vector<T>& upserts,
                                const std::vector<Key>& deletes,
                                const std::vector<MenteeId>& gone) {
  absl::flat_hash_set<absl::string_view> people;
  for (const MenteeId& mentee : gone) people.insert(mentee.value);
  absl::flat_hash_set<std::string> seen;
  const auto take = [&](const std::string& path, const MenteeId& mentee, const OfMentee& part) {
    const std::string row = absl::StrCat(mentee.value, "/", part.id);
    if (people.contains(mentee.value)) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ".mentee: \"", mentee.value, "\" is taken away"));
    }
    if (seen.insert(row).second) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat(path, ".", part.field, ": \"", row, "\" comes twice"));
  };
  for (size_t i = 0; i < upserts.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(
        take(absl::StrCat("upsert_", Path(kind, i)), upserts[i].mentee, PartOf(upserts[i])));
  }
  for (size_t i = 0; i < deletes.size(); ++i) {
    const std::string path = absl::StrCat("delete_", Path(kind, i));
    const OfMentee part = PartOf(deletes[i]);
    PASSUNG_RETURN_IF_ERROR(ValidateId(absl::StrCat(path, ".mentee"), deletes[i].mentee.value));
    PASSUNG_RETURN_IF_ERROR(ValidateId(absl::StrCat(path, ".", part.field), part.id));
    PASSUNG_RETURN_IF_ERROR(take(path, deletes[i].mentee, part));
  }
  return absl::OkStatus();
}

// What is written of one person: nothing may be both taken away and given.
absl::Status CheckPeople(const WriteBatch& batch) {
  std::vector<MenteeId> gone = batch.delete_mentees;
  gone.insert(gone.end(), batch.purge_mentees.begin(), batch.purge_mentees.end());
  PASSUNG_RETURN_IF_ERROR(CheckDistinct("mentees", batch.upsert_mentees, gone));
  PASSUNG_RETURN_IF_ERROR(CheckDistinct("records", batch.upsert_records, gone));
  PASSUNG_RETURN_IF_ERROR(CheckDistinct("contacts", batch.upsert_contacts, gone));
  PASSUNG_RETURN_IF_ERROR(
      CheckRowsOfMentees("outcomes", batch.upsert_outcomes, batch.delete_outcomes, gone));
  return CheckRowsOfMentees("pins", batch.upsert_pins, batch.delete_pins, gone);
}

absl::Status CheckAllRows(const WriteBatch& batch) {
  PASSUNG_RETURN_IF_ERROR(CheckRows("upsert_mentees", batch.upsert_mentees));
  PASSUNG_RETURN_IF_ERROR(CheckRows("upsert_vacancies", batch.upsert_vacancies));
  PASSUNG_RETURN_IF_ERROR(CheckRows("upsert_records", batch.upsert_records));
  PASSUNG_RETURN_IF_ERROR(CheckRows("upsert_contacts", batch.upsert_contacts));
  PASSUNG_RETURN_IF_ERROR(CheckRows("upsert_employers", batch.upsert_employers));
  PASSUNG_RETURN_IF_ERROR(CheckRows("upsert_mentors", batch.upsert_mentors));
  PASSUNG_RETURN_IF_ERROR(CheckRows("upsert_offers", batch.upsert_offers));
  PASSUNG_RETURN_IF_ERROR(CheckRows("upsert_outcomes", batch.upsert_outcomes));
  PASSUNG_RETURN_IF_ERROR(CheckRows("upsert_pins", batch.upsert_pins));
  return CheckRows("add_profiles", batch.add_profiles);
}

}  // namespace

absl::Status CheckBatch(const WriteBatch& batch) {
  PASSUNG_RETURN_IF_ERROR(CheckAllRows(batch));
  PASSUNG_RETURN_IF_ERROR(CheckIds("delete_mentees", batch.delete_mentees));
  PASSUNG_RETURN_IF_ERROR(CheckIds("delete_vacancies", batch.delete_vacancies));
  PASSUNG_RETURN_IF_ERROR(CheckIds("delete_employers", batch.delete_employers));
  PASSUNG_RETURN_IF_ERROR(CheckIds("delete_mentors", batch.delete_mentors));
  PASSUNG_RETURN_IF_ERROR(CheckIds("delete_offers", batch.delete_offers));
  PASSUNG_RETURN_IF_ERROR(CheckIds("purge_mentees", batch.purge_mentees));
  PASSUNG_RETURN_IF_ERROR(CheckPeople(batch));
  PASSUNG_RETURN_IF_ERROR(
      CheckDistinct("vacancies", batch.upsert_vacancies, batch.delete_vacancies));
  PASSUNG_RETURN_IF_ERROR(
      CheckDistinct("employers", batch.upsert_employers, batch.delete_employers));
  PASSUNG_RETURN_IF_ERROR(CheckDistinct("mentors", batch.upsert_mentors, batch.delete_mentors));
  return CheckDistinct("offers", batch.upsert_offers, batch.delete_offers);
}

}  // namespace passung
