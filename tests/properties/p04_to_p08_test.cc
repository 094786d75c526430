// Properties 4 to 8 on random worlds: symmetric, gates do not score, independent, scale-free.

#include <gtest/gtest.h>

#include "tests/properties/compare.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

constexpr int kWorlds = 40;

// Everything listed, whatever its class, so that all numbers can be compared.
MatchOptions ListEverything(MatchOptions options) {
  options.limit = 1000;
  options.classes = {HitClass::kOpen, HitClass::kLater, HitClass::kUnclear, HitClass::kClosed};
  return options;
}

struct Asked {
  RandomWorld world;
  MatchOptions options;
  std::unique_ptr<Engine> engine;
};

Asked AskWorld(int number) {
  RandomSource random(BaseSeed() + 70'000 + static_cast<uint64_t>(number));
  Asked asked;
  asked.world = MakeRandomWorld(random, {.mentees = 3, .vacancies = 12, .unknown_percent = 25});
  asked.options = ListEverything(RandomMatchOptions(random));
  asked.engine = EngineOver(WorldUniverse(), asked.world.mentees, asked.world.vacancies);
  return asked;
}

int32_t Factor() { return LongFactor() * kWorlds; }

TEST(P04SymmetricTest, BothSidesAndThePairGiveTheSameMatch) {
  for (int w = 0; w < Factor(); ++w) {
    const Asked asked = AskWorld(w);
    for (const Mentee& mentee : asked.world.mentees) {
      const auto list = asked.engine->RankVacancies(mentee, asked.options);
      ASSERT_TRUE(list.ok()) << list.status();
      for (const Match& match : list->matches) {
        const Vacancy& vacancy = *asked.engine->Current()->FindVacancy(match.vacancy);
        const auto pair = asked.engine->ExplainMatch(mentee, vacancy, asked.options);
        ASSERT_TRUE(pair.ok()) << pair.status();
        EXPECT_EQ(pair->match, match)
            << Reproduce(BaseSeed()) << Describe(mentee) << Describe(vacancy);
        const auto mirror = asked.engine->RankMentees(vacancy, asked.options);
        ASSERT_TRUE(mirror.ok()) << mirror.status();
        bool found = false;
        for (const Match& other : mirror->matches) {
          if (other.mentee == mentee.id) found = other == match;
        }
        EXPECT_TRUE(found) << Describe(mentee) << Describe(vacancy);
      }
    }
  }
}

TEST(P06GatesDoNotScoreTest, ASwitchChangesNoNumberOfACombination) {
  for (int w = 0; w < Factor(); ++w) {
    Asked asked = AskWorld(w);
    const Mentee& mentee = asked.world.mentees[0];
    for (Vacancy vacancy : asked.world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      // One combination, so that a switch cannot choose another.
      if (vacancy.occupations.size() > 1) vacancy.occupations.resize(1);
      if (vacancy.places.size() > 1) vacancy.places.resize(1);
      const auto base = asked.engine->ExplainMatch(mentee, vacancy, asked.options);
      ASSERT_TRUE(base.ok()) << base.status();
      for (int rule = 0; rule < kRuleCount; ++rule) {
        MatchOptions changed = asked.options;
        changed.overrides.switches = {{static_cast<RuleKey>(rule), RuleSwitch::kOff}};
        const auto other = asked.engine->ExplainMatch(mentee, vacancy, changed);
        ASSERT_TRUE(other.ok()) << other.status();
        EXPECT_EQ(other->match.score, base->match.score);
        EXPECT_EQ(other->match.contributions, base->match.contributions);
        EXPECT_EQ(other->match.interval, base->match.interval);
      }
    }
  }
}

TEST(P07IndependentTest, OthersChangeNoNumber) {
  for (int w = 0; w < Factor(); ++w) {
    const Asked asked = AskWorld(w);
    const Mentee& mentee = asked.world.mentees[0];
    const auto all = asked.engine->RankVacancies(mentee, asked.options);
    ASSERT_TRUE(all.ok());
    for (const Match& match : all->matches) {
      const auto alone =
          EngineOver(WorldUniverse(), {}, {*asked.engine->Current()->FindVacancy(match.vacancy)});
      const auto result = alone->RankVacancies(mentee, asked.options);
      ASSERT_TRUE(result.ok());
      ASSERT_EQ(result->matches.size(), 1u);
      EXPECT_EQ(result->matches[0], match);
    }
  }
}

TEST(P08ScaleFreeTest, OneFactorChangesNothingAndWeightZeroRemovesACriterion) {
  for (int w = 0; w < Factor(); ++w) {
    Asked asked = AskWorld(w);
    asked.options.overrides.weights.clear();
    asked.options.profile.weights = {7, 11, 13, 17, 19, 23, 29, 31, w % 5};
    const Mentee& mentee = asked.world.mentees[0];
    const auto base = asked.engine->RankVacancies(mentee, asked.options);
    MatchOptions scaled = asked.options;
    for (int64_t& weight : scaled.profile.weights) weight *= 1000;
    const auto same = asked.engine->RankVacancies(mentee, scaled);
    ASSERT_TRUE(base.ok() && same.ok()) << same.status();
    EXPECT_EQ(same->matches, base->matches);

    MatchOptions without = asked.options;
    without.overrides.weights = {{CriterionKey::kLanguageFit, 0}, {CriterionKey::kStartFit, 7}};
    const auto result = asked.engine->RankVacancies(mentee, without);
    ASSERT_TRUE(result.ok());
    for (const Match& match : result->matches) {
      for (const Contribution& entry : match.contributions) {
        EXPECT_NE(entry.criterion, CriterionKey::kLanguageFit);
        EXPECT_GT(entry.weight, 0);
      }
    }
  }
}

}  // namespace
}  // namespace passung
