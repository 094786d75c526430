// A snapshot from an image of its vacancies (passung/snapshot_image.h) instead of from all rows.
#ifndef PASSUNG_PROTO_ANSWER_IMAGED_H_
#define PASSUNG_PROTO_ANSWER_IMAGED_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "passung/repository.h"
#include "passung/snapshot_image.h"

namespace passung::answer {

// The vacancies of the image at `path`, which is of that repository, with the repository's mentees of now, but
// for restricted people: as of the image's revision, from which on whatever changed is to be taken over. Errors
// as of SnapshotImage; then the snapshot is to be built. On all cores of the machine.
struct Imaged {
  std::shared_ptr<const Knowledge> knowledge;
  std::shared_ptr<const Snapshot> snapshot;
};
absl::StatusOr<Imaged> LoadFromImage(const Repository& repository, const KnowledgeFiles& files,
                                     const std::string& path);

// Writes the image of a snapshot of that repository, with its profiles and classification.
absl::StatusOr<ImageFacts> WriteImageOf(const Repository& repository, const Snapshot& snapshot,
                                        const std::string& path);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_IMAGED_H_
