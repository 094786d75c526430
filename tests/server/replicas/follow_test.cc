// Servers on one database have what any of them wrote, and say when they are too far behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>

#include "tests/server/replicas/cable.h"
#include "tests/server/replicas/replicas.h"

namespace passung::server {
namespace {

// Until both answer from `revision`.
void AwaitRevision(const Replica& replica, int64_t revision) {
  while (replica.Status().snapshot_revision() < revision) std::this_thread::yield();
}

TEST_F(ReplicasTest, WritesOfBothAreWithBothAndTheirDigestsAreEqual) {
  const Replica first(postgres().Url(), {});
  const Replica second(postgres().Url(), {});
  constexpr int kWrites = 60;
  const auto write = [&](const Replica& replica, uint32_t seed) {
    std::mt19937 random(seed);
    for (int i = 0; i < kWrites; ++i) {
      const auto vacancy = vacancies()[random() % vacancies().size()];
      const int openings = static_cast<int>(random() % 50 + 1);
      // Another may have written the same row in between: then it is asked for again.
      grpc::Status status;
      do {
        status = SetOpenings(replica.channel(), vacancy, openings, absl::StrCat(seed, "-", i));
      } while (status.error_code() == grpc::StatusCode::ABORTED);
      ASSERT_TRUE(status.ok()) << status.error_message();
      // Whoever wrote sees it with their next question.
      const v1::ServerStatus state = replica.Status();
      ASSERT_GE(state.snapshot_revision(), i + 2);
    }
  };
  std::thread other([&] { write(second, 2); });
  write(first, 1);
  other.join();
  const int64_t newest = 1 + 2 * kWrites;
  EXPECT_EQ(first.Status().stored_revision(), newest);
  AwaitRevision(first, newest);
  AwaitRevision(second, newest);
  EXPECT_EQ(first.Status().snapshot_digest(), second.Status().snapshot_digest());
  // And of one that reads everything anew.
  const Replica third(postgres().Url(), {});
  EXPECT_EQ(third.Status().snapshot_digest(), first.Status().snapshot_digest());
  EXPECT_EQ(third.Status().snapshot_revision(), newest);
}

TEST_F(ReplicasTest, PurgedAndRestrictedPeopleAreGoneEverywhere) {
  const Replica first(postgres().Url(), {});
  const Replica second(postgres().Url(), {});
  const auto admin = v1::AdminService::NewStub(first.channel());
  v1::RestrictPersonRequest restrict;
  restrict.set_name(mentee());
  restrict.set_restricted(true);
  v1::RestrictPersonResponse restricted;
  grpc::ClientContext context;
  ASSERT_TRUE(admin->RestrictPerson(&context, restrict, &restricted).ok());
  AwaitRevision(second, first.Status().stored_revision());
  EXPECT_EQ(second.Status().mentees(), kMentees - 1);
  v1::PurgePersonRequest purge;
  purge.set_name(mentee());
  v1::PurgePersonResponse purged;
  grpc::ClientContext another;
  const grpc::Status status = admin->PurgePerson(&another, purge, &purged);
  ASSERT_TRUE(status.ok()) << status.error_message();
  AwaitRevision(second, first.Status().stored_revision());
  EXPECT_EQ(first.Status().snapshot_digest(), second.Status().snapshot_digest());
}

TEST_F(ReplicasTest, WhoIsNotWokenFollowsAllTheSame) {
  const Replica first(postgres().Url(), {});
  const Replica second(postgres().Url(), {});
  // Whoever listens loses the connection, and what is called meanwhile.
  postgres().Run(
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");
  ASSERT_TRUE(SetOpenings(first.channel(), vacancies()[0], 7, "").ok());
  AwaitRevision(second, first.Status().stored_revision());
  EXPECT_EQ(first.Status().snapshot_digest(), second.Status().snapshot_digest());
}

TEST_F(ReplicasTest, HealthSaysNotServingWhileTheDatabaseIsGone) {
  const Replica replica(postgres().Url(), {"--longest-lag-seconds", "1"});
  ASSERT_TRUE(replica.IsServing());
  postgres().Stop();
  while (replica.IsServing()) std::this_thread::yield();
  postgres().Start();
  while (!replica.IsServing()) std::this_thread::yield();
  EXPECT_TRUE(SetOpenings(replica.channel(), vacancies()[0], 9, "").ok());
}

TEST_F(ReplicasTest, WritesGoOnAfterTheDatabaseWasKilledAndNoneIsDoubled) {
  const Replica replica(postgres().Url(), {});
  constexpr int kWrites = 40;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    for (int i = 0; i < kWrites; ++i) {
      grpc::Status status;
      do {
        status = SetOpenings(replica.channel(), vacancies()[static_cast<size_t>(i)], i + 1,
                             absl::StrCat("once-", i));
      } while (status.error_code() == grpc::StatusCode::UNAVAILABLE);
      EXPECT_TRUE(status.ok()) << status.error_message();
      ++written;
    }
  });
  for (const int kill_after : {5, 15, 25}) {
    while (written < kill_after) std::this_thread::yield();
    postgres().Kill();
    postgres().Start();
  }
  writer.join();
  EXPECT_EQ(replica.Status().stored_revision(), 1 + kWrites);
}

// Row 16 of the test programme: ten cuts of five seconds in the long form.
TEST_F(ReplicasTest, AfterTheNetworkWasCutBothAreEqualAndNothingIsLost) {
  using Clock = std::chrono::steady_clock;
  const bool is_long = std::getenv("PASSUNG_LONG") != nullptr;
  constexpr std::chrono::seconds kLongest(60);
  const int cuts = is_long ? 10 : 1;
  const auto length = is_long ? std::chrono::seconds(5) : std::chrono::seconds(0);
  Cable cable(postgres().folder());
  const Replica near(postgres().Url(), {});
  const Replica far(cable.Url(), {"--longest-lag-seconds", "1"});
  int written = 0;
  const auto write = [&] {
    const std::string& vacancy = vacancies()[static_cast<size_t>(written) % vacancies().size()];
    ++written;
    const grpc::Status status = SetOpenings(near.channel(), vacancy, written % 90 + 1, "");
    EXPECT_TRUE(status.ok()) << status.error_message();
  };
  double longest_ms = 0;
  for (int cut = 0; cut < cuts; ++cut) {
    const Clock::time_point begin = Clock::now();
    cable.Cut();
    // Whoever cannot reach the database says so, and writes go on elsewhere.
    while ((far.IsServing() || Clock::now() - begin < length) && Clock::now() - begin < kLongest) {
      write();
    }
    ASSERT_FALSE(far.IsServing());
    cable.Mend();
    const Clock::time_point mended = Clock::now();
    AwaitRevision(far, near.Status().stored_revision());
    const std::chrono::duration<double, std::milli> took = Clock::now() - mended;
    longest_ms = std::max(longest_ms, took.count());
    EXPECT_EQ(far.Status().snapshot_digest(), near.Status().snapshot_digest());
    while (!far.IsServing() && Clock::now() - mended < kLongest) std::this_thread::yield();
    ASSERT_TRUE(far.IsServing());
  }
  // Each write is a revision, the market was the first.
  EXPECT_EQ(far.Status().stored_revision(), 1 + written);
  EXPECT_TRUE(SetOpenings(far.channel(), vacancies()[0], 5, "").ok());
  RecordProperty("cuts", absl::StrCat(cuts));
  RecordProperty("writes", absl::StrCat(written));
  RecordProperty("equal_after_ms", absl::StrCat(longest_ms));
}

TEST_F(ReplicasTest, PasswordOfTheAddressIsNotShown) {
  Replica replica("postgresql://somebody:geheim-4711@127.0.0.1:1/passung", {});
  EXPECT_THAT(replica.line(), testing::HasSubstr("postgresql://127.0.0.1:1/passung"));
  EXPECT_THAT(replica.line(), testing::Not(testing::HasSubstr("geheim")));
}

}  // namespace
}  // namespace passung::server
