// A clock that moves when somebody waits.
#ifndef PASSUNG_TESTS_SERVER_FETCH_FAKE_WAITER_H_
#define PASSUNG_TESTS_SERVER_FETCH_FAKE_WAITER_H_

#include <vector>

#include "absl/time/time.h"
#include "server/fetch/patient_client.h"

namespace passung::server {

class FakeWaiter final : public Waiter {
 public:
  absl::Time Now() override { return now; }
  void Wait(absl::Duration time) override {
    waits.push_back(time);
    now += time;
  }

  absl::Time now = absl::FromUnixSeconds(1'780'000'000);
  std::vector<absl::Duration> waits;
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_FETCH_FAKE_WAITER_H_
