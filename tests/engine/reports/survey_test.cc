// Where people stand, against the row-at-a-time oracle; and figures against plain counting.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <set>
#include <thread>

#include "passung/reports.h"
#include "tests/support/builders.h"
#include "tests/support/oracle.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

struct SurveyKnown {
  std::shared_ptr<const Knowledge> knowledge = *Knowledge::Create({}, WorldClassification());
  oracle::OracleKnowledge known = oracle::ReadKnowledge({}, WorldClassification());
};
const SurveyKnown& TheSurveyKnown() {
  static const auto& known = *new SurveyKnown;
  return known;
}

struct SurveyWorld {
  explicit SurveyWorld(uint64_t seed) {
    RandomSource random(seed);
    world = MakeRandomWorld(random, {.mentees = random.Between(1, 12),
                                     .vacancies = random.Between(1, 12),
                                     .unknown_percent = random.Pick<int32_t>({0, 10, 25})});
    for (Vacancy& vacancy : world.vacancies) {
      vacancy.employer.value = random.Pick<std::string>({"", "e1", "e2", "e3"});
    }
    options.match = RandomMatchOptions(random);
    options.match.classes.clear();
    options.match.limit = random.Pick<int32_t>({1, 3, 20});
    options.match.threads = random.Between(1, 3);
    options.bar = random.Pick<int32_t>({0, 40'000'000, 55'000'000, 70'000'000});
    snapshot =
        *BuildSnapshot({.knowledge = TheSurveyKnown().knowledge, .vacancies = world.vacancies});
  }

  RandomWorld world;
  SurveyOptions options;
  std::shared_ptr<const Snapshot> snapshot;
};

bool Fails(const oracle::Judgement& judgement, const ScoringProfile& profile, size_t rule) {
  return profile.switches[rule] == RuleSwitch::kEnforce && judgement.outcomes[rule] &&
         judgement.outcomes[rule]->verdict == Verdict::kFail;
}

bool HasFlag(const oracle::Judgement& judgement, Flag flag) {
  return std::find(judgement.flags.begin(), judgement.flags.end(), flag) != judgement.flags.end();
}

// What an employer decides, or the end of the vacancy.
bool MayCall(const Vacancy& vacancy, RuleKey rule) {
  if (vacancy.employer.value.empty()) return false;
  if (rule == RuleKey::kLanguageFloor) {
    return vacancy.german.strength != RequirementStrength::kByLaw;
  }
  return rule == RuleKey::kVacancyOpen || rule == RuleKey::kStartWindow ||
         rule == RuleKey::kWorkingTimePossible;
}

