#include <algorithm>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/evaluation/judged_people.h"
#include "engine/evaluation/replay.h"
#include "engine/evaluation/slices.h"
#include "passung/evaluation.h"
#include "passung/ranking_metrics.h"
#include "passung/safe_counts.h"

namespace passung {
namespace {

using evaluation::JudgedPair;
using evaluation::JudgedPeople;
using evaluation::JudgedPerson;
using evaluation::ReplayedPerson;

constexpr size_t kBins = 10;
constexpr int32_t kJackknifeGroups = 50;

absl::Status CheckEvaluation(const EvaluationInput& input, const EvaluationOptions& options) {
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("k", options.k, 1, 1000));
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("good", options.good, 1, kMostGrade));
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("threads", options.threads, 1, 64));
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("resamples", options.resamples, 20, 100'000));
  if (options.people_only && options.scope != EvaluationScope::kJudged) {
    return absl::InvalidArgumentError("people_only: goes with the scope judged alone");
  }
  for (const GroupLabel& label : input.labels) {
    PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange(
        "labels: bytes of one", static_cast<int64_t>(label.label.size()), 1, 63));
  }
  return absl::OkStatus();
}

std::vector<PersonFigures> FiguresOf(const std::vector<JudgedPerson>& people,
                                     const std::vector<ReplayedPerson>& replayed,
                                     const EvaluationOptions& options) {
  std::vector<PersonFigures> figures(people.size());
  std::vector<int32_t> judged;
  for (size_t i = 0; i < people.size(); ++i) {
    judged.clear();
    for (const JudgedPair& pair : people[i].pairs) judged.push_back(pair.grade);
    figures[i].mentee = people[i].mentee->id;
    figures[i].metrics = evaluation::MetricsOf(
        evaluation::RankedGrades(people[i], replayed[i], options.scope), judged, options);
  }
  return figures;
}

struct LabelOfPerson {
  ScoredLabel label;
  uint32_t person = 0;
};

// Judged pairs that may be taken, by score rising.
std::vector<LabelOfPerson> OpenPairs(const std::vector<JudgedPerson>& people,
                                     const std::vector<ReplayedPerson>& replayed, int32_t good) {
  std::vector<LabelOfPerson> pairs;
  for (size_t i = 0; i < people.size(); ++i) {
    for (size_t j = 0; j < people[i].pairs.size(); ++j) {
      if (replayed[i].scored[j].closed) continue;
      pairs.push_back({.label = {.score = replayed[i].scored[j].score,
                                 .good = people[i].pairs[j].grade >= good},
                       .person = static_cast<uint32_t>(i)});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return a.label.score < b.label.score; });
  return pairs;
}

// The area under the curve where each person's pairs count so many times. `pairs` rise by score.
double AreaOf(const std::vector<LabelOfPerson>& pairs, std::span<const uint32_t> times) {
  double twice = 0;
  double bad_below = 0;
  double good_all = 0;
  for (size_t begin = 0; begin < pairs.size();) {
    size_t end = begin;
    double good = 0;
    double bad = 0;
    while (end < pairs.size() && pairs[end].label.score == pairs[begin].label.score) {
      (pairs[end].label.good ? good : bad) += times[pairs[end].person];
      ++end;
    }
    twice += good * (2 * bad_below + bad);
    bad_below += bad;
    good_all += good;
    begin = end;
  }
  return good_all == 0 || bad_below == 0 ? 0.5 : twice / (2 * good_all * bad_below);
}

bool AreOfEnough(std::span<const LabelOfPerson> pairs) {
  std::set<uint32_t> people;
  for (const LabelOfPerson& pair : pairs) people.insert(pair.person);
  return static_cast<int64_t>(people.size()) >= kLeastShown;
}

CalibrationBin BinOf(std::span<const LabelOfPerson> pairs) {
  int64_t good = 0;
  double sum = 0;
  for (const LabelOfPerson& pair : pairs) {
    good += pair.label.good ? 1 : 0;
    sum += pair.label.score;
  }
  const auto count = static_cast<int64_t>(pairs.size());
  return {.least = pairs.front().label.score,
          .most = pairs.back().label.score,
          .mean = sum / static_cast<double>(count),
          .good = ShareOf(good, count)};
}

