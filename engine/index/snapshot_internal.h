#ifndef PASSUNG_ENGINE_INDEX_SNAPSHOT_INTERNAL_H_
#define PASSUNG_ENGINE_INDEX_SNAPSHOT_INTERNAL_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/digest.h"
#include "engine/base/generation_memory.h"
#include "engine/index/mentee_index.h"
#include "engine/index/row_writer.h"
#include "engine/index/vacancy_rows.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/snapshot.h"

namespace passung {

// What the digest of a snapshot has of each record.
class RecordDigests {
 public:
  base::Digest128 Of(const Vacancy& vacancy);
  base::Digest128 Of(const Mentee& mentee);

 private:
  std::string memory_;  // for the bytes of a record
};

// What a snapshot and those made from it by changes have in common. Records and rows are only ever
// appended, by one thread, while others read those of the snapshots that they hold.
struct SnapshotStorage {
  SnapshotStorage(std::shared_ptr<const Knowledge> the_knowledge,
                  BaseRecords<Vacancy> sorted_vacancies, BaseRecords<Mentee> sorted_mentees)
      : knowledge(std::move(the_knowledge)),
        vacancies(std::move(sorted_vacancies)),
        mentees(std::move(sorted_mentees)) {}

  const std::shared_ptr<const Knowledge> knowledge;
  RecordStore<Vacancy> vacancies;
  RecordStore<Mentee> mentees;
  const MenteeIndex mentee_index{mentees, KnowledgeImpl::From(*knowledge)};
  Columns columns;
  // Those of the thread which appends, for changes; kept for what they remember and for their memory.
  std::optional<RowWriter> row_writer;
  RecordDigests digests;
  base::GenerationMemory parts;  // of the index and of what is dead; each snapshot is a generation
};

// The records of one kind that a snapshot has: the live ones of the first `slots`.
struct RecordSet {
  uint32_t slots = 0;
  Liveness liveness;

  uint32_t size() const { return slots - liveness.dead(); }
  bool Has(uint32_t slot) const { return slot < slots && !liveness.IsDead(slot); }
};

// Checks mentees, sorts them by id and adds their digests, as BuildSnapshot does.
absl::Status ArrangeMentees(std::vector<Mentee>& mentees, int threads, base::DigestSum& digests);

// What a snapshot is made of that was not built here, all of it of `storage`.
struct AssembledSnapshot {
  int64_t revision = 0;
  base::DigestSum records;  // of knowledge and all records
  std::shared_ptr<SnapshotStorage> storage;
  RowIndex index;
  base::GenerationHold parts;
};

// The one implementation of Snapshot: what search and explain see of it.
class SnapshotImpl final : public Snapshot {
 public:
  static absl::StatusOr<std::shared_ptr<const SnapshotImpl>> Build(SnapshotInput input);
  static std::shared_ptr<const SnapshotImpl> Assemble(AssembledSnapshot from);
  // Every Snapshot is one of these.
  static const SnapshotImpl& From(const Snapshot& snapshot) {
    return static_cast<const SnapshotImpl&>(snapshot);
  }

  int64_t revision() const override { return revision_; }
  const std::string& digest() const override { return digest_; }
  SnapshotSize size() const override {
    return {.mentees = mentees_.size(), .vacancies = vacancies_.size()};
  }
  SnapshotStats stats() const override;
  const Knowledge& knowledge() const override { return *storage_->knowledge; }
  const Vacancy* FindVacancy(const VacancyId& id) const override;
  const Mentee* FindMentee(const MenteeId& id) const override;

  const std::shared_ptr<const Knowledge>& shared_knowledge() const { return storage_->knowledge; }
  const KnowledgeImpl& knowledge_impl() const { return KnowledgeImpl::From(*storage_->knowledge); }
  const Vacancy& vacancy(uint32_t slot) const { return storage_->vacancies[slot]; }
  const RecordStore<Mentee>& mentees() const { return storage_->mentees; }
  const RecordSet& mentee_set() const { return mentees_; }
  const MenteeIndex& mentee_index() const { return storage_->mentee_index; }
  // As mentees() and mentee_set().
  const RecordStore<Vacancy>& vacancies() const { return storage_->vacancies; }
  const RecordSet& vacancy_set() const { return vacancies_; }
  const base::DigestSum& records() const { return records_; }
  const Columns& columns() const { return storage_->columns; }
  const RowIndex& index() const { return index_; }
  VacancyRows rows() const {
    return {storage_->vacancies, storage_->columns, index_, vacancies_.liveness, vacancies_.slots};
  }

 private:
  friend class SnapshotChange;

  SnapshotImpl() = default;
  // What is to become the one after `from`.
  SnapshotImpl(const SnapshotImpl& from, base::GenerationHold parts)
      : records_(from.records_),
        storage_(from.storage_),
        vacancies_(from.vacancies_),
        mentees_(from.mentees_),
        index_(from.index_),
        parts_(std::move(parts)) {}

  int64_t revision_ = 0;
  std::string digest_;
  base::DigestSum records_;  // of everything that `digest_` speaks of
  std::shared_ptr<SnapshotStorage> storage_;
  RecordSet vacancies_;
  RecordSet mentees_;
  RowIndex index_;
  base::GenerationHold parts_;  // gone before storage_ is
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_SNAPSHOT_INTERNAL_H_