MenteeStanding Expected(const SurveyWorld& w, const Mentee& mentee) {
  const oracle::Oracle oracle(TheSurveyKnown().known, w.options.match);
  MenteeStanding expected;
  expected.mentee = mentee.id;
  std::vector<oracle::Hit> listed;
  std::vector<NearMiss> near;
  for (const Vacancy& vacancy : w.world.vacancies) {
    const auto hit = oracle.JudgePair(mentee, vacancy);
    if (!hit) continue;
    const oracle::Judgement& j = hit->judgement;
    expected.vacancies.Count(j.hit_class);
    const bool good = j.score >= w.options.bar;
    if (j.hit_class != HitClass::kClosed) {
      listed.push_back(*hit);
      if (good) ++expected.good;
      continue;
    }
    if (!good) continue;
    ++expected.blocked;
    std::vector<size_t> failing;
    for (size_t rule = 0; rule < kRuleCount; ++rule) {
      if (Fails(j, oracle.profile(), rule)) failing.push_back(rule);
    }
    for (const size_t rule : failing) {
      ++expected.blocks[rule].vacancies;
      if (failing.size() == 1) ++expected.blocks[rule].alone;
    }
    if (failing.size() == 1 && MayCall(vacancy, static_cast<RuleKey>(failing[0]))) {
      near.push_back({vacancy.id, vacancy.employer, j.score, static_cast<RuleKey>(failing[0])});
    }
  }
  std::sort(listed.begin(), listed.end(), [](const oracle::Hit& a, const oracle::Hit& b) {
    if (a.judgement.score != b.judgement.score) return a.judgement.score > b.judgement.score;
    return a.vacancy.value < b.vacancy.value;
  });
  for (size_t i = 0; i < listed.size() && i < static_cast<size_t>(w.options.match.limit); ++i) {
    ++expected.listed;
    expected.bridge += HasFlag(listed[i].judgement, Flag::kBridge) ? 1 : 0;
    expected.under_used += HasFlag(listed[i].judgement, Flag::kUnderUsed) ? 1 : 0;
  }
  if (!listed.empty()) {
    const oracle::Judgement& best = listed.front().judgement;
    expected.best = listed.front().vacancy;
    expected.best_score = best.score;
    expected.best_class = best.hit_class;
    expected.best_bridge = HasFlag(best, Flag::kBridge);
    expected.best_under_used = HasFlag(best, Flag::kUnderUsed);
    int32_t most = 0;
    for (size_t i = 0; i < kCriterionCount; ++i) {
      const int32_t missing = oracle.weights()[i] * (10'000 - best.points[i]);
      if (missing > most) expected.weakest = static_cast<CriterionKey>(i);
      most = std::max(most, missing);
    }
  }
  if (expected.good == 0) {
    std::sort(near.begin(), near.end(), [](const NearMiss& a, const NearMiss& b) {
      return a.score != b.score ? a.score > b.score : a.vacancy.value < b.vacancy.value;
    });
    expected.near_misses = near;
  }
  return expected;
}

TEST(SurveyTest, EachPersonStandsWhereTheOracleSees) {
  int64_t blocked = 0;
  int64_t near = 0;
  int64_t flagged = 0;
  for (uint64_t seed = 1; seed <= 300 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    const SurveyWorld w(seed);
    const auto survey = SurveyCohort(w.snapshot, w.world.mentees, w.options);
    ASSERT_TRUE(survey.ok()) << survey.status();
    ASSERT_EQ(survey->people.size(), w.world.mentees.size());
    for (size_t i = 0; i < w.world.mentees.size(); ++i) {
      MenteeStanding expected = Expected(w, w.world.mentees[i]);
      expected.district = survey->people[i].district;  // looked at below
      EXPECT_EQ(survey->people[i], expected);
      blocked += expected.blocked;
      near += static_cast<int64_t>(expected.near_misses.size());
      flagged += expected.bridge + expected.under_used;
    }
  }
  EXPECT_GT(blocked, 1000);
  EXPECT_GT(near, 50);
  EXPECT_GT(flagged, 100);
}

TEST(SurveyTest, SaysWhereSomebodyLives) {
  const std::vector<Mentee> cohort = {StoryMentee("a").In("14612"), AMentee("b")};
  const auto snapshot = *BuildSnapshot({.knowledge = TheSurveyKnown().knowledge});
  SurveyOptions options;
  options.match.as_of = StoryDay();
  options.match.profile = *ShippedProfile("default");
  const auto survey = SurveyCohort(snapshot, cohort, options);
  ASSERT_TRUE(survey.ok()) << survey.status();
  EXPECT_EQ(survey->people[0].district, Ags("14612"));
  EXPECT_EQ(survey->people[1].district, std::nullopt);
  EXPECT_EQ(survey->people[0].best, std::nullopt);
}

TEST(SurveyTest, RefusesWhatIsWrongAndNamesIt) {
  SurveyWorld w(3);
  EXPECT_EQ(SurveyCohort(nullptr, w.world.mentees, w.options).status().code(),
            absl::StatusCode::kFailedPrecondition);
  SurveyOptions options = w.options;
  options.bar = -1;
  EXPECT_THAT(SurveyCohort(w.snapshot, w.world.mentees, options).status().message(),
              HasSubstr("bar: -1"));
  options = w.options;
  options.match.limit = 0;
  EXPECT_THAT(SurveyCohort(w.snapshot, w.world.mentees, options).status().message(),
              HasSubstr("limit: 0"));
  options = w.options;
  options.match.filter.kinds = {VacancyKind::kJob};
  EXPECT_THAT(SurveyCohort(w.snapshot, w.world.mentees, options).status().message(),
              HasSubstr("filter"));
  w.world.mentees.front().id.value = "a/b";
  EXPECT_THAT(SurveyCohort(w.snapshot, w.world.mentees, w.options).status().message(),
              HasSubstr("cohort[0]."));
}

// Another thread says so while people are looked at: of those after that, nobody is.
TEST(SurveyTest, StopsOnceNobodyWaitsForTheAnswer) {
  SurveyWorld w(3);
  w.world.mentees.resize(12, w.world.mentees.front());
  std::promise<void> begun;
  std::atomic<bool> cancelled = false;
  std::atomic<int> asked = 0;
  std::thread canceller([&] {
    begun.get_future().wait();
    cancelled = true;
    cancelled.notify_all();
  });
  w.options.match.threads = 1;
  w.options.is_over = [&] {
    if (++asked == 2) {
      begun.set_value();
      cancelled.wait(false);
    }
    return cancelled.load();
  };
  EXPECT_THAT(SurveyCohort(w.snapshot, w.world.mentees, w.options),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr("nobody waits")));
  canceller.join();
  EXPECT_EQ(asked, 2) << "asked again after it was said";
  w.options.is_over = [] { return false; };
  EXPECT_OK(SurveyCohort(w.snapshot, w.world.mentees, w.options));
}

