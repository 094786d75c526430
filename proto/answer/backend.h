// What answers are made from and where changes go.
#ifndef PASSUNG_PROTO_ANSWER_BACKEND_H_
#define PASSUNG_PROTO_ANSWER_BACKEND_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/outcome.h"
#include "passung/repository.h"
#include "passung/snapshot.h"
#include "passung/unix_time.h"
#include "proto/answer/caller.h"
#include "proto/answer/exploring.h"
#include "proto/answer/logged_list.h"
#include "proto/answer/profile_set.h"
#include "proto/answer/visible_mentees.h"

namespace passung::answer {

// Rows as they are stored, and as they are searched. Thread-safe.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual const Repository& repository() const = 0;
  // Never null. Without the mentees who are restricted.
  virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
  // Never null.
  virtual std::shared_ptr<const ProfileSet> profiles() const = 0;
  virtual VisibleMentees& visible_mentees() = 0;
  // As Repository::Write; returns when the next question sees the change.
  virtual absl::StatusOr<int64_t> Write(const WriteBatch& batch) = 0;
  // As Repository::AddPseudonymKeys.
  virtual absl::Status AddPseudonymKeys(const std::vector<PseudonymKey>& keys) = 0;
  // As Repository::ForgetAnswers.
  virtual absl::StatusOr<int64_t> ForgetAnswers(UnixTime before) = 0;
  virtual absl::Status Scrub() = 0;
  // As Repository::ForgetHistory.
  virtual absl::StatusOr<int64_t> ForgetHistory(UnixTime now, UnixTime before) = 0;
  // What answers were made from at an earlier revision, to read only; this backend outlives it. Reads and indexes
  // all rows of then; may be shared with others who ask for the same. The errors of Repository::AsOf.
  virtual absl::StatusOr<std::shared_ptr<Backend>> AsOf(int64_t revision) const = 0;
  // Reads and indexes everything anew.
  virtual absl::Status Reload() = 0;
};

// What a call is answered with, beside its request.
struct CallContext {
  Backend& backend;
  UnixTime now;
  Date today;  // the calendar day in Germany at `now`
  Caller caller;
  std::string page_key;          // of page tokens and etags: any bytes, the same on all replicas
  int expire_after_months = 12;  // of a person for whom no end is given
  // Whether nobody waits for the answer any more, for long work to ask between its parts. May be empty.
  std::function<bool()> is_over = nullptr;
  // Told whom the call is about to purge, while something is known of them; an error stops it. May be empty.
  std::function<absl::Status(const std::vector<MenteeId>&)> before_purge = nullptr;
  // What a logged answer said of a person and a vacancy, by its number in the decision log. NotFound: there is
  // no such answer, or it is not about both. Empty: no log is kept.
  std::function<absl::StatusOr<OutcomeDecision>(int64_t number, const MenteeId& mentee,
                                                const VacancyId& vacancy)>
      find_decision = nullptr;
  Exploring exploring = {};  // of RankVacancies alone; default: lists are by score
  // The logged answers in which near ties were drawn, rising by number; asks `is_over` meanwhile. DataLoss where the log
  // cannot be read. Empty: no log is kept.
  std::function<absl::StatusOr<std::vector<LoggedList>>()> explored_lists = nullptr;
  int32_t threads =
      1;  // 1 … 64, of an answer that looks at many people; it does not depend on them
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_BACKEND_H_
