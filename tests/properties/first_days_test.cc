// Property 10 for first days: frozen on its first day nothing bars a vacancy; frozen on any day before,
// something does.

#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <string>

#include "tests/properties/compare.h"

namespace passung {
namespace {

struct FirstDayCase {
  uint64_t seed = 0;
  RandomWorld world;
  MatchOptions options;

  const Mentee& mentee() const { return world.mentees.front(); }
};

FirstDayCase MakeFirstDayCase(int32_t number) {
  FirstDayCase c;
  c.seed = BaseSeed() + static_cast<uint64_t>(number);
  RandomSource random(c.seed);
  c.world = MakeRandomWorld(random, {.mentees = 1, .vacancies = 10, .unknown_percent = 12});
  c.options = RandomMatchOptions(random);
  c.options.classes.clear();
  c.options.limit = 20;
  c.options.frozen = false;
  c.options.as_of = WorldDay().PlusDays(random.Between(-60, 60));
  // It is judged by the day of the request alone, which differs below.
  c.options.overrides.switches = {{RuleKey::kStartWindow, RuleSwitch::kOff}};
  return c;
}

// Whether some combination of the vacancy is barred by nothing on a day that stands still.
bool IsListedOn(const FirstDayCase& c, const Vacancy& vacancy, Date day) {
  MatchOptions options = c.options;
  options.as_of = day;
  options.frozen = true;
  const auto hit = oracle::Oracle(WorldUniverse().known, options).JudgePair(c.mentee(), vacancy);
  return hit && hit->judgement.hit_class != HitClass::kClosed;
}

TEST(FirstDaysTest, NothingBarsAVacancyFromItsFirstDayOnAndSomethingDoesBefore) {
  const int32_t count = SeedGiven() ? 1 : 300 * LongFactor();
  int32_t later = 0;
  int32_t today = 0;
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    const FirstDayCase c = MakeFirstDayCase(i);
    SCOPED_TRACE(Reproduce(c.seed));
    const auto engine = EngineOver(WorldUniverse(), c.world.mentees, c.world.vacancies);
    const auto result = engine->RankByFirstDay(c.mentee(), c.options);
    ASSERT_TRUE(result.ok()) << result.status();
    std::map<std::string, Date> first_days;
    int64_t counted = result->without_day;
    for (const FirstDayGroup& group : result->groups) {
      EXPECT_EQ(group.open + group.later + group.unclear, static_cast<int64_t>(group.best.size()));
      counted += group.open + group.later + group.unclear;
      for (const FirstDayHit& hit : group.best) {
        EXPECT_TRUE(first_days.emplace(hit.match.vacancy.value, group.day).second);
        if (hit.class_then == HitClass::kOpen) {
          EXPECT_EQ(hit.lead_days, 0);
        }
        if (hit.class_then == HitClass::kLater) {
          EXPECT_GT(hit.lead_days, 0);
        }
      }
    }
    int64_t ranked = 0;
    for (const Vacancy& vacancy : c.world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      ++ranked;
      const auto found = first_days.find(vacancy.id.value);
      if (found == first_days.end()) continue;
      const Date day = found->second;
      EXPECT_GE(day, c.options.as_of);
      EXPECT_TRUE(IsListedOn(c, vacancy, day)) << vacancy.id.value << " on " << day.ToString();
      if (day == c.options.as_of) {
        ++today;
        continue;
      }
      ++later;
      EXPECT_FALSE(IsListedOn(c, vacancy, c.options.as_of)) << vacancy.id.value;
      EXPECT_FALSE(IsListedOn(c, vacancy, day.PlusDays(-1)))
          << vacancy.id.value << " before " << day.ToString();
    }
    EXPECT_EQ(counted, ranked);
  }
  std::cout << today << " vacancies open on the day, " << later << " from a later one\n";
  if (!SeedGiven()) {
    EXPECT_GT(later, 60);
  }
}

}  // namespace
}  // namespace passung
