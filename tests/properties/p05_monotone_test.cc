// Property 5: a better fact in the orders of section 9 of SCORING.md never lowers a criterion but
// level_adequacy, and never turns a rule from PASS to FAIL but kind_and_track, under any valid
// profile. Each test improves one kind of fact.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <string>

#include "tests/properties/compare.h"
#include "tests/support/builders.h"

namespace passung {
namespace {

// Makes one fact of `mentee` better in view of the vacancy; false where there is nothing to improve.
using Improve = std::function<bool(RandomSource&, const Vacancy&, Mentee&)>;

// One occupation and one place, so that both answers speak of the same combination.
Vacancy OneCombination(Vacancy vacancy) {
  if (vacancy.kind == VacancyKind::kSelfEmployed) vacancy.kind = VacancyKind::kJob;
  if (vacancy.occupations.size() > 1) vacancy.occupations.resize(1);
  if (vacancy.places.size() > 1) vacancy.places.resize(1);
  return vacancy;
}

std::string Both(const Mentee& before, const Mentee& after, const Vacancy& vacancy) {
  return Describe(before) + "\nimproved:\n" + Describe(after) + "\n" + Describe(vacancy);
}

void ExpectNoWorse(const Match& before, const Match& after, const std::string& text) {
  ASSERT_EQ(before.contributions.size(), after.contributions.size());
  for (size_t i = 0; i < before.contributions.size(); ++i) {
    const Contribution& c = before.contributions[i];
    if (c.criterion == CriterionKey::kLevelAdequacy) continue;
    EXPECT_LE(c.points, after.contributions[i].points) << Name(c.criterion) << "\n" << text;
  }
  ASSERT_EQ(before.outcomes.size(), after.outcomes.size());
  for (size_t i = 0; i < before.outcomes.size(); ++i) {
    if (before.outcomes[i].rule == RuleKey::kKindAndTrack) continue;
    EXPECT_FALSE(before.outcomes[i].verdict == Verdict::kPass &&
                 after.outcomes[i].verdict == Verdict::kFail)
        << Name(before.outcomes[i].rule) << "\n"
        << text;
  }
}

void ExpectMonotone(const Improve& improve) {
  const int32_t wanted = SeedGiven() ? 1 : 400 * LongFactor();
  int32_t compared = 0;
  const auto engine = EngineOver(WorldUniverse(), {}, {});
  for (int32_t i = 0; compared < wanted && i < 40 * wanted; ++i) {
    const uint64_t seed = BaseSeed() + static_cast<uint64_t>(i);
    RandomSource random(seed);
    const Mentee before = RandomMentee(random, 15, 1);
    const Vacancy vacancy = OneCombination(RandomVacancy(random, 15, 1));
    Mentee after = before;
    if (!improve(random, vacancy, after)) continue;
    MatchOptions options = RandomMatchOptions(random);
    const auto worse = engine->ExplainMatch(before, vacancy, options);
    const auto better = engine->ExplainMatch(after, vacancy, options);
    ASSERT_TRUE(worse.ok() && better.ok()) << worse.status() << better.status();
    ExpectNoWorse(worse->match, better->match,
                  Both(before, after, vacancy) + "\n" + Reproduce(seed));
    ++compared;
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_EQ(wanted, compared) << "too few worlds have this fact";
  std::cout << compared << " improvements\n";
}

TEST(MonotoneTest, MoreGerman) {
  ExpectMonotone([](RandomSource& random, const Vacancy&, Mentee& mentee) {
    bool improved = false;
    for (GermanFact& fact : mentee.facts.german) {
      for (auto& level : fact.levels) {
        if (!level || *level == LanguageLevel::kC2 || random.Chance(40)) continue;
        level = static_cast<LanguageLevel>(random.Between(static_cast<int32_t>(*level) + 1, 6));
        improved = true;
      }
    }
    return improved;
  });
}

// Rungs of the ladder, each at most as good as the next; `comparable` is left to its own test.
const std::vector<std::vector<std::pair<RecognitionOutcome, RecognitionStep>>>& Ladder() {
  using O = RecognitionOutcome;
  using P = RecognitionStep;
  static const auto* const kLadder = new std::vector<std::vector<std::pair<O, P>>>{
      {{O::kOpen, P::kNotFiled}, {O::kNegative, P::kDecided}, {O::kWithdrawn, P::kFiled}},
      {{O::kOpen, P::kFiled}},
      {{O::kOpen, P::kFileComplete}},
      {{O::kCompensation, P::kDecided}, {O::kPartial, P::kDecided}},
      {{O::kCompensation, P::kMeasureRunning}, {O::kPartialAccess, P::kDecided}},
      {{O::kFull, P::kPermitPending}, {O::kOpen, P::kTemporaryPermit}},
      {{O::kFull, P::kPermitGranted}, {O::kGerman, P::kDecided}}};
  return *kLadder;
}

void SetRecognition(RandomSource& random, size_t rung, Qualification& qualification) {
  const auto [outcome, step] = random.Pick(Ladder()[rung]);
  std::optional<OccupationCode> reference;
  if (!qualification.recognitions.empty()) reference = qualification.recognitions[0].reference;
  qualification.recognitions = {{reference, outcome, step, {}}};
}

TEST(MonotoneTest, ARecognitionFurtherUpTheLadder) {
  const auto engine = EngineOver(WorldUniverse(), {}, {});
  const int32_t count = SeedGiven() ? 1 : 1500 * LongFactor();
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    const uint64_t seed = BaseSeed() + static_cast<uint64_t>(i);
    RandomSource random(seed);
    Mentee before = RandomMentee(random, 15, 1);
    if (before.facts.qualifications.empty()) continue;
    const Vacancy vacancy = OneCombination(RandomVacancy(random, 15, 1));
    Mentee after = before;
    const size_t lower = static_cast<size_t>(random.Below(6));
    const size_t upper = static_cast<size_t>(random.Between(static_cast<int32_t>(lower) + 1, 6));
    SetRecognition(random, lower, before.facts.qualifications[0]);
    after.facts.qualifications[0] = before.facts.qualifications[0];
    SetRecognition(random, upper, after.facts.qualifications[0]);
    MatchOptions options = RandomMatchOptions(random);
    const auto worse = engine->ExplainMatch(before, vacancy, options);
    const auto better = engine->ExplainMatch(after, vacancy, options);
    ASSERT_TRUE(worse.ok() && better.ok()) << worse.status() << better.status();
    ExpectNoWorse(worse->match, better->match,
                  Both(before, after, vacancy) + "\n" + Reproduce(seed));
  }
}

TEST(MonotoneTest, FewerMinutes) {
  ExpectMonotone([](RandomSource& random, const Vacancy&, Mentee& mentee) {
    for (TravelTime& way : mentee.facts.travel_times) way.minutes = random.Below(way.minutes + 1);
    return !mentee.facts.travel_times.empty();
  });
}

TEST(MonotoneTest, AHomeInTheDistrictOfTheWork) {
  ExpectMonotone([](RandomSource&, const Vacancy& vacancy, Mentee& mentee) {
    if (vacancy.places.empty() || !vacancy.places[0].district) return false;
    for (Home& home : mentee.facts.homes) home.district = *vacancy.places[0].district;
    return !mentee.facts.homes.empty();
  });
}

TEST(MonotoneTest, ExperienceAndWishInTheOccupationItself) {
  ExpectMonotone([](RandomSource&, const Vacancy& vacancy, Mentee& mentee) {
    if (vacancy.occupations.empty() || !vacancy.occupations[0].code) return false;
    for (Experience& e : mentee.facts.experiences) e.occupation = *vacancy.occupations[0].code;
    for (Wish& w : mentee.facts.wishes) w.occupation = *vacancy.occupations[0].code;
    return !mentee.facts.experiences.empty() || !mentee.facts.wishes.empty();
  });
}

TEST(MonotoneTest, LongerExperience) {
  ExpectMonotone([](RandomSource& random, const Vacancy&, Mentee& mentee) {
    for (Experience& e : mentee.facts.experiences) e.months += random.Below(40);
    return !mentee.facts.experiences.empty();
  });
}

TEST(MonotoneTest, AWiderRangeOfHoursAndWiderWindows) {
  ExpectMonotone([](RandomSource& random, const Vacancy&, Mentee& mentee) {
    for (HoursFact& fact : mentee.facts.hours) {
      if (fact.hours) {
        fact.hours->min = random.Between(1, fact.hours->min);
        fact.hours->max = random.Between(fact.hours->max, 48);
      }
      if (!fact.windows) continue;
      for (TimeWindow& window : *fact.windows) {
        window.from_minute -= random.Below(window.from_minute + 1);
        window.to_minute = random.Between(window.to_minute, 1440);
      }
    }
    return !mentee.facts.hours.empty();
  });
}

TEST(MonotoneTest, MoreSkillsAndLicences) {
  ExpectMonotone([](RandomSource& random, const Vacancy& vacancy, Mentee& mentee) {
    if (!mentee.facts.skills || !mentee.facts.licences) return false;
    for (const SkillRequirement& wanted : vacancy.skills) {
      const bool listed = std::any_of(mentee.facts.skills->begin(), mentee.facts.skills->end(),
                                      [&](const SkillFact& s) { return s.id == wanted.id; });
      if (!listed && random.Chance(70)) mentee.facts.skills->push_back({wanted.id, {}});
    }
    for (const LicenceRequirement& wanted : vacancy.licences) {
      if (wanted.kind == LicenceKind::kCertificateOfConduct) continue;
      if (random.Chance(70)) mentee.facts.licences->push_back({wanted.kind, {}});
    }
    return !vacancy.skills.empty() || !vacancy.licences.empty();
  });
}

TEST(MonotoneTest, AHigherSchoolCertificateAndMoreYears) {
  ExpectMonotone([](RandomSource& random, const Vacancy&, Mentee& mentee) {
    auto& schools = mentee.facts.schools;
    // What is not known of one may be decided by more of the other, and a profile may give more for unknown.
    const bool known = std::all_of(schools.begin(), schools.end(), [](const SchoolFact& fact) {
      return fact.certificate && fact.years;
    });
    if (schools.empty() || !known) return false;
    for (SchoolFact& fact : schools) {
      fact.certificate = static_cast<SchoolCertificate>(
          random.Between(static_cast<int32_t>(*fact.certificate), 4));
      fact.years = random.Between(*fact.years, 13);
    }
    return true;
  });
}

}  // namespace
}  // namespace passung
