#include "engine/index/row_writer.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/builders.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

const KnowledgeImpl& BuiltInKnowledge() {
  static const auto* const knowledge = new std::shared_ptr<const Knowledge>(Knowledge::BuiltIn());
  return KnowledgeImpl::From(**knowledge);
}

void ExpectSameRows(const std::vector<Vacancy>& vacancies, uint32_t places) {
  Columns plain;
  for (const Vacancy& vacancy : vacancies) AppendRows(vacancy, BuiltInKnowledge(), plain);
  Columns columns;
  RowWriter writer(BuiltInKnowledge(), columns, CodeMemory(places));
  for (const Vacancy& vacancy : vacancies) writer.Append(vacancy);
  ASSERT_EQ(columns.row_count(), plain.row_count());
  for (uint32_t row = 0; row < plain.row_count(); ++row) {
    ASSERT_EQ(columns.Tuple(row), plain.Tuple(row)) << row;
  }
  EXPECT_EQ(columns.first_row.ToVector(), plain.first_row.ToVector());
  EXPECT_EQ(columns.employer.ToVector(), plain.employer.ToVector());
}

TEST(RowWriterTest, RememberedCodesAreThoseOfTheDictionaries) {
  RandomSource random(11);
  const RandomWorld world =
      MakeRandomWorld(random, {.mentees = 1, .vacancies = 3000, .unknown_percent = 25});
  for (const uint32_t places : {2U, 64U, 1U << 15U}) ExpectSameRows(world.vacancies, places);
}

TEST(RowWriterTest, NothingStatedIsNotTheFirstValueOfAll) {
  const auto on = [](int32_t day) {
    return [day](Vacancy& vacancy) {
      vacancy.start = Date::FromDays(day);
      vacancy.open_from = Date::FromDays(day);
      vacancy.apply_until = Date::FromDays(-day);
    };
  };
  const auto postal = [](const std::string& code) {
    return [code](Vacancy& vacancy) {
      vacancy.places.resize(1);
      vacancy.places.front().postal_code = code;
    };
  };
  ExpectSameRows({AVacancy("a"), AVacancy("b").Change(on(-1)), AVacancy("c").Change(on(0)),
                  AVacancy("d").Change(on(1)), AVacancy("e").Change(on(-25'567)),
                  AVacancy("f").Change(postal("")), AVacancy("g").Change(postal("00000")),
                  AVacancy("h").Change(postal("00001")),
                  AVacancy("i").Change([](Vacancy& vacancy) { vacancy.support.emplace(); })},
                 1U << 12U);
}

TEST(CodeMemoryTest, AsksAgainOnlyForWhatAnotherWordPushedOut) {
  CodeMemory memory(2);
  uint32_t given = 0;
  const auto give = [&] { return given++; };
  EXPECT_EQ(memory.Get(ColumnId::kJob, 1, give), 0u);
  EXPECT_EQ(memory.Get(ColumnId::kJob, 1, give), 0u);
  for (uint64_t word = 2; word < 10; ++word) memory.Get(ColumnId::kJob, word, give);
  EXPECT_EQ(given, 9u);
  CodeMemory nothing;
  EXPECT_EQ(nothing.Get(ColumnId::kJob, 1, give), 9u);
  EXPECT_EQ(nothing.Get(ColumnId::kJob, 1, give), 10u);
}

}  // namespace
}  // namespace passung
