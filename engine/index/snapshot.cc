#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/digest.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/codec/encoder.h"
#include "engine/index/market_columns.h"
#include "engine/index/snapshot_internal.h"

namespace passung {
namespace {

// More find nothing to do: some steps are one thread's.
constexpr int kMostBuildThreads = 16;

// Records that are checked in one go.
constexpr size_t kCheckedTogether = 8192;

// The digests of some records, each of them valid; else what is wrong with the first one that is not.
template <class T>
absl::StatusOr<base::DigestSum> CheckSome(absl::string_view what, std::span<const T> rows) {
  base::DigestSum sum;
  RecordDigests digests;
  for (const T& row : rows) {
    if (const absl::Status status = Validate(row); !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(what, " \"", row.id.value, "\": ", status.message()));
    }
    sum.Add(digests.Of(row));
  }
  return sum;
}

// Checks all records and adds their digests to `sum`, in one pass: reading them costs most.
template <class T>
absl::Status Check(absl::string_view what, std::span<const T> rows, int threads,
                   base::DigestSum& sum) {
  const size_t parts = (rows.size() + kCheckedTogether - 1) / kCheckedTogether;
  std::vector<absl::StatusOr<base::DigestSum>> sums(parts);
  ParallelFor(parts, threads, [&](size_t part) {
    const size_t first = part * kCheckedTogether;
    sums[part] =
        CheckSome(what, rows.subspan(first, std::min(kCheckedTogether, rows.size() - first)));
  });
  for (const auto& part : sums) {
    PASSUNG_RETURN_IF_ERROR(part.status());
    sum.Add(part->value());
  }
  return absl::OkStatus();
}

// By id. They often come so already.
template <class T>
absl::Status Sort(absl::string_view what, std::vector<T>& rows) {
  const auto falls = [](const T& a, const T& b) { return !(a.id < b.id); };
  if (std::adjacent_find(rows.begin(), rows.end(), falls) == rows.end()) return absl::OkStatus();
  std::sort(rows.begin(), rows.end(), [](const T& a, const T& b) { return a.id < b.id; });
  const auto twice = std::adjacent_find(rows.begin(), rows.end(), falls);
  if (twice == rows.end()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(what, " id \"", twice->id.value, "\" comes twice"));
}

// Sorted by id, each row valid, no id twice.
template <class T>
absl::Status Arrange(absl::string_view what, std::vector<T>& rows, int threads,
                     base::DigestSum& sum) {
  PASSUNG_RETURN_IF_ERROR(Check(what, std::span<const T>(rows), threads, sum));
  return Sort(what, rows);
}

template <class T>
base::Digest128 DigestOfRecord(absl::string_view what, const T& record, std::string& memory) {
  codec::Encoder encoder(what, std::move(memory));
  encoder.Put(record);
  const base::Digest128 digest = base::DigestOf(encoder.view());
  memory = std::move(encoder).TakeMemory();
  return digest;
}

template <class Record>
const Record* Find(const RecordStore<Record>& store, const RecordSet& set, absl::string_view id) {
  const std::optional<uint32_t> slot = store.Find(id, set.slots);
  return slot && set.Has(*slot) ? &store[*slot] : nullptr;
}

}  // namespace

absl::Status ArrangeMentees(std::vector<Mentee>& mentees, int threads, base::DigestSum& digests) {
  return Arrange("mentee", mentees, threads, digests);
}

base::Digest128 RecordDigests::Of(const Vacancy& vacancy) {
  return DigestOfRecord("vacancy ", vacancy, memory_);
}
base::Digest128 RecordDigests::Of(const Mentee& mentee) {
  return DigestOfRecord("mentee ", mentee, memory_);
}

absl::StatusOr<std::shared_ptr<const SnapshotImpl>> SnapshotImpl::Build(SnapshotInput input) {
  PASSUNG_CHECK(input.knowledge != nullptr);
  if (input.threads <= 0) input.threads = std::min(Cores(), kMostBuildThreads);
  std::shared_ptr<SnapshotImpl> snapshot(new SnapshotImpl);
  base::DigestSum& digests = snapshot->records_;
  PASSUNG_RETURN_IF_ERROR(Arrange("vacancy", input.vacancies, input.threads, digests));
  PASSUNG_RETURN_IF_ERROR(ArrangeMentees(input.mentees, input.threads, digests));
  snapshot->revision_ = input.revision;
  digests.Add(base::DigestOf(absl::StrCat("knowledge ", input.knowledge->digest())));
  snapshot->storage_ = std::make_shared<SnapshotStorage>(
      std::move(input.knowledge), std::move(input.vacancies), std::move(input.mentees));
  SnapshotStorage& storage = *snapshot->storage_;
  snapshot->vacancies_.slots = storage.vacancies.size();
  snapshot->mentees_.slots = storage.mentees.size();
  const uint32_t vacancies = storage.vacancies.size();
  const uint32_t taken =
      AppendMarket(storage.vacancies, snapshot->knowledge_impl(), input.threads, storage.columns);
  if (taken < vacancies) {
    return absl::ResourceExhaustedError(absl::StrCat("vacancies: ", vacancies,
                                                     " are too many that differ: after ", taken,
                                                     " of them a column has no code left (at most ",
                                                     Columns::kLargestCode, " distinct values)"));
  }
  snapshot->parts_ = storage.parts.Begin();
  snapshot->index_ = RowIndex(
      storage.parts, storage.columns,
      [&storage](uint32_t slot) { return storage.vacancies.OrderOf(slot); }, input.threads);
  storage.parts.Finish();
  storage.columns.dictionaries.ForgetReaders();  // nobody has seen it yet
  snapshot->digest_ = snapshot->records_.ToHex();
  return std::shared_ptr<const SnapshotImpl>(std::move(snapshot));
}

std::shared_ptr<const SnapshotImpl> SnapshotImpl::Assemble(AssembledSnapshot from) {
  std::shared_ptr<SnapshotImpl> snapshot(new SnapshotImpl);
  snapshot->revision_ = from.revision;
  snapshot->records_ = from.records;
  snapshot->digest_ = from.records.ToHex();
  snapshot->storage_ = std::move(from.storage);
  snapshot->vacancies_.slots = snapshot->storage_->vacancies.size();
  snapshot->mentees_.slots = snapshot->storage_->mentees.size();
  snapshot->index_ = std::move(from.index);
  snapshot->parts_ = std::move(from.parts);
  return snapshot;
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
