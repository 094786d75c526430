#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "absl/strings/str_cat.h"
#include "passung/off_policy.h"
#include "tests/support/random_source.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::HasSubstr;

// Four hits: the first three are a group, and the target has them the other way round.
constexpr int32_t kGroup = 3;

ShownList ListOf(const std::string& mentee, const std::vector<int32_t>& order,
                 const std::function<bool(int32_t hit, size_t place)>& is_good) {
  ShownList list{.mentee = MenteeId{mentee}, .hits = {}};
  for (size_t place = 0; place < order.size(); ++place) {
    const int32_t hit = order[place];
    const bool drawn = hit < kGroup;
    list.hits.push_back(
        {.vacancy = VacancyId{absl::StrCat("v", hit)},
         .place = {.hit = hit, .group = drawn ? kGroup : 1, .group_first = drawn ? 0 : hit},
         .target_score = (50 + hit) * 1'000'000,
         .good = is_good(hit, place)});
  }
  return list;
}

// All orders of the group, each as likely: the mean of the estimate is the truth, to the last digit.
TEST(ShownListsTest, OverAllOrdersTheMeanIsWhatTheTargetBrings) {
  const auto is_good = [](int32_t hit, size_t place) { return hit == 2 ? place < 2 : hit == 1; };
  // v2, v1, v0 in the places 0, 1, 2.
  const double truth = (is_good(2, 0) + is_good(1, 1) + is_good(0, 2)) / 3.0;
  double ips = 0;
  double robust = 0;
  double shown = 0;
  int orders = 0;
  std::vector<int32_t> order = {0, 1, 2, 3};
  do {
    std::vector<ShownList> lists;
    for (int person = 0; person < 6; ++person) {
      lists.push_back(ListOf(absl::StrCat("m", person), order, is_good));
    }
    // Of whom nothing came, so that there is always somebody who stands where the target has them.
    for (int person = 6; person < 11; ++person) {
      lists.push_back(ListOf(absl::StrCat("m", person), {2, 1, 0, 3},
                             [](int32_t /*hit*/, size_t /*place*/) { return false; }));
    }
    const auto estimate = EstimateShownLists(lists, {.k = 10});
    ASSERT_TRUE(estimate.ok()) << estimate.status();
    EXPECT_FALSE(estimate->hidden);
    EXPECT_EQ(11, estimate->people);
    EXPECT_EQ(11, estimate->lists);
    EXPECT_EQ(33, estimate->places);
    ips += estimate->target.ips.value;
    robust += estimate->target.doubly_robust.value;
    shown += estimate->shown.value;
    ++orders;
  } while (std::next_permutation(order.begin(), order.begin() + kGroup));
  EXPECT_EQ(6, orders);
  EXPECT_NEAR(truth * 6 / 11, ips / orders, 1e-12);
  // Each hit in each place once in three times.
  EXPECT_NEAR((2 + 3) / 9.0 * 6 / 11, shown / orders, 1e-12);
  EXPECT_TRUE(std::isfinite(robust));
}

// The same rows by hand.
TEST(ShownListsTest, FiguresAreThoseOfTheEstimatorOnTheSameRows) {
  RandomSource random(5);
  std::vector<ShownList> lists;
  std::vector<LoggedReward> rows;
  for (int person = 0; person < 40; ++person) {
    for (int day = 0; day < 2; ++day) {
      std::vector<int32_t> order = {0, 1, 2, 3};
      std::swap(order[0], order[static_cast<size_t>(random.Below(3))]);
      lists.push_back(ListOf(absl::StrCat("m", 10 + person), order,
                             [&](int32_t, size_t) { return random.Chance(40); }));
      for (size_t place = 0; place < 2; ++place) {
        const ShownHit& hit = lists.back().hits[place];
        rows.push_back(
            {.propensity = 1.0 / kGroup,
             .target = hit.place.hit == kGroup - 1 - static_cast<int32_t>(place) ? 1.0 : 0.0,
             .reward = hit.good ? 1.0 : 0.0,
             .person = person});
      }
    }
  }
  const auto estimate = EstimateShownLists(lists, {.k = 2});
  const auto by_hand = EstimateOffPolicy(rows, {});
  ASSERT_TRUE(estimate.ok());
  EXPECT_NEAR(by_hand->ips.value, estimate->target.ips.value, 1e-12);
  EXPECT_NEAR(by_hand->ips_error, estimate->target.ips_error, 1e-12);
  EXPECT_NEAR(by_hand->snips.value, estimate->target.snips.value, 1e-12);
  EXPECT_NEAR(by_hand->snips_error, estimate->target.snips_error, 1e-12);
  EXPECT_EQ(160, estimate->places);
  // In whichever order they are read.
  std::reverse(lists.begin(), lists.end());
  const auto again = EstimateShownLists(lists, {.k = 2});
  EXPECT_EQ(estimate->target.doubly_robust, again->target.doubly_robust);
  EXPECT_EQ(estimate->target.ips, again->target.ips);
}

