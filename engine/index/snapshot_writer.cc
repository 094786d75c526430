#include "passung/snapshot_writer.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/base/prefetch.h"
#include "engine/base/status_macros.h"
#include "engine/index/prefetch_list.h"
#include "engine/index/snapshot_internal.h"
#include "engine/vocabulary/batch_check.h"

namespace passung {
namespace {

// Replaced records may be as many as live ones and these.
constexpr uint32_t kFewDead = 4096;
// 64 KiB: what most of the rows that come have in common.
constexpr uint32_t kRememberedCodes = 4096;

// Asks the processor for what a digest reads beside the record itself.
void FetchLists(const Vacancy& vacancy) {
  PrefetchList(vacancy.title);
  PrefetchList(vacancy.employer_name);
  PrefetchList(vacancy.occupations);
  PrefetchList(vacancy.places);
  PrefetchList(vacancy.skills);
}

template <class Id, class IsThere>
absl::Status CheckDeletions(absl::string_view list, const std::vector<Id>& ids, IsThere is_there) {
  for (size_t i = 0; i < ids.size(); ++i) {
    if (is_there(ids[i])) continue;
    return absl::NotFoundError(absl::StrCat(list, "[", i, "]: there is no \"", ids[i].value, "\""));
  }
  return absl::OkStatus();
}

absl::Status Check(const WriteBatch& batch, const Snapshot& current) {
  PASSUNG_RETURN_IF_ERROR(CheckBatch(batch));
  PASSUNG_RETURN_IF_ERROR(
      CheckDeletions("delete_vacancies", batch.delete_vacancies,
                     [&](const VacancyId& id) { return current.FindVacancy(id) != nullptr; }));
  return CheckDeletions("delete_mentees", batch.delete_mentees,
                        [&](const MenteeId& id) { return current.FindMentee(id) != nullptr; });
}

bool HasTooManyDead(const RecordSet& set) { return set.liveness.dead() > set.size() + kFewDead; }

}  // namespace

// The making of one snapshot from another.
class SnapshotChange {
 public:
  explicit SnapshotChange(const SnapshotImpl& from)
      : next_(new SnapshotImpl(from, from.storage_->parts.Begin())), storage_(*next_->storage_) {}

  // False where there is no room left for an id or a code: then everything has to be built anew.
  bool Make(const WriteBatch& batch) {
    for (const VacancyId& id : batch.delete_vacancies) {
      Remove(storage_.vacancies, next_->vacancies_, storage_.vacancies.Seek(id.value).newest());
    }
    for (const MenteeId& id : batch.delete_mentees) {
      Remove(storage_.mentees, next_->mentees_, storage_.mentees.Seek(id.value).newest());
    }
    for (const Vacancy& vacancy : batch.upsert_vacancies) {
      if (IsFull(storage_.columns.dictionaries) || !PutVacancy(vacancy)) return false;
    }
    for (const Mentee& mentee : batch.upsert_mentees) {
      if (!Put(storage_.mentees, next_->mentees_, mentee)) return false;
    }
    return !HasTooManyDead(next_->vacancies_) && !HasTooManyDead(next_->mentees_);
  }

  std::shared_ptr<const Snapshot> Finish(int64_t revision) {
    storage_.parts.Finish();
    next_->revision_ = revision;
    next_->digest_ = next_->records_.ToHex();
    return std::move(next_);
  }

  // All records that a snapshot has after a batch, for building it anew.
  static SnapshotInput Collect(const SnapshotImpl& from, const WriteBatch& batch) {
    return {.knowledge = from.storage_->knowledge,
            .mentees = CollectRecords(from.storage_->mentees, from.mentees_, batch.upsert_mentees,
                                      batch.delete_mentees),
            .vacancies = CollectRecords(from.storage_->vacancies, from.vacancies_,
                                        batch.upsert_vacancies, batch.delete_vacancies),
            .revision = from.revision_};
  }

  static const RecordStore<Vacancy>& Vacancies(const SnapshotImpl& of) {
    return of.storage_->vacancies;
  }
  static const RecordSet& VacancySet(const SnapshotImpl& of) { return of.vacancies_; }

 private:
  RowWriter& Writer() {
    if (!storage_.row_writer) {
      storage_.row_writer.emplace(next_->knowledge_impl(), storage_.columns,
                                  CodeMemory(kRememberedCodes));
    }
    return *storage_.row_writer;
  }

