#include "server/load/admission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace passung::server {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Admission::Clock::time_point kNow{};

Admission::Request Call(const std::string& principal, milliseconds estimate = milliseconds(10)) {
  return {.principal = principal, .method = 0, .estimate = estimate};
}

// Admits calls of a principal until one is refused.
std::vector<Admission::Ticket> Fill(Admission& admission, const std::string& principal) {
  std::vector<Admission::Ticket> tickets;
  while (tickets.size() < 1'000) {
    auto verdict = admission.Ask(Call(principal), kNow);
    if (!verdict.ticket) break;
    tickets.push_back(*verdict.ticket);
  }
  return tickets;
}

TEST(AdmissionTest, OneMayFillHalfOfWhatMayWait) {
  Admission admission({.threads = 2, .longest_wait = milliseconds(100)});
  EXPECT_EQ(Fill(admission, "a").size(), 10U);  // 2 threads × 100 ms / 10 ms / 2
  const auto verdict = admission.Ask(Call("a"), kNow);
  EXPECT_FALSE(verdict.ticket);
  EXPECT_EQ(verdict.why, Refusal::kShare);
  EXPECT_GT(verdict.retry_after, milliseconds(0));
}

TEST(AdmissionTest, WhoFloodsLeavesRoomForOthers) {
  Admission admission({.threads = 2, .longest_wait = milliseconds(100)});
  Fill(admission, "flood");
  EXPECT_TRUE(admission.Ask(Call("other"), kNow).ticket);
  EXPECT_TRUE(admission.Ask(Call("third"), kNow).ticket);
}

// A principal with a rate of two units a second who opens a stream, which weighs twenty.
TEST(AdmissionTest, ACallThatWeighsMoreThanThereCanBeIsLetInAndOwesTheRest) {
  Admission admission(
      {.threads = 2, .longest_wait = milliseconds(100), .units_per_second = 2, .burst = 4});
  Admission::Request bulk = Call("a");
  bulk.units = 20;
  EXPECT_TRUE(admission.Ask(bulk, kNow).ticket);
  const auto again = admission.Ask(bulk, kNow);
  EXPECT_FALSE(again.ticket);
  EXPECT_EQ(again.why, Refusal::kRate);
  EXPECT_EQ(again.retry_after, seconds(10)) << "16 are owed, 4 have to be there";
  EXPECT_FALSE(admission.Ask(bulk, kNow + seconds(9)).ticket);
  EXPECT_TRUE(admission.Ask(bulk, kNow + seconds(10)).ticket);
}

TEST(AdmissionTest, ATinyRateHasATimeToTryAgainThatIsOne) {
  Admission admission(
      {.threads = 2, .longest_wait = milliseconds(100), .units_per_second = 1e-300, .burst = 1});
  EXPECT_TRUE(admission.Ask(Call("a"), kNow).ticket);
  EXPECT_EQ(admission.Ask(Call("a"), kNow).retry_after, std::chrono::hours(24));
}

TEST(AdmissionTest, WhenAllSharesTogetherAreFullEverybodyIsRefused) {
  Admission admission({.threads = 2, .longest_wait = milliseconds(100)});
  for (int i = 0; i < 50; ++i) Fill(admission, std::string(1, static_cast<char>('a' + i)));
  const auto verdict = admission.Ask(Call("one more"), kNow);
  EXPECT_FALSE(verdict.ticket);
  EXPECT_EQ(verdict.why, Refusal::kBacklog);
}

TEST(AdmissionTest, WhatIsDoneMakesRoom) {
  Admission admission({.threads = 2, .longest_wait = milliseconds(100)});
  auto tickets = Fill(admission, "a");
  admission.Release(tickets.back(), std::nullopt);
  EXPECT_TRUE(admission.Ask(Call("a"), kNow).ticket);
}

TEST(AdmissionTest, ThreadsAlwaysHaveWorkHoweverLongACallTakes) {
  Admission admission({.threads = 2, .longest_wait = milliseconds(100)});
  EXPECT_TRUE(admission.Ask(Call("a", seconds(5)), kNow).ticket);
  EXPECT_TRUE(admission.Ask(Call("a", seconds(5)), kNow).ticket);
  EXPECT_FALSE(admission.Ask(Call("a", seconds(5)), kNow).ticket);
}

