// Who expires goes by itself: exactly those whose time is over, on days of every length.
#include "server/expiry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "proto/answer/stored_backend.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using testing::ElementsAre;

class ExpiryTest : public testing::Test {
 protected:
  // In Germany, as "2028-02-29 12:00".
  static absl::Time At(const std::string& text) {
    absl::Time time;
    std::string error;
    absl::TimeZone berlin;
    EXPECT_TRUE(absl::LoadTimeZone("Europe/Berlin", &berlin));
    EXPECT_TRUE(absl::ParseTime("%Y-%m-%d %H:%M", text, berlin, &time, &error)) << error;
    return time;
  }
  void Person(const std::string& id, absl::Time end) {
    MenteeRecord record;
    record.id.value = id;
    record.expire_time = UnixTime{absl::ToUnixSeconds(end)};
    WriteBatch batch;
    batch.upsert_mentees = {StoryMentee(id)};
    batch.upsert_records = {record};
    ASSERT_THAT(backend_->Write(batch), IsOk());
  }
  std::vector<std::string> Left() const {
    std::vector<std::string> ids;
    const Page<Mentee> page = backend_->repository().ListMentees("", 100).value();
    for (const Mentee& mentee : page.items) {
      ids.push_back(mentee.id.value);
    }
    return ids;
  }
  absl::Status RunAt(absl::Time now) {
    now_ = now;
    return expiry_.RunIfDue();
  }

  absl::Time now_;
  const std::unique_ptr<answer::StoredBackend> backend_ =
      answer::StoredBackend::Open(OpenRepository("memory:").value(), {}).value();
  Expiry expiry_{{.clock = [this] { return now_; }}, *backend_, nullptr};
};

TEST_F(ExpiryTest, ItRunsAtTheStartAndThenOnceADay) {
  Person("early", At("2026-01-10 10:00"));
  Person("late", At("2026-01-10 14:00"));
  ASSERT_THAT(RunAt(At("2026-01-10 12:00")), IsOk());
  EXPECT_THAT(Left(), ElementsAre("late"));
  ASSERT_THAT(RunAt(At("2026-01-11 11:59")), IsOk());
  EXPECT_THAT(Left(), ElementsAre("late")) << "not yet a day later";
  ASSERT_THAT(RunAt(At("2026-01-11 12:00")), IsOk());
  EXPECT_THAT(Left(), ElementsAre());
}

TEST_F(ExpiryTest, TheEndItselfIsNotYetOver) {
  Person("a", At("2026-01-10 12:00"));
  Person("b", At("2026-01-10 12:00") - absl::Seconds(1));
  ASSERT_THAT(RunAt(At("2026-01-10 12:00")), IsOk());
  EXPECT_THAT(Left(), ElementsAre("a"));
}

TEST_F(ExpiryTest, ALeapDayIsADay) {
  Person("a", At("2028-02-28 23:59"));
  Person("b", At("2028-02-29 23:59"));
  Person("c", At("2028-03-01 23:59"));
  ASSERT_THAT(RunAt(At("2028-02-29 00:00")), IsOk());
  EXPECT_THAT(Left(), ElementsAre("b", "c"));
  ASSERT_THAT(RunAt(At("2028-03-01 00:00")), IsOk());
  EXPECT_THAT(Left(), ElementsAre("c"));
}

// The night of 29 March 2026 has no time between 2 and 3, that of 25 October two of them.
TEST_F(ExpiryTest, ChangesOfTheClockDeleteNobodyEarlyAndKeepNobodyLonger) {
  Person("before", At("2026-03-29 01:59"));
  Person("after", At("2026-03-29 03:01"));
  ASSERT_THAT(RunAt(At("2026-03-29 03:00")), IsOk());
  EXPECT_THAT(Left(), ElementsAre("after"));
  ASSERT_THAT(RunAt(At("2026-03-30 03:00")), IsOk());
  EXPECT_THAT(Left(), ElementsAre());
  const absl::Time second_half_past_two = At("2026-10-25 03:00") - absl::Minutes(30);
  Person("first", second_half_past_two - absl::Hours(1));
  Person("second", second_half_past_two);
  ASSERT_THAT(RunAt(second_half_past_two - absl::Minutes(30)), IsOk());
  EXPECT_THAT(Left(), ElementsAre("second"));
}

// A run that a log is told of: one entry, of whom it was, also where it was nobody.
TEST_F(ExpiryTest, EachRunIsAnEntryOfTheServersOwn) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "expiry_log";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const auto log = AccessLog::Open({.folder = folder.string(),
                                    .key = std::string(32, 'k'),
                                    .clock = [this] { return now_; }},
                                   *backend_)
                       .value();
  Person("a", At("2026-01-10 10:00"));
  Person("b", At("2026-01-10 10:00"));
  Person("c", At("2026-01-12 10:00"));
  const auto pseudonyms = log->pseudonyms().Give({{"a"}, {"b"}}).value();
  Expiry expiry({.clock = [this] { return now_; }, .interval = absl::Minutes(30)}, *backend_,
                log.get());
  now_ = At("2026-01-10 12:00");
  ASSERT_THAT(expiry.RunIfDue(), IsOk());
  now_ += absl::Minutes(29);
  ASSERT_THAT(expiry.RunIfDue(), IsOk());
  now_ += absl::Minutes(1);
  ASSERT_THAT(expiry.RunIfDue(), IsOk());
  const auto entries = log->List({}).value().entries();
  ASSERT_EQ(entries.size(), 2);
  EXPECT_EQ(entries[0].who(), "server");
  EXPECT_EQ(entries[0].method(), "passung.v1.AdminService/PurgeExpired");
  EXPECT_EQ(entries[0].results(), 2);
  EXPECT_THAT(entries[0].people(), ElementsAre(*pseudonyms[0], *pseudonyms[1]));
  EXPECT_EQ(entries[0].time().seconds(), absl::ToUnixSeconds(At("2026-01-10 12:00")));
  EXPECT_EQ(entries[1].results(), 0);
  EXPECT_THAT(Left(), ElementsAre("c"));
  fs::remove_all(folder);
}

TEST_F(ExpiryTest, AClockThatIsPutBackDoesNotStopIt) {
  ASSERT_THAT(RunAt(At("2030-01-01 00:00")), IsOk());
  Person("a", At("2026-01-01 00:00"));
  ASSERT_THAT(RunAt(At("2026-01-02 00:00")), IsOk());
  EXPECT_THAT(Left(), ElementsAre());
}

}  // namespace
}  // namespace passung::server