// ---- Figures -------------------------------------------------------------------------------------

std::vector<MenteeStanding> RandomStandings(RandomSource& random) {
  std::vector<MenteeStanding> people(static_cast<size_t>(random.Between(0, 80)));
  for (size_t i = 0; i < people.size(); ++i) {
    MenteeStanding& one = people[i];
    one.mentee.value = absl::StrCat("m", i);
    if (random.Between(0, 9) > 0)
      one.district = Ags(random.Pick<std::string>({"14511", "14612", "14713", "14729"}));
    one.good = random.Between(0, 2);
    for (RuleBlock& block : one.blocks) {
      if (random.Between(0, 7) > 0) continue;
      block.alone = random.Between(0, 3);
      block.vacancies = block.alone + random.Between(0, 3);
      one.blocked += block.vacancies;
    }
    if (random.Between(0, 4) > 0) one.best = VacancyId{"v"};
    one.best_under_used = random.Between(0, 3) == 0;
    one.best_bridge = !one.best_under_used && random.Between(0, 3) == 0;
    one.listed = random.Between(0, 20);
    one.bridge = random.Between(0, one.listed);
    one.under_used = one.listed - one.bridge;
  }
  return people;
}

// A figure that is shown is the plain count, and never small; nor is what it leaves.
void ExpectCount(const std::optional<int64_t>& shown, int64_t count, int64_t of, int64_t least) {
  const auto is_small = [&](int64_t n) { return n > 0 && n < least; };
  if (!shown) {
    EXPECT_GT(least, 1);
    return;
  }
  EXPECT_EQ(*shown, count);
  EXPECT_FALSE(is_small(count));
  EXPECT_FALSE(is_small(of - count));
}

TEST(StumblingBlocksTest, CountsAsPlainCountingDoes) {
  for (uint64_t seed = 1; seed <= 300 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(seed);
    const std::vector<MenteeStanding> people = RandomStandings(random);
    const int64_t least = random.Pick<int64_t>({1, 5});
    const BlockReport report = StumblingBlocks(people, least);
    std::vector<DistrictBlocks> rows = report.districts;
    rows.push_back(report.all);
    for (size_t row = 0; row < rows.size(); ++row) {
      const bool is_sum = row + 1 == rows.size();
      const auto lives = [&](const MenteeStanding& one) {
        return is_sum || one.district == rows[row].district;
      };
      const int64_t here = std::count_if(people.begin(), people.end(), lives);
      ExpectCount(rows[row].people, here, here, least);
      for (const BlockFigures& figures : rows[row].rules) {
        int64_t with = 0;
        int64_t with_alone = 0;
        int64_t pairs = 0;
        int64_t alone = 0;
        for (const MenteeStanding& one : people) {
          if (!lives(one)) continue;
          const RuleBlock& block = one.blocks[Index(figures.rule)];
          with += block.vacancies > 0 ? 1 : 0;
          with_alone += block.alone > 0 ? 1 : 0;
          pairs += block.vacancies;
          alone += block.alone;
        }
        ExpectCount(figures.people, with, here, least);
        EXPECT_EQ(figures.pairs, figures.people ? std::optional(pairs) : std::nullopt);
        ExpectCount(figures.pairs_alone ? std::optional(with_alone) : std::nullopt, with_alone,
                    with, least);
        if (figures.pairs_alone) {
          EXPECT_EQ(figures.pairs_alone, alone);
        }
      }
    }
  }
}