// What is left over at the end goes to the last of those that are shown. Parts are joined and none is left
// out: one alone could be told from the sum of all.
std::vector<CalibrationBin> CalibrationOf(std::span<const LabelOfPerson> pairs) {
  std::vector<CalibrationBin> bins;
  size_t last = 0;   // where the last one begins
  size_t begin = 0;  // what is in none so far
  for (size_t part = 0; part < kBins; ++part) {
    const size_t end = (part + 1) * pairs.size() / kBins;
    if (!AreOfEnough(pairs.subspan(begin, end - begin))) continue;
    bins.push_back(BinOf(pairs.subspan(begin, end - begin)));
    last = std::exchange(begin, end);
  }
  if (begin < pairs.size() && !bins.empty()) bins.back() = BinOf(pairs.subspan(last));
  return bins;
}

// How often each vacancy is shown to people who count so many times.
class Exposure {
 public:
  Exposure(const std::vector<ReplayedPerson>& replayed, int64_t vacancies) : vacancies_(vacancies) {
    absl::flat_hash_map<const Vacancy*, uint32_t> numbers;
    for (const ReplayedPerson& person : replayed) {
      std::vector<uint32_t>& shown = shown_.emplace_back();
      for (const Vacancy* vacancy : person.shown) {
        shown.push_back(
            numbers.emplace(vacancy, static_cast<uint32_t>(numbers.size())).first->second);
      }
    }
    distinct_ = numbers.size();
  }

  std::vector<int64_t> CountsFor(std::span<const uint32_t> times) const {
    std::vector<int64_t> counts(distinct_);
    for (size_t i = 0; i < shown_.size(); ++i) {
      if (times[i] == 0) continue;
      for (const uint32_t vacancy : shown_[i]) counts[vacancy] += times[i];
    }
    return counts;
  }

  double GiniFor(std::span<const uint32_t> times) const {
    return Gini(CountsFor(times), vacancies_);
  }
  double CoverageFor(std::span<const uint32_t> times) const {
    if (vacancies_ == 0) return 0;
    const std::vector<int64_t> counts = CountsFor(times);
    const auto never = std::count(counts.begin(), counts.end(), 0);
    return static_cast<double>(static_cast<int64_t>(distinct_) - never) /
           static_cast<double>(vacancies_);
  }

 private:
  const int64_t vacancies_;
  size_t distinct_ = 0;
  std::vector<std::vector<uint32_t>> shown_;  // by person
};

// Of the hits shown; by person, since the hits of one are alike.
Estimate AdequacyIn(const std::vector<ReplayedPerson>& replayed, const BootstrapOptions& options) {
  return Bootstrap(
      static_cast<int64_t>(replayed.size()),
      [&](std::span<const uint32_t> times) {
        int64_t shown = 0;
        int64_t adequate = 0;
        for (size_t i = 0; i < replayed.size(); ++i) {
          const auto hits = static_cast<int64_t>(replayed[i].shown.size());
          shown += times[i] * hits;
          adequate += times[i] * (hits - replayed[i].under_used);
        }
        return shown == 0 ? 0 : static_cast<double>(adequate) / static_cast<double>(shown);
      },
      options);
}

Estimate& MetricOf(Evaluation& result, Metric metric) { return result.metrics[Index(metric)]; }

void SetMarketMetrics(const std::vector<ReplayedPerson>& replayed, int64_t vacancies,
                      const BootstrapOptions& options, Evaluation& result) {
  const Exposure exposure(replayed, vacancies);
  const auto people = static_cast<int64_t>(replayed.size());
  MetricOf(result, Metric::kAdequacy) = AdequacyIn(replayed, options);
  const auto jackknife = [&](const auto& statistic) {
    return Jackknife(people, statistic, kJackknifeGroups, options.threads);
  };
  // All for one of so many is 1 - 1 / as many.
  const double most_unequal = vacancies == 0 ? 0 : 1 - 1 / static_cast<double>(vacancies);
  MetricOf(result, Metric::kGini) =
      Within(jackknife([&](std::span<const uint32_t> times) { return exposure.GiniFor(times); }), 0,
             most_unequal);
  MetricOf(result, Metric::kCoverage) = Within(
      jackknife([&](std::span<const uint32_t> times) { return exposure.CoverageFor(times); }), 0,
      1);
}

void SetPairMetrics(const JudgedPeople& judged, const std::vector<ReplayedPerson>& replayed,
                    int32_t good, const BootstrapOptions& options, Evaluation& result) {
  const std::vector<LabelOfPerson> pairs = OpenPairs(judged.people, replayed, good);
  MetricOf(result, Metric::kArea) = Bootstrap(
      static_cast<int64_t>(judged.people.size()),
      [&](std::span<const uint32_t> times) { return AreaOf(pairs, times); }, options);
  result.calibration = CalibrationOf(pairs);
  result.closed = result.judgements - static_cast<int64_t>(pairs.size());
}

