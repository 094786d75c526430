// What is not known: places within the interval against the oracle's list; what questions can change
// against ranking again by the oracle.

#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "tests/properties/compare.h"
#include "tests/support/oracle_interval.h"

namespace passung {
namespace {

struct UnknownsCase {
  uint64_t seed = 0;
  RandomWorld world;
  MatchOptions options;

  const Mentee& mentee() const { return world.mentees.front(); }
  std::vector<oracle::Hit> Ranked(const Mentee& mentee) const {
    MatchOptions all = options;
    all.limit = 1000;
    return oracle::Oracle(WorldUniverse().known, all).RankVacancies(mentee, world.vacancies).hits;
  }
  std::vector<std::string> First(const Mentee& mentee) const {
    std::vector<std::string> ids;
    for (const oracle::Hit& hit : Ranked(mentee)) {
      if (ids.size() < static_cast<size_t>(options.limit)) ids.push_back(hit.vacancy.value);
    }
    return ids;
  }
};

UnknownsCase MakeUnknownsCase(int32_t number) {
  UnknownsCase c;
  c.seed = BaseSeed() + static_cast<uint64_t>(number);
  RandomSource random(c.seed);
  c.world = MakeRandomWorld(random, {.mentees = 1, .vacancies = 8, .unknown_percent = 45});
  c.options = RandomMatchOptions(random);
  c.options.classes.clear();
  c.options.limit = random.Between(1, 5);
  return c;
}

// One more than those that come before the hit if it scored this and all others as they do.
int64_t PlaceWith(const std::vector<oracle::Hit>& hits, const Match& match, int32_t score) {
  return 1 + std::count_if(hits.begin(), hits.end(), [&](const oracle::Hit& other) {
           if (other.vacancy == match.vacancy) return false;
           const int32_t theirs = other.judgement.score;
           return theirs > score || (theirs == score && other.vacancy.value < match.vacancy.value);
         });
}

TEST(UnknownsTest, PlacesOfAHitAreThoseOfBothEndsOfItsInterval) {
  for (int32_t i = 0; i < 300 * LongFactor() && !HasFailure(); ++i) {
    const UnknownsCase c = MakeUnknownsCase(i);
    SCOPED_TRACE(Reproduce(c.seed));
    const auto engine = EngineOver(WorldUniverse(), c.world.mentees, c.world.vacancies);
    const auto result = engine->AnalyzeUnknowns(c.mentee(), c.options);
    ASSERT_TRUE(result.ok()) << result.status();
    const auto hits = c.Ranked(c.mentee());
    EXPECT_EQ(result->listed, static_cast<int64_t>(hits.size()));
    const oracle::Oracle judge(WorldUniverse().known, c.options);
    for (size_t k = 0; k < result->hits.size(); ++k) {
      const UncertainHit& hit = result->hits[k];
      EXPECT_EQ(hit.match.vacancy, hits[k].vacancy);
      EXPECT_EQ(hit.place, static_cast<int64_t>(k) + 1);
      const ScoreInterval interval = oracle::IntervalOf(judge, c.mentee(), hits[k].judgement);
      EXPECT_EQ(hit.best_place, PlaceWith(hits, hit.match, interval.max));
      EXPECT_EQ(hit.worst_place, PlaceWith(hits, hit.match, interval.min));
      EXPECT_LE(hit.best_place, hit.worst_place);
    }
  }
}

// ---- Questions: the answers of section 16, written again for the facts that have few ---------------

const NextQuestion* Find(const UnknownsResult& result, UnknownFact fact) {
  for (const NextQuestion& question : result.questions) {
    if (question.fact == fact) return &question;
  }
  return nullptr;
}

struct Effect {
  int32_t places = 0;
  int32_t at_once = 0;
};

Effect EffectOf(const UnknownsCase& c, const std::vector<Mentee>& answers) {
  const auto now = c.First(c.mentee());
  std::vector<bool> changed(static_cast<size_t>(c.options.limit));
  Effect effect;
  for (const Mentee& answered : answers) {
    const auto then = c.First(answered);
    int32_t at_once = 0;
    for (size_t k = 0; k < changed.size(); ++k) {
      const std::string before = k < now.size() ? now[k] : "";
      const std::string after = k < then.size() ? then[k] : "";
      if (before == after) continue;
      ++at_once;
      changed[k] = true;
    }
    effect.at_once = std::max(effect.at_once, at_once);
  }
  effect.places = static_cast<int32_t>(std::count(changed.begin(), changed.end(), true));
  return effect;
}

std::vector<Mentee> GermanAnswers(const Mentee& mentee, const oracle::DayFacts& held, Date day) {
  std::vector<Mentee> answers;
  for (int level = 0; level < 7; ++level) {
    Mentee answered = mentee;
    GermanFact fact;
    for (size_t s = 0; s < 4; ++s) {
      if (!held.german[s]) fact.levels[s] = static_cast<LanguageLevel>(level);
    }
    fact.valid.from = day;
    answered.facts.german.push_back(fact);
    answers.push_back(answered);
  }
  return answers;
}

std::vector<Mentee> CarAnswers(const Mentee& mentee) {
  std::vector<Mentee> answers(2, mentee);
  answers[0].facts.has_car = true;
  answers[1].facts.has_car = false;
  return answers;
}

std::vector<Mentee> TrackAnswers(const Mentee& mentee) {
  std::vector<Mentee> answers(2, mentee);
  answers[0].facts.track = Track::kTraining;
  answers[1].facts.track = Track::kEmployment;
  return answers;
}

std::vector<Mentee> FirstDayAnswers(const Mentee& mentee, Date day) {
  std::vector<Mentee> answers;
  for (int32_t week = 0; week <= 104; ++week) {
    answers.push_back(mentee);
    answers.back().facts.available_from = day.PlusDays(7 * week);
  }
  return answers;
}

std::vector<Mentee> HomeAnswers(const UnknownsCase& c) {
  std::vector<Mentee> answers;
  for (const Vacancy& vacancy : c.world.vacancies) {
    if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
    for (const Place& place : vacancy.places) {
      if (!place.district) continue;
      answers.push_back(c.mentee());
      answers.back().facts.homes.push_back(
          {*place.district, "", {}, {c.options.as_of, std::nullopt}});
    }
  }
  return answers;
}

TEST(UnknownsTest, AQuestionChangesAsManyPlacesAsRankingAgainWithEveryAnswer) {
  int32_t compared = 0;
  for (int32_t i = 0; i < 120 * LongFactor() && !HasFailure(); ++i) {
    const UnknownsCase c = MakeUnknownsCase(i);
    SCOPED_TRACE(Reproduce(c.seed));
    const auto engine = EngineOver(WorldUniverse(), c.world.mentees, c.world.vacancies);
    const auto result = engine->AnalyzeUnknowns(c.mentee(), c.options);
    ASSERT_TRUE(result.ok()) << result.status();
    const Date day = c.options.as_of;
    const oracle::DayFacts held = oracle::FactsOn(c.mentee(), day);
    const auto expect = [&](UnknownFact fact, bool is_open, const std::vector<Mentee>& answers) {
      const NextQuestion* question = Find(*result, fact);
      ASSERT_EQ(question != nullptr, is_open) << Name(fact);
      if (!is_open) return;
      ++compared;
      const Effect effect = EffectOf(c, answers);
      EXPECT_EQ(question->places, effect.places) << Name(fact);
      EXPECT_EQ(question->at_once, effect.at_once) << Name(fact);
    };
    const bool german_known = held.german[0] && held.german[1] && held.german[2] && held.german[3];
    expect(UnknownFact::kGerman, !german_known, GermanAnswers(c.mentee(), held, day));
    expect(UnknownFact::kCar, !c.mentee().facts.has_car, CarAnswers(c.mentee()));
    expect(UnknownFact::kTrack, !c.mentee().facts.track, TrackAnswers(c.mentee()));
    expect(UnknownFact::kHome, !held.home, HomeAnswers(c));
    expect(UnknownFact::kFirstDay, !c.mentee().facts.available_from,
           FirstDayAnswers(c.mentee(), day));
    for (size_t q = 1; q < result->questions.size(); ++q) {
      const NextQuestion& before = result->questions[q - 1];
      const NextQuestion& after = result->questions[q];
      EXPECT_GE(std::tuple(before.places, before.at_once, -static_cast<int>(before.fact)),
                std::tuple(after.places, after.at_once, -static_cast<int>(after.fact)));
    }
  }
  std::cout << compared << " questions of which every answer was ranked\n";
}

TEST(UnknownsTest, NothingIsAskedOfSomebodyOfWhomEverythingIsKnown) {
  for (int32_t i = 0; i < 30; ++i) {
    UnknownsCase c = MakeUnknownsCase(i);
    RandomSource random(c.seed);
    Mentee known = RandomMentee(random, 0, 1);
    const oracle::DayFacts held = oracle::FactsOn(known, c.options.as_of);
    const auto engine = EngineOver(WorldUniverse(), {}, c.world.vacancies);
    const auto result = engine->AnalyzeUnknowns(known, c.options);
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(Find(*result, UnknownFact::kClaims) == nullptr, held.ClaimsKnown());
    EXPECT_EQ(Find(*result, UnknownFact::kCar) == nullptr, known.facts.has_car.has_value());
    EXPECT_EQ(Find(*result, UnknownFact::kSkills) == nullptr, known.facts.skills.has_value());
    EXPECT_EQ(Find(*result, UnknownFact::kLicences) == nullptr, known.facts.licences.has_value());
  }
}

}  // namespace
}  // namespace passung
