#include "engine/search/strip_sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/cpu_path.h"
#include "tests/support/random_source.h"

namespace passung {
namespace {

// Whatever a test forces is over with it.
class StripSumsTest : public testing::Test {
 protected:
  ~StripSumsTest() override { (void)ForceCpuPath(""); }
};

TEST_F(StripSumsTest, EveryPathOfThisMachineAddsUpTheSame) {
  RandomSource random(11);
  for (int n = 0; n < 300; ++n) {
    const auto count = static_cast<size_t>(random.Below(7));
    std::vector<std::array<uint8_t, kStripRows>> bins(count);
    std::vector<std::array<int32_t, kBinCount>> tables(count);
    std::vector<StripPart> parts;
    for (size_t part = 0; part < count; ++part) {
      for (uint8_t& bin : bins[part]) bin = static_cast<uint8_t>(random.Below(kBinCount));
      for (int32_t& value : tables[part]) value = random.Below(100'000'001 / 6);
      parts.push_back({bins[part].data(), tables[part].data()});
    }
    const int32_t start = random.Below(1'000'000);
    // Also what nothing reaches, and what everything does.
    const int32_t least = random.Pick<int32_t>({-100'000'000, 0, start, 30'000'000, 200'000'000});
    StripSums expected;
    uint32_t enough = 0;
    for (size_t row = 0; row < kStripRows; ++row) {
      expected[row] = start;
      for (size_t part = 0; part < count; ++part) expected[row] += tables[part][bins[part][row]];
      enough |= (expected[row] >= least ? 1U : 0U) << row;
    }
    for (const absl::string_view path : CpuPaths()) {
      ASSERT_TRUE(ForceCpuPath(path).ok());
      EXPECT_EQ(CpuPath(), path);
      StripSums sums;
      EXPECT_EQ(SumStrip(parts, start, least, sums), enough) << path;
      EXPECT_EQ(sums, expected) << path;
    }
  }
}

TEST_F(StripSumsTest, PlainIsAlwaysThereAndTheNewestIsTakenByItself) {
  const std::vector<absl::string_view> paths = CpuPaths();
  EXPECT_EQ(paths.front(), "plain");
  EXPECT_EQ(CpuPath(), paths.back());
  ASSERT_TRUE(ForceCpuPath("plain").ok());
  EXPECT_EQ(CpuPath(), "plain");
  ASSERT_TRUE(ForceCpuPath("").ok());
  EXPECT_EQ(CpuPath(), paths.back());
}

TEST_F(StripSumsTest, APathThatTheMachineDoesNotHaveIsRefusedAndNothingChanges) {
  const absl::string_view before = CpuPath();
  const absl::Status status = ForceCpuPath("neon9");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              testing::HasSubstr("\"neon9\": this machine has plain"));
  EXPECT_EQ(CpuPath(), before);
}

}  // namespace
}  // namespace passung
