// How long after its answer a write is seen at another server. Only that each is seen is demanded here; how long it took
// is noted for `./dev floors storage`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/replicas/replicas.h"

namespace passung::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWritesASecond = 200;

// Waits until the next write is due.
void AwaitDue(Clock::time_point due) {
  std::mutex mutex;
  std::condition_variable nobody;
  std::unique_lock lock(mutex);
  nobody.wait_until(lock, due, [&] { return Clock::now() >= due; });
}

// When the server first said that it has each of the revisions up to `newest`; shorter once nobody waits for it.
std::vector<Clock::time_point> WatchRevisions(const Replica& replica, int64_t newest,
                                              const std::atomic<bool>& given_up) {
  std::vector<Clock::time_point> seen(static_cast<size_t>(newest) + 1);
  for (int64_t next = 0; next <= newest && !given_up;) {
    const int64_t revision = std::min<int64_t>(replica.Status().snapshot_revision(), newest);
    const Clock::time_point now = Clock::now();
    for (; next <= revision; ++next) seen[static_cast<size_t>(next)] = now;
  }
  return seen;
}

TEST_F(ReplicasTest, AWriteIsSeenAtOnceByItsWriterAndSoonElsewhere) {
  const Replica first(postgres().Url(), {});
  const Replica second(postgres().Url(), {});
  const int writes = std::getenv("PASSUNG_LONG") != nullptr ? 30 * kWritesASecond : 60;
  const int64_t before = first.Status().stored_revision();
  std::vector<Clock::time_point> seen;
  std::atomic<bool> given_up = false;
  std::thread other([&] { seen = WatchRevisions(second, before + writes, given_up); });
  std::vector<Clock::time_point> answered;
  Clock::time_point due = Clock::now();
  for (int i = 0; i < writes && !given_up; ++i) {
    AwaitDue(due);
    due += std::chrono::microseconds(1'000'000 / kWritesASecond);
    const auto& vacancy = vacancies()[static_cast<size_t>(i) % vacancies().size()];
    const auto status = SetOpenings(first.channel(), vacancy, i % 97 + 1, absl::StrCat("seen-", i));
    EXPECT_TRUE(status.ok()) << status.error_message();
    given_up = !status.ok();
    answered.push_back(Clock::now());
    if (i % 16 == 0) {
      EXPECT_GE(first.Status().snapshot_revision(), before + i + 1);
    }
  }
  other.join();
  ASSERT_FALSE(given_up);
  std::vector<double> milliseconds;
  for (int i = 0; i < writes; ++i) {
    const auto at = seen[static_cast<size_t>(before + i + 1)];
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(at - answered[static_cast<size_t>(i)]).count());
  }
  std::ranges::sort(milliseconds);
  RecordProperty("p99_ms",
                 absl::StrCat(std::max(0.0, milliseconds[milliseconds.size() * 99 / 100])));
  RecordProperty("writes", writes);
  EXPECT_EQ(first.Status().snapshot_digest(), second.Status().snapshot_digest());
}

}  // namespace
}  // namespace passung::server
