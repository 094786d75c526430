// From a repository to a searchable snapshot.
#ifndef PASSUNG_PROTO_ANSWER_LOADING_H_
#define PASSUNG_PROTO_ANSWER_LOADING_H_

#include <memory>

#include "absl/status/statusor.h"
#include "passung/knowledge.h"
#include "passung/repository.h"
#include "passung/snapshot.h"

namespace passung::answer {

// Everything in the repository at its revision now but for restricted people, with the stored
// classification and the tables of `files`: what a snapshot is built from, and the snapshot, which is
// built on all cores of the machine. Building takes some 3 µs a vacancy and thread.
absl::StatusOr<SnapshotInput> LoadInput(const Repository& repository, const KnowledgeFiles& files);
absl::StatusOr<std::shared_ptr<const Snapshot>> LoadSnapshot(const Repository& repository,
                                                             const KnowledgeFiles& files);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_LOADING_H_
