#include "engine/explain/memory.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

TEST(PartMemoryTest, WorksOutAPairOnceHoweverManyThereAre) {
  constexpr uint32_t kCodes = 1000;
  PartMemory<std::string> memory(1);
  int asked = 0;
  for (int round = 0; round < 2; ++round) {
    for (size_t subject = 0; subject < 3; ++subject) {
      for (uint32_t code = 0; code < kCodes; ++code) {
        const std::string expected = absl::StrCat(subject, "/", code);
        const auto work_out = [&](std::string& part) {
          part = expected;
          ++asked;
        };
        ASSERT_EQ(memory.Get(subject, code, work_out), expected);
      }
    }
  }
  EXPECT_EQ(asked, 3 * kCodes);
}

TEST(PartMemoryTest, TellsTheSameCodeOfTwoSubjectsApart) {
  PartMemory<int> memory(4);
  EXPECT_EQ(memory.Get(0, UINT32_MAX, [](int& part) { part = 1; }), 1);
  EXPECT_EQ(memory.Get(1, UINT32_MAX, [](int& part) { part = 2; }), 2);
  EXPECT_EQ(memory.Get(0, UINT32_MAX, [](int& part) { part = 3; }), 1);
}

}  // namespace
}  // namespace passung
