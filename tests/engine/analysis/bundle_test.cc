// The best bundle of steps, against ranking anew after every bundle there is.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "absl/strings/str_join.h"
#include "engine/analysis/bundle_search.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "passung/engine.h"
#include "tests/engine/analysis/step_oracle.h"
#include "tests/engine/analysis/step_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using Chosen = std::vector<const StepResult*>;

// As engine/SCORING.md section 19 says: which steps replace one another.
bool ReplaceOneAnother(const SingleStep& a, const SingleStep& b) {
  if (a.qualification && b.qualification) return *a.qualification == *b.qualification;
  constexpr Step kOnce[] = {Step::kTravelFurther, Step::kMoveHome, Step::kChangeHours,
                            Step::kWidenWindows, Step::kStartEarlier};
  return a.act == b.act && std::find(std::begin(kOnce), std::end(kOnce), a.act) != std::end(kOnce);
}

int64_t CountedBy(StepGoal goal, const ChangeGain& gain) {
  if (goal == StepGoal::kListed) return gain.becomes_listed;
  return goal == StepGoal::kOpen ? gain.becomes_open : gain.enters_top;
}

// Steps of a report that bundles may have, in the order of the catalogue's acts, not of the answer.
Chosen MayBeBundled(const StepReport& report, const std::vector<Step>& without) {
  Chosen steps;
  for (const StepResult& result : report.steps) {
    const Step act = result.step.act;
    const bool out = std::find(without.begin(), without.end(), act) != without.end();
    if (!out && act != Step::kAwaitDecision) steps.push_back(&result);
  }
  return steps;
}

// Ranks anew after every bundle of at most `most` steps.
class EveryBundle {
 public:
  EveryBundle(const StepWorld& world, const StepOracle& oracle, StepGoal goal, Date day)
      : world_(world), oracle_(oracle), goal_(goal), day_(day) {}

  int64_t Best(const Chosen& steps, int32_t most) {
    Try(steps, 0, most, {});
    return best_;
  }
  int64_t bundles() const { return bundles_; }
  // The best is brought by no single step, nor by any smaller bundle.
  size_t fewest() const { return fewest_; }

 private:
  void Try(const Chosen& steps, size_t from, int32_t left, const Chosen& chosen) {
    ++bundles_;
    Mentee after = world_.mentee();
    std::vector<Step> acts;
    for (const StepResult* result : chosen) {
      after = AfterStep(after, result->step, day_);
      acts.push_back(result->step.act);
    }
    const int64_t value = CountedBy(goal_, oracle_.GainOf(after, acts));
    if (value > best_ || (value == best_ && chosen.size() < fewest_)) {
      best_ = value;
      fewest_ = chosen.size();
    }
    if (left == 0) return;
    for (size_t i = from; i < steps.size(); ++i) {
      const bool replaces = std::any_of(chosen.begin(), chosen.end(), [&](const auto* other) {
        return ReplaceOneAnother(other->step, steps[i]->step);
      });
      if (replaces) continue;
      Chosen longer = chosen;
      longer.push_back(steps[i]);
      Try(steps, i + 1, left - 1, longer);
    }
  }

  const StepWorld& world_;
  const StepOracle& oracle_;
  const StepGoal goal_;
  const Date day_;
  int64_t best_ = 0;
  size_t fewest_ = 0;
  int64_t bundles_ = 0;
};

// Acts that are out of the question, so that at most `most` steps are left.
std::vector<Step> LeavingOut(const StepReport& report, size_t most, RandomSource& random) {
  std::map<Step, size_t> counts;
  for (const StepResult& result : report.steps) ++counts[result.step.act];
  counts.erase(Step::kAwaitDecision);
  std::vector<Step> without;
  size_t left = 0;
  for (const auto& [act, count] : counts) left += count;
  // Those first that take no obstacle away.
  std::map<Step, bool> helps;
  for (const StepResult& result : report.steps) {
    helps[result.step.act] |= result.gain.opens > 0 || result.gain.furthers > 0;
  }
  while (left > most) {
    auto at = std::find_if(counts.begin(), counts.end(),
                           [&](const auto& count) { return !helps[count.first]; });
    if (at == counts.end()) {
      at = counts.begin();
      std::advance(at, random.Between(0, static_cast<int32_t>(counts.size()) - 1));
    }
    without.push_back(at->first);
    left -= at->second;
    counts.erase(at);
  }
  return without;
}

