// The cheapest way, against every way of so many steps.

#include "engine/analysis/step_search.h"

#include <gtest/gtest.h>

#include <array>
#include <iostream>
#include <optional>

#include "engine/analysis/step_prices.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

struct WayCase {
  Mentee mentee;
  MatchOptions options;
  AppliedProfile applied;
  std::vector<StepPrice> prices;
  std::unique_ptr<const StepSpace> space;
  int32_t min_score = 0;

  bool IsThere(const PairStanding& standing) const {
    return standing.hit_class != HitClass::kClosed && standing.score >= min_score;
  }
};

std::shared_ptr<const Knowledge> WorldKnowledge() {
  static const auto& knowledge =
      *new std::shared_ptr<const Knowledge>(*Knowledge::Create({}, WorldClassification()));
  return knowledge;
}

std::unique_ptr<WayCase> MakeWayCase(uint64_t seed) {
  RandomSource random(seed);
  auto c = std::make_unique<WayCase>();
  c->mentee = RandomMentee(random, 10, 1);
  Vacancy vacancy = RandomVacancy(random, 10, 1);
  if (vacancy.kind == VacancyKind::kSelfEmployed) vacancy.kind = VacancyKind::kJob;
  c->options = RandomMatchOptions(random);
  c->applied = *Apply(c->options.profile, c->options.overrides);
  for (size_t act = 1; act < EnumCount<Step>(); ++act) {
    if (!random.Chance(50)) continue;
    c->prices.push_back({.act = static_cast<Step>(act),
                         .days = random.Between(0, 5),
                         .euros = random.Between(0, 5)});
  }
  c->space =
      *StepSpace::Of(vacancy, WorldKnowledge(), c->applied, c->options.as_of, c->options.frozen);
  if (random.Chance(50)) {
    c->min_score = c->space->StandingOf(c->mentee).score + random.Between(1, 8'000'000);
  }
  return c;
}

using Cost = std::array<int64_t, 3>;

Cost CostBy(LeastBy by, int64_t steps, int64_t days, int64_t euros) {
  if (by == LeastBy::kStepsDaysEuros) return {steps, days, euros};
  if (by == LeastBy::kDaysEurosSteps) return {days, euros, steps};
  return {euros, days, steps};
}

// Every sequence of at most `left` steps, without any thought.
class EveryWay {
 public:
  EveryWay(const WayCase& c, LeastBy by, int32_t left) : case_(c), by_(by) {
    Try(c.mentee, {}, left);
  }
  const std::optional<Cost>& least() const { return least_; }

 private:
  void Try(const Mentee& mentee, const std::vector<PricedStep>& taken, int32_t left) {
    const PairStanding standing = case_.space->StandingOf(mentee);
    if (case_.IsThere(standing)) Offer(taken, standing);
    if (left == 0) return;
    for (const StepResult& result : case_.space->StepsOf(mentee)) {
      const Mentee after = AfterStep(mentee, result.step, case_.options.as_of);
      if (after == mentee) continue;
      std::vector<PricedStep> next = taken;
      next.push_back(PriceOf(result.step, result.lead_days, case_.prices));
      Try(after, next, left - 1);
    }
  }
  void Offer(std::vector<PricedStep> taken, const PairStanding& standing) {
    if (!taken.empty()) {
      for (const auto& [act, days] : standing.acts) {
        taken.push_back(PriceOf({.act = act}, days, case_.prices));
      }
    }
    int64_t days = 0;
    int64_t euros = 0;
    for (const PricedStep& step : taken) {
      days += step.days;
      euros += step.euros;
    }
    const Cost cost = CostBy(by_, static_cast<int64_t>(taken.size()), days, euros);
    if (!least_ || cost < *least_) least_ = cost;
  }

  const WayCase& case_;
  LeastBy by_;
  std::optional<Cost> least_;
};

