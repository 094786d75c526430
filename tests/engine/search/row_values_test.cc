#include "engine/search/row_values.h"

#include <gtest/gtest.h>

#include <vector>

namespace passung {
namespace {

TEST(RowValuesTest, WorksOutEachNumberOnceAQuestionAndKeepsWhatItGave) {
  constexpr size_t kNumbers = 1000;  // several blocks
  RowValues<int32_t> values;
  for (int32_t question = 1; question <= 3; ++question) {
    const size_t rows = question == 2 ? 7 : 2;
    values.Begin(kNumbers, rows);
    int worked_out = 0;
    const auto get = [&](size_t number) {
      return values.Get(number, [&](int32_t* own) {
        ++worked_out;
        for (size_t row = 0; row < rows; ++row) {
          own[row] = question * 1'000'000 + static_cast<int32_t>(number * 10 + row);
        }
      });
    };
    std::vector<const int32_t*> given;
    for (size_t number = 0; number < kNumbers; ++number) given.push_back(get(number));
    for (size_t number = 0; number < kNumbers; ++number) {
      ASSERT_EQ(get(number), given[number]);
      const auto last = static_cast<int32_t>(number * 10 + rows - 1);
      ASSERT_EQ(given[number][rows - 1], question * 1'000'000 + last);
    }
    EXPECT_EQ(worked_out, static_cast<int>(kNumbers));
  }
}

}  // namespace
}  // namespace passung
