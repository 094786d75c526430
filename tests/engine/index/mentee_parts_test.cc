#include "engine/index/mentee_parts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/vocabulary/day_facts.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

// What parts say of a day against the facts of that day.
void ExpectSameAsFacts(const MenteeParts& parts, const Mentee& mentee, uint32_t german,
                       uint32_t qualifications, uint32_t home, Date day) {
  const DayFacts facts = ResolveFacts(mentee.facts, mentee.residence, mentee.jobs, day);
  EXPECT_EQ(LevelsOfKey(parts.GermanKeyOn(german, day)), facts.german);
  const std::vector<uint32_t>& ever = parts.KeysOfEver(parts.GermanEver(german));
  EXPECT_TRUE(std::binary_search(ever.begin(), ever.end(), LevelsKey(facts.german)));
  const auto found = parts.QualificationsOn(qualifications, day);
  ASSERT_EQ(found.size(), facts.qualifications.size());
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].occupation, facts.qualifications[i].occupation);
    EXPECT_EQ(found[i].reference, facts.qualifications[i].reference);
    EXPECT_EQ(found[i].level, facts.qualifications[i].level);
    EXPECT_EQ(found[i].status, facts.qualifications[i].status);
  }
  const Home* lives = parts.HomeOn(home, day);
  ASSERT_EQ(lives != nullptr, facts.home != nullptr);
  if (lives == nullptr) return;
  EXPECT_EQ(lives->district, facts.home->district);
}

TEST(MenteePartsTest, PartsAreOnEveryDayWhatTheFactsOfTheDayAre) {
  RandomSource random(1);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 400, .vacancies = 1});
  MenteeParts parts;
  int64_t steady = 0;
  int64_t dated = 0;
  for (const Mentee& mentee : world.mentees) {
    const uint32_t german = parts.Number(mentee, MenteePart::kGerman);
    const uint32_t qualifications = parts.Number(mentee, MenteePart::kQualifications);
    const uint32_t home = parts.Number(mentee, MenteePart::kHome);
    (parts.IsSteady(MenteePart::kQualifications, qualifications) ? steady : dated) += 1;
    for (int32_t days = -400; days <= 400; days += 7) {
      ExpectSameAsFacts(parts, mentee, german, qualifications, home, WorldDay().PlusDays(days));
    }
    for (const Date change : EventDates(mentee.facts, mentee.jobs, WorldDay().PlusDays(-1000))) {
      ExpectSameAsFacts(parts, mentee, german, qualifications, home, change);
      ExpectSameAsFacts(parts, mentee, german, qualifications, home, change.PlusDays(-1));
    }
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(steady, 20);
  EXPECT_GT(dated, 20);
}

TEST(MenteePartsTest, EqualPartsHaveOneNumber) {
  MenteeParts parts;
  Mentee one;
  one.facts.available_from = WorldDay();
  Mentee two = one;
  two.facts.has_car = true;
  Mentee other;
  EXPECT_EQ(parts.Number(one, MenteePart::kStart), parts.Number(two, MenteePart::kStart));
  EXPECT_NE(parts.Number(one, MenteePart::kStart), parts.Number(other, MenteePart::kStart));
  EXPECT_EQ(parts.size(MenteePart::kStart), 2U);
}

}  // namespace
}  // namespace passung
