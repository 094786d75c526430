#include "passung/off_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "tests/support/random_source.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::HasSubstr;

std::vector<int32_t> OrderOf(const std::vector<ShownPlace>& places) {
  std::vector<int32_t> order;
  for (const ShownPlace& place : places) order.push_back(place.hit);
  return order;
}

TEST(NearTiesTest, SwitchedOffNothingMovesAndEveryPlaceIsSure) {
  const auto places = ShuffleNearTies(std::vector<int32_t>{5, 5, 4}, {.width = 0, .seed = 3});
  ASSERT_TRUE(places.ok());
  EXPECT_THAT(OrderOf(*places), testing::ElementsAre(0, 1, 2));
  for (const ShownPlace& place : *places) EXPECT_EQ(1, place.propensity());
}

TEST(NearTiesTest, NobodyLeavesTheirGroup) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    const std::vector<int32_t> scores = {100, 96, 90, 89, 80, 70, 69, 68};
    const auto places = ShuffleNearTies(scores, {.width = 10, .seed = seed});
    ASSERT_TRUE(places.ok());
    const std::vector<int32_t> order = OrderOf(*places);
    EXPECT_EQ((std::set<int32_t>{0, 1, 2}), std::set<int32_t>(order.begin(), order.begin() + 3));
    EXPECT_EQ((std::set<int32_t>{3, 4}), std::set<int32_t>(order.begin() + 3, order.begin() + 5));
    EXPECT_EQ(3, (*places)[0].group);
    EXPECT_EQ(2, (*places)[4].group);
    EXPECT_EQ(3, (*places)[7].group);
  }
}

TEST(NearTiesTest, EveryOrderOfAGroupIsAsLikelyAndASeedGivesOne) {
  std::map<std::vector<int32_t>, int> seen;
  for (uint64_t seed = 1; seed <= 6000; ++seed) {
    const auto places = ShuffleNearTies(std::vector<int32_t>{3, 3, 3}, {.width = 1, .seed = seed});
    ++seen[OrderOf(*places)];
  }
  ASSERT_EQ(6, seen.size());
  for (const auto& [order, times] : seen) EXPECT_NEAR(1000, times, 150);
  EXPECT_EQ(*ShuffleNearTies(std::vector<int32_t>{3, 3, 3}, {.width = 1, .seed = 8}),
            *ShuffleNearTies(std::vector<int32_t>{3, 3, 3}, {.width = 1, .seed = 8}));
}

// A list of random scores and classes.
struct RandomList {
  std::vector<int32_t> scores;
  std::vector<HitClass> classes;
  NearTieOptions options;
};

RandomList RandomListOf(uint64_t seed) {
  RandomSource random(seed);
  RandomList list;
  int32_t score = 1000;
  const int32_t length = random.Below(40);
  for (int32_t i = 0; i < length; ++i) {
    score -= random.Below(8);
    list.scores.push_back(score);
    list.classes.push_back(static_cast<HitClass>(random.Below(3)));
  }
  list.options = {
      .width = random.Below(20), .seed = seed, .first_places = random.Below(30), .classes = {}};
  return list;
}

TEST(NearTiesTest, OnlyNearTiesOfOneClassAmongTheFirstEverChangePlaces) {
  for (uint64_t seed = 1; seed <= 2000; ++seed) {
    RandomList list = RandomListOf(seed);
    list.options.classes = list.classes;
    const auto places = ShuffleNearTies(list.scores, list.options);
    ASSERT_TRUE(places.ok()) << places.status();
    const std::vector<int32_t> order = OrderOf(*places);
    for (size_t i = 0; i < order.size(); ++i) {
      const auto hit = static_cast<size_t>(order[i]);
      EXPECT_EQ(list.classes[i], list.classes[hit]) << "a place stays one of its class";
      if (list.options.first_places > 0 && i >= static_cast<size_t>(list.options.first_places)) {
        EXPECT_EQ(i, hit);
      }
      for (size_t j = i + 1; j < order.size(); ++j) {
        const int32_t below = list.scores[static_cast<size_t>(order[j])];
        EXPECT_GE(list.scores[hit] + list.options.width, below) << "seed " << seed;
      }
    }
    EXPECT_TRUE(std::is_permutation(order.begin(), order.end(),
                                    OrderOf(*ShuffleNearTies(list.scores, {})).begin()));
  }
}

TEST(NearTiesTest, LongerListsBeginAsShorterOnesDo) {
  for (uint64_t seed = 1; seed <= 500; ++seed) {
    RandomList list = RandomListOf(seed);
    list.options.first_places = 5;
    if (list.scores.size() < 5) continue;
    const auto whole = ShuffleNearTies(list.scores, list.options);
    list.scores.resize(5);
    const auto first = ShuffleNearTies(list.scores, list.options);
    EXPECT_TRUE(std::equal(first->begin(), first->end(), whole->begin())) << "seed " << seed;
  }
}

