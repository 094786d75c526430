// Asks no faster than agreed, and again where that may help.
#ifndef PASSUNG_SERVER_FETCH_PATIENT_CLIENT_H_
#define PASSUNG_SERVER_FETCH_PATIENT_CLIENT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/fetch/http_client.h"

namespace passung::server {

// The clock, so that tests need not wait.
class Waiter {
 public:
  virtual ~Waiter() = default;
  virtual absl::Time Now() = 0;
  virtual void Wait(absl::Duration time) = 0;
};

struct Patience {
  double per_second = 2;  // requests, repeated ones included; more than 0
  int attempts = 5;       // of one request
  // Before the second attempt; twice as long before each further one, up to `longest_wait`. No chance in it: one client
  // that asks in turn has nobody to get out of step with.
  absl::Duration first_wait = absl::Seconds(1);
  absl::Duration longest_wait = absl::Seconds(60);
  // A service that wants a longer pause than this (Retry-After) is left alone, with an error.
  absl::Duration longest_pause = absl::Minutes(10);
};

// Again: after no whole answer, one that came too late, and after 429, 500, 502, 503 and 504. Other answers are given on.
class PatientClient final {
 public:
  // Both must outlive it.
  PatientClient(HttpAsker& asker, Waiter& waiter, Patience patience)
      : asker_(asker), waiter_(waiter), patience_(patience) {}

  // The last answer, whatever it says. Unavailable or DeadlineExceeded naming the last failure where the last attempt
  // gave none; ResourceExhausted where the service asks for too long a pause.
  absl::StatusOr<HttpAnswer> Get(const std::string& target, const HttpFields& fields);

  int64_t requests() const { return requests_; }
  int64_t repeated() const { return repeated_; }

 private:
  absl::StatusOr<absl::Duration> PauseBefore(int attempt, const std::string& retry_after);
  void WaitForTurn();

  HttpAsker& asker_;
  Waiter& waiter_;
  Patience patience_;
  absl::Time next_ = absl::InfinitePast();
  int64_t requests_ = 0;
  int64_t repeated_ = 0;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_FETCH_PATIENT_CLIENT_H_
