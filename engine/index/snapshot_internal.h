#ifndef PASSUNG_ENGINE_INDEX_SNAPSHOT_INTERNAL_H_
#define PASSUNG_ENGINE_INDEX_SNAPSHOT_INTERNAL_H_

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/index/columns.h"
#include "engine/index/row_index.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/snapshot.h"

namespace passung {

// The one implementation of Snapshot: what search and explain see of it.
//
// Invariant: vacancies and mentees are sorted by id, so that the index of a row in its vector is
// its place in the order of ids, and ties break by comparing indexes.
class SnapshotImpl final : public Snapshot {
 public:
  static absl::StatusOr<std::shared_ptr<const SnapshotImpl>> Build(SnapshotInput input);
  // Every Snapshot is one of these.
  static const SnapshotImpl& From(const Snapshot& snapshot) {
    return static_cast<const SnapshotImpl&>(snapshot);
  }

  int64_t revision() const override { return revision_; }
  const std::string& digest() const override { return digest_; }
  SnapshotStats stats() const override;
  const Knowledge& knowledge() const override { return *knowledge_; }
  const Vacancy* FindVacancy(const VacancyId& id) const override;
  const Mentee* FindMentee(const MenteeId& id) const override;

  const KnowledgeImpl& knowledge_impl() const { return KnowledgeImpl::From(*knowledge_); }
  const std::vector<Vacancy>& vacancies() const { return vacancies_; }
  const std::vector<Mentee>& mentees() const { return mentees_; }
  const Columns& columns() const { return columns_; }
  const RowIndex& rows() const { return rows_; }

 private:
  SnapshotImpl() = default;
  void MakeDigest();

  int64_t revision_ = 0;
  std::string digest_;
  std::shared_ptr<const Knowledge> knowledge_;
  std::vector<Vacancy> vacancies_;
  std::vector<Mentee> mentees_;
  Columns columns_;
  RowIndex rows_;
  // Counting distinct tuples costs about as much as building; few ask for it.
  mutable std::once_flag tuples_counted_;
  mutable int64_t code_tuples_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_SNAPSHOT_INTERNAL_H_
