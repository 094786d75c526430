#include "server/call/helpers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <future>

namespace passung::server {
namespace {

constexpr std::chrono::seconds kLong(10);

// Helps so often.
class HelpedSession final : public Session {
 public:
  explicit HelpedSession(int helps) : left_(helps) {}
  google::protobuf::Message& request() override { std::abort(); }
  absl::Status Take() override { return absl::OkStatus(); }
  absl::Status Close() override { return absl::OkStatus(); }
  absl::StatusOr<std::optional<Answer>> Next() override { return std::nullopt; }
  bool TakesHelp() const override { return true; }
  bool Help() override {
    ++helped_;
    if (left_-- > 0) return true;
    if (left_ == -1) all_.set_value();
    return false;
  }
  int helped() const { return helped_; }
  bool AwaitAll() { return all_.get_future().wait_for(kLong) == std::future_status::ready; }

 private:
  std::atomic<int> helped_{0};
  std::atomic<int> left_;
  std::promise<void> all_;
};

struct HelpedCall final : public Job {
  explicit HelpedCall(Executor& executor) : helpers(executor, "somebody") {}
  absl::Status Wanted() const override {
    return wanted ? absl::OkStatus() : absl::CancelledError("nobody waits");
  }
  void Run() override {}
  void Drop(const absl::Status& /*why*/) override {}

  std::atomic<bool> wanted{true};
  Helpers helpers;
};

// Waits until it is told to go on.
class Occupied final : public Job {
 public:
  absl::Status Wanted() const override { return absl::OkStatus(); }
  void Run() override {
    begun_.set_value();
    go_on_.get_future().wait();
    over_.set_value();
  }
  void Drop(const absl::Status& /*why*/) override {}
  void AwaitBegin() { begun_.get_future().wait(); }
  void GoOn() { go_on_.set_value(); }
  void AwaitEnd() { over_.get_future().wait(); }

 private:
  std::promise<void> begun_;
  std::promise<void> go_on_;
  std::promise<void> over_;
};

TEST(HelpersTest, TheyHelpUntilThereIsNothingToHelpWith) {
  Executor executor({.threads = 2});
  const auto call = std::make_shared<HelpedCall>(executor);
  const auto session = std::make_shared<HelpedSession>(100);
  call->helpers.Ask(call, session);
  EXPECT_TRUE(session->AwaitAll());
}

TEST(HelpersTest, OneThreadHasNone) {
  Executor executor({.threads = 1});
  const auto call = std::make_shared<HelpedCall>(executor);
  call->helpers.Ask(call, std::make_shared<HelpedSession>(1));
  EXPECT_EQ(executor.queued(Lane::kSpare), 0U);
}

TEST(HelpersTest, ThereIsOneForEachOtherThreadHoweverOftenTheyAreAsked) {
  Executor executor({.threads = 3});
  std::vector<std::shared_ptr<Occupied>> busy;
  for (int i = 0; i < 3; ++i) {
    busy.push_back(std::make_shared<Occupied>());
    ASSERT_TRUE(executor.Submit(Lane::kQuick, "others", busy.back()).ok());
    busy.back()->AwaitBegin();
  }
  const auto call = std::make_shared<HelpedCall>(executor);
  const auto session = std::make_shared<HelpedSession>(1);
  for (int i = 0; i < 5; ++i) call->helpers.Ask(call, session);
  EXPECT_EQ(executor.queued(Lane::kSpare), 2U);
  for (const auto& job : busy) job->GoOn();
  EXPECT_TRUE(session->AwaitAll());
}

TEST(HelpersTest, WhatEndsIsLetGoWhileTheyWait) {
  Executor executor({.threads = 2});
  std::vector<std::shared_ptr<Occupied>> busy = {std::make_shared<Occupied>(),
                                                 std::make_shared<Occupied>()};
  for (const auto& job : busy) {
    ASSERT_TRUE(executor.Submit(Lane::kQuick, "others", job).ok());
    job->AwaitBegin();
  }
  auto call = std::make_shared<HelpedCall>(executor);
  auto session = std::make_shared<HelpedSession>(1);
  call->helpers.Ask(call, session);
  const std::weak_ptr<HelpedCall> old_call = call;
  const std::weak_ptr<HelpedSession> old_session = session;
  call.reset();
  session.reset();
  EXPECT_TRUE(old_call.expired());
  EXPECT_TRUE(old_session.expired());
  EXPECT_EQ(executor.queued(Lane::kSpare), 1U);
  for (const auto& job : busy) job->GoOn();
}

TEST(HelpersTest, ACallThatNobodyWaitsForIsNotHelped) {
  Executor executor({.threads = 2});
  const auto call = std::make_shared<HelpedCall>(executor);
  call->wanted = false;
  const auto session = std::make_shared<HelpedSession>(0);
  call->helpers.Ask(call, session);
  const auto last = std::make_shared<Occupied>();
  last->GoOn();
  ASSERT_TRUE(executor.Submit(Lane::kSpare, "others", last).ok());
  last->AwaitEnd();  // the helper's turn came before
  EXPECT_EQ(session->helped(), 0);
}

}  // namespace
}  // namespace passung::server