TEST(NearTiesTest, WithoutNearTiesTheListStaysAsItIs) {
  const auto places =
      ShuffleNearTies(std::vector<int32_t>{100, 80, 60}, {.width = 19, .seed = 3, .classes = {}});
  ASSERT_TRUE(places.ok());
  EXPECT_THAT(OrderOf(*places), testing::ElementsAre(0, 1, 2));
  for (const ShownPlace& place : *places) EXPECT_EQ(1, place.group);
}

// What is logged as a chance is one: over many seeds each hit stands in each place of its group as often.
TEST(NearTiesTest, ChancesAreThoseOfTheDraw) {
  constexpr int kSeeds = 12'000;
  const std::vector<int32_t> scores = {90, 89, 88, 87, 50, 49};
  const std::vector<HitClass> classes = {HitClass::kOpen, HitClass::kLater, HitClass::kOpen,
                                         HitClass::kOpen, HitClass::kOpen,  HitClass::kOpen};
  std::map<std::pair<size_t, int32_t>, int> seen;  // by place and hit
  std::map<std::pair<size_t, int32_t>, double> said;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const auto places =
        ShuffleNearTies(scores, {.width = 5, .seed = seed, .first_places = 6, .classes = classes});
    for (size_t i = 0; i < places->size(); ++i) {
      ++seen[{i, (*places)[i].hit}];
      said[{i, (*places)[i].hit}] = (*places)[i].propensity();
    }
  }
  ASSERT_EQ(3U * 3U + 1U + 2U * 2U, seen.size());
  for (const auto& [key, times] : seen) {
    const double expected = said.at(key) * kSeeds;
    EXPECT_NEAR(expected, times, 5 * std::sqrt(expected)) << key.first << " " << key.second;
  }
}

TEST(NearTiesTest, FaultyQuestionsAreRefused) {
  EXPECT_THAT(ShuffleNearTies(std::vector<int32_t>{1, 2}, {.width = 1}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("rise")));
  EXPECT_THAT(ShuffleNearTies(std::vector<int32_t>{1}, {.width = -1}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("width: -1 is not between")));
  EXPECT_THAT(
      ShuffleNearTies(std::vector<int32_t>{1}, {.width = 1, .first_places = -1}).status(),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("first_places: -1 is not between")));
  const std::vector<HitClass> two = {HitClass::kOpen, HitClass::kOpen};
  EXPECT_THAT(ShuffleNearTies(std::vector<int32_t>{1}, {.width = 1, .classes = two}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("classes: 2 for 1 scores")));
  // Their difference is no number of 32 bits.
  EXPECT_THAT(
      ShuffleNearTies(std::vector<int32_t>{2'000'000'000, -2'000'000'000}, {.width = 1}).status(),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("scores[0]: 2000000000")));
  EXPECT_THAT(ShuffleNearTies(std::vector<int32_t>{5, -1}, {.width = 1}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("]: -1 is not between")));
}

TEST(OffPolicyTest, TheSamePolicyIsWorthWhatWasSeen) {
  const std::vector<LoggedReward> rows = {{.propensity = 0.5, .target = 0.5, .reward = 1},
                                          {.propensity = 1, .target = 1, .reward = 0}};
  const auto estimate = EstimateOffPolicy(rows, {});
  ASSERT_TRUE(estimate.ok());
  EXPECT_DOUBLE_EQ(0.5, estimate->ips.value);
  EXPECT_DOUBLE_EQ(0.5, estimate->snips.value);
  EXPECT_DOUBLE_EQ(0.5, estimate->doubly_robust.value);
  EXPECT_DOUBLE_EQ(2, estimate->effective_count);
  EXPECT_DOUBLE_EQ(1, estimate->largest_weight);
}

TEST(OffPolicyTest, FaultyRowsAreRefusedWithTheirNumber) {
  EXPECT_THAT(EstimateOffPolicy({}, {}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("none")));
  const std::vector<LoggedReward> rows = {{}, {.propensity = 0}};
  EXPECT_THAT(EstimateOffPolicy(rows, {}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("rows[1].propensity: 0 is not between")));
  const double none = std::nan("");
  const double endless = std::numeric_limits<double>::infinity();
  const auto refuses = [](const LoggedReward& row, const OffPolicyOptions& options,
                          absl::string_view text) {
    EXPECT_THAT(EstimateOffPolicy(std::vector<LoggedReward>{row}, options).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(std::string(text))));
  };
  refuses({.target = 1.5}, {}, "rows[0].target: 1.5");
  refuses({.propensity = none}, {}, "rows[0].propensity");
  // So small a chance that what it stands for is no number any more.
  refuses({.propensity = 1e-310, .target = 1}, {}, "rows[0].propensity");
  refuses({.reward = endless}, {}, "rows[0].reward");
  refuses({.reward = 1e200}, {}, "rows[0].reward");
  refuses({.guess_shown = none}, {}, "rows[0].guess_shown");
  refuses({.guess_target = -endless}, {}, "rows[0].guess_target");
  refuses({}, {.most_weight = -1}, "most_weight: -1");
  refuses({}, {.most_weight = none}, "most_weight");
}