TEST(AdmissionTest, TheCostOfACallIsWhatTheMethodTookLately) {
  Admission admission({.threads = 2, .longest_wait = milliseconds(100)});
  for (int i = 0; i < 100; ++i) {
    const auto verdict = admission.Ask(Call("a"), kNow);
    ASSERT_TRUE(verdict.ticket);
    admission.Release(*verdict.ticket, Admission::Run{.spent = microseconds(1'000)});
  }
  EXPECT_EQ(Fill(admission, "a").size(), 100U);
}

// Calls that take a millisecond, of which as many wait as may; each waits so many times as long as
// expected. How many that are in the end.
size_t WaitingWhere(Admission& admission, double longer) {
  std::vector<Admission::Ticket> tickets;
  for (int round = 0; round < 20; ++round) {
    for (const Admission::Ticket& ticket : tickets) {
      const auto waited =
          microseconds(static_cast<int64_t>(static_cast<double>(ticket.expected.count()) * longer));
      admission.Release(ticket, Admission::Run{.spent = microseconds(1'000), .waited = waited});
    }
    tickets = Fill(admission, "a");
  }
  for (const Admission::Ticket& ticket : tickets) admission.Release(ticket, std::nullopt);
  return tickets.size();
}

TEST(AdmissionTest, WhereCallsWaitLongerThanTheyShouldFewerAreLetIn) {
  const auto waiting = [](double longer) {
    Admission admission({.threads = 2, .longest_wait = milliseconds(100)});
    return WaitingWhere(admission, longer);
  };
  EXPECT_EQ(waiting(1), 100U);
  EXPECT_EQ(waiting(0.1), 100U) << "never more than may";
  EXPECT_LT(waiting(1.2), 60U) << "the more is expected, the more has to be there";
  EXPECT_GE(waiting(100), 24U) << "a quarter at least";
}

TEST(AdmissionTest, WhereCallsNoLongerWaitLongAsManyAreLetInAsBefore) {
  Admission admission({.threads = 2, .longest_wait = milliseconds(100)});
  EXPECT_LT(WaitingWhere(admission, 2), 60U);
  EXPECT_EQ(WaitingWhere(admission, 0.5), 100U);
}

TEST(AdmissionTest, WhoAsksTooOftenIsToldWhenToAskAgain) {
  Admission admission({.units_per_second = 10, .burst = 2});
  for (int i = 0; i < 2; ++i) {
    admission.Release(*admission.Ask(Call("a"), kNow).ticket, std::nullopt);
  }
  const auto verdict = admission.Ask(Call("a"), kNow);
  EXPECT_FALSE(verdict.ticket);
  EXPECT_EQ(verdict.why, Refusal::kRate);
  EXPECT_EQ(verdict.retry_after, milliseconds(100));
  EXPECT_TRUE(admission.Ask(Call("b"), kNow).ticket) << "others are not meant";
  EXPECT_TRUE(admission.Ask(Call("a"), kNow + verdict.retry_after).ticket);
}

TEST(AdmissionTest, StreamsAreLimitedByNumber) {
  Admission admission({.most_streams = 3, .most_streams_of_one = 2});
  const auto stream = [&](const std::string& principal) {
    return admission.Ask({.principal = principal, .stream = true}, kNow);
  };
  const auto first = stream("a");
  EXPECT_TRUE(first.ticket);
  EXPECT_TRUE(stream("a").ticket);
  EXPECT_EQ(stream("a").why, Refusal::kShare);
  EXPECT_TRUE(stream("b").ticket);
  EXPECT_EQ(stream("c").why, Refusal::kStreams);
  EXPECT_EQ(admission.open_streams(), 3);
  admission.Release(*first.ticket, std::nullopt);
  EXPECT_TRUE(stream("c").ticket);
}

TEST(AdmissionTest, TenThousandPrincipalsDoNotPileUp) {
  Admission admission({});
  for (int i = 0; i < 30'000; ++i) {
    const auto verdict = admission.Ask(Call("p" + std::to_string(i)), kNow);
    ASSERT_TRUE(verdict.ticket);
    admission.Release(*verdict.ticket, std::nullopt);
  }
  EXPECT_EQ(admission.backlog(), microseconds(0));
}

}  // namespace
}  // namespace passung::server
