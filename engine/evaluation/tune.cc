// Outcomes → points → comparisons → coefficients → a new version of the profile.
#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/largest_remainder.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/evaluation/judged_people.h"
#include "engine/evaluation/ladders.h"
#include "engine/evaluation/pair_features.h"
#include "engine/evaluation/share_fit.h"
#include "passung/ranking_metrics.h"
#include "passung/tuning.h"

namespace passung::evaluation {
namespace {

constexpr int kMostRounds = 3;
constexpr int32_t kFolds = 5;
constexpr int32_t kHeldOutPlaces = 10;

// Something judged, or one side of a preference.
struct Asked {
  const Mentee* mentee = nullptr;
  const Vacancy* vacancy = nullptr;
  int32_t grade = 0;
  int32_t person = 0;
};

// What is known of one of them so far: under other weights only the combination can change.
struct Known {
  std::optional<Combination> combination;
  std::vector<int32_t> points;
};

absl::Status Learn(const PairFeatures& features, const Asked& asked,
                   const std::shared_ptr<const AppliedProfile>& naming, Known& known) {
  PASSUNG_ASSIGN_OR_RETURN(const Combination combination,
                           features.Name(*asked.mentee, *asked.vacancy, naming));
  if (known.combination == combination) return absl::OkStatus();
  PASSUNG_ASSIGN_OR_RETURN(known.points, features.Of(*asked.mentee, *asked.vacancy, combination));
  known.combination = combination;
  return absl::OkStatus();
}

// The points of all of them, for the combinations that `naming` names.
absl::StatusOr<FitData> PointsOf(const PairFeatures& features, const std::vector<Asked>& asked,
                                 const std::shared_ptr<const AppliedProfile>& naming,
                                 const TuningOptions& options, std::vector<Known>& known) {
  constexpr size_t kAtATime = 64;
  known.resize(asked.size());
  std::vector<absl::Status> faults((asked.size() + kAtATime - 1) / kAtATime);
  ParallelFor(faults.size(), options.threads, [&](size_t part) {
    const size_t end = std::min(asked.size(), (part + 1) * kAtATime);
    faults[part] = CheckAwaited(options.is_over);
    for (size_t i = part * kAtATime; i < end && faults[part].ok(); ++i) {
      faults[part] = Learn(features, asked[i], naming, known[i]);
    }
  });
  for (absl::Status& fault : faults) PASSUNG_RETURN_IF_ERROR(std::move(fault));
  FitData data = {.columns = static_cast<int32_t>(features.columns().size())};
  for (size_t i = 0; i < asked.size(); ++i) {
    data.points.insert(data.points.end(), known[i].points.begin(), known[i].points.end());
    data.grades.push_back(asked[i].grade);
    data.people.push_back(asked[i].person);
  }
  return data;
}

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

std::vector<Asked> AskedOf(const JudgedPeople& judged) {
  std::vector<Asked> asked;
  int32_t person = 0;
  for (const JudgedPerson& one : judged.people) {
    for (const JudgedPair& pair : one.pairs) {
      asked.push_back(
          {.mentee = one.mentee, .vacancy = pair.vacancy, .grade = pair.grade, .person = person});
    }
    ++person;
  }
  return asked;
}

struct AskedPreferences {
  std::vector<Asked> asked;      // the better one, the worse one, the better one …
  std::vector<int32_t> mentees;  // of each preference; rising
  int64_t left_out = 0;
};

absl::StatusOr<AskedPreferences> AskedOf(const Snapshot& snapshot, const TuningInput& input) {
  absl::flat_hash_map<absl::string_view, const Mentee*> by_id;
  for (const Mentee& mentee : input.mentees) by_id.emplace(mentee.id.value, &mentee);
  std::vector<const Preference*> sorted;
  for (const Preference& preference : input.preferences) sorted.push_back(&preference);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    return std::tie(a->mentee, a->better, a->worse) < std::tie(b->mentee, b->better, b->worse);
  });
  AskedPreferences result;
  int32_t person = -1;
  const Mentee* last = nullptr;
  for (const Preference* preference : sorted) {
    if (preference->better == preference->worse) {
      return absl::InvalidArgumentError(absl::StrCat(
          "preferences: vacancy \"", preference->better.value, "\" is compared with itself"));
    }
    const auto mentee = by_id.find(preference->mentee.value);
    const Vacancy* better = snapshot.FindVacancy(preference->better);
    const Vacancy* worse = snapshot.FindVacancy(preference->worse);
    if (mentee == by_id.end() || better == nullptr || worse == nullptr) {
      ++result.left_out;
      continue;
    }
    if (mentee->second != last) ++person;
    last = mentee->second;
    // Each is a person of its own to the fit, so that it is compared with nothing else.
    const auto number = static_cast<int32_t>(result.mentees.size());
    result.asked.push_back({last, better, 1, number});
    result.asked.push_back({last, worse, 0, number});
    result.mentees.push_back(person);
  }
  return result;
}

