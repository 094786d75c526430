// Property 9: every completion of the unknown facts lands inside the named combination's interval,
// and both ends are reached. That the engine's ends are the oracle's is part of property 2; here the
// oracle's factoring is held against brute force, and the engine against concrete completions.

#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "tests/properties/compare.h"
#include "tests/support/builders.h"
#include "tests/support/oracle_interval.h"
#include "tests/support/random_vocabulary.h"

namespace passung {
namespace {

constexpr int64_t kMostCompletions = 30000;

Vacancy OneCombination(Vacancy vacancy) {
  if (vacancy.kind == VacancyKind::kSelfEmployed) vacancy.kind.reset();
  if (vacancy.occupations.size() > 1) vacancy.occupations.resize(1);
  if (vacancy.places.size() > 1) vacancy.places.resize(1);
  return vacancy;
}

TEST(IntervalTest, BothEndsAreReachedByTheEnumerationOfAllCompletions) {
  const int32_t count = SeedGiven() ? 1 : 1500 * LongFactor();
  int32_t compared = 0;
  const auto engine = EngineOver(WorldUniverse(), {}, {});
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    const uint64_t seed = BaseSeed() + static_cast<uint64_t>(i);
    RandomSource random(seed);
    const Mentee mentee = RandomMentee(random, 6, 1);
    const Vacancy vacancy = OneCombination(RandomVacancy(random, 6, 1));
    const MatchOptions options = RandomMatchOptions(random);
    const oracle::Oracle judge(WorldUniverse().known, options);
    const auto hit = judge.JudgePair(mentee, vacancy);
    const auto brute = BruteForceInterval(judge, mentee, hit->judgement, kMostCompletions);
    if (!brute) continue;
    ++compared;
    const std::string text = Describe(mentee) + "\n" + Describe(vacancy) + "\n" + Reproduce(seed);
    EXPECT_TRUE(IntervalOf(judge, mentee, hit->judgement) == *brute) << text;
    const auto match = engine->ExplainMatch(mentee, vacancy, options);
    ASSERT_TRUE(match.ok()) << match.status();
    EXPECT_EQ(brute->min, match->match.interval.min) << text;
    EXPECT_EQ(brute->max, match->match.interval.max) << text;
  }
  std::cout << compared << " pairs of which all completions were scored\n";
  if (!SeedGiven()) {
    EXPECT_GT(compared, 200);
  }
}

// ---- Concrete completions of the facts themselves ------------------------------------------------

class Completer {
 public:
  Completer(RandomSource& random, Date as_of) : random_(random), as_of_(as_of), today_{as_of, {}} {}

  Mentee Complete(Mentee mentee) {
    MenteeFacts& facts = mentee.facts;
    const oracle::DayFacts held = oracle::FactsOn(mentee, as_of_);
    if (!held.ClaimsKnown()) AddClaims(facts);
    for (Qualification& q : facts.qualifications) CompleteStatus(q);
    GermanFact german{{}, {}, {}, today_};
    for (size_t s = 0; s < 4; ++s) {
      if (!held.german[s]) german.levels[s] = random_.PickEnum<LanguageLevel>(7);
    }
    facts.german.push_back(german);
    if (!held.home) facts.homes.push_back({RandomDistrict(random_), "", {}, today_});
    if (!facts.skills) {
      facts.skills.emplace();
      for (const char* id : {"s1", "s2", "s3"}) {
        if (random_.Chance(50)) facts.skills->push_back({id, {}});
      }
    }
    if (!facts.licences) facts.licences = {{RandomLicenceHeld(random_), {}}};
    SchoolFact school{{}, {}, today_};
    if (!held.certificate) school.certificate = random_.PickEnum<SchoolCertificate>(5);
    if (!held.school_years) school.years = random_.Between(0, 13);
    facts.schools.push_back(school);
    facts.hours.push_back({held.hours.value_or(RandomHours(random_)),
                           held.windows.value_or(RandomWindows(random_, 1)), today_});
    if (!facts.available_from) facts.available_from = as_of_.PlusDays(random_.Below(731));
    return mentee;
  }

