#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/digest.h"
#include "engine/base/status_macros.h"
#include "engine/index/snapshot_internal.h"
#include "passung/codec.h"

namespace passung {
namespace {

template <class T>
bool ById(const T& a, const T& b) {
  return a.id < b.id;
}

// Sorted by id, each row valid, no id twice.
template <class T>
absl::Status ArrangeRows(absl::string_view what, std::vector<T>& rows) {
  for (const T& row : rows) {
    if (const absl::Status status = Validate(row); !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(what, " \"", row.id.value, "\": ", status.message()));
    }
  }
  std::sort(rows.begin(), rows.end(), ById<T>);
  const auto twice = std::adjacent_find(rows.begin(), rows.end(),
                                        [](const T& a, const T& b) { return a.id == b.id; });
  if (twice == rows.end()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(what, " id \"", twice->id.value, "\" comes twice"));
}

template <class Record>
const Record* Find(const RecordStore<Record>& store, const RecordSet& set, absl::string_view id) {
  const std::optional<uint32_t> slot = store.Find(id, set.slots);
  return slot && set.Has(*slot) ? &store[*slot] : nullptr;
}

}  // namespace

absl::Status Arrange(SnapshotInput& input) {
  PASSUNG_RETURN_IF_ERROR(ArrangeRows("vacancy", input.vacancies));
  return ArrangeRows("mentee", input.mentees);
}

base::Digest128 DigestOfRecord(const Vacancy& vacancy) {
  return base::DigestOf(absl::StrCat("vacancy ", EncodeCanonical(vacancy)));
}

base::Digest128 DigestOfRecord(const Mentee& mentee) {
  return base::DigestOf(absl::StrCat("mentee ", EncodeCanonical(mentee)));
}

absl::StatusOr<std::shared_ptr<const SnapshotImpl>> SnapshotImpl::Build(SnapshotInput input) {
  PASSUNG_CHECK(input.knowledge != nullptr);
  PASSUNG_RETURN_IF_ERROR(Arrange(input));
  std::shared_ptr<SnapshotImpl> snapshot(new SnapshotImpl);
  snapshot->revision_ = input.revision;
  snapshot->records_.Add(base::DigestOf(absl::StrCat("knowledge ", input.knowledge->digest())));
  snapshot->storage_ = std::make_shared<SnapshotStorage>(
      std::move(input.knowledge), std::move(input.vacancies), std::move(input.mentees));
  SnapshotStorage& storage = *snapshot->storage_;
  snapshot->vacancies_.slots = storage.vacancies.size();
  snapshot->mentees_.slots = storage.mentees.size();
  storage.columns.first_row.Append(0U);
  for (uint32_t slot = 0; slot < storage.vacancies.size(); ++slot) {
    if (IsFull(storage.columns.dictionaries)) {
      return absl::ResourceExhaustedError(
          absl::StrCat("vacancies: ", storage.vacancies.size(), " are too many that differ: after ",
                       slot, " of them a column has no code left (at most ", Columns::kLargestCode,
                       " distinct values)"));
    }
    AppendRows(storage.vacancies[slot], snapshot->knowledge_impl(), storage.columns);
    snapshot->records_.Add(DigestOfRecord(storage.vacancies[slot]));
  }
  for (uint32_t slot = 0; slot < storage.mentees.size(); ++slot) {
    snapshot->records_.Add(DigestOfRecord(storage.mentees[slot]));
  }
  snapshot->index_ = RowIndex(
      storage.columns, [&storage](uint32_t slot) { return storage.vacancies.OrderOf(slot); });
  storage.columns.dictionaries.ForgetReaders();  // nobody has seen it yet
  snapshot->digest_ = snapshot->records_.ToHex();
  return std::shared_ptr<const SnapshotImpl>(std::move(snapshot));
}

SnapshotStats SnapshotImpl::stats() const {
  const Columns& columns = storage_->columns;
  absl::flat_hash_set<CodeTuple> tuples;
  int64_t rows = 0;
  for (uint32_t slot = 0; slot < vacancies_.slots; ++slot) {
    if (!vacancies_.Has(slot)) continue;
    for (uint32_t row = columns.first_row[slot]; row < columns.first_row[slot + 1]; ++row, ++rows) {
      tuples.insert(columns.Tuple(row));
    }
  }
  return {.mentees = mentees_.size(),
          .vacancies = vacancies_.size(),
          .rows = rows,
          .code_tuples = static_cast<int64_t>(tuples.size())};
}

const Vacancy* SnapshotImpl::FindVacancy(const VacancyId& id) const {
  return Find(storage_->vacancies, vacancies_, id.value);
}
const Mentee* SnapshotImpl::FindMentee(const MenteeId& id) const {
  return Find(storage_->mentees, mentees_, id.value);
}

absl::StatusOr<std::shared_ptr<const Snapshot>> BuildSnapshot(SnapshotInput input) {
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, SnapshotImpl::Build(std::move(input)));
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

}  // namespace passung
