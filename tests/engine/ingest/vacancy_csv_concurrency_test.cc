// Rows that several threads read give the same as one after the other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "passung/ingest.h"
#include "tests/engine/ingest/fake_knowledge.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

TEST(VacancyCsvConcurrencyTest, NoResultDependsOnTheNumberOfThreads) {
  std::string table = "id,title,district,openings,description\n";
  for (int i = 0; i < 3'000; ++i) {
    absl::StrAppend(&table, i % 97 == 0 ? 5 : i, ",Koch ", i, ",", i % 3 == 0 ? "14713" : "1", ",",
                    i % 20'000, i % 11 == 0 ? ",\"zwei\nZeilen\"" : ",Deutsch B1",
                    i % 101 == 0 ? ",zu viel" : "", "\n");
  }
  const FakeKnowledge knowledge;
  const auto alone = ImportVacancies(table, knowledge, {.guess_from = 30});
  ASSERT_THAT(alone, IsOk());
  EXPECT_GT(alone->report.refused, 0);
  for (const int threads : {2, 3, 8}) {
    std::vector<int64_t> steps;
    const auto together = ImportVacancies(
        table, knowledge,
        {.guess_from = 30, .threads = threads, .progress = [&](int64_t done, int64_t total) {
           EXPECT_EQ(total, static_cast<int64_t>(table.size()));
           steps.push_back(done);
         }});
    ASSERT_THAT(together, IsOk());
    EXPECT_EQ(together->vacancies, alone->vacancies);
    ASSERT_EQ(together->report.records.size(), alone->report.records.size());
    for (size_t i = 0; i < alone->report.records.size(); ++i) {
      EXPECT_EQ(together->report.records[i].line, alone->report.records[i].line);
      EXPECT_EQ(together->report.records[i].problems, alone->report.records[i].problems);
    }
    EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
    EXPECT_EQ(steps.back(), static_cast<int64_t>(table.size()));
  }
}

}  // namespace
}  // namespace passung
