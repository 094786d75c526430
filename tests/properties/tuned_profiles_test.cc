// What comes out of tuning is a profile like any other: valid, with lists that equal the oracle's. With
// PASSUNG_TUNED=N every other property of this program is tried on N tuned profiles, too, instead of the
// shipped and random ones.

#include <gtest/gtest.h>

#include <cstdlib>
#include <numeric>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "passung/tuning.h"
#include "tests/properties/compare.h"
#include "tests/support/oracle_interval.h"
#include "tests/support/profile_pool.h"

namespace passung {
namespace {

constexpr int32_t kUsualCount = 20;

// PASSUNG_TUNED; 0 where it is not set.
int32_t TunedAskedFor() {
  const char* text = std::getenv("PASSUNG_TUNED");
  int32_t count = 0;
  return text != nullptr && absl::SimpleAtoi(text, &count) ? count : 0;
}

// Of all tables that can be learned some, one of a criterion.
std::vector<Ladder> RandomLadders(RandomSource& random, const ScoringProfile& profile) {
  std::vector<Ladder> ladders;
  const auto add = [&](Ladder ladder, int32_t first, int32_t last) {
    if (first > 0 && last == 0 && random.Chance(60)) ladders.push_back(ladder);
  };
  add(Ladder::kLanguageMissing, profile.language_fit.missing.front(),
      profile.language_fit.missing.back());
  if (random.Chance(50)) {
    add(Ladder::kDistrictMinutes, profile.district_fit.minutes.front().points, 0);
  } else {
    add(Ladder::kDistrictRelation, profile.district_fit.relation.front(),
        profile.district_fit.relation.back());
  }
  add(Ladder::kWorkingTimeShare, profile.working_time_fit.share.front().points, 0);
  add(Ladder::kStartWeeksLate, profile.start_fit.weeks_late.front().points, 0);
  return ladders;
}

// A random profile, tuned on grades by chance in a random world.
TuningResult RandomlyTuned(uint64_t seed) {
  RandomSource random(seed);
  RandomWorld world = MakeRandomWorld(random, {.mentees = 50, .vacancies = 12});
  TuningOptions options;
  options.as_of = WorldDay();
  options.profile = RandomProfile(random);
  options.ladders = RandomLadders(random, options.profile);
  options.current_counts_for = random.Pick<int32_t>({0, 10, 100, 1000});
  std::vector<Judgement> judgements;
  for (const Mentee& mentee : world.mentees) {
    for (size_t i = 0; i < 8; ++i) {
      judgements.push_back({mentee.id, world.vacancies[i].id, random.Below(4)});
    }
  }
  const auto engine = EngineOver(WorldUniverse(), {}, world.vacancies);
  auto result = Tune(
      *engine, {.mentees = world.mentees, .judgements = judgements, .preferences = {}}, options);
  EXPECT_TRUE(result.ok()) << result.status() << Reproduce(seed);
  return *std::move(result);
}

uint64_t SeedOf(int32_t number) { return BaseSeed() + 910'000 + static_cast<uint64_t>(number); }

class TunedPool : public testing::Environment {
 public:
  void SetUp() override {
    std::vector<ScoringProfile> profiles;
    for (int32_t i = 0; i < TunedAskedFor(); ++i) {
      profiles.push_back(results_.emplace_back(RandomlyTuned(SeedOf(i))).profile);
    }
    UseProfiles(std::move(profiles));
  }

  TuningResult At(int32_t number) const {
    const auto i = static_cast<size_t>(number);
    return i < results_.size() ? results_[i] : RandomlyTuned(SeedOf(number));
  }

 private:
  std::vector<TuningResult> results_;
};
// Owned by the test framework.
const auto* const kTunedPool =
    static_cast<TunedPool*>(testing::AddGlobalTestEnvironment(new TunedPool));

void ExpectListsOfTheOracle(const ScoringProfile& profile, uint64_t seed) {
  RandomSource random(seed + 1);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 1, .vacancies = 10});
  const Mentee& mentee = world.mentees.front();
  const MatchOptions options = {.as_of = WorldDay(), .limit = 1000, .profile = profile};
  const auto engine = EngineOver(WorldUniverse(), world.mentees, world.vacancies);
  const auto result = engine->RankVacancies(mentee, options);
  ASSERT_TRUE(result.ok()) << result.status() << Reproduce(seed);
  const oracle::Oracle judge(WorldUniverse().known, options);
  const oracle::Ranking expected = judge.RankVacancies(mentee, world.vacancies);
  ASSERT_EQ(expected.hits.size(), result->matches.size()) << Reproduce(seed);
  for (size_t i = 0; i < expected.hits.size(); ++i) {
    const ScoreInterval interval = oracle::IntervalOf(judge, mentee, expected.hits[i].judgement);
    EXPECT_EQ(
        "", absl::StrJoin(Differences(result->matches[i], expected.hits[i], judge, interval), "\n"))
        << Reproduce(seed);
  }
}

void ExpectOnlyWhatMayChangeHasChanged(const TuningResult& result, uint64_t seed) {
  EXPECT_TRUE(Validate(result.profile).ok()) << Validate(result.profile) << Reproduce(seed);
  const auto& weights = result.profile.weights;
  EXPECT_EQ(kWeightSum, std::accumulate(weights.begin(), weights.end(), int64_t{0}));
  for (size_t i = 0; i < result.rungs.size(); ++i) {
    const TunedRung& rung = result.rungs[i];
    EXPECT_LE(rung.after, rung.rung == 0 ? rung.before : result.rungs[i - 1].after)
        << Reproduce(seed);
  }
}

TEST(TunedProfilesTest, EveryOneIsValidAndItsListsEqualTheOracles) {
  const int32_t count = TunedAskedFor() > 0 ? TunedAskedFor() : kUsualCount * LongFactor();
  int32_t checked = 0;
  for (; checked < count && !HasFailure(); ++checked) {
    const uint64_t seed = SeedOf(checked);
    const TuningResult result = kTunedPool->At(checked);
    ExpectOnlyWhatMayChangeHasChanged(result, seed);
    ExpectListsOfTheOracle(result.profile, seed);
  }
  RecordProperty("tuned_profiles", checked);
}

}  // namespace
}  // namespace passung
