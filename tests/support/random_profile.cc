#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/profile_pool.h"
#include "tests/support/random_vocabulary.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

struct ProfilePool {
  std::vector<ScoringProfile> profiles;

  // By the state of `random`, which stays as it is: equal seeds give equal questions.
  const ScoringProfile& PickAt(RandomSource random) const {
    return profiles[random.Next() % profiles.size()];
  }
};

ProfilePool& Pool() {
  static auto* const kPool = new ProfilePool();
  return *kPool;
}

// `n` points, falling; values of a coarse grid so that ties are frequent.
std::vector<int32_t> Falling(RandomSource& random, size_t n) {
  std::vector<int32_t> points(n);
  for (int32_t& p : points) p = random.Chance(30) ? random.Below(10001) : 500 * random.Below(21);
  std::sort(points.rbegin(), points.rend());
  return points;
}

int32_t Within(RandomSource& random, const std::vector<int32_t>& points) {
  const auto [low, high] = std::minmax_element(points.begin(), points.end());
  return random.Between(*low, *high);
}

void MakeOccupation(RandomSource& random, OccupationFitTable& table) {
  const std::vector<int32_t> relation = Falling(random, 7);
  std::copy(relation.begin(), relation.end(), table.relation.begin());
  const std::vector<int32_t> ceiling = Falling(random, 4);
  std::copy(ceiling.begin(), ceiling.end(), table.ceiling.begin());
  table.wish_work = random.Between(0, ceiling[0]);
  table.wish_training = random.Between(0, ceiling[0]);
  for (size_t c = 0; c < kColumnCount; ++c) {
    table.floor[c] = random.Chance(50) ? 0 : 500 * random.Below(8);
    const int32_t best = ceiling[0] * relation[0] / kMaxPoints;
    table.unknown[c] =
        random.Between(std::min(table.floor[c], best), std::max(table.floor[c], best));
  }
}

// Rising with the usable level up to the column, falling beyond it; in T and B falling.
void MakeLevel(RandomSource& random, LevelAdequacyTable& table) {
  for (size_t c = 0; c < kColumnCount; ++c) {
    std::vector<int32_t> points = Falling(random, 4);
    if (c < 4) {
      std::reverse(points.begin(), points.begin() + static_cast<int64_t>(c) + 1);
      // The rest must not exceed the column's own points.
      std::sort(points.begin(), points.begin() + static_cast<int64_t>(c) + 1);
      for (size_t l = c + 1; l < 4; ++l) points[l] = std::min(points[l], points[c]);
    }
    for (size_t l = 0; l < 4; ++l) table.points[l][c] = points[l];
    table.unknown[c] = Within(random, points);
  }
  table.own_adaptation = random.Chance(50) ? kMaxPoints : random.Below(10001);
  table.unrecognised_cap = random.Between(1, 4);
}

void MakeRecognition(RandomSource& random, RecognitionFitTable& table) {
  using S = RecognitionStatus;
  for (auto* row : {&table.bars, &table.nobody}) {
    std::vector<int32_t> rising = Falling(random, 7);
    std::reverse(rising.begin(), rising.end());
    const auto set = [row, &rising](size_t rung, std::vector<S> statuses) {
      for (S status : statuses) (*row)[Index(status)] = rising[rung];
    };
    set(0, {S::kNone, S::kNotFiled, S::kWithdrawn, S::kNegative});
    set(1, {S::kFiled});
    set(2, {S::kFileComplete});
    set(3, {S::kCompensation, S::kPartial});
    set(4, {S::kMeasureRunning, S::kPartialAccess});
    set(5, {S::kPermitPending, S::kTemporaryPermit});
    set(6, {S::kFull, S::kGerman});
    const bool bars = row == &table.bars;
    (*row)[Index(S::kComparable)] = random.Between(bars ? rising[0] : rising[4], rising[5]);
  }
  table.no_role = Within(random, {table.nobody[0], table.nobody[Index(S::kFull)]});
}

void MakeLanguage(RandomSource& random, LanguageFitTable& table) {
  const std::vector<int32_t> missing = Falling(random, 5);
  std::copy(missing.begin(), missing.end(), table.missing.begin());
  table.unknown = Within(random, missing);
  for (auto& row : table.prior) {
    row.fill(0);
    for (int32_t i = 0; i < 20; ++i) row[static_cast<size_t>(random.Below(7))] += 500;
  }
}

std::vector<PointsStep> RandomSteps(RandomSource& random, int32_t first, int32_t apart) {
  std::vector<PointsStep> steps;
  for (int32_t points : Falling(random, static_cast<size_t>(random.Between(1, 5)))) {
    steps.push_back({first, points});
    first += random.Between(1, apart);
  }
  return steps;
}

std::vector<int32_t> PointsAndZero(const std::vector<PointsStep>& steps) {
  std::vector<int32_t> points = {0};
  for (const PointsStep& step : steps) points.push_back(step.points);
  return points;
}

