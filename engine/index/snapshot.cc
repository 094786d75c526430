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
absl::Status Arrange(absl::string_view what, std::vector<T>& rows) {
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

template <class T, class TheId>
const T* Find(const std::vector<T>& rows, const TheId& id) {
  const auto at =
      std::lower_bound(rows.begin(), rows.end(), id,
                       [](const T& row, const TheId& wanted) { return row.id < wanted; });
  return at != rows.end() && at->id == id ? &*at : nullptr;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const SnapshotImpl>> SnapshotImpl::Build(SnapshotInput input) {
  PASSUNG_CHECK(input.knowledge != nullptr);
  PASSUNG_RETURN_IF_ERROR(Arrange("vacancy", input.vacancies));
  PASSUNG_RETURN_IF_ERROR(Arrange("mentee", input.mentees));
  std::shared_ptr<SnapshotImpl> snapshot(new SnapshotImpl);
  snapshot->revision_ = input.revision;
  snapshot->knowledge_ = std::move(input.knowledge);
  snapshot->vacancies_ = std::move(input.vacancies);
  snapshot->mentees_ = std::move(input.mentees);
  snapshot->columns_.first_row.reserve(snapshot->vacancies_.size() + 1);
  snapshot->columns_.first_row.push_back(0);
  for (const Vacancy& vacancy : snapshot->vacancies_) {
    AppendRows(vacancy, snapshot->knowledge_impl(), snapshot->columns_);
  }
  snapshot->rows_ = RowIndex(snapshot->columns_);
  snapshot->MakeDigest();
  return std::shared_ptr<const SnapshotImpl>(std::move(snapshot));
}

void SnapshotImpl::MakeDigest() {
  base::DigestSum sum;
  sum.Add(base::DigestOf(absl::StrCat("knowledge ", knowledge_->digest())));
  for (const Vacancy& vacancy : vacancies_) {
    sum.Add(base::DigestOf(absl::StrCat("vacancy ", EncodeCanonical(vacancy))));
  }
  for (const Mentee& mentee : mentees_) {
    sum.Add(base::DigestOf(absl::StrCat("mentee ", EncodeCanonical(mentee))));
  }
  digest_ = sum.ToHex();
}

SnapshotStats SnapshotImpl::stats() const {
  std::call_once(tuples_counted_, [this] {
    absl::flat_hash_set<CodeTuple> tuples;
    for (uint32_t row = 0; row < columns_.row_count(); ++row) tuples.insert(columns_.Tuple(row));
    code_tuples_ = static_cast<int64_t>(tuples.size());
  });
  return {.mentees = static_cast<int64_t>(mentees_.size()),
          .vacancies = static_cast<int64_t>(vacancies_.size()),
          .rows = columns_.row_count(),
          .code_tuples = code_tuples_};
}

const Vacancy* SnapshotImpl::FindVacancy(const VacancyId& id) const { return Find(vacancies_, id); }
const Mentee* SnapshotImpl::FindMentee(const MenteeId& id) const { return Find(mentees_, id); }

absl::StatusOr<std::shared_ptr<const Snapshot>> BuildSnapshot(SnapshotInput input) {
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, SnapshotImpl::Build(std::move(input)));
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

}  // namespace passung