  Vacancy Complete(Vacancy vacancy, const Mentee& mentee) {
    if (vacancy.occupations.empty()) vacancy.occupations.emplace_back();
    if (!vacancy.occupations[0].code) vacancy.occupations[0].code = RandomCode(random_);
    if (!vacancy.kind) vacancy.kind = static_cast<VacancyKind>(random_.Below(9));
    if (vacancy.places.empty()) vacancy.places.emplace_back();
    if (!vacancy.places[0].district) vacancy.places[0].district = RandomDistrict(random_);
    CompleteGerman(vacancy, mentee);
    if (!vacancy.hours) vacancy.hours = RandomHours(random_);
    if (!vacancy.shifts) vacancy.shifts = RandomWindows(random_, 0);
    if (!vacancy.start) vacancy.start = as_of_.PlusDays(random_.Below(731));
    if (!vacancy.support) vacancy.support = random_.Pick(oracle::SupportDomain());
    return vacancy;
  }

 private:
  void AddClaims(MenteeFacts& facts) {
    for (int32_t i = random_.Between(1, 3); i > 0; --i) {
      const OccupationCode code = RandomCode(random_);
      switch (random_.Below(3)) {
        case 0:
          facts.qualifications.push_back({code, random_.Between(1, 8), {}, {}, today_});
          break;
        case 1:
          facts.experiences.push_back({code, random_.Between(0, 60), today_});
          break;
        default:
          facts.wishes.push_back({code, today_});
      }
    }
  }

  void CompleteStatus(Qualification& qualification) {
    Mentee alone;
    alone.facts.qualifications = {qualification};
    const oracle::DayFacts held = oracle::FactsOn(alone, as_of_);
    if (held.qualifications.empty() || held.qualifications[0].status) return;
    Recognition recognition;
    if (held.qualifications[0].reference != qualification.occupation) {
      recognition.reference = held.qualifications[0].reference;
    }
    recognition.outcome = random_.PickEnum<RecognitionOutcome>(EnumCount<RecognitionOutcome>());
    recognition.step = random_.PickEnum<RecognitionStep>(EnumCount<RecognitionStep>());
    recognition.valid = today_;
    qualification.recognitions.push_back(recognition);
  }

  // A level by law is no unknown fact, and a level that is by law cannot be completed without
  // changing what the spoken language replaces.
  void CompleteGerman(Vacancy& vacancy, const Mentee& mentee) {
    if (vacancy.german.strength == RequirementStrength::kByLaw &&
        oracle::SpeaksWorkingLanguage(mentee.facts, vacancy)) {
      return;
    }
    const SkillLevels law =
        oracle::GermanByLaw(WorldUniverse().known, oracle::CombinationsOf(vacancy)[0], as_of_);
    for (size_t s = 0; s < 4; ++s) {
      if (law[s] || vacancy.german.levels[s]) continue;
      vacancy.german.levels[s] = random_.PickEnum<LanguageLevel>(7);
    }
  }

  RandomSource& random_;
  Date as_of_;
  Validity today_;
};

TEST(IntervalTest, EveryConcreteCompletionLandsInside) {
  const int32_t count = SeedGiven() ? 1 : 400 * LongFactor();
  const auto engine = EngineOver(WorldUniverse(), {}, {});
  int32_t landed = 0;
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    const uint64_t seed = BaseSeed() + static_cast<uint64_t>(i);
    RandomSource random(seed);
    const Mentee mentee = RandomMentee(random, 40, 1);
    const Vacancy vacancy = OneCombination(RandomVacancy(random, 40, 1));
    const MatchOptions options = RandomMatchOptions(random);
    const auto open = engine->ExplainMatch(mentee, vacancy, options);
    ASSERT_TRUE(open.ok()) << open.status();
    for (int32_t k = 0; k < 20; ++k) {
      Completer completer(random, options.as_of);
      const Mentee person = completer.Complete(mentee);
      const Vacancy job = completer.Complete(vacancy, mentee);
      const auto closed = engine->ExplainMatch(person, job, options);
      ASSERT_TRUE(closed.ok()) << closed.status();
      const bool inside = open->match.interval.min <= closed->match.score &&
                          closed->match.score <= open->match.interval.max;
      EXPECT_TRUE(inside) << closed->match.score << " is not in " << open->match.interval.min
                          << " … " << open->match.interval.max << "\n"
                          << Describe(mentee) << "\n"
                          << Describe(vacancy) << "\ncompleted:\n"
                          << Describe(person) << "\n"
                          << Describe(job) << "\n"
                          << Reproduce(seed);
      ++landed;
      if (HasFailure()) return;
    }
  }
  std::cout << landed << " concrete completions inside their interval\n";
}

}  // namespace
}  // namespace passung
