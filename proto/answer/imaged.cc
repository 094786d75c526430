#include "proto/answer/imaged.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/answer/searched_rows.h"

namespace passung::answer {
namespace {

constexpr int kMenteesPerPage = 10'000;

absl::StatusOr<std::vector<Mentee>> ReadMentees(const Repository& repository) {
  std::vector<Mentee> mentees;
  std::string after;
  do {
    PASSUNG_ASSIGN_OR_RETURN(Page<Mentee> page, repository.ListMentees(after, kMenteesPerPage));
    for (Mentee& mentee : page.items) mentees.push_back(std::move(mentee));
    after = page.next_key;
  } while (!after.empty());
  PASSUNG_RETURN_IF_ERROR(LeaveOutRestricted(repository, mentees));
  return mentees;
}

}  // namespace

absl::StatusOr<Imaged> LoadFromImage(const Repository& repository, const KnowledgeFiles& files,
                                     const std::string& path) {
  PASSUNG_ASSIGN_OR_RETURN(const auto image, SnapshotImage::Open(path, /*threads=*/0));
  PASSUNG_ASSIGN_OR_RETURN(const RepositoryChanges since,
                           repository.ReadChanges(image->facts().revision));
  if (since.everything) {
    return absl::FailedPreconditionError(absl::StrCat("what was written after revision ",
                                                      image->facts().revision,
                                                      " of the image cannot be told row by row"));
  }
  PASSUNG_ASSIGN_OR_RETURN(const ClassificationRows classification,
                           repository.ReadClassification());
  Imaged imaged;
  PASSUNG_ASSIGN_OR_RETURN(imaged.knowledge, Knowledge::Create(files, classification));
  PASSUNG_ASSIGN_OR_RETURN(std::vector<Mentee> mentees, ReadMentees(repository));
  PASSUNG_ASSIGN_OR_RETURN(imaged.snapshot,
                           image->Load(imaged.knowledge, std::move(mentees), /*threads=*/0));
  return imaged;
}

absl::StatusOr<ImageFacts> WriteImageOf(const Repository& repository, const Snapshot& snapshot,
                                        const std::string& path) {
  ImageExtras extras;
  PASSUNG_ASSIGN_OR_RETURN(extras.classification, repository.ReadClassification());
  PASSUNG_ASSIGN_OR_RETURN(extras.profiles, repository.ReadProfiles());
  PASSUNG_ASSIGN_OR_RETURN(extras.active, repository.ReadActiveProfiles());
  return WriteImage(snapshot, extras, path);
}

}  // namespace passung::answer
