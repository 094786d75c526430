#include "passung/planted.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "tests/engine/evaluation/labelled_market.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::HasSubstr;

TEST(PlantedTest, NobodyIsSuggestedTheSameTwiceNorWhatARuleDrops) {
  const LabelledMarket& world = SharedMarket();
  const PlantedTruth truth = OtherTruth();
  const std::vector<PlantedPair> pairs = world.Plant(truth, 8);
  EXPECT_GT(pairs.size(), 2000);
  std::set<std::pair<std::string, std::string>> seen;
  std::map<std::string, const Mentee*> by_id;
  for (const Mentee& mentee : world.market.mentees) by_id[mentee.id.value] = &mentee;
  for (const PlantedPair& pair : pairs) {
    const Judgement& judgement = pair.judgement;
    EXPECT_TRUE(seen.insert({judgement.mentee.value, judgement.vacancy.value}).second);
    const Vacancy* vacancy = world.engine.Current()->FindVacancy(judgement.vacancy);
    ASSERT_NE(nullptr, vacancy);
    const auto result = world.engine.ExplainMatch(
        *by_id[judgement.mentee.value], *vacancy,
        {.as_of = StoryDay(), .profile = truth.profile, .summary = false});
    ASSERT_TRUE(result.ok());
    EXPECT_NE(HitClass::kClosed, result->match.hit_class);
    EXPECT_NEAR(1 / (1 + std::exp(-10 * (result->match.score / 1e8 - 0.5))), pair.chance, 1e-12);
  }
}

TEST(PlantedTest, AsManyTurnOutWellAsTheChancesSay) {
  const std::vector<PlantedPair> pairs = SharedMarket().Plant(OtherTruth(), 10);
  double expected = 0;
  double variance = 0;
  double good = 0;
  for (const PlantedPair& pair : pairs) {
    expected += pair.chance;
    variance += pair.chance * (1 - pair.chance);
    good += pair.judgement.grade;
  }
  EXPECT_LT(std::abs(good - expected), 4 * std::sqrt(variance));
}

TEST(PlantedTest, DependsOnTheSeedAndNotOnThreadsOrOnOthers) {
  const LabelledMarket& world = SharedMarket();
  const PlantedTruth truth = OtherTruth();
  const PlantedOptions options = {.as_of = StoryDay(), .per_person = 3, .seed = 5, .threads = 1};
  const auto alone = PlantOutcomes(world.engine, std::span(world.market.mentees).first(10),
                                   world.vacancies, truth, options);
  const std::vector<PlantedPair> all = world.Plant(truth, 3, 5);
  ASSERT_TRUE(alone.ok());
  for (size_t i = 0; i < alone->size(); ++i) EXPECT_EQ((*alone)[i].judgement, all[i].judgement);
  EXPECT_NE(JudgementsIn(all), JudgementsIn(world.Plant(truth, 3, 6)));
}

TEST(PlantedTest, FaultyQuestionsAreRefused) {
  const LabelledMarket& world = SharedMarket();
  const auto plant = [&](const Engine& engine, std::vector<VacancyId> vacancies, int32_t count) {
    return PlantOutcomes(engine, world.market.mentees, vacancies, OtherTruth(),
                         {.as_of = StoryDay(), .per_person = count})
        .status();
  };
  EXPECT_THAT(plant(world.engine, world.vacancies, 0),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("per_person: 0")));
  EXPECT_THAT(plant(world.engine, {}, 1),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("vacancies")));
  EXPECT_THAT(plant(world.engine, {{"nowhere"}}, 1),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("\"nowhere\"")));
  EXPECT_THAT(plant(Engine(), world.vacancies, 1), StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace passung
