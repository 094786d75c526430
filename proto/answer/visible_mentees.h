#ifndef PASSUNG_PROTO_ANSWER_VISIBLE_MENTEES_H_
#define PASSUNG_PROTO_ANSWER_VISIBLE_MENTEES_H_

#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/repository.h"
#include "passung/snapshot.h"
#include "proto/answer/caller.h"
#include "proto/answer/person_guard.h"

namespace passung::answer {

// Snapshots of those mentees whom a caller may see for a purpose: whoever may not be shown is not
// ranked either, not even counted. Made from the records when first asked for and kept for a while,
// since the next question is often alike. Thread-safe.
class VisibleMentees {
 public:
  // Of the mentees of `all`, whose records are those of `repository`.
  absl::StatusOr<std::shared_ptr<const Snapshot>> Of(const std::shared_ptr<const Snapshot>& all,
                                                     const Repository& repository, const Look& look,
                                                     const Caller& caller);

 private:
  struct Kept {
    std::shared_ptr<const Snapshot> all;
    Look look;
    std::optional<MentorId> mentor;
    std::shared_ptr<const Snapshot> visible;
  };

  std::mutex mutex_;
  std::vector<Kept> kept_;  // the latest last; guarded by mutex_
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_VISIBLE_MENTEES_H_