TEST(ShownListsTest, WhatTheTargetWouldNotListStandsLast) {
  const auto is_good = [](int32_t hit, size_t) { return hit == 0; };
  std::vector<ShownList> lists;
  for (int person = 0; person < 6; ++person) {
    ShownList& list = lists.emplace_back(ListOf(absl::StrCat("m", person), {1, 0, 2}, is_good));
    for (ShownHit& hit : list.hits) {
      if (hit.place.hit == 2) hit.target_score = -1;
    }
  }
  // So v1, v0, v2 is the target: all as it was shown, each three times.
  const auto estimate = EstimateShownLists(lists, {});
  ASSERT_TRUE(estimate.ok());
  EXPECT_NEAR(3 * 1 / 3.0, estimate->target.ips.value, 1e-12);
  EXPECT_NEAR(1 / 3.0, estimate->target.snips.value, 1e-12);
  EXPECT_EQ(3, estimate->target.largest_weight);
}

TEST(ShownListsTest, NothingIsToldOfFewerThanFive) {
  const auto lists_of = [](int people, int with_good) {
    std::vector<ShownList> lists;
    for (int person = 0; person < people; ++person) {
      lists.push_back(ListOf(absl::StrCat("m", person), {2, 1, 0},
                             [&](int32_t, size_t) { return person < with_good; }));
    }
    return lists;
  };
  EXPECT_TRUE(EstimateShownLists({}, {})->hidden);
  EXPECT_TRUE(EstimateShownLists(lists_of(4, 4), {})->hidden);
  EXPECT_TRUE(EstimateShownLists(lists_of(20, 4), {})->hidden) << "good ones of four";
  EXPECT_FALSE(EstimateShownLists(lists_of(20, 5), {})->hidden);
  EXPECT_FALSE(EstimateShownLists(lists_of(20, 0), {})->hidden) << "of nobody";
  std::vector<ShownList> lists = lists_of(20, 20);
  // Of four alone chance gave what the target wants.
  for (size_t i = 4; i < lists.size(); ++i) {
    lists[i] = ListOf(lists[i].mentee.value, {0, 2, 1}, [](int32_t, size_t) { return true; });
  }
  const auto estimate = EstimateShownLists(lists, {});
  EXPECT_TRUE(estimate->hidden);
  EXPECT_EQ(0, estimate->people);
  EXPECT_EQ(Estimate{}, estimate->shown);
  // And where it gave it to nobody, nought would look certain.
  for (ShownList& list : lists)
    list = ListOf(list.mentee.value, {0, 2, 1}, [](int32_t, size_t) { return true; });
  EXPECT_TRUE(EstimateShownLists(lists, {})->hidden);
}

// The first `people` get the group the other way round, so that what stood in front stands last.
std::vector<ShownList> TurnedFor(std::vector<ShownList> lists, size_t people) {
  for (ShownList& list : lists) {
    if (list.mentee.value >= absl::StrCat("m", people)) continue;
    for (ShownHit& hit : list.hits) hit.target_score = 100'000'000 - hit.target_score;
  }
  return lists;
}

TEST(ShownListsTest, DifferencesTellOfNobodyOrOfFiveAtLeast) {
  const auto lists_with = [](size_t good_people) {
    std::vector<ShownList> lists;
    for (size_t person = 0; person < 8; ++person) {
      for (int day = 0; day < 2; ++day) {
        lists.push_back(ListOf(absl::StrCat("m", person), {2, 1, 0, 3},
                               [&](int32_t, size_t) { return person < good_people; }));
      }
    }
    return lists;
  };
  const std::vector<ShownList> lists = lists_with(8);
  EXPECT_THAT(MayBeCompared(lists, lists, {}), IsOkAndHolds(true));
  EXPECT_THAT(MayBeCompared(lists, TurnedFor(lists, 8), {}), IsOkAndHolds(true));
  EXPECT_THAT(MayBeCompared(lists, TurnedFor(lists, 5), {}), IsOkAndHolds(true));
  EXPECT_THAT(MayBeCompared(lists, TurnedFor(lists, 4), {}), IsOkAndHolds(false));
  EXPECT_THAT(MayBeCompared(lists, TurnedFor(lists, 1), {}), IsOkAndHolds(false));
  // Of those who are placed otherwise, it went well for one alone.
  const std::vector<ShownList> one_good = lists_with(1);
  EXPECT_THAT(MayBeCompared(one_good, TurnedFor(one_good, 8), {}), IsOkAndHolds(false));
  const std::vector<ShownList> none_good = lists_with(0);
  EXPECT_THAT(MayBeCompared(none_good, TurnedFor(none_good, 8), {}), IsOkAndHolds(true));
  // Scored otherwise alone, and so known by the line through what came of it.
  std::vector<ShownList> rescored = lists;
  for (ShownHit& hit : rescored[0].hits) hit.target_score += 1000;
  EXPECT_THAT(MayBeCompared(lists, rescored, {}), IsOkAndHolds(false));
  rescored.pop_back();
  EXPECT_THAT(MayBeCompared(lists, rescored, {}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("are not the same")));
}

TEST(ShownListsTest, FaultyListsAreRefused) {
  EXPECT_THAT(EstimateShownLists({}, {.k = 0}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("k: 0 is not between")));
  std::vector<ShownList> lists = {ListOf("m1", {0, 1, 2}, [](int32_t, size_t) { return false; })};
  lists[0].hits.pop_back();
  EXPECT_THAT(EstimateShownLists(lists, {}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("is not whole")));
}

}  // namespace
}  // namespace passung