// A person who has little, and vacancies that each ask for some of what can be had.
RandomWorld DemandingWorld(uint64_t seed) {
  RandomSource random(seed * 7919);
  RandomWorld world;
  world.mentees = {
      MenteeBuilder("m")
          .In("14713")
          .WithStatus(ResidenceStatus::kS25_2)
          .WithGerman(random.Pick<LanguageLevel>({LanguageLevel::kA1, LanguageLevel::kA2}))
          .WithSchool(SchoolCertificate::kNone, 8)
          .WithMinutesTo("04103", 55)
          .TravelsAtMost(30)
          .WithHours(WeeklyHours{20, 20}, MondayToFriday(At(8), At(13)))
          .Worked("51312", 24)};
  world.mentees.front().facts.licences.emplace();
  const int32_t vacancies = random.Between(3, 7);
  for (int32_t i = 0; i < vacancies; ++i) {
    VacancyBuilder vacancy(absl::StrCat("v", i));
    vacancy.Of(random.Chance(80) ? "51312" : "25212").In("14713", random.Chance(40) ? "04103" : "");
    if (random.Chance(30)) vacancy.Of("52122").In("14713", "04103");  // a second combination
    if (random.Chance(50)) vacancy.WantsGerman(LanguageLevel::kB2, RequirementStrength::kRequired);
    if (random.Chance(40))
      vacancy.WantsLicence(LicenceKind::kForklift, RequirementStrength::kByLaw);
    if (random.Chance(40))
      vacancy.WantsLicence(LicenceKind::kDrivingC, RequirementStrength::kByLaw);
    if (random.Chance(30)) vacancy.WantsLicence(LicenceKind::kCode95, RequirementStrength::kByLaw);
    if (random.Chance(20)) vacancy.Hours(WeeklyHours{30, 38});
    if (random.Chance(20)) vacancy.Agency(true);
    world.vacancies.push_back(vacancy);
  }
  return world;
}

struct BundleTally {
  int64_t bundles = 0;
  int32_t bringing = 0;  // worlds in which the best bundle brings something
  int32_t together = 0;  // … which needs several steps
  int32_t proven = 0;
};

void CompareWithEveryBundle(uint64_t seed, size_t most_ground, int32_t most_steps,
                            BundleTally& tally) {
  StepWorld world = seed % 2 == 0 ? StepWorld(seed, 5) : StepWorld(seed, DemandingWorld(seed));
  RandomSource random(seed);
  const auto goal = random.Pick<StepGoal>({StepGoal::kListed, StepGoal::kOpen, StepGoal::kTop});
  const auto plain = world.Ask();
  ASSERT_THAT(plain, IsOk());
  EXPECT_FALSE(plain->bundle);
  const std::vector<Step> without = LeavingOut(*plain, most_ground, random);
  world.options().bundle = {.goal = goal, .most_steps = most_steps, .without = without};
  const auto report = world.Ask();
  ASSERT_THAT(report, IsOk());
  ASSERT_TRUE(report->bundle);
  const StepBundle& bundle = *report->bundle;
  const StepOracle oracle(WorldKnown().known, world.vacancies(), world.mentee(), world.options());
  const Date day = world.options().match.as_of;
  EveryBundle every(world, oracle, goal, day);
  const int64_t best = every.Best(MayBeBundled(*plain, without), most_steps);
  // What it is said to bring is what ranking anew brings, and nothing brings more than is said.
  Mentee after = world.mentee();
  std::vector<Step> acts;
  for (const BundlePart& part : bundle.steps) {
    after = AfterStep(after, part.step, day);
    acts.push_back(part.step.act);
  }
  EXPECT_EQ(absl::StrJoin(GainDifferences(bundle.gain, oracle.GainOf(after, acts)), "\n"), "");
  EXPECT_EQ(bundle.value, CountedBy(goal, bundle.gain));
  EXPECT_LE(bundle.value, best);
  EXPECT_LE(best, bundle.at_most);
  EXPECT_LE(bundle.steps.size(), static_cast<size_t>(most_steps));
  if (goal != StepGoal::kOpen) {
    EXPECT_TRUE(bundle.is_best());
    EXPECT_EQ(bundle.steps.size(), every.fewest()) << "no step more than it takes";
  }
  tally.bundles += every.bundles();
  tally.bringing += best > 0 ? 1 : 0;
  tally.together += every.fewest() > 1 ? 1 : 0;
  tally.proven += bundle.is_best() ? 1 : 0;
}

