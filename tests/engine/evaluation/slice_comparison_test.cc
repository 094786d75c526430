// Who gains and who loses, slice by slice, against counting; and what is hidden.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "passung/evaluation.h"
#include "tests/engine/evaluation/labelled_market.h"
#include "tests/support/random_source.h"

namespace passung {
namespace {

// Of each person the slices of two kinds, those of kinds of vacancies (each bit one), and whether they are better off (1), worse off (-1) or neither.
struct SlicedPerson {
  int district = 0;
  int level = 0;
  int change = 0;
  int kinds = 0;
};

Evaluation MadeUpEvaluation(const std::vector<SlicedPerson>& people, bool after) {
  Evaluation evaluation;
  std::map<std::pair<SliceKind, std::string>, std::vector<PersonFigures>> slices;
  for (size_t i = 0; i < people.size(); ++i) {
    PersonFigures figures = {.mentee = {absl::StrCat("m", 1000 + i)}};
    figures.metrics[Index(Metric::kNdcg)] = after ? 0.5 + 0.25 * people[i].change : 0.5;
    evaluation.figures.push_back(figures);
    slices[{SliceKind::kDistrict, absl::StrCat(people[i].district)}].push_back(figures);
    slices[{SliceKind::kLevel, absl::StrCat(people[i].level)}].push_back(figures);
    for (int kind = 0; kind < 2; ++kind) {
      if ((people[i].kinds >> kind & 1) == 0) continue;
      slices[{SliceKind::kVacancyKind, absl::StrCat(kind)}].push_back(figures);
    }
  }
  for (auto& [key, figures] : slices) {
    EvaluationSlice& slice = evaluation.slices.emplace_back();
    std::tie(slice.kind, slice.value) = key;
    slice.people = std::ssize(figures);
    slice.figures = std::move(figures);
  }
  return evaluation;
}

SlicedComparison CompareMadeUpSlices(const std::vector<SlicedPerson>& people) {
  return CompareBySlice(MadeUpEvaluation(people, false), MadeUpEvaluation(people, true), 1);
}

std::vector<SlicedPerson> Times(size_t times, const SlicedPerson& person) {
  return std::vector<SlicedPerson>(times, person);
}

void AddPeople(const std::vector<SlicedPerson>& more, std::vector<SlicedPerson>& people) {
  people.insert(people.end(), more.begin(), more.end());
}

TEST(SliceComparisonTest, SaysOfEachSliceWhoGainsAndWhoLoses) {
  std::vector<SlicedPerson> people;
  AddPeople(Times(9, {.district = 1, .change = 1}), people);
  AddPeople(Times(6, {.district = 1, .change = -1}), people);
  AddPeople(Times(8, {.district = 2, .change = -1}), people);
  AddPeople(Times(5, {.district = 2, .change = 0}), people);
  const SlicedComparison comparison = CompareMadeUpSlices(people);
  ASSERT_EQ(3, comparison.slices.size());
  const SliceComparison& first = comparison.slices[0];
  EXPECT_EQ("1", first.value);
  EXPECT_EQ(15, first.people);
  EXPECT_EQ(9, first.ndcg.better);
  EXPECT_EQ(6, first.ndcg.worse);
  EXPECT_NEAR(0.25 * 3 / 15, first.ndcg.difference.value, 1e-12);
  EXPECT_EQ(8, comparison.slices[1].ndcg.worse);
  EXPECT_EQ(SliceKind::kLevel, comparison.slices[2].kind);
  EXPECT_EQ(comparison.all, comparison.slices[2].ndcg);
  EXPECT_EQ(28, comparison.all.difference.count);
  EXPECT_EQ(9, comparison.all.better);
  EXPECT_EQ(14, comparison.all.worse);
}

// Somebody who has vacancies of one kind alone is better off in its slice and in all, or in neither: what all has more
// is that of the others, exactly.
TEST(SliceComparisonTest, WhatAKindOfVacancyHasLessThanAllTellsOfNoFewPeople) {
  std::vector<SlicedPerson> people;
  AddPeople(Times(20, {.change = 1, .kinds = 1}), people);
  AddPeople(Times(20, {.change = -1, .kinds = 1}), people);
  AddPeople(Times(2, {.change = 1, .kinds = 2}), people);
  AddPeople(Times(6, {.change = -1, .kinds = 2}), people);
  const SlicedComparison comparison = CompareMadeUpSlices(people);
  for (const SliceComparison& slice : comparison.slices) {
    if (slice.kind != SliceKind::kVacancyKind) continue;
    EXPECT_TRUE(slice.ndcg.counts_hidden) << slice.value;
    EXPECT_EQ(0, slice.ndcg.better + slice.ndcg.worse);
  }
  EXPECT_EQ(22, comparison.all.better);
}

TEST(SliceComparisonTest, ASliceThatIsHiddenStaysSo) {
  const std::vector<SlicedPerson> people = Times(20, {.change = 1});
  Evaluation before = MadeUpEvaluation(people, false);
  Evaluation after = MadeUpEvaluation(people, true);
  before.slices[0] = {};
  before.slices[0].value = "0";
  before.slices[0].hidden = true;
  after.slices[0] = before.slices[0];
  const SlicedComparison comparison = CompareBySlice(before, after, 1);
  EXPECT_TRUE(comparison.slices[0].hidden);
  EXPECT_EQ(0, comparison.slices[0].people);
  EXPECT_EQ(0, comparison.slices[0].ndcg.difference.count);
  EXPECT_EQ(20, comparison.slices[1].ndcg.better);
}

// Somebody who has all that is told finds no number of 1 to 4 people: not as it stands, and not as what is left
// when what is told of slices is taken from what is told of all.
TEST(SliceComparisonTest, NoSmallCountIsToldNorLeftOverInRandomWorlds) {
  const auto small = [](int64_t count) { return count > 0 && count < 5; };
  RandomSource random(7);
  int64_t told = 0;
  for (int world = 0; world < 1000; ++world) {
    std::vector<SlicedPerson> people(static_cast<size_t>(random.Between(5, 80)));
    const int32_t districts = random.Between(1, 4);
    const int32_t gain = random.Below(101);
    const int32_t lose = random.Below(101);
    for (SlicedPerson& person : people) {
      person.district = random.Below(districts);
      person.level = random.Below(3);
      person.change = random.Chance(gain) ? 1 : random.Chance(lose) ? -1 : 0;
    }
    const SlicedComparison comparison = CompareMadeUpSlices(people);
    for (const SliceKind kind : {SliceKind::kDistrict, SliceKind::kLevel}) {
      int64_t better = comparison.all.better;
      int64_t worse = comparison.all.worse;
      int hidden = 0;
      for (const SliceComparison& slice : comparison.slices) {
        if (slice.kind != kind) continue;
        if (slice.ndcg.counts_hidden) {
          ++hidden;
          EXPECT_EQ(0, slice.ndcg.better + slice.ndcg.worse);
          continue;
        }
        ++told;
        EXPECT_FALSE(small(slice.ndcg.better)) << world;
        EXPECT_FALSE(small(slice.ndcg.worse)) << world;
        EXPECT_FALSE(small(slice.people - slice.ndcg.better - slice.ndcg.worse)) << world;
        better -= slice.ndcg.better;
        worse -= slice.ndcg.worse;
      }
      if (comparison.all.counts_hidden) continue;
      EXPECT_NE(1, hidden) << world;
      EXPECT_FALSE(small(better)) << world;
      EXPECT_FALSE(small(worse)) << world;
    }
  }
  EXPECT_GT(told, 500);
}

TEST(SliceComparisonTest, OfAMarketTheFiguresAreThoseOfItsSlices) {
  const LabelledMarket& world = SharedMarket();
  const std::vector<Judgement> judgements = JudgementsIn(world.Plant(OtherTruth(), 8));
  EvaluationOptions options;
  options.as_of = StoryDay();
  options.threads = 2;
  options.scope = EvaluationScope::kJudged;
  const auto measured = [&](absl::string_view profile) {
    options.profile = *ShippedProfile(profile);
    return *Evaluate(world.engine,
                     {.mentees = world.market.mentees, .judgements = judgements, .labels = {}},
                     options);
  };
  const Evaluation before = measured("default");
  const Evaluation after = measured("near_home");
  const SlicedComparison comparison = CompareBySlice(before, after, 1);
  ASSERT_EQ(before.slices.size(), comparison.slices.size());
  int shown = 0;
  for (size_t i = 0; i < before.slices.size(); ++i) {
    const SliceComparison& slice = comparison.slices[i];
    EXPECT_EQ(before.slices[i].hidden, slice.hidden);
    EXPECT_EQ(before.slices[i].people, slice.people);
    if (slice.hidden) continue;
    ++shown;
    EXPECT_EQ(before.slices[i].metrics[0], slice.before);
    EXPECT_EQ(after.slices[i].metrics[0], slice.after);
    EXPECT_NEAR(slice.after.value - slice.before.value, slice.ndcg.difference.value, 1e-12);
    EXPECT_EQ(slice.people, slice.ndcg.difference.count);
  }
  EXPECT_GT(shown, 3);
  EXPECT_NEAR(after.metrics[0].value - before.metrics[0].value, comparison.all.difference.value,
              1e-12);
}

}  // namespace
}  // namespace passung