// The grades of each person's judged things in the order of their scores, held against the best order.
std::vector<double> NdcgOf(const FitData& data, const Eigen::VectorXd& coefficients) {
  std::vector<double> values;
  const auto columns = static_cast<size_t>(data.columns);
  for (size_t begin = 0; begin < data.people.size();) {
    size_t end = begin;
    std::vector<std::pair<double, int32_t>> scored;
    for (; end < data.people.size() && data.people[end] == data.people[begin]; ++end) {
      const Eigen::Map<const Eigen::VectorXi> points(&data.points[end * columns], data.columns);
      scored.emplace_back(points.cast<double>().dot(coefficients), data.grades[end]);
    }
    begin = end;
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<int32_t> ranked;
    ranked.reserve(scored.size());
    for (const auto& [score, grade] : scored) ranked.push_back(grade);
    const auto [least, most] = std::minmax_element(ranked.begin(), ranked.end());
    // Of somebody whose judged things are all alike every order is as good.
    if (*least != *most) values.push_back(NdcgAt(ranked, ranked, kHeldOutPlaces));
  }
  return values;
}

FitData PeopleOfFold(const FitData& data, int32_t fold) {
  FitData part = {.columns = data.columns};
  const auto columns = static_cast<size_t>(data.columns);
  for (size_t i = 0; i < data.people.size(); ++i) {
    if (data.people[i] % kFolds != fold) continue;
    const auto row = data.points.begin() + static_cast<std::ptrdiff_t>(i * columns);
    part.points.insert(part.points.end(), row, row + static_cast<std::ptrdiff_t>(columns));
    part.grades.push_back(data.grades[i]);
    part.people.push_back(data.people[i]);
  }
  return part;
}

class Tuner {
 public:
  Tuner(const Engine& engine, const TuningOptions& options) : engine_(engine), options_(options) {}

  absl::StatusOr<TuningResult> Run(const JudgedPeople& judged, AskedPreferences preferences) {
    judged_ = AskedOf(judged);
    preferences_ = std::move(preferences);
    PASSUNG_ASSIGN_OR_RETURN(PairFeatures features, PairFeatures::Create(engine_, options_));
    features_.emplace(std::move(features));
    current_ = features_->SharesOf(options_.profile);
    result_.profile = options_.profile;
    result_.preferences = static_cast<int64_t>(preferences_.mentees.size());
    result_.left_out = judged.left_out + preferences_.left_out;
    // Other weights may name another combination of a vacancy: then its points are others.
    for (int round = 0; round < kMostRounds; ++round) {
      const ScoringProfile before = result_.profile;
      PASSUNG_RETURN_IF_ERROR(FitOnce());
      if (result_.profile == before) break;
    }
    PASSUNG_RETURN_IF_ERROR(Report());
    return std::move(result_);
  }

