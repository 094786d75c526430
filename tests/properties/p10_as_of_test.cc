// Property 10: scores at day d equal those of facts frozen at d; PASS_AFTER {f} is FAIL when frozen
// before f and PASS (or PASS_AFTER with the same step) when frozen at f.

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <string>

#include "tests/properties/compare.h"

namespace passung {
namespace {

// The entries that hold on the day, for ever; the one that would win stands last.
template <class Entry>
std::vector<Entry> FrozenList(std::vector<Entry> entries, Date day) {
  std::erase_if(entries, [day](const Entry& e) { return !e.valid.Holds(day); });
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.valid.from < b.valid.from; });
  for (Entry& e : entries) e.valid = {};
  return entries;
}

Mentee Frozen(Mentee mentee, Date day) {
  MenteeFacts& f = mentee.facts;
  f.homes = FrozenList(f.homes, day);
  f.qualifications = FrozenList(f.qualifications, day);
  for (Qualification& q : f.qualifications) q.recognitions = FrozenList(q.recognitions, day);
  f.experiences = FrozenList(f.experiences, day);
  f.wishes = FrozenList(f.wishes, day);
  f.german = FrozenList(f.german, day);
  f.schools = FrozenList(f.schools, day);
  if (f.licences) f.licences = FrozenList(*f.licences, day);
  if (f.skills) f.skills = FrozenList(*f.skills, day);
  f.travel_times = FrozenList(f.travel_times, day);
  f.hours = FrozenList(f.hours, day);
  f.movement_limits = FrozenList(f.movement_limits, day);
  mentee.residence.titles = FrozenList(mentee.residence.titles, day);
  mentee.residence.obligations = FrozenList(mentee.residence.obligations, day);
  return mentee;
}

struct Case {
  uint64_t seed = 0;
  Mentee mentee;
  Vacancy vacancy;
  MatchOptions options;
};

Case MakeCase(int32_t number) {
  Case c;
  c.seed = BaseSeed() + static_cast<uint64_t>(number);
  RandomSource random(c.seed);
  c.mentee = RandomMentee(random, 15, 1);
  c.vacancy = RandomVacancy(random, 15, 1);
  if (c.vacancy.kind == VacancyKind::kSelfEmployed) c.vacancy.kind.reset();
  // One combination, so that the answers of two days speak of the same one.
  if (c.vacancy.occupations.size() > 1) c.vacancy.occupations.resize(1);
  if (c.vacancy.places.size() > 1) c.vacancy.places.resize(1);
  c.options = RandomMatchOptions(random);
  c.options.as_of = WorldDay().PlusDays(random.Between(-60, 60));
  for (size_t r = 0; r < kRuleCount; ++r) c.options.profile.switches[r] = RuleSwitch::kFlag;
  c.options.overrides.switches.clear();
  return c;
}

int32_t Count() { return SeedGiven() ? 1 : 1500 * LongFactor(); }

TEST(AsOfTest, ScoresAtADayEqualThoseOfFactsFrozenThen) {
  const auto engine = EngineOver(WorldUniverse(), {}, {});
  for (int32_t i = 0; i < Count() && !HasFailure(); ++i) {
    Case c = MakeCase(i);
    c.options.frozen = true;
    const auto dated = engine->ExplainMatch(c.mentee, c.vacancy, c.options);
    const Mentee still = Frozen(c.mentee, c.options.as_of);
    const auto undated = engine->ExplainMatch(still, c.vacancy, c.options);
    ASSERT_TRUE(dated.ok() && undated.ok()) << dated.status() << undated.status();
    const std::string text = Describe(c.mentee) + "\nfrozen:\n" + Describe(still) + "\n" +
                             Describe(c.vacancy) + "\n" + Reproduce(c.seed);
    EXPECT_EQ(dated->match.score, undated->match.score) << text;
    EXPECT_TRUE(dated->match.interval == undated->match.interval) << text;
    EXPECT_TRUE(dated->match.flags == undated->match.flags) << text;
    for (size_t k = 0; k < dated->match.contributions.size(); ++k) {
      EXPECT_EQ(dated->match.contributions[k].points, undated->match.contributions[k].points)
          << text;
    }
    for (size_t k = 0; k < dated->match.outcomes.size(); ++k) {
      EXPECT_EQ(dated->match.outcomes[k].verdict, undated->match.outcomes[k].verdict)
          << Name(dated->match.outcomes[k].rule) << "\n"
          << text;
    }
  }
}

TEST(AsOfTest, PassAfterADayIsFailBeforeItAndPassOnIt) {
  const auto engine = EngineOver(WorldUniverse(), {}, {});
  int32_t seen = 0;
  const int32_t count = Count();
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    Case c = MakeCase(i);
    c.options.frozen = false;
    const auto now = engine->ExplainMatch(c.mentee, c.vacancy, c.options);
    ASSERT_TRUE(now.ok()) << now.status();
    for (size_t r = 0; r < kRuleCount; ++r) {
      const RuleOutcome& outcome = now->match.outcomes[r];
      if (outcome.verdict != Verdict::kPassAfter || !outcome.from) continue;
      ++seen;
      MatchOptions still = c.options;
      still.frozen = true;
      const std::string text = std::string(Name(outcome.rule)) + " from " +
                               outcome.from->ToString() + "\n" + Describe(c.mentee) + "\n" +
                               Describe(c.vacancy) + "\n" + Reproduce(c.seed);
      for (Date day : {c.options.as_of, outcome.from->PlusDays(-1)}) {
        still.as_of = day;
        const auto before = engine->ExplainMatch(c.mentee, c.vacancy, still);
        ASSERT_TRUE(before.ok()) << before.status();
        EXPECT_EQ(Verdict::kFail, before->match.outcomes[r].verdict) << text;
      }
      still.as_of = *outcome.from;
      const auto then = engine->ExplainMatch(c.mentee, c.vacancy, still);
      ASSERT_TRUE(then.ok()) << then.status();
      const RuleOutcome& on_the_day = then->match.outcomes[r];
      EXPECT_EQ(outcome.step == Step::kNone ? Verdict::kPass : Verdict::kPassAfter,
                on_the_day.verdict)
          << text;
      EXPECT_EQ(outcome.step, on_the_day.step) << text;
      EXPECT_FALSE(on_the_day.from.has_value()) << text;
    }
  }
  std::cout << seen << " verdicts that pass after a day\n";
  if (!SeedGiven()) {
    EXPECT_GT(seen, 150);
  }
}

TEST(AsOfTest, NothingPassesAfterADayWhereTimeStandsStill) {
  const auto engine = EngineOver(WorldUniverse(), {}, {});
  for (int32_t i = 0; i < Count() && !HasFailure(); ++i) {
    Case c = MakeCase(i);
    c.options.frozen = true;
    const auto result = engine->ExplainMatch(c.mentee, c.vacancy, c.options);
    ASSERT_TRUE(result.ok()) << result.status();
    for (const RuleOutcome& outcome : result->match.outcomes) {
      EXPECT_FALSE(outcome.from.has_value()) << Name(outcome.rule) << "\n" << Reproduce(c.seed);
    }
  }
}

}  // namespace
}  // namespace passung