TEST(BundleTest, TheBestBundleIsTheBestOfAllByRankingAnew) {
  const int32_t worlds = 1000 * LongFactor();
  BundleTally tally;
  for (int32_t seed = 1; seed <= worlds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    CompareWithEveryBundle(static_cast<uint64_t>(seed), 9, seed % 5 == 0 ? 4 : 3, tally);
  }
  std::cout << worlds << " worlds, " << tally.bundles << " bundles ranked anew; " << tally.bringing
            << " best bundles bring something, " << tally.together
            << " of them only together; proven " << tally.proven << "\n";
  EXPECT_GT(tally.bringing, worlds / 6);
  EXPECT_GT(tally.together, worlds / 20);
  EXPECT_GT(tally.proven, worlds * 9 / 10);
}

TEST(BundleTest, AmongAllStepsOfAPersonTheBestPairIsFound) {
  BundleTally tally;
  for (uint64_t seed = 5001; seed <= 5040 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    CompareWithEveryBundle(seed, kMostGround, 2, tally);
  }
  EXPECT_GT(tally.together, 0);
}

// The search by itself, with the work it may do.
class SearchCase {
 public:
  explicit SearchCase(uint64_t seed)
      : world_(seed),
        report_(world_.Ask().value()),
        ground_(GroundOf(report_.steps, {})),
        snapshot_(
            *BuildSnapshot({.knowledge = WorldKnown().knowledge, .vacancies = world_.vacancies()})),
        impl_(SnapshotImpl::From(*snapshot_)),
        applied_(*Apply(world_.options().match.profile, world_.options().match.overrides)),
        rows_(impl_.rows()),
        query_{impl_.knowledge_impl(), applied_, world_.options().match.as_of,
               impl_.columns().dictionaries, world_.options().match.frozen},
        person_(query_, world_.mentee()),
        question_{.query = query_,
                  .rows = rows_,
                  .mentee = world_.mentee(),
                  .base = person_,
                  .ground = ground_,
                  .most_steps = 3},
        demands_(question_, BundleDemands::Aim::kListed) {}

  BundleSearchResult Run(size_t keep, int64_t work) const {
    return BundleSearch(demands_, ground_, 3, work).Run(keep);
  }
  int64_t Reachable() const { return BundleSearch(demands_, ground_, 3).Reachable(); }

 private:
  StepWorld world_;
  StepReport report_;
  std::vector<GroundStep> ground_;
  std::shared_ptr<const Snapshot> snapshot_;
  const SnapshotImpl& impl_;
  AppliedProfile applied_;
  VacancyRows rows_;
  Query query_;
  Person person_;
  BundleQuestion question_;
  BundleDemands demands_;
};

TEST(BundleTest, WithLittleWorkTheAnswerSaysHowFarFromTheBestItMayBe) {
  int32_t cut_short = 0;
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    const SearchCase c(seed);
    const BundleSearchResult all = c.Run(1, BundleSearch::kUsualWork);
    EXPECT_TRUE(all.complete);
    const int64_t best = all.best.front().value;
    EXPECT_LE(best, c.Reachable());
    for (const int64_t work : {1, 300, 1000}) {
      const BundleSearchResult some = c.Run(1, work);
      EXPECT_LE(some.best.front().value, best) << seed;
      if (some.complete) {
        EXPECT_EQ(some.best.front().steps, all.best.front().steps) << seed;
        continue;
      }
      ++cut_short;
      EXPECT_GE(std::max(some.at_most, some.best.front().value), best) << seed;
    }
  }
  EXPECT_GT(cut_short, 10);
}

TEST(BundleTest, TheBestFewAreInOrderAndTheFirstIsTheBestAlone) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    const SearchCase c(seed);
    const BundleSearchResult few = c.Run(20, BundleSearch::kUsualWork);
    const BundleSearchResult one = c.Run(1, BundleSearch::kUsualWork);
    ASSERT_FALSE(few.best.empty());
    EXPECT_EQ(few.best.front().steps, one.best.front().steps) << seed;
    EXPECT_TRUE(std::is_sorted(few.best.begin(), few.best.end())) << seed;
  }
}

TEST(BundleTest, WhatIsOutOfRangeIsRefused) {
  StepWorld world(1);
  const auto expect = [&](BundleOptions bundle, absl::string_view message) {
    StepOptions options = world.options();
    options.bundle = std::move(bundle);
    EXPECT_THAT(world.Ask(world.mentee(), options),
                StatusIs(absl::StatusCode::kInvalidArgument, testing::HasSubstr(message)));
  };
  expect({.most_steps = 0}, "bundle.most_steps: 0 is not between 1 and 4");
  expect({.most_steps = 5}, "bundle.most_steps: 5 is not between 1 and 4");
  expect({.without = {Step::kMoveHome, Step::kNone}}, "bundle.without[1]: must name an act");
}

}  // namespace
}  // namespace passung
