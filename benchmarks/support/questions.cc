#include "benchmarks/support/questions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "benchmarks/support/world.h"
#include "engine/base/status_macros.h"
#include "engine/market/random.h"

namespace passung::bench {
namespace {

constexpr CriterionKey kHeart[] = {CriterionKey::kOccupationFit, CriterionKey::kLevelAdequacy,
                                   CriterionKey::kRecognitionFit, CriterionKey::kLanguageFit,
                                   CriterionKey::kDistrictFit};

absl::StatusOr<MatchOptions> BaseOptions() {
  MatchOptions options;
  options.as_of = BenchDay();
  PASSUNG_ASSIGN_OR_RETURN(options.profile, ShippedProfile("default"));
  options.profile.switches.fill(RuleSwitch::kEnforce);
  options.summary = false;
  return options;
}

void KeepHeart(ScoringProfile& profile) {
  for (int i = 0; i < kCriterionCount; ++i) {
    const bool kept = std::find(std::begin(kHeart), std::end(kHeart),
                                static_cast<CriterionKey>(i)) != std::end(kHeart);
    if (!kept) profile.weights[static_cast<size_t>(i)] = 0;
  }
}

// Uniform over all ways to share 10 000 among the criteria: the gaps between sorted random cuts.
void DrawWeights(uint64_t seed, ScoringProfile& profile) {
  market::Random random(seed, market::Stream::kMentee, 0);
  std::array<int64_t, kCriterionCount + 1> cuts{};
  for (int64_t& cut : cuts) cut = static_cast<int64_t>(random.Next() % (kWeightSum + 1));
  cuts.front() = 0;
  cuts.back() = kWeightSum;
  std::sort(cuts.begin(), cuts.end());
  for (size_t i = 0; i < kCriterionCount; ++i) profile.weights[i] = cuts[i + 1] - cuts[i];
}

// Excludes nine of the ten areas of occupations and every condition of work that can be excluded.
absl::Status LeaveFewRows(size_t nth, Mentee& mentee) {
  mentee.facts.exclusions = {};
  for (size_t area = 0; area < 10; ++area) {
    if (area == nth % 10) continue;
    PASSUNG_ASSIGN_OR_RETURN(const OccupationPrefix prefix,
                             OccupationPrefix::Parse(absl::StrCat(area)));
    mentee.facts.exclusions.occupations.push_back(prefix);
  }
  for (size_t i = 0; i < std::size(EnumNames<Condition>::kNames); ++i) {
    mentee.facts.exclusions.conditions.push_back(static_cast<Condition>(i));
  }
  return absl::OkStatus();
}

// The four hard ones in turn.
absl::Status MakeHard(size_t nth, Mentee& mentee, ScoringProfile& profile) {
  switch (nth % 4) {
    case 0:
      return LeaveFewRows(nth, mentee);
    case 1:
      profile.weights[Index(CriterionKey::kOccupationFit)] = 0;
      return absl::OkStatus();
    case 2:
      // Nobody is known, so that only weights of their own tell such people apart.
      mentee.facts = {};
      mentee.residence = {};
      DrawWeights(nth, profile);
      return absl::OkStatus();
    default:
      profile.weights[Index(CriterionKey::kOccupationFit)] = 0;
      return LeaveFewRows(nth, mentee);
  }
}

}  // namespace

absl::Status Questions::Add(const Mentee& mentee, MatchOptions options) {
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(options.profile, {}));
  options_.push_back(std::make_unique<const MatchOptions>(std::move(options)));
  applied_.push_back(std::make_unique<const AppliedProfile>(std::move(applied)));
  asked_.push_back({&mentee, options_.back().get(), applied_.back().get()});
  return absl::OkStatus();
}

absl::StatusOr<Questions> Questions::Make(QuestionKind kind, std::span<const Mentee> mentees) {
  PASSUNG_ASSIGN_OR_RETURN(const MatchOptions base, BaseOptions());
  Questions questions;
  for (size_t i = 0; i < mentees.size(); ++i) {
    MatchOptions options = base;
    const Mentee* mentee = &mentees[i];
    if (kind == QuestionKind::kHeart) KeepHeart(options.profile);
    if (kind == QuestionKind::kRandom) DrawWeights(i, options.profile);
    if (kind == QuestionKind::kHard) {
      auto changed = std::make_unique<Mentee>(mentees[i]);
      PASSUNG_RETURN_IF_ERROR(MakeHard(i, *changed, options.profile));
      mentee = changed.get();
      questions.changed_.push_back(std::move(changed));
    }
    PASSUNG_RETURN_IF_ERROR(questions.Add(*mentee, std::move(options)));
  }
  return questions;
}

}  // namespace passung::bench
