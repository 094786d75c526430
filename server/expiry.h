// Removes by itself what is not to be kept any more: people whose time is over, and old entries of logs.
#ifndef PASSUNG_SERVER_EXPIRY_H_
#define PASSUNG_SERVER_EXPIRY_H_

#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "proto/answer/backend.h"
#include "server/audit/access_log.h"

namespace passung::server {

// Asked now and then by one thread; the clock decides whether something is to be done.
class Expiry {
 public:
  struct Options {
    std::function<absl::Time()> clock;
    absl::Duration interval = absl::Hours(24);
    absl::Duration retry = absl::Minutes(1);  // after a failure
    // How long rows that were changed or deleted are kept as they were.
    absl::Duration keep_history = absl::InfiniteDuration();
  };
  // `log` may be null; the referents outlive it.
  Expiry(Options options, answer::Backend& backend, AccessLog* log);

  // The first time, and then after each interval, purges everybody whose end lies before now, and notes
  // it in the access log as the server's own doing; then has the log and the history of rows forget what is old. OK where it is not
  // yet time; the first error otherwise, and the other part is done all the same.
  absl::Status RunIfDue();

 private:
  absl::Status Purge(absl::Time now);
  absl::Status ForgetHistory(absl::Time now);
  absl::Status Name(const std::vector<MenteeId>& people, v1::AccessEntry& entry);

  const Options options_;
  answer::Backend& backend_;
  AccessLog* const log_;
  std::optional<absl::Time> ran_;  // last time
  absl::Duration pause_;           // from then to the next
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_EXPIRY_H_