TEST(OffPolicyTest, TheLargestFiguresThatAreAllowedStillGiveNumbers) {
  const std::vector<LoggedReward> rows = {
      {.propensity = 1e-9, .target = 1, .reward = 1e9, .guess_shown = -1e9, .guess_target = 1e9},
      {.propensity = 1e-9, .target = 1, .reward = -1e9, .guess_shown = 1e9, .guess_target = -1e9}};
  const auto estimate = EstimateOffPolicy(rows, {});
  ASSERT_TRUE(estimate.ok()) << estimate.status();
  for (const Estimate& figure : {estimate->ips, estimate->snips, estimate->doubly_robust}) {
    EXPECT_TRUE(std::isfinite(figure.value) && std::isfinite(figure.low) &&
                std::isfinite(figure.high));
  }
}

// Three things of one score, shown first with chances 1/3; the target always shows the last one first.
struct Simulation {
  double truth = 0.7;
  double guess = 0;  // of the reward of what the target shows
  std::vector<LoggedReward> Rows(uint64_t seed, int32_t count) const {
    RandomSource random(seed);
    std::vector<LoggedReward> rows;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t shown = random.Below(3);
      const int32_t percent = shown == 2 ? 70 : 20;
      rows.push_back({.propensity = 1.0 / 3,
                      .target = shown == 2 ? 1.0 : 0.0,
                      .reward = random.Chance(percent) ? 1.0 : 0.0,
                      .guess_shown = shown == 2 ? guess : 0,
                      .guess_target = guess});
    }
    return rows;
  }
};

TEST(OffPolicyTest, EstimatesLieWithinTwoErrorsOfTheTruthAsOftenAsTheyShould) {
  const Simulation simulation = {.guess = 0.6};
  int ips = 0;
  int snips = 0;
  int robust = 0;
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    const auto estimate = EstimateOffPolicy(simulation.Rows(seed, 500), {});
    ASSERT_TRUE(estimate.ok());
    const auto near = [&](const Estimate& value, double error) {
      return std::abs(value.value - simulation.truth) <= 2 * error ? 1 : 0;
    };
    ips += near(estimate->ips, estimate->ips_error);
    snips += near(estimate->snips, estimate->snips_error);
    robust += near(estimate->doubly_robust, estimate->doubly_robust_error);
    // A guess that is nearly right takes away most of the spread.
    EXPECT_LT(estimate->doubly_robust_error, estimate->ips_error);
  }
  EXPECT_GE(ips, 370);
  EXPECT_GE(snips, 370);
  EXPECT_GE(robust, 370);
}

// Of people each of whom has the same luck in all rows there are no more than people.
TEST(OffPolicyTest, ErrorsAreTakenOverPeople) {
  std::vector<LoggedReward> alone;
  std::vector<LoggedReward> shared;
  for (int64_t person = 0; person < 8; ++person) {
    const LoggedReward row = {.reward = person % 3 == 0 ? 1.0 : 0.0,
                              .guess_shown = 0.3,
                              .guess_target = 0.3,
                              .person = person};
    alone.push_back(row);
    for (int i = 0; i < 10; ++i) shared.push_back(row);
  }
  const auto once = EstimateOffPolicy(alone, {});
  const auto often = EstimateOffPolicy(shared, {});
  EXPECT_DOUBLE_EQ(once->ips.value, often->ips.value);
  EXPECT_NEAR(once->ips_error, often->ips_error, 1e-12);
  EXPECT_NEAR(once->snips_error, often->snips_error, 1e-12);
  EXPECT_NEAR(once->doubly_robust_error, often->doubly_robust_error, 1e-12);
  for (LoggedReward& row : alone) row.person = -1;
  EXPECT_NEAR(once->ips_error, EstimateOffPolicy(alone, {})->ips_error, 1e-12);
}

TEST(OffPolicyTest, ACutTakesWeightAndNeverAdds) {
  const Simulation simulation;
  const std::vector<LoggedReward> rows = simulation.Rows(1, 500);
  const auto whole = EstimateOffPolicy(rows, {});
  const auto cut = EstimateOffPolicy(rows, {.most_weight = 2});
  EXPECT_EQ(2, cut->largest_weight);
  EXPECT_LT(cut->ips.value, whole->ips.value);
}

}  // namespace
}  // namespace passung
