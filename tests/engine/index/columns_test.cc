#include "engine/index/columns.h"

#include <gtest/gtest.h>

#include "engine/index/market_columns.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

const KnowledgeImpl& TheKnowledge() {
  static const auto* const knowledge = new std::shared_ptr<const Knowledge>(Knowledge::BuiltIn());
  return KnowledgeImpl::From(**knowledge);
}

TEST(ColumnsTest, EveryOccupationAtEveryPlaceIsARow) {
  Columns columns;
  const Vacancy vacancy =
      StoryVacancy("v").Of("29302").Of("29301").In("14612").In("14713").In("14511");
  EXPECT_EQ(AppendRows(vacancy, TheKnowledge(), columns), 6u);
  EXPECT_EQ(CombinationOf(vacancy, 0).occupation_index, 0);
  EXPECT_EQ(CombinationOf(vacancy, 4).occupation_index, 1);
  EXPECT_EQ(CombinationOf(vacancy, 4).place_index, 1);
  EXPECT_EQ(columns.dictionaries.job.size(), 2u);
  EXPECT_EQ(columns.dictionaries.place.size(), 3u);
  EXPECT_EQ(columns.dictionaries.hours.size(), 1u);
}

TEST(ColumnsTest, AVacancyThatStatesNothingIsOneRowAndSelfEmploymentNone) {
  Columns columns;
  EXPECT_EQ(AppendRows(AVacancy("a"), TheKnowledge(), columns), 1u);
  EXPECT_EQ(AppendRows(AVacancy("b").Kind(VacancyKind::kSelfEmployed), TheKnowledge(), columns),
            0u);
  EXPECT_EQ(columns.first_row.ToVector(), (std::vector<uint32_t>{0, 1, 1}));
}

TEST(ColumnsTest, WhatNobodyCanTellApartSharesATuple) {
  Columns columns;
  AppendRows(StoryVacancy("a").Of("29302").In("14612").Change([](Vacancy& v) { v.title = "x"; }),
             TheKnowledge(), columns);
  AppendRows(StoryVacancy("b").Of("29302").In("14612").Change([](Vacancy& v) { v.title = "y"; }),
             TheKnowledge(), columns);
  AppendRows(StoryVacancy("c").Of("29302").In("14713"), TheKnowledge(), columns);
  EXPECT_EQ(columns.Tuple(0), columns.Tuple(1));
  EXPECT_NE(columns.Tuple(0), columns.Tuple(2));
}

TEST(ColumnsTest, ARowKeepsCodesOfUpTo24BitsAlsoWhenTheyBecomeLongLate) {
  Columns columns;
  std::vector<CodeTuple> expected;
  for (uint32_t row = 0; row < 300; ++row) {
    CodeTuple codes{};
    for (uint32_t i = 0; i < codes.size(); ++i) codes[i] = row * 16 + i;
    // Each column has its first long code in another row.
    const size_t late = row / 16 % codes.size();
    if (row % 16 == 3) codes[late] = Columns::kLargestCode - row;
    columns.AppendRow(codes);
    expected.push_back(codes);
  }
  for (uint32_t row = 0; row < expected.size(); ++row) {
    EXPECT_EQ(columns.Tuple(row), expected[row]) << row;
    const Columns::Row codes = columns.RowAt(row);
    for (size_t i = 0; i < expected[row].size(); ++i) {
      EXPECT_EQ(codes[static_cast<ColumnId>(i)], expected[row][i]) << row;
    }
  }
  const std::vector<uint32_t> skills = columns.CodesOf(ColumnId::kSkills);
  ASSERT_EQ(skills.size(), expected.size());
  for (size_t row = 0; row < skills.size(); ++row) {
    EXPECT_EQ(skills[row], expected[row][Index(ColumnId::kSkills)]);
  }
}

std::vector<CodeTuple> TuplesOf(const Columns& columns) {
  std::vector<CodeTuple> tuples;
  for (uint32_t row = 0; row < columns.row_count(); ++row) tuples.push_back(columns.Tuple(row));
  return tuples;
}

TEST(ColumnsTest, CodesOfAMarketDoNotDependOnTheThreadsThatGiveThem) {
  RandomSource random(5);
  const RandomWorld world =
      MakeRandomWorld(random, {.mentees = 1, .vacancies = 20'000, .unknown_percent = 25});
  const RecordStore<Vacancy> vacancies(world.vacancies);
  Columns one_by_one;
  for (const Vacancy& vacancy : world.vacancies) AppendRows(vacancy, TheKnowledge(), one_by_one);
  for (const int threads : {1, 2, 3, 7}) {
    Columns columns;
    EXPECT_EQ(AppendMarket(vacancies, TheKnowledge(), threads, columns), vacancies.size());
    EXPECT_EQ(TuplesOf(columns), TuplesOf(one_by_one)) << threads;
    EXPECT_EQ(columns.first_row.ToVector(), one_by_one.first_row.ToVector()) << threads;
    EXPECT_EQ(columns.employer.ToVector(), one_by_one.employer.ToVector()) << threads;
    const Dictionary<SkillsKey>& skills = columns.dictionaries.skills;
    ASSERT_EQ(skills.size(), one_by_one.dictionaries.skills.size()) << threads;
    for (uint32_t code = 0; code < skills.size(); ++code) {
      EXPECT_EQ(skills[code], one_by_one.dictionaries.skills[code]) << threads << " " << code;
    }
  }
}

TEST(ColumnsTest, TheColumnFollowsKindThenLevel) {
  EXPECT_EQ(ColumnOf(VacancyKind::kJob, 3), Column::k3);
  EXPECT_EQ(ColumnOf(std::nullopt, 1), Column::k1);
  EXPECT_EQ(ColumnOf(VacancyKind::kMinijob, 0), Column::k2) << "the most frequent level";
  EXPECT_EQ(ColumnOf(VacancyKind::kRetraining, 2), Column::kTraining);
  EXPECT_EQ(ColumnOf(VacancyKind::kPartQualification, 1), Column::kBridge);
}

}  // namespace
}  // namespace passung
