#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <vector>

#include "server/load/executor.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using testing::Le;

class TestJob final : public Job {
 public:
  explicit TestJob(std::function<void()> run) : run_(std::move(run)) {}
  absl::Status Wanted() const override { return wanted ? wanted() : absl::OkStatus(); }
  void Run() override {
    run_();
    end_.set_value(absl::StatusCode::kOk);
  }
  void Drop(const absl::Status& why) override { end_.set_value(why.code()); }

  // OK after Run, the reason after Drop. Its code only: the library that counts who holds a status is
  // not instrumented.
  std::future<absl::StatusCode> End() { return end_.get_future(); }

  std::function<absl::Status()> wanted;

 private:
  const std::function<void()> run_;
  std::promise<absl::StatusCode> end_;
};

std::shared_ptr<TestJob> MakeJob(std::function<void()> run = [] {}) {
  return std::make_shared<TestJob>(std::move(run));
}

// Keeps one thread busy until it is let go.
class Blocker {
 public:
  explicit Blocker(Executor& executor, Lane lane = Lane::kQuick) {
    auto job = MakeJob([this] {
      begun_.set_value();
      go_on_.get_future().wait();
    });
    end_ = job->End();
    EXPECT_THAT(executor.Submit(lane, "blocker", job), IsOk());
    begun_.get_future().wait();
  }
  ~Blocker() { LetGo(); }
  void LetGo() {
    if (!end_.valid()) return;
    go_on_.set_value();
    EXPECT_EQ(end_.get(), absl::StatusCode::kOk);
  }

 private:
  std::promise<void> begun_;
  std::promise<void> go_on_;
  std::future<absl::StatusCode> end_;
};

// Which jobs ran, in their order.
class Record {
 public:
  std::shared_ptr<TestJob> Job(std::string name) {
    return MakeJob([this, name = std::move(name)] {
      const std::lock_guard<std::mutex> lock(mutex_);
      names_.push_back(name);
    });
  }
  std::vector<std::string> names() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return names_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> names_;
};

TEST(ExecutorTest, ItsThreadsAreNicerThanWhoeverHandsWorkOver) {
  constexpr int kNicest = 19;
  const int own = getpriority(PRIO_PROCESS, 0);
  for (const int32_t nicer : {0, 3, 100}) {
    Executor executor({.threads = 2, .nicer = nicer});
    std::vector<std::future<absl::StatusCode>> ends;
    for (int i = 0; i < 20; ++i) {
      const auto job =
          MakeJob([&] { EXPECT_EQ(getpriority(PRIO_PROCESS, 0), std::min(own + nicer, kNicest)); });
      ends.push_back(job->End());
      ASSERT_THAT(executor.Submit(Lane::kQuick, "somebody", job), IsOk());
    }
    for (auto& end : ends) EXPECT_EQ(end.get(), absl::StatusCode::kOk);
    EXPECT_EQ(getpriority(PRIO_PROCESS, 0), own);
  }
}

TEST(ExecutorTest, RunsEveryJobOnce) {
  Executor executor({.threads = 4});
  std::atomic<int> runs{0};
  std::vector<std::future<absl::StatusCode>> ends;
  for (int i = 0; i < 1'000; ++i) {
    auto job = MakeJob([&] { ++runs; });
    ends.push_back(job->End());
    ASSERT_THAT(executor.Submit(static_cast<Lane>(i % kLanes), "somebody", job), IsOk());
  }
  for (auto& end : ends) EXPECT_EQ(end.get(), absl::StatusCode::kOk);
  EXPECT_EQ(runs, 1'000);
}

TEST(ExecutorTest, WhatIsNotWantedAnyMoreIsNotBegun) {
  Executor executor({.threads = 1});
  Blocker blocker(executor);
  std::atomic<bool> late{false};
  auto job = MakeJob([] { FAIL() << "was begun"; });
  job->wanted = [&] { return late ? absl::DeadlineExceededError("too late") : absl::OkStatus(); };
  auto end = job->End();
  ASSERT_THAT(executor.Submit(Lane::kQuick, "somebody", job), IsOk());
  late = true;  // while it waits
  blocker.LetGo();
  EXPECT_EQ(end.get(), absl::StatusCode::kDeadlineExceeded);
}

TEST(ExecutorTest, AFullLaneRefusesAndTheOthersDoNot) {
  Executor executor({.threads = 1, .largest_queue = 2});
  Blocker blocker(executor);
  EXPECT_THAT(executor.Submit(Lane::kSearch, "a", MakeJob()), IsOk());
  EXPECT_THAT(executor.Submit(Lane::kSearch, "b", MakeJob()), IsOk());
  EXPECT_THAT(executor.Submit(Lane::kSearch, "c", MakeJob()),
              StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(executor.queued(Lane::kSearch), 2U);
  EXPECT_THAT(executor.Submit(Lane::kQuick, "c", MakeJob()), IsOk());
}

TEST(ExecutorTest, WorkThatGoesOnFindsAPlaceInAFullLane) {
  Executor executor({.threads = 1, .largest_queue = 1});
  Blocker blocker(executor);
  EXPECT_THAT(executor.Submit(Lane::kBulk, "a", MakeJob()), IsOk());
  EXPECT_THAT(executor.Resubmit(Lane::kBulk, "a", MakeJob()), IsOk());
}

TEST(ExecutorTest, PrincipalsTakeTurnsHoweverManyCallsOneHas) {
  Record record;
  Executor executor({.threads = 1});
  Blocker blocker(executor);
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(executor.Submit(Lane::kQuick, "many", record.Job("many")), IsOk());
  }
  auto last = record.Job("few");
  EXPECT_THAT(executor.Submit(Lane::kQuick, "few", last), IsOk());
  auto sentinel = MakeJob();
  auto end = sentinel->End();
  EXPECT_THAT(executor.Submit(Lane::kBulk, "many", sentinel), IsOk());
  blocker.LetGo();
  EXPECT_EQ(end.get(), absl::StatusCode::kOk);
  ASSERT_GE(record.names().size(), 2U);
  EXPECT_EQ(record.names()[0], "many");
  EXPECT_EQ(record.names()[1], "few");
}

TEST(ExecutorTest, BulkWorkGetsATurnThoughQuickWorkWaits) {
  Record record;
  Executor executor({.threads = 1});
  Blocker blocker(executor);
  auto bulk = record.Job("bulk");
  auto end = bulk->End();
  EXPECT_THAT(executor.Submit(Lane::kBulk, "b", bulk), IsOk());
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(executor.Submit(Lane::kQuick, "a", record.Job("quick")), IsOk());
  }
  blocker.LetGo();
  EXPECT_EQ(end.get(), absl::StatusCode::kOk);
  const auto names = record.names();
  EXPECT_THAT(std::find(names.begin(), names.end(), "bulk") - names.begin(), Le(12));
}