// All that is more than people's own figures.
absl::Status SetOtherMetrics(const JudgedPeople& judged,
                             const std::vector<ReplayedPerson>& replayed, int64_t vacancies,
                             const EvaluationOptions& options, Evaluation& result) {
  const BootstrapOptions bootstrap = {
      .resamples = options.resamples, .seed = options.seed, .threads = options.threads};
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckAwaited(options.is_over));
  SetPairMetrics(judged, replayed, options.good, bootstrap, result);
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckAwaited(options.is_over));
  SetMarketMetrics(replayed, vacancies, bootstrap, result);
  return absl::OkStatus();
}

void CountJudgements(const JudgedPeople& judged, int32_t good, Evaluation& result) {
  result.people = static_cast<int64_t>(judged.people.size());
  result.left_out = judged.left_out;
  for (const JudgedPerson& person : judged.people) {
    result.judgements += static_cast<int64_t>(person.pairs.size());
    for (const JudgedPair& pair : person.pairs) result.good += pair.grade >= good ? 1 : 0;
  }
}

absl::Status CheckShown(const JudgedPeople& judged, int32_t good) {
  const auto any_good = [good](const JudgedPerson& person) {
    return std::any_of(person.pairs.begin(), person.pairs.end(),
                       [good](const JudgedPair& pair) { return pair.grade >= good; });
  };
  const int64_t lucky = std::count_if(judged.people.begin(), judged.people.end(), any_good);
  if (std::ssize(judged.people) < kLeastShown) {
    return absl::FailedPreconditionError(
        absl::StrCat("too few data to evaluate: of fewer than ", kLeastShown,
                     " people there are outcomes, and figures of so few are not shown"));
  }
  if (lucky == 0 || lucky >= kLeastShown) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("too few data to evaluate: for fewer than ", kLeastShown,
                   " people something turned out well (grade ", good,
                   " or more), and figures of so few are not shown"));
}

}  // namespace

absl::StatusOr<Evaluation> Evaluate(const Engine& engine, const EvaluationInput& input,
                                    const EvaluationOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckEvaluation(input, options));
  const auto snapshot = engine.Current();
  if (snapshot == nullptr) return absl::FailedPreconditionError("no snapshot was published yet");
  PASSUNG_ASSIGN_OR_RETURN(const JudgedPeople judged,
                           evaluation::GroupJudgements(*snapshot, input.mentees, input.judgements));
  if (judged.people.empty()) {
    return absl::InvalidArgumentError(
        "judgements: none of a person and a vacancy that are in the snapshot");
  }
  PASSUNG_RETURN_IF_ERROR(CheckShown(judged, options.good));
  // One that nobody else publishes to, so that all figures are of one snapshot.
  Engine fixed;
  fixed.Publish(snapshot);
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<ReplayedPerson> replayed,
                           options.people_only
                               ? evaluation::ScoreJudged(fixed, judged.people, options)
                               : evaluation::Replay(fixed, judged.people, options));
  Evaluation result;
  CountJudgements(judged, options.good, result);
  result.figures = FiguresOf(judged.people, replayed, options);
  const auto means = evaluation::MeansOf(result.figures);
  std::copy(means.begin(), means.end(), result.metrics.begin());
  if (!options.people_only) {
    PASSUNG_RETURN_IF_ERROR(
        SetOtherMetrics(judged, replayed, snapshot->size().vacancies, options, result));
  }
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckAwaited(options.is_over));
  result.slices =
      evaluation::SlicesOf(judged.people, replayed, result.figures, input.labels, options);
  return result;
}

std::array<PairedComparison, kPersonMetricCount> Compare(const Evaluation& before,
                                                         const Evaluation& after, uint64_t seed) {
  std::array<PairedComparison, kPersonMetricCount> comparisons;
  for (size_t metric = 0; metric < kPersonMetricCount; ++metric) {
    std::vector<double> was;
    std::vector<double> is;
    size_t j = 0;
    for (const PersonFigures& figures : before.figures) {
      while (j < after.figures.size() && after.figures[j].mentee < figures.mentee) ++j;
      if (j == after.figures.size() || after.figures[j].mentee != figures.mentee) continue;
      was.push_back(figures.metrics[metric]);
      is.push_back(after.figures[j].metrics[metric]);
    }
    comparisons[metric] = WithoutSmallCounts(ComparePaired(was, is, {.seed = seed}));
    Estimate& difference = comparisons[metric].difference;
    difference = Within(difference, -1, 1);
  }
  return comparisons;
}

}  // namespace passung
