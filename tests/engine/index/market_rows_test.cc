#include "engine/index/market_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/support/random_source.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

TEST(MarketRowsTest, RowsInTheOrderOfTheirNumbersAreSortedByKeyThenNumber) {
  RandomSource random(1);
  std::vector<SortedRow> spare;
  for (const size_t size : {0, 1, 2, 511, 512, 513, 5000, 700}) {
    // Keys that differ in all digits, in the first or the last ones only, or not at all.
    for (const uint32_t mask : {0x3fffffffU, 0x3ff00000U, 0x3ffU, 0xffc00U, 0U}) {
      std::vector<SortedRow> rows;
      for (size_t i = 0; i < size; ++i) {
        const auto key = static_cast<uint32_t>(random.Next()) & mask;
        rows.push_back(SortedRow{key} << kRowNumberBits | i);
      }
      std::vector<SortedRow> expected = rows;
      std::sort(expected.begin(), expected.end());
      SortByKey(rows, spare);
      EXPECT_EQ(rows, expected) << size << " rows, keys of " << mask;
    }
  }
}

TEST(MarketRowsTest, EachRowIsListedWithItsJobAndItsVacancyAlsoWhereVacanciesHaveNone) {
  RandomSource random(2);
  RandomWorld world = MakeRandomWorld(random, {.mentees = 0, .vacancies = 300});
  for (const size_t nth : {0, 1, 7, 100, 101, 102, 298, 299}) {
    world.vacancies[nth].kind = VacancyKind::kSelfEmployed;
  }
  const auto knowledge = Knowledge::Create({}, WorldClassification()).value();
  Columns columns;
  for (const Vacancy& vacancy : world.vacancies) {
    AppendRows(vacancy, KnowledgeImpl::From(*knowledge), columns);
  }
  const JobOrder order(columns.dictionaries.job);
  const RowsByJob by_job(columns, order);
  uint32_t listed = 0;
  for (uint32_t position = 0; position < order.size(); ++position) {
    uint32_t next = 0;
    for (const RowName& name : by_job.Of(position)) {
      ++listed;
      EXPECT_GE(name.row, next);
      next = name.row + 1;
      EXPECT_EQ(order.position_of(columns.CodeAt(ColumnId::kJob, name.row)), position);
      EXPECT_LE(columns.first_row[name.slot], name.row);
      EXPECT_GT(columns.first_row[name.slot + 1], name.row);
    }
  }
  EXPECT_EQ(listed, columns.row_count());
  EXPECT_EQ(columns.first_row[2], 0U) << "the first two have none";
}

}  // namespace
}  // namespace passung
