// Outcomes → points → comparisons → coefficients → a new version of the profile.
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/largest_remainder.h"
#include "engine/base/status_macros.h"
#include "engine/evaluation/asked_pairs.h"
#include "engine/evaluation/judged_people.h"
#include "engine/evaluation/ladders.h"
#include "engine/evaluation/pair_features.h"
#include "engine/evaluation/replay.h"
#include "engine/evaluation/share_fit.h"
#include "passung/ranking_metrics.h"
#include "passung/safe_counts.h"
#include "passung/tuning.h"

namespace passung::evaluation {
namespace {

constexpr int kMostRounds = 3;
constexpr int32_t kFolds = 5;
constexpr int32_t kHeldOutPlaces = 10;

absl::Status CheckTuning(const TuningOptions& options) {
  PASSUNG_RETURN_IF_ERROR(Validate(options.profile));
  PASSUNG_RETURN_IF_ERROR(CheckRange("threads", options.threads, 1, 64));
  PASSUNG_RETURN_IF_ERROR(
      CheckRange("current_counts_for", options.current_counts_for, 0, 1'000'000));
  std::set<CriterionKey> seen;
  for (const Ladder ladder : options.ladders) {
    PASSUNG_RETURN_IF_ERROR(CheckLadder(options.profile, ladder));
    if (!seen.insert(CriterionOf(ladder)).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("ladders: ", Name(ladder), " is a second one of its criterion"));
    }
  }
  return absl::OkStatus();
}

// nDCG of the judged, of everybody for whom not everything turned out alike: of others every order is as good.
void AddNdcgOf(const std::vector<JudgedPerson>& people, const std::vector<ReplayedPerson>& replayed,
               std::vector<double>& values) {
  for (size_t i = 0; i < people.size(); ++i) {
    std::vector<int32_t> judged;
    for (const JudgedPair& pair : people[i].pairs) judged.push_back(pair.grade);
    const auto [least, most] = std::minmax_element(judged.begin(), judged.end());
    if (*least == *most) continue;
    values.push_back(NdcgAt(RankedGrades(people[i], replayed[i], EvaluationScope::kJudged), judged,
                            kHeldOutPlaces));
  }
}

// What was learned from some of the people.
struct Learned {
  ScoringProfile profile;
  Comparisons outcomes;
  Comparisons all;  // with mentors' words
  ShareFit fit;
};

class Tuner {
 public:
  Tuner(const Engine& engine, const TuningOptions& options, const JudgedPeople& judged,
        AskedSources sources)
      : engine_(engine), options_(options), judged_(judged), sources_(std::move(sources)) {}

  absl::StatusOr<TuningResult> Run() {
    PASSUNG_ASSIGN_OR_RETURN(PairFeatures features, PairFeatures::Create(engine_, options_));
    features_.emplace(std::move(features));
    current_ = features_->SharesOf(options_.profile);
    PASSUNG_ASSIGN_OR_RETURN(const Learned learned, LearnFrom([](int32_t) { return true; }));
    PASSUNG_RETURN_IF_ERROR(CheckEnough(learned.all));
    PASSUNG_RETURN_IF_ERROR(Report(learned));
    return std::move(result_);
  }

 private:
  // Other weights may name another combination of a vacancy: then its points are others.
  absl::StatusOr<Learned> LearnFrom(const TakesPart& takes_part) {
    Learned learned = {.profile = options_.profile};
    for (int round = 0; round < kMostRounds; ++round) {
      const ScoringProfile before = learned.profile;
      PASSUNG_RETURN_IF_ERROR(FitOnce(takes_part, learned));
      if (learned.profile == before) break;
    }
    return learned;
  }

  absl::Status FitOnce(const TakesPart& takes_part, Learned& learned) {
    PASSUNG_ASSIGN_OR_RETURN(const SharedProfile naming, Share(learned.profile));
    PASSUNG_ASSIGN_OR_RETURN(learned.outcomes,
                             sources_.outcomes.Compare(*features_, naming, options_, takes_part));
    PASSUNG_ASSIGN_OR_RETURN(const Comparisons words,
                             sources_.words.Compare(*features_, naming, options_, takes_part));
    PASSUNG_ASSIGN_OR_RETURN(learned.all, JoinAll(learned.outcomes, words));
    PASSUNG_ASSIGN_OR_RETURN(
        learned.fit,
        FitTowards(learned.all, current_, options_.current_counts_for, options_.is_over));
    learned.profile = features_->WithShares(options_.profile, learned.fit.coefficients);
    return absl::OkStatus();
  }

  // Mentors are more decided than outcomes, or less: their comparisons are brought to the same slope.
  absl::StatusOr<Comparisons> JoinAll(const Comparisons& outcomes, const Comparisons& words) const {
    if (outcomes.count() == 0) return words;
    if (words.count() == 0) return outcomes;
    PASSUNG_ASSIGN_OR_RETURN(const double of_words, BestSlope(words, current_, options_.is_over));
    PASSUNG_ASSIGN_OR_RETURN(const double of_outcomes,
                             BestSlope(outcomes, current_, options_.is_over));
    return Join(outcomes, words, of_words / of_outcomes);
  }