TEST(StepSearchTest, TheWayIsTheCheapestOfAllThatThereAre) {
  std::array<int32_t, 4> outcomes{};
  int32_t long_ones = 0;
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    const auto c = MakeWayCase(seed);
    const LeastBy by = std::array{LeastBy::kStepsDaysEuros, LeastBy::kDaysEurosSteps,
                                  LeastBy::kEurosDaysSteps}[seed % 3];
    const int32_t most = c->space->StepsOf(c->mentee).size() <= 6 ? 3 : 2;
    const StepSearchAnswer answer = CheapestWay(
        {.space = *c->space,
         .prices = c->prices,
         .by = by,
         .most_steps = most,
         .is_there = [&](const Mentee&, const PairStanding& s) { return c->IsThere(s); }},
        c->mentee);
    ++outcomes[Index(answer.plan.outcome)];
    const EveryWay every(*c, by, most);
    const bool has_way = answer.plan.outcome == PlanOutcome::kFound ||
                         answer.plan.outcome == PlanOutcome::kNotNeeded;
    ASSERT_EQ(has_way, every.least().has_value()) << seed;
    if (!has_way) continue;
    const auto steps = static_cast<int64_t>(answer.plan.steps.size());
    EXPECT_EQ(CostBy(by, steps, answer.plan.days, answer.plan.euros), *every.least()) << seed;
    long_ones += steps > 1 ? 1 : 0;
    // And it leads there.
    Mentee after = c->mentee;
    for (const PricedStep& priced : answer.plan.steps) {
      after = AfterStep(after, priced.step, c->options.as_of);
    }
    EXPECT_TRUE(c->IsThere(c->space->StandingOf(after))) << seed;
    EXPECT_TRUE(after == answer.after) << seed;
  }
  std::cout << outcomes[1] << " ways found, " << long_ones << " of more than one step, "
            << outcomes[0] << " not needed, " << outcomes[2] << " without a way\n";
  EXPECT_GT(outcomes[1], 60);
  EXPECT_GT(long_ones, 15);
  EXPECT_GT(outcomes[2], 60);
}

TEST(StepSearchTest, ItSaysSoWhereNotAllWaysWereLookedAt) {
  int32_t given_up = 0;
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    const auto c = MakeWayCase(seed);
    const StepSearchAnswer answer = CheapestWay(
        {.space = *c->space,
         .prices = c->prices,
         .most_people = 1,
         .is_there = [&](const Mentee&, const PairStanding& s) { return c->IsThere(s); }},
        c->mentee);
    given_up += answer.plan.outcome == PlanOutcome::kGivenUp ? 1 : 0;
    EXPECT_NE(answer.plan.outcome, PlanOutcome::kFound);
  }
  EXPECT_GT(given_up, 10);
}

TEST(StepPricesTest, TheFirstEntryThatFitsSaysWhatAStepTakes) {
  const SingleStep b2{.act = Step::kLearnGerman, .level = LanguageLevel::kB2};
  EXPECT_EQ(PriceOf(b2, 170, {}).days, 170);
  const std::vector<StepPrice> own = {
      {.act = Step::kLearnGerman, .level = LanguageLevel::kC1, .days = 1},
      {.act = Step::kLearnGerman, .level = LanguageLevel::kB2, .euros = 300},
      {.act = Step::kLearnGerman, .days = 90, .euros = 5}};
  EXPECT_EQ(PriceOf(b2, 170, own).days, 90);
  EXPECT_EQ(PriceOf(b2, 170, own).euros, 300);
  EXPECT_EQ(PriceOf({.act = Step::kStatementOfComparability}, 85, {}).euros, 208);
}

TEST(StepPricesTest, AFaultyListIsRefusedWithItsLine) {
  EXPECT_THAT(ParseStepPrices("p.csv", "act,licence,level,days,euros,source\nlearn,,,1,,x\n"),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(
      ParseStepPrices("p.csv", "act,licence,level,days,euros,source\nlearn_german,,,-1,,x\n"),
      StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ParseStepPrices("p.csv", "act,licence,level,days,euros,source\n,,,1,,x\n"),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace passung