  // A vacancy and its rows. What the steps read lies far away, and is asked for some steps ahead.
  bool PutVacancy(const Vacancy& vacancy) {
    RowIndex& index = next_->index_;
    const auto sought = storage_.vacancies.Seek(vacancy.id.value);
    const Vacancy* const old = sought.newest() ? &storage_.vacancies[*sought.newest()] : nullptr;
    if (old != nullptr) base::PrefetchBytes(old, sizeof(*old));
    Writer().ForEachKnownJob(vacancy, [&](uint32_t job) { index.FetchJob(job); });
    const auto slot = storage_.vacancies.Append(vacancy, sought);
    if (!slot) return false;
    Writer().ForEachKnownJob(vacancy, [&](uint32_t job) { index.FetchBlock(job); });
    Writer().Start(vacancy);
    next_->records_.Add(storage_.digests.Of(vacancy));
    const std::vector<RowInsertion> rows = PrepareRows(*slot);
    index.FetchChunks(rows);
    if (old != nullptr) FetchLists(*old);
    Remove(storage_.vacancies, next_->vacancies_, sought.newest());
    next_->vacancies_.slots = *slot + 1;
    index.FetchStrips(rows);
    index.Insert(rows, storage_.parts, storage_.columns, next_->vacancies_.liveness);
    return true;
  }

  // Of the vacancy that the writer of rows has begun.
  std::vector<RowInsertion> PrepareRows(uint32_t slot) {
    Columns& columns = storage_.columns;
    const uint64_t order = storage_.vacancies.OrderOf(slot);
    const uint32_t count = Writer().Complete();
    std::vector<IndexedRow> rows;
    for (uint32_t row = columns.row_count() - count; row < columns.row_count(); ++row) {
      rows.push_back({row, slot, order});
    }
    return next_->index_.Prepare(storage_.parts, columns, rows);
  }

  template <class Record>
  void Remove(const RecordStore<Record>& store, RecordSet& set, std::optional<uint32_t> slot) {
    if (!slot || set.liveness.IsDead(*slot)) return;
    set.liveness.Kill(storage_.parts, *slot);
    next_->records_.Remove(storage_.digests.Of(store[*slot]));
  }

  template <class Record>
  std::optional<uint32_t> Put(RecordStore<Record>& store, RecordSet& set, const Record& record) {
    const auto sought = store.Seek(record.id.value);
    Remove(store, set, sought.newest());
    const std::optional<uint32_t> slot = store.Append(record, sought);
    if (!slot) return std::nullopt;
    set.slots = *slot + 1;
    next_->records_.Add(storage_.digests.Of(record));
    return slot;
  }

  template <class Record, class Id>
  static std::vector<Record> CollectRecords(const RecordStore<Record>& store, const RecordSet& set,
                                            const std::vector<Record>& upserts,
                                            const std::vector<Id>& deletions) {
    absl::flat_hash_set<absl::string_view> gone;
    for (const Record& record : upserts) gone.insert(record.id.value);
    for (const Id& id : deletions) gone.insert(id.value);
    std::vector<Record> records = upserts;
    records.reserve(set.size() + upserts.size());
    for (uint32_t slot = 0; slot < set.slots; ++slot) {
      if (set.Has(slot) && !gone.contains(store[slot].id.value)) records.push_back(store[slot]);
    }
    return records;
  }

  std::shared_ptr<SnapshotImpl> next_;
  SnapshotStorage& storage_;
};

absl::StatusOr<std::unique_ptr<SnapshotWriter>> SnapshotWriter::Create(SnapshotInput input) {
  const int threads = input.threads;
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, BuildSnapshot(std::move(input)));
  return std::unique_ptr<SnapshotWriter>(new SnapshotWriter(std::move(snapshot), threads));
}

std::unique_ptr<SnapshotWriter> SnapshotWriter::Continue(std::shared_ptr<const Snapshot> current,
                                                         int threads) {
  return std::unique_ptr<SnapshotWriter>(new SnapshotWriter(std::move(current), threads));
}

SnapshotWriter::~SnapshotWriter() = default;

absl::StatusOr<std::shared_ptr<const Snapshot>> SnapshotWriter::Apply(const WriteBatch& batch,
                                                                      int64_t revision) {
  PASSUNG_RETURN_IF_ERROR(Check(batch, *current_));
  const SnapshotImpl& from = SnapshotImpl::From(*current_);
  SnapshotChange change(from);
  if (change.Make(batch)) {
    current_ = change.Finish(revision);
    return current_;
  }
  SnapshotInput input = SnapshotChange::Collect(from, batch);
  input.revision = revision;
  input.threads = threads_;
  PASSUNG_ASSIGN_OR_RETURN(current_, BuildSnapshot(std::move(input)));
  return current_;
}

std::vector<VacancyId> SnapshotWriter::ExpiredOn(Date day) const {
  const SnapshotImpl& snapshot = SnapshotImpl::From(*current_);
  const RecordStore<Vacancy>& vacancies = SnapshotChange::Vacancies(snapshot);
  const RecordSet& set = SnapshotChange::VacancySet(snapshot);
  std::vector<VacancyId> expired;
  for (uint32_t slot = 0; slot < set.slots; ++slot) {
    if (!set.Has(slot)) continue;
    const Vacancy& vacancy = vacancies[slot];
    if (vacancy.closed || (vacancy.apply_until && *vacancy.apply_until < day)) {
      expired.push_back(vacancy.id);
    }
  }
  std::sort(expired.begin(), expired.end());
  return expired;
}

}  // namespace passung