TEST(AdequacyTest, CountsAsPlainCountingDoes) {
  for (uint64_t seed = 1; seed <= 300 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(seed);
    const std::vector<MenteeStanding> people = RandomStandings(random);
    const int64_t least = random.Pick<int64_t>({1, 5});
    const AdequacyReport report = AdequacyOf(people, least);
    std::vector<AdequacyFigures> rows = report.districts;
    rows.push_back(report.all);
    for (size_t row = 0; row < rows.size(); ++row) {
      const bool is_sum = row + 1 == rows.size();
      int64_t here = 0;
      int64_t listed = 0;
      int64_t under_used = 0;
      int64_t with_listed = 0;
      int64_t with_under_used = 0;
      std::map<BestFit, int64_t> by_best;
      for (const MenteeStanding& one : people) {
        if (!is_sum && one.district != rows[row].district) continue;
        ++here;
        ++by_best[!one.best             ? BestFit::kNone
                  : one.best_under_used ? BestFit::kUnderUsed
                  : one.best_bridge     ? BestFit::kBridge
                                        : BestFit::kAdequate];
        listed += one.listed;
        with_listed += one.listed > 0 ? 1 : 0;
        with_under_used += one.under_used > 0 ? 1 : 0;
        under_used += one.under_used;
      }
      ExpectCount(rows[row].people, here, here, least);
      for (size_t i = 0; i < rows[row].by_best.size(); ++i) {
        const int64_t count = by_best[static_cast<BestFit>(i)];
        ExpectCount(rows[row].by_best[i], count, count, least);
      }
      if (!rows[row].people) continue;
      ExpectCount(rows[row].listed ? std::optional(with_listed) : std::nullopt, with_listed, here,
                  least);
      if (rows[row].listed) {
        EXPECT_EQ(rows[row].listed, listed);
      }
      ExpectCount(rows[row].under_used ? std::optional(with_under_used) : std::nullopt,
                  with_under_used, here, least);
      if (rows[row].under_used) {
        EXPECT_EQ(rows[row].under_used, under_used);
      }
    }
  }
}

TEST(UnmatchedTest, NamesTheRuleThatAloneClosesMost) {
  std::vector<MenteeStanding> people(3);
  people[0].good = 1;
  people[1].blocked = 9;
  people[1].blocks[Index(RuleKey::kReach)] = {.vacancies = 9, .alone = 1};
  people[1].blocks[Index(RuleKey::kLanguageFloor)] = {.vacancies = 8, .alone = 2};
  const std::vector<Unmatched> unmatched = FindUnmatched(people);
  ASSERT_EQ(unmatched.size(), 2U);
  EXPECT_EQ(unmatched[0].standing, &people[1]);
  EXPECT_EQ(unmatched[0].cause, UnmatchedCause::kBlocked);
  EXPECT_EQ(unmatched[0].rule, RuleKey::kLanguageFloor);
  EXPECT_EQ(unmatched[1].cause, UnmatchedCause::kNothingGood);
  EXPECT_EQ(unmatched[1].rule, std::nullopt);
}

// Each call is the one that adds most, and all that is said of it is so.
TEST(EmployersToCallTest, EachNextEmployerAddsMostPeople) {
  for (uint64_t seed = 1; seed <= 300 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(seed);
    std::vector<MenteeStanding> people(static_cast<size_t>(random.Between(0, 9)));
    std::map<std::string, std::set<std::string>> reach;
    for (size_t i = 0; i < people.size(); ++i) {
      people[i].mentee.value = absl::StrCat("m", i);
      const int32_t count = random.Between(0, 5);
      for (int32_t n = 0; n < count; ++n) {
        const auto employer = random.Pick<std::string>({"e1", "e2", "e3", "e4"});
        people[i].near_misses.push_back(
            {VacancyId{absl::StrCat("v", n)}, EmployerId{employer}, 90 - n, RuleKey::kVacancyOpen});
        reach[employer].insert(people[i].mentee.value);
      }
    }
    const int32_t limit = random.Between(1, 4);
    const std::vector<EmployerCall> calls = EmployersToCall(people, limit);
    std::set<std::string> reached;
    for (const EmployerCall& call : calls) {
      const auto added_by = [&](const std::string& employer) {
        return std::count_if(reach[employer].begin(), reach[employer].end(),
                             [&](const std::string& m) { return !reached.contains(m); });
      };
      EXPECT_EQ(call.people, static_cast<int64_t>(reach[call.employer.value].size()));
      EXPECT_EQ(call.added, added_by(call.employer.value));
      EXPECT_GT(call.added, 0);
      for (const auto& [employer, who] : reach) EXPECT_LE(added_by(employer), call.added);
      std::set<std::string> named;
      for (const CallReason& reason : call.reasons) {
        EXPECT_EQ(reason.near.employer, call.employer);
        EXPECT_TRUE(named.insert(reason.mentee.value).second);
      }
      EXPECT_EQ(named, reach[call.employer.value]);
      reached.insert(named.begin(), named.end());
    }
    EXPECT_LE(calls.size(), static_cast<size_t>(limit));
    if (calls.size() < static_cast<size_t>(limit)) {
      for (const auto& [employer, who] : reach) {
        for (const std::string& mentee : who) EXPECT_TRUE(reached.contains(mentee));
      }
    }
  }
}

}  // namespace
}  // namespace passung
