#ifndef PASSUNG_SNAPSHOT_IMAGE_H_
#define PASSUNG_SNAPSHOT_IMAGE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"
#include "passung/profile.h"
#include "passung/snapshot.h"
#include "passung/stored.h"

// A snapshot's vacancies with their index in one file, so that it is searchable without being built: a
// server that starts again reads it instead of all rows, and it is how a batch gets its data to other
// machines. No person is in it: mentees come from where they are kept, so that whoever is purged there
// is nowhere else.
//
// `threads`: to work on; 0: as many as the machine runs at once, at most 16. Nothing depends on it.
//
// The file is mapped. What a search reads is copied into memory once, vacancies stay in the file and are
// decoded when somebody first looks at them. It must not be written to while it is open; WriteImage
// makes a new file and gives it the name, which leaves readers what they have.

namespace passung {

// What goes along, for whoever has no database.
struct ImageExtras {
  ClassificationRows classification;
  std::vector<ScoringProfile> profiles;
  std::vector<ActiveProfile> active;
};

// What an image says of itself.
struct ImageFacts {
  std::string engine_version;    // of the program that wrote it; no other reads it
  int64_t revision = 0;          // of the repository, right after that write
  std::string knowledge_digest;  // Knowledge::digest() of the tables that the index was made with
  std::string vacancies_digest;  // over all vacancies, whatever their order; 32 hexadecimal digits
  int64_t vacancies = 0;
  int64_t rows = 0;   // combinations (vacancy, occupation, place)
  int64_t bytes = 0;  // size of the file
};

// Writes the vacancies of `snapshot` to `path`, in the place of what is there, once the new file is whole
// and on the disk; only its owner may read it. Where the snapshot came about by changes, everything is
// built anew first, on so many threads, as BuildSnapshot does. ResourceExhausted: no space; Unavailable:
// cannot be written. Nothing is left behind then.
absl::StatusOr<ImageFacts> WriteImage(const Snapshot& snapshot, const ImageExtras& extras,
                                      const std::string& path, int threads = 1);

// An image that was opened, and that every snapshot made of it keeps open. Thread-safe.
class SnapshotImage {
 public:
  // Checks that all bytes are what was written, on so many threads. NotFound: there is no file;
  // FailedPrecondition: written by another version, both being named: it is to be made anew; DataLoss:
  // no image, cut off or changed; Unavailable: cannot be read.
  static absl::StatusOr<std::unique_ptr<SnapshotImage>> Open(const std::string& path,
                                                             int threads = 1);
  virtual ~SnapshotImage() = default;

  virtual const ImageFacts& facts() const = 0;
  virtual const ImageExtras& extras() const = 0;
  // The snapshot of its vacancies and these mentees, equal to the one that BuildSnapshot gives, digest
  // and answers included. FailedPrecondition where `knowledge` has another digest than the image was
  // made with; InvalidArgument for a faulty mentee, as BuildSnapshot. Some 0.3 µs a vacancy and 3 µs a
  // mentee (./dev floors storage).
  virtual absl::StatusOr<std::shared_ptr<const Snapshot>> Load(
      std::shared_ptr<const Knowledge> knowledge, std::vector<Mentee> mentees,
      int threads = 1) const = 0;
  // Decodes every vacancy and compares all of them with vacancies_digest. DataLoss naming the first one
  // that cannot be read.
  virtual absl::Status VerifyVacancies(int threads = 1) const = 0;
};

}  // namespace passung

#endif  // PASSUNG_SNAPSHOT_IMAGE_H_
