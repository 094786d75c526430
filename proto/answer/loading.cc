#include "proto/answer/loading.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "proto/answer/searched_rows.h"

namespace passung::answer {

absl::StatusOr<SnapshotInput> LoadInput(const Repository& repository, const KnowledgeFiles& files) {
  PASSUNG_ASSIGN_OR_RETURN(RepositoryContents contents, repository.ReadContents());
  PASSUNG_RETURN_IF_ERROR(LeaveOutRestricted(repository, contents.mentees));
  PASSUNG_ASSIGN_OR_RETURN(auto knowledge, Knowledge::Create(files, contents.classification));
  return SnapshotInput{.knowledge = std::move(knowledge),
                       .mentees = std::move(contents.mentees),
                       .vacancies = std::move(contents.vacancies),
                       .revision = contents.revision,
                       .threads = 0};
}

absl::StatusOr<std::shared_ptr<const Snapshot>> LoadSnapshot(const Repository& repository,
                                                             const KnowledgeFiles& files) {
  PASSUNG_ASSIGN_OR_RETURN(SnapshotInput input, LoadInput(repository, files));
  return BuildSnapshot(std::move(input));
}

}  // namespace passung::answer