void MakePlaceAndTime(RandomSource& random, ScoringProfile& profile) {
  profile.district_fit.minutes = RandomSteps(random, 10, 30);
  const std::vector<int32_t> relation = Falling(random, 5);
  std::copy(relation.begin(), relation.end(), profile.district_fit.relation.begin());
  profile.district_fit.unknown = Within(random, relation);
  int32_t percent = 100;
  std::vector<int32_t> shares = {0};
  for (int32_t points : Falling(random, static_cast<size_t>(random.Between(1, 4)))) {
    profile.working_time_fit.share.push_back({percent, points});
    shares.push_back(points);
    percent -= random.Between(5, 30);
  }
  profile.working_time_fit.unknown = Within(random, shares);
  profile.start_fit.weeks_late = RandomSteps(random, random.Below(3), 10);
  profile.start_fit.unknown = Within(random, PointsAndZero(profile.start_fit.weeks_late));
  int32_t sum = 0;
  for (int32_t& item : profile.employer_support.item) {
    item = 500 * random.Below(8);
    sum += item;
  }
  profile.employer_support.not_stated = random.Between(0, std::min(sum, kMaxPoints));
}

// Empty, or one to three values.
template <class Make>
auto SomeOf(RandomSource& random, int32_t empty_percent, Make make) {
  std::vector<decltype(make())> values;
  if (random.Chance(empty_percent)) return values;
  for (int32_t i = random.Between(1, 3); i > 0; --i) values.push_back(make());
  return values;
}

MatchFilter RandomFilter(RandomSource& random) {
  MatchFilter filter;
  if (random.Chance(40)) return filter;
  filter.districts = SomeOf(random, 60, [&] { return RandomDistrict(random); });
  filter.kinds = SomeOf(random, 60, [&] {
    return random.Chance(50) ? VacancyKind::kJob
                             : random.PickEnum<VacancyKind>(EnumCount<VacancyKind>());
  });
  filter.occupations = SomeOf(random, 60, [&] { return RandomPrefix(random); });
  filter.employers = SomeOf(random, 75, [&] { return RandomEmployer(random); });
  return filter;
}

}  // namespace

ScoringProfile RandomProfile(RandomSource& random) {
  ScoringProfile profile;
  profile.id = "random";
  for (int64_t& weight : profile.weights) {
    weight = random.Chance(20) ? 0 : random.Chance(10) ? random.Below(200000000) : random.Below(40);
  }
  profile.weights[static_cast<size_t>(random.Below(kCriterionCount))] += 1;
  // The rule that came last from a source of its own, so that worlds stay as they were.
  RandomSource own(RandomSource(random).Next() ^ 2U);
  for (RuleSwitch& value : profile.switches) {
    RandomSource& source = &value == &profile.switches.back() ? own : random;
    value = source.PickEnum<RuleSwitch>(EnumCount<RuleSwitch>());
  }
  MakeOccupation(random, profile.occupation_fit);
  MakeLevel(random, profile.level_adequacy);
  profile.skills_fit = {random.Below(10001), random.Below(10001)};
  MakeRecognition(random, profile.recognition_fit);
  MakeLanguage(random, profile.language_fit);
  MakePlaceAndTime(random, profile);
  profile.rules.language_short_by_law = random.Between(1, 2);
  profile.rules.language_short_required = random.Between(2, 3);
  profile.rules.reach_max_minutes = random.Between(20, 100);
  const int32_t reached = random.Between(0, 5);  // the nearer ones
  for (int32_t r = 0; r < reached; ++r)
    profile.rules.reach_relations[static_cast<size_t>(r)] = true;
  profile.rules.training_weeks_late = random.Between(0, 20);
  return profile;
}

void UseProfiles(std::vector<ScoringProfile> profiles) { Pool().profiles = std::move(profiles); }

MatchOptions RandomMatchOptions(RandomSource& random) {
  MatchOptions options;
  options.as_of = WorldDay();
  options.profile = random.Chance(50) ? RandomProfile(random) : random.Pick(ShippedProfiles());
  if (!Pool().profiles.empty()) options.profile = Pool().PickAt(random);
  options.limit = random.Pick<int32_t>({1, 2, 5, 20, 1000});
  options.frozen = random.Chance(20);
  options.threads = random.Pick<int32_t>({1, 2, 8});
  if (random.Chance(30)) {
    options.overrides.weights = {
        {random.PickEnum<CriterionKey>(kCriterionCount), random.Between(1, 4000)}};
  }
  if (random.Chance(40)) {
    // The rule that came last from a source of its own, so that worlds stay as they were.
    RandomSource own(RandomSource(random).Next() ^ 1U);
    for (size_t r = 0; r < kRuleCount; ++r) {
      RandomSource& source = r + 1 < kRuleCount ? random : own;
      if (!source.Chance(40)) continue;
      options.overrides.switches.emplace_back(static_cast<RuleKey>(r),
                                              source.PickEnum<RuleSwitch>(3));
    }
  }
  if (random.Chance(50)) {
    for (size_t c = 0; c < EnumCount<HitClass>(); ++c) {
      if (random.Chance(70)) options.classes.push_back(static_cast<HitClass>(c));
    }
  }
  return options;
}

MatchOptions RandomSearchOptions(RandomSource& random) {
  MatchOptions options = RandomMatchOptions(random);
  options.filter = RandomFilter(random);
  return options;
}

}  // namespace passung
