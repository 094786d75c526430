#ifndef PASSUNG_PROTO_ANSWER_VISIBLE_MENTEES_H_
#define PASSUNG_PROTO_ANSWER_VISIBLE_MENTEES_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/repository.h"
#include "passung/snapshot.h"
#include "passung/snapshot_writer.h"
#include "proto/answer/caller.h"
#include "proto/answer/person_guard.h"

namespace passung::answer {

// Snapshots of those mentees whom a caller may see for a purpose: whoever may not be shown is not
// ranked either, not even counted. Made from all records when first asked for; afterwards only what
// writes have touched is looked at again, some ten microseconds for each mentee written, and nothing
// for other writes. The snapshot is the same as one made anew. Thread-safe.
class VisibleMentees {
 public:
  // Everything was read anew, as of `revision`: what is kept is let go. `knowledge` is that of the
  // snapshots to come.
  void Restart(std::shared_ptr<const Knowledge> knowledge, int64_t revision);
  // A write made `revision`, the next one. To be told of each before its snapshot can be asked about;
  // otherwise Restart.
  void Note(const WriteBatch& batch, int64_t revision);

  // Of the mentees of `all`, whose records are those of `repository`. One that Restart was not told of is
  // answered for, too, and nothing is kept of it.
  absl::StatusOr<std::shared_ptr<const Snapshot>> Of(const std::shared_ptr<const Snapshot>& all,
                                                     const Repository& repository, const Look& look,
                                                     const Caller& caller);

  // How many snapshots were made from all records.
  int64_t built() const;

 private:
  // For one purpose on one day, and one mentor or all.
  struct Kept {
    Look look;
    std::optional<MentorId> mentor;
    std::mutex mutex;
    std::unique_ptr<SnapshotWriter> writer;  // null before the first; guarded by mutex
  };
  struct Change {
    int64_t revision;
    MenteeId id;
  };

  struct Question;
  // Null: what was asked about is not of this line of snapshots.
  std::shared_ptr<Kept> Find(const Question& question);
  // Who was written after `from` until `to`, by id; nothing where that is not known any more.
  std::optional<std::vector<MenteeId>> ChangedBetween(int64_t from, int64_t to) const;
  absl::StatusOr<std::unique_ptr<SnapshotWriter>> Build(const Question& question);

  mutable std::mutex mutex_;
  std::shared_ptr<const Knowledge> knowledge_;  // all that follows is guarded by mutex_
  std::vector<std::shared_ptr<Kept>> kept_;     // that asked for last is last
  std::deque<Change> changes_;                  // by revision
  int64_t known_from_ = 0;                      // later ones are all in changes_ …
  int64_t known_to_ = 0;                        // … up to this one
  int64_t built_ = 0;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_VISIBLE_MENTEES_H_
