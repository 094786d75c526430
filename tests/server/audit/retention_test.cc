// What is too old goes, file by file, and what is left is still a chain.
#include "server/audit/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "absl/strings/str_cat.h"
#include "proto/answer/stored_backend.h"
#include "server/audit/access_log.h"
#include "server/audit/chain_files.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr absl::Duration kDay = absl::Hours(24);

class RetentionTest : public testing::Test {
 protected:
  RetentionTest()
      : folder_(fs::path(testing::TempDir()) /
                absl::StrCat("retention_",
                             testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~RetentionTest() override { fs::remove_all(folder_); }

  ChainedLog::Options Options(const char* name = "access") const {
    return {.folder = folder_.string(), .name = name, .key = std::string(32, 'k')};
  }
  std::unique_ptr<AccessLog> Open(absl::Duration access, absl::Duration decisions) {
    return AccessLog::Open({.folder = folder_.string(),
                            .key = std::string(32, 'k'),
                            .clock = [this] { return now_; },
                            .keep_access = access,
                            .keep_decisions = decisions},
                           *backend_)
        .value();
  }
  // The times of all entries that can still be read, of a chain that holds.
  std::vector<absl::Time> Kept(const char* name = "access") const {
    std::vector<absl::Time> times;
    const auto state = ChainedLog::Verify(Options(name));
    EXPECT_THAT(state, IsOk());
    if (!state.ok()) return times;
    const auto take = [&](const ChainEntry& line) -> absl::StatusOr<bool> {
      const size_t from = line.entry.find("\"time\":\"") + 8;
      std::string error;
      EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full,
                                  line.entry.substr(from, line.entry.find('"', from) - from),
                                  &times.emplace_back(), &error))
          << line.entry;
      return true;
    };
    EXPECT_THAT(ReadChain(Options(name), state->first, take), IsOk());
    EXPECT_EQ(static_cast<int64_t>(times.size()), state->last - state->first + 1);
    return times;
  }
  size_t Files() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }

  const fs::path folder_;
  absl::Time now_ = absl::FromUnixSeconds(1'770'000'000);
  const std::unique_ptr<answer::StoredBackend> backend_ =
      answer::StoredBackend::Open(OpenRepository("memory:").value(), {}).value();
};