TEST(ExecutorTest, BulkWorkLeavesAThreadToTheOthers) {
  Executor executor({.threads = 2});
  Blocker first(executor, Lane::kBulk);
  auto second = MakeJob();
  auto end = second->End();
  EXPECT_THAT(executor.Submit(Lane::kBulk, "b", second), IsOk());
  auto quick = MakeJob();
  auto quick_end = quick->End();
  EXPECT_THAT(executor.Submit(Lane::kQuick, "a", quick), IsOk());
  EXPECT_EQ(quick_end.get(), absl::StatusCode::kOk);
  EXPECT_EQ(executor.queued(Lane::kBulk), 1U);
  first.LetGo();
  EXPECT_EQ(end.get(), absl::StatusCode::kOk);
}

TEST(ExecutorTest, SpareWorkComesAfterEverythingElse) {
  Record record;
  Executor executor({.threads = 1});
  Blocker blocker(executor);
  auto spare = record.Job("spare");
  auto end = spare->End();
  EXPECT_THAT(executor.Submit(Lane::kSpare, "a", spare), IsOk());
  for (const Lane lane : {Lane::kBulk, Lane::kWrite, Lane::kSearch, Lane::kQuick}) {
    for (int i = 0; i < 20; ++i) {
      EXPECT_THAT(executor.Submit(lane, "a", record.Job("other")), IsOk());
    }
  }
  blocker.LetGo();
  EXPECT_EQ(end.get(), absl::StatusCode::kOk);
  EXPECT_EQ(record.names().size(), 81U);
  EXPECT_EQ(record.names().back(), "spare");
}

TEST(ExecutorTest, SpareWorkTakesTheThreadThatBulkWorkLeaves) {
  Executor executor({.threads = 2});
  Blocker bulk(executor, Lane::kBulk);
  auto spare = MakeJob();
  auto end = spare->End();
  EXPECT_THAT(executor.Submit(Lane::kSpare, "a", spare), IsOk());
  EXPECT_EQ(end.get(), absl::StatusCode::kOk);
}

TEST(ExecutorTest, StoppingDropsWhatWaitsAndEndsWhatRuns) {
  Executor executor({.threads = 1});
  std::promise<void> begun;
  std::promise<void> go_on;
  auto running = MakeJob([&] {
    begun.set_value();
    go_on.get_future().wait();
  });
  auto running_end = running->End();
  EXPECT_THAT(executor.Submit(Lane::kQuick, "a", running), IsOk());
  begun.get_future().wait();
  auto waiting = MakeJob();
  auto waiting_end = waiting->End();
  EXPECT_THAT(executor.Submit(Lane::kQuick, "a", waiting), IsOk());
  auto stopped = std::async(std::launch::async, [&] { executor.Stop(); });
  EXPECT_EQ(waiting_end.get(), absl::StatusCode::kUnavailable);
  go_on.set_value();
  stopped.get();
  EXPECT_EQ(running_end.get(), absl::StatusCode::kOk);
  EXPECT_THAT(executor.Submit(Lane::kQuick, "a", MakeJob()),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST(ExecutorTest, ManyThreadsMayHandOverWork) {
  Executor executor({.threads = 2, .largest_queue = 10'000});
  std::atomic<int> runs{0};
  std::vector<std::future<void>> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.push_back(std::async(std::launch::async, [&, caller] {
      std::vector<std::future<absl::StatusCode>> ends;
      for (int i = 0; i < 500; ++i) {
        auto job = MakeJob([&] { ++runs; });
        ends.push_back(job->End());
        const std::string principal(1, static_cast<char>('a' + caller));
        ASSERT_THAT(executor.Submit(static_cast<Lane>(i % kLanes), principal, job), IsOk());
      }
      for (auto& end : ends) EXPECT_EQ(end.get(), absl::StatusCode::kOk);
    }));
  }
  for (auto& caller : callers) caller.get();
  EXPECT_EQ(runs, 2'000);
}

}  // namespace
}  // namespace passung::server