  absl::Status Report(const Learned& learned) {
    result_.profile = learned.profile;
    result_.profile.version = options_.profile.version + 1;
    result_.preferences = sources_.preferences;
    result_.left_out = sources_.left_out;
    result_.judgements = learned.outcomes.rows_used;
    result_.people = PeopleIn(learned.all);
    result_.comparisons = learned.all.count();
    result_.slope_before = learned.fit.slope_before;
    result_.slope_after = learned.fit.coefficients.sum();
    PASSUNG_RETURN_IF_ERROR(AddWeights(learned));
    AddRungs();
    PASSUNG_RETURN_IF_ERROR(HoldOut());
    PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile before, Apply(options_.profile, {}));
    result_.profile.note = absl::StrCat(
        "Learned from ", result_.judgements, " outcomes and ", result_.preferences,
        " preferences of ", result_.people, " people up to ", options_.as_of.ToString(), ", from ",
        options_.profile.id, " version ", options_.profile.version, " (", before.digest, ").");
    return Validate(result_.profile);
  }

  absl::Status AddWeights(const Learned& learned) {
    PASSUNG_ASSIGN_OR_RETURN(
        const std::vector<Interval> intervals,
        ShareIntervals(learned.all, learned.fit.coefficients, features_->groups(),
                       features_->group_count(), options_.is_over));
    std::array<int32_t, kCriterionCount> before{};
    base::LargestRemainder(options_.profile.weights, kWeightSum, before);
    int last = -1;
    for (size_t i = 0; i < features_->columns().size(); ++i) {
      const int group = features_->groups()[i];
      if (group == last) continue;
      last = group;
      const CriterionKey criterion = features_->columns()[i].criterion;
      const Interval& interval = intervals[static_cast<size_t>(group)];
      TunedWeight weight = {
          .criterion = criterion,
          .before = before[Index(criterion)],
          .after = static_cast<int32_t>(result_.profile.weights[Index(criterion)]),
          .low = interval.low * kWeightSum,
          .high = interval.high * kWeightSum};
      weight.enough = weight.high - weight.low <= kWideInterval;
      result_.weights.push_back(weight);
    }
    return absl::OkStatus();
  }

  void AddRungs() {
    for (const Ladder ladder : options_.ladders) {
      const std::vector<int32_t> before = RungsOf(options_.profile, ladder);
      const std::vector<int32_t> after = RungsOf(result_.profile, ladder);
      for (size_t rung = 0; rung < before.size(); ++rung) {
        result_.rungs.push_back({.ladder = ladder,
                                 .rung = static_cast<int32_t>(rung),
                                 .before = before[rung],
                                 .after = after[rung]});
      }
    }
  }

  // Each part of the people is ranked by what was learned from the others alone: both of what became of
  // suggestions to them and of what mentors said. What it is held against is the profile as it is.
  absl::Status HoldOut() {
    std::vector<double> before;
    std::vector<double> after;
    for (int32_t fold = 0; fold < kFolds; ++fold) {
      const auto unseen = [fold](int32_t person) { return person % kFolds == fold; };
      PASSUNG_ASSIGN_OR_RETURN(const Learned learned,
                               LearnFrom([&](int32_t person) { return !unseen(person); }));
      PASSUNG_RETURN_IF_ERROR(AddNdcg(options_.profile, unseen, before));
      PASSUNG_RETURN_IF_ERROR(AddNdcg(learned.profile, unseen, after));
    }
    if (std::ssize(before) < kLeastShown) return absl::OkStatus();
    result_.held_out_before = Within(MeanOf(before), 0, 1);
    result_.held_out_after = Within(MeanOf(after), 0, 1);
    result_.held_out = WithoutSmallCounts(ComparePaired(before, after, {}));
    result_.held_out.difference = Within(result_.held_out.difference, -1, 1);
    return absl::OkStatus();
  }

  // As an evaluation of the profile has it.
  absl::Status AddNdcg(const ScoringProfile& profile, const TakesPart& takes_part,
                       std::vector<double>& values) const {
    std::vector<JudgedPerson> people;
    for (size_t i = 0; i < judged_.people.size(); ++i) {
      if (takes_part(sources_.people[i])) people.push_back(judged_.people[i]);
    }
    EvaluationOptions options;
    options.as_of = options_.as_of;
    options.profile = profile;
    options.threads = options_.threads;
    options.is_over = options_.is_over;
    PASSUNG_ASSIGN_OR_RETURN(const std::vector<ReplayedPerson> replayed,
                             ScoreJudged(engine_, people, options));
    AddNdcgOf(people, replayed, values);
    return absl::OkStatus();
  }

  const Engine& engine_;
  const TuningOptions& options_;
  const JudgedPeople& judged_;
  AskedSources sources_;
  std::optional<PairFeatures> features_;
  Eigen::VectorXd current_;
  TuningResult result_;
};

}  // namespace
}  // namespace passung::evaluation

namespace passung {

absl::StatusOr<TuningResult> Tune(const Engine& engine, const TuningInput& input,
                                  const TuningOptions& options) {
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckTuning(options));
  const auto snapshot = engine.Current();
  if (snapshot == nullptr) return absl::FailedPreconditionError("no snapshot was published yet");
  PASSUNG_ASSIGN_OR_RETURN(const evaluation::JudgedPeople judged,
                           evaluation::GroupJudgements(*snapshot, input.mentees, input.judgements));
  PASSUNG_ASSIGN_OR_RETURN(evaluation::AskedSources sources,
                           evaluation::AskedOf(*snapshot, input, judged));
  // One that nobody else publishes to, so that everything is of one snapshot.
  Engine fixed;
  fixed.Publish(snapshot);
  return evaluation::Tuner(fixed, options, judged, std::move(sources)).Run();
}

}  // namespace passung