// Against a list of all that was ever written: of each day nothing young is gone, and nothing is left that
// is older than its days, the span of a file and the interval between two looks.
TEST_F(RetentionTest, DayByDayJustWhatIsTooOldGoes) {
  constexpr uint64_t kSeed = 20260215;
  SCOPED_TRACE(absl::StrCat("seed ", kSeed));
  std::mt19937_64 random(kSeed);
  const absl::Duration keep = 30 * kDay;
  std::vector<absl::Time> written;
  auto log = Open(keep, absl::InfiniteDuration());
  for (int day = 0; day < 200; ++day) {
    for (uint64_t i = random() % 4; i > 0; --i) {
      now_ += absl::Minutes(static_cast<int64_t>(random() % 400));
      ASSERT_THAT(log->Append(v1::AccessEntry()), IsOk());
      written.push_back(now_);
    }
    now_ += kDay - absl::Minutes(static_cast<int64_t>(random() % 1'200));
    const absl::Time before = now_;
    const int64_t first = ReadChainHead(Options())->first;
    ASSERT_THAT(log->ForgetOld(), IsOk());
    const bool removed = ReadChainHead(Options())->first != first;
    if (removed) written.push_back(before);  // says so itself
    if (day % 10 != 0) continue;             // all of it is read
    const std::vector<absl::Time> kept = Kept();
    ASSERT_LE(kept.size(), written.size());
    ASSERT_TRUE(std::equal(kept.rbegin(), kept.rend(), written.rbegin())) << "day " << day;
    const size_t gone = written.size() - kept.size();
    if (gone > 0) {
      ASSERT_LT(written[gone - 1], now_ - keep) << "day " << day;
    }
    if (!kept.empty()) {
      ASSERT_GT(kept.front(), now_ - keep - kLogFileSpan - 3 * kDay);
    }
    if (random() % 5 == 0) {
      log.reset();
      log = Open(keep, absl::InfiniteDuration());
    }
  }
  EXPECT_LT(Kept().size(), written.size() / 2);
  EXPECT_LT(Files(), 45u);
}

TEST_F(RetentionTest, WithoutASettingNothingGoes) {
  const auto log = Open(absl::InfiniteDuration(), absl::InfiniteDuration());
  ASSERT_THAT(log->Append(v1::AccessEntry()), IsOk());
  now_ += 10'000 * kDay;
  ASSERT_THAT(log->ForgetOld(), IsOk());
  EXPECT_EQ(Kept().size(), 1u);
}

TEST_F(RetentionTest, EachLogHasItsOwnTime) {
  const auto log = Open(400 * kDay, 200 * kDay);
  ASSERT_THAT(log->Append(v1::AccessEntry()), IsOk());
  ASSERT_THAT(log->Append(v1::DecisionEntry()), IsOk());
  now_ += 201 * kDay;
  ASSERT_THAT(log->ForgetOld(), IsOk());
  EXPECT_TRUE(Kept("decisions").empty()) << "a log of which all is old has nothing left";
  EXPECT_EQ(Kept().size(), 2u) << "its own entry, and that of the removal";
  ASSERT_THAT(log->Append(v1::DecisionEntry()), IsOk());
  EXPECT_EQ(ChainedLog::Verify(Options("decisions"))->first, 2) << "numbers go on";
}

TEST_F(RetentionTest, TheRemovalIsAnEntryThatNamesWhereTheLogGoesOn) {
  const auto log = Open(200 * kDay, absl::InfiniteDuration());
  ASSERT_THAT(log->Append(v1::AccessEntry()), IsOk());
  const ChainState old = ChainedLog::Verify(Options()).value();
  now_ += 201 * kDay;
  ASSERT_THAT(log->ForgetOld(), IsOk());
  const auto entries = log->List({}).value().entries();
  ASSERT_EQ(entries.size(), 1);
  EXPECT_EQ(entries[0].who(), "server");
  ASSERT_EQ(entries[0].beginnings_size(), 1);
  EXPECT_EQ(entries[0].beginnings(0).log(), "access");
  EXPECT_EQ(entries[0].beginnings(0).first(), 2);
  EXPECT_EQ(entries[0].beginnings(0).before(), old.mark);
  const v1::VerifyAccessLogResponse verified = log->Verify().value();
  EXPECT_EQ(verified.first(), 2);
  EXPECT_EQ(verified.before(), old.mark) << "by which a copy of what is gone is known";
}

TEST_F(RetentionTest, AfterTheRemovalATamperingIsStillFound) {
  {
    const auto log = Open(20 * kDay, absl::InfiniteDuration());
    for (int i = 0; i < 60; ++i) {
      ASSERT_THAT(log->Append(v1::AccessEntry()), IsOk());
      now_ += kDay;
      ASSERT_THAT(log->ForgetOld(), IsOk());
    }
  }
  const ChainState state = ChainedLog::Verify(Options()).value();
  EXPECT_GT(state.first, 20);
  for (const auto& file : fs::directory_iterator(folder_)) {
    if (file.path().extension() != ".jsonl" ||
        file.path().string().find("access") == std::string::npos) {
      continue;
    }
    const fs::path aside = file.path().string() + ".aside";
    fs::rename(file.path(), aside);
    EXPECT_THAT(ChainedLog::Verify(Options()), StatusIs(absl::StatusCode::kDataLoss)) << file;
    fs::rename(aside, file.path());
  }
  EXPECT_THAT(ChainedLog::Verify(Options()), IsOk());
}

TEST_F(RetentionTest, WhatWasChangedIsNotRemovedButToldOf) {
  const auto log = Open(200 * kDay, absl::InfiniteDuration());
  ASSERT_THAT(log->Append(v1::AccessEntry()), IsOk());
  const fs::path file = folder_ / "access-000000000001.jsonl";
  std::ifstream in(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  text[text.find("\"mark\":\"") + 10] ^= 1;
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
  now_ += 201 * kDay;
  EXPECT_THAT(log->ForgetOld(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("was changed")));
  EXPECT_TRUE(fs::exists(file));
}

TEST_F(RetentionTest, TheOldestTimeIsThatOfTheOldestFile) {
  EXPECT_THAT(OldestTime(Options()), StatusIs(absl::StatusCode::kNotFound));
  const auto log = Open(200 * kDay, absl::InfiniteDuration());
  EXPECT_EQ(OldestTime(Options()).value(), std::nullopt);
  const absl::Time first = now_;
  ASSERT_THAT(log->Append(v1::AccessEntry()), IsOk());
  now_ += kDay;
  ASSERT_THAT(log->Append(v1::AccessEntry()), IsOk());
  EXPECT_EQ(OldestTime(Options()).value(), first);
}

}  // namespace
}  // namespace passung::server