 private:
  absl::Status FitOnce() {
    PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(result_.profile, {}));
    const auto naming = std::make_shared<const AppliedProfile>(std::move(applied));
    PASSUNG_ASSIGN_OR_RETURN(data_, PointsOf(*features_, judged_, naming, options_, known_judged_));
    PASSUNG_ASSIGN_OR_RETURN(const FitData words, PointsOf(*features_, preferences_.asked, naming,
                                                           options_, known_preferences_));
    outcomes_ = ComparisonsOf(data_);
    words_ = ComparisonsOf(words);
    for (int32_t& person : words_.people) {
      person = preferences_.mentees[static_cast<size_t>(person)];
    }
    PASSUNG_ASSIGN_OR_RETURN(all_, JoinAll(outcomes_));
    PASSUNG_RETURN_IF_ERROR(CheckEnough(all_));
    PASSUNG_ASSIGN_OR_RETURN(fit_, Fit(all_));
    result_.profile = features_->WithShares(options_.profile, fit_.coefficients);
    return absl::OkStatus();
  }

  // Mentors are more decided than outcomes, or less: their comparisons are brought to the same slope.
  absl::StatusOr<Comparisons> JoinAll(const Comparisons& outcomes) const {
    if (outcomes.count() == 0) return words_;
    if (words_.count() == 0) return outcomes;
    PASSUNG_ASSIGN_OR_RETURN(const double of_words, BestSlope(words_, current_, options_.is_over));
    PASSUNG_ASSIGN_OR_RETURN(const double of_outcomes,
                             BestSlope(outcomes, current_, options_.is_over));
    return Join(outcomes, words_, of_words / of_outcomes);
  }

  absl::StatusOr<ShareFit> Fit(const Comparisons& comparisons) const {
    return FitTowards(comparisons, current_, options_.current_counts_for, options_.is_over);
  }

  absl::Status Report() {
    result_.profile.version = options_.profile.version + 1;
    result_.judgements = outcomes_.rows_used;
    result_.people = PeopleIn(all_);
    result_.comparisons = all_.count();
    result_.slope_before = fit_.slope_before;
    result_.slope_after = fit_.coefficients.sum();
    PASSUNG_RETURN_IF_ERROR(AddWeights());
    AddRungs();
    PASSUNG_RETURN_IF_ERROR(HoldOut());
    PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile before, Apply(options_.profile, {}));
    result_.profile.note = absl::StrCat(
        "Learned from ", result_.judgements, " outcomes and ", result_.preferences,
        " preferences of ", result_.people, " people up to ", options_.as_of.ToString(), ", from ",
        options_.profile.id, " version ", options_.profile.version, " (", before.digest, ").");
    return Validate(result_.profile);
  }

  absl::Status AddWeights() {
    PASSUNG_ASSIGN_OR_RETURN(const std::vector<Interval> intervals,
                             ShareIntervals(all_, fit_.coefficients, features_->groups(),
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

  // Each part of the people is ranked by what was learned from the others.
  absl::Status HoldOut() {
    std::vector<double> before;
    std::vector<double> after;
    for (int32_t fold = 0; fold < kFolds; ++fold) {
      const FitData unseen = PeopleOfFold(data_, fold);
      const Comparisons seen =
          Choose(outcomes_, [fold](int32_t person) { return person % kFolds != fold; });
      if (seen.count() == 0) continue;
      PASSUNG_ASSIGN_OR_RETURN(const Comparisons all, JoinAll(seen));
      PASSUNG_ASSIGN_OR_RETURN(const ShareFit fitted, Fit(all));
      const std::vector<double> was = NdcgOf(unseen, current_);
      const std::vector<double> is = NdcgOf(unseen, fitted.coefficients);
      before.insert(before.end(), was.begin(), was.end());
      after.insert(after.end(), is.begin(), is.end());
    }
    result_.held_out_before = MeanOf(before);
    result_.held_out_after = MeanOf(after);
    result_.held_out = ComparePaired(before, after, {});
    return absl::OkStatus();
  }

  const Engine& engine_;
  const TuningOptions& options_;
  std::vector<Asked> judged_;
  AskedPreferences preferences_;
  std::optional<PairFeatures> features_;
  std::vector<Known> known_judged_;
  std::vector<Known> known_preferences_;
  FitData data_;
  Eigen::VectorXd current_;
  Comparisons outcomes_;
  Comparisons words_;
  Comparisons all_;
  ShareFit fit_;
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
  PASSUNG_ASSIGN_OR_RETURN(evaluation::AskedPreferences preferences,
                           evaluation::AskedOf(*snapshot, input));
  // One that nobody else publishes to, so that everything is of one snapshot.
  Engine fixed;
  fixed.Publish(snapshot);
  return evaluation::Tuner(fixed, options).Run(judged, std::move(preferences));
}

}  // namespace passung
