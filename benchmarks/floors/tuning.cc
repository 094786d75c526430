#include "benchmarks/floors/tuning.h"

#include <time.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/world.h"
#include "engine/base/status_macros.h"
#include "engine/market/random.h"
#include "passung/off_policy.h"
#include "passung/ranking_metrics.h"

namespace passung::bench {
namespace {

using market::Random;
using market::Stream;

constexpr int32_t kPerPerson = 10;
constexpr int32_t kHeldOutPerPerson = 20;
constexpr double kPointsOf100 = 100;  // weights of 10 000 in one

double Chance(double slope, double score, double middle) {
  return 1 / (1 + std::exp(-slope * (score - middle)));
}

bool Happens(Random& random, double chance) {
  return static_cast<double>(random.Below(1'000'000'000)) < chance * 1e9;
}

// The points of suggestions under the tables of `default`, as the fit sees them; without grades.
absl::StatusOr<FitData> PointsOf(const LabelledWorld& world,
                                 const std::vector<PlantedPair>& pairs) {
  FitData data = {.columns = kCriterionCount};
  std::map<std::string, const Mentee*> by_id;
  for (const Mentee& mentee : world.mentees) by_id[mentee.id.value] = &mentee;
  std::map<std::string, int32_t> people;
  for (const PlantedPair& pair : pairs) {
    const std::string& id = pair.judgement.mentee.value;
    PASSUNG_ASSIGN_OR_RETURN(
        const PairResult result,
        world.engine.ExplainMatch(
            *by_id.at(id), *world.engine.Current()->FindVacancy(pair.judgement.vacancy),
            {.as_of = BenchDay(), .profile = *ShippedProfile("default"), .summary = false}));
    for (const Contribution& part : result.match.contributions) data.points.push_back(part.points);
    data.people.push_back(people.emplace(id, static_cast<int32_t>(people.size())).first->second);
  }
  return data;
}

// At least 2 of 100 each.
std::vector<double> RandomShares(Random& random) {
  std::vector<double> shares;
  double sum = 0;
  for (int i = 0; i < kCriterionCount; ++i) {
    shares.push_back(20 + static_cast<double>(random.Below(200)));
    sum += shares.back();
  }
  for (double& share : shares) share /= sum;
  return shares;
}

void DrawGrades(const std::vector<double>& shares, Random& random, FitData& data) {
  std::vector<double> scores(data.people.size());
  for (size_t row = 0; row < scores.size(); ++row) {
    for (size_t i = 0; i < shares.size(); ++i) {
      scores[row] += shares[i] * data.points[row * shares.size() + i] / kMaxPoints;
    }
  }
  const double middle = Mean(scores);
  data.grades.clear();
  for (const double score : scores) {
    data.grades.push_back(Happens(random, Chance(10, score, middle)) ? 1 : 0);
  }
}

std::vector<double> DefaultShares() {
  std::vector<double> shares;
  for (const int64_t weight : ShippedProfile("default")->weights) {
    shares.push_back(static_cast<double>(weight) / kWeightSum);
  }
  return shares;
}

// Of all threads of this process so far.
double ProcessorSeconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

constexpr size_t kComparedPeople = 200;
constexpr double kPrecise = 1e-9;

// The grades of the first places of somebody's list, asked for alone.
absl::StatusOr<double> NdcgAlone(const LabelledWorld& world, const Mentee& mentee,
                                 const std::map<VacancyId, int32_t>& grades,
                                 const EvaluationOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(
      const RankResult list,
      world.engine.RankVacancies(
          mentee, {.as_of = options.as_of, .limit = options.k, .profile = options.profile}));
  std::vector<int32_t> ranked;
  for (const Match& match : list.matches) {
    const auto at = grades.find(match.vacancy);
    ranked.push_back(at == grades.end() ? 0 : at->second);
  }
  std::vector<int32_t> judged;
  for (const auto& [vacancy, grade] : grades) judged.push_back(grade);
  return NdcgAt(ranked, judged, options.k);
}

// What Evaluate says of people spread over all against their lists, one question at a time.
absl::Status CompareEvaluation(const LabelledWorld& world, const std::vector<Judgement>& judgements,
                               const EvaluationOptions& options, const Evaluation& evaluation,
                               Figure& figure) {
  std::map<MenteeId, std::map<VacancyId, int32_t>> grades;
  for (const Judgement& one : judgements) grades[one.mentee][one.vacancy] = one.grade;
  std::map<MenteeId, const Mentee*> by_id;
  for (const Mentee& mentee : world.mentees) by_id[mentee.id] = &mentee;
  const size_t step = std::max<size_t>(1, evaluation.figures.size() / kComparedPeople);
  for (size_t i = 0; i < evaluation.figures.size(); i += step) {
    const PersonFigures& said = evaluation.figures[i];
    PASSUNG_ASSIGN_OR_RETURN(const double alone, NdcgAlone(world, *by_id.at(said.mentee),
                                                           grades.at(said.mentee), options));
    ++figure.compared;
    if (!(std::abs(alone - said.metrics[Index(Metric::kNdcg)]) < kPrecise)) ++figure.mismatches;
  }
  return absl::OkStatus();
}

// What is said of people who were held out, with the profile as it is, against the evaluation of that profile.
absl::Status CompareHeldOut(const LabelledWorld& world, const std::vector<Judgement>& judgements,
                            const TuningResult& result, Figure& figure) {
  PASSUNG_ASSIGN_OR_RETURN(const Evaluation evaluation,
                           EvaluateJudged(world, judgements, *ShippedProfile("default")));
  std::map<MenteeId, std::set<int32_t>> grades;
  for (const Judgement& one : judgements) grades[one.mentee].insert(one.grade);
  std::vector<double> values;
  for (const PersonFigures& figures : evaluation.figures) {
    // Of whom everything turned out alike any order is as good.
    if (grades.at(figures.mentee).size() < 2) continue;
    values.push_back(figures.metrics[Index(Metric::kNdcg)]);
  }
  ++figure.compared;
  const bool same = result.held_out_before.count == std::ssize(values) &&
                    std::abs(result.held_out_before.value - Mean(values)) < kPrecise;
  if (!same) ++figure.mismatches;
  return absl::OkStatus();
}

Figure Missing(const std::string& path, absl::string_view command) {
  return {.note = absl::StrCat("not measured: no ", path, "; ", command)};
}

}  // namespace

absl::StatusOr<Recovery> MeasureRecovery(const LabelledWorld& world, size_t people,
                                         int32_t worlds) {
  const PlantedTruth truth = UsualTruth();
  double largest = 0;
  std::vector<double> errors;
  size_t outcomes = 0;
  for (int32_t i = 0; i < worlds; ++i) {
    PASSUNG_ASSIGN_OR_RETURN(
        const auto pairs, Plant(world, truth, 0, people, kPerPerson, static_cast<uint64_t>(i) + 1));
    PASSUNG_ASSIGN_OR_RETURN(const TuningResult result, TuneDefault(world, JudgementsOf(pairs)));
    outcomes = pairs.size();
    for (size_t c = 0; c < kCriterionCount; ++c) {
      const auto away =
          static_cast<double>(std::abs(result.profile.weights[c] - truth.profile.weights[c]));
      errors.push_back(away / kPointsOf100);
      largest = std::max(largest, errors.back());
    }
  }
  const std::string note =
      absl::StrFormat("%d worlds of %d outcomes, mean error %.2f, largest %.2f", worlds, outcomes,
                      Mean(errors), largest);
  return Recovery{.largest = {.value = largest, .note = note},
                  .mean = {.value = Mean(errors), .note = note}};
}

absl::StatusOr<Figure> MeasureIntervals(const LabelledWorld& world, size_t people, int32_t worlds) {
  PASSUNG_ASSIGN_OR_RETURN(const auto pairs, Plant(world, UsualTruth(), 0, people, kPerPerson, 1));
  PASSUNG_ASSIGN_OR_RETURN(FitData data, PointsOf(world, pairs));
  std::array<int, kCriterionCount> covered{};
  for (int32_t i = 0; i < worlds; ++i) {
    Random random(static_cast<uint64_t>(i) + 1, Stream::kOutcome, 0);
    const std::vector<double> planted = RandomShares(random);
    DrawGrades(planted, random, data);
    PASSUNG_ASSIGN_OR_RETURN(const Fit fit, FitShares(data, {.current = DefaultShares()}));
    for (size_t c = 0; c < covered.size(); ++c) {
      covered[c] += fit.low[c] <= planted[c] && planted[c] <= fit.high[c] ? 1 : 0;
    }
  }
  int all = 0;
  for (const int count : covered) all += count;
  return Figure{
      .value = 100.0 * *std::min_element(covered.begin(), covered.end()) / worlds,
      .note = absl::StrFormat("%d worlds of %d outcomes; %.1f %% of all intervals", worlds,
                              pairs.size(), 100.0 * all / worlds / kCriterionCount)};
}

absl::StatusOr<HeldOutPeople> MeasureHeldOut(const LabelledWorld& world) {
  const PlantedTruth truth = UsualTruth();
  const size_t half = world.mentees.size() / 2;
  PASSUNG_ASSIGN_OR_RETURN(const auto seen, Plant(world, truth, 0, half, kPerPerson, 1));
  PASSUNG_ASSIGN_OR_RETURN(const auto unseen,
                           Plant(world, truth, half, half, kHeldOutPerPerson, 2));
  PASSUNG_ASSIGN_OR_RETURN(const TuningResult tuned, TuneDefault(world, JudgementsOf(seen)));
  const std::vector<Judgement> judgements = JudgementsOf(unseen);
  PASSUNG_ASSIGN_OR_RETURN(const Evaluation before,
                           EvaluateJudged(world, judgements, *ShippedProfile("default")));
  PASSUNG_ASSIGN_OR_RETURN(const Evaluation after,
                           EvaluateJudged(world, judgements, tuned.profile));
  PASSUNG_ASSIGN_OR_RETURN(const Evaluation oracle,
                           EvaluateJudged(world, judgements, truth.profile));
  const auto ndcg = [](const Evaluation& evaluation) {
    return evaluation.metrics[Index(Metric::kNdcg)].value;
  };
  const PairedComparison compared = Compare(before, after, 1)[Index(Metric::kNdcg)];
  const std::string note = absl::StrFormat(
      "learned from %d outcomes, %d others ordered: default %.4f, tuned %.4f, oracle %.4f, p %.1e",
      seen.size(), unseen.size(), ndcg(before), ndcg(after), ndcg(oracle), compared.p_t);
  return HeldOutPeople{.of_oracle = {.value = 100 * ndcg(after) / ndcg(oracle), .note = note},
                       .over_default = {.value = compared.difference.low, .note = note}};
}

absl::StatusOr<Figure> MeasureOffPolicy(int32_t runs) {
  // Of a list of nine near ties the first five places count. Whoever stands there brings what their own
  // chance says; the other profile has the same hits in the opposite order.
  constexpr int32_t kHits = 9;
  constexpr int32_t kPlaces = 5;
  constexpr int32_t kLists = 2000;
  const auto chance_of = [](int32_t hit) { return 0.1 + 0.08 * hit; };
  double truth = 0;
  for (int32_t place = 0; place < kPlaces; ++place) truth += chance_of(kHits - 1 - place) / kPlaces;
  const std::vector<int32_t> scores(kHits, 70'000'000);
  int within = 0;
  for (int32_t run = 0; run < runs; ++run) {
    Random random(static_cast<uint64_t>(run) + 1, Stream::kOutcome, 1);
    std::vector<LoggedReward> rows;
    for (int32_t list = 0; list < kLists; ++list) {
      PASSUNG_ASSIGN_OR_RETURN(const auto shown,
                               ShuffleNearTies(scores, {.width = 1, .seed = random.Next()}));
      // One place of each list, so that rows are independent.
      const auto place = static_cast<int32_t>(random.Below(kPlaces));
      const ShownPlace& at = shown[static_cast<size_t>(place)];
      rows.push_back({.propensity = at.propensity(),
                      .target = at.hit == kHits - 1 - place ? 1.0 : 0.0,
                      .reward = Happens(random, chance_of(at.hit)) ? 1.0 : 0.0});
    }
    PASSUNG_ASSIGN_OR_RETURN(const OffPolicyEstimate estimate, EstimateOffPolicy(rows, {}));
    within += std::abs(estimate.ips.value - truth) <= 2 * estimate.ips_error ? 1 : 0;
  }
  return Figure{.value = 100.0 * within / runs,
                .note = absl::StrFormat("%d runs of %d lists", runs, kLists)};
}

absl::StatusOr<Figure> MeasureEvaluation(int64_t people, int64_t vacancies) {
  constexpr int32_t kJudged = 3;  // as many suggestions as people of the market have at most
  PASSUNG_ASSIGN_OR_RETURN(const auto world, MakeLabelledWorld(people, vacancies));
  PASSUNG_ASSIGN_OR_RETURN(const auto pairs,
                           Plant(*world, UsualTruth(), 0, static_cast<size_t>(people), kJudged, 1));
  const std::vector<Judgement> judgements = JudgementsOf(pairs);
  EvaluationOptions options;
  options.as_of = BenchDay();
  options.profile = *ShippedProfile("default");
  options.threads = 2;
  const EvaluationInput input = {.mentees = world->mentees, .judgements = judgements, .labels = {}};
  PASSUNG_ASSIGN_OR_RETURN(const Evaluation checked, Evaluate(world->engine, input, options));
  Figure figure;
  PASSUNG_RETURN_IF_ERROR(CompareEvaluation(*world, judgements, options, checked, figure));
  absl::StatusOr<Evaluation> evaluation = absl::UnknownError("not asked yet");
  const double before = ProcessorSeconds();
  const double spent = Microseconds([&] { evaluation = Evaluate(world->engine, input, options); });
  const double worked = ProcessorSeconds() - before;
  PASSUNG_RETURN_IF_ERROR(evaluation.status());
  ++figure.compared;
  if (evaluation->metrics != checked.metrics) ++figure.mismatches;
  figure.value = spent / 1e6;
  figure.note = absl::StrFormat(
      "%d people, %d vacancies, %d judgements, %.2f s of processor; %d answers compared first",
      evaluation->people, vacancies, evaluation->judgements, worked, figure.compared);
  return figure;
}

absl::StatusOr<Figure> MeasureTuning(const LabelledWorld& world, size_t outcomes) {
  PASSUNG_ASSIGN_OR_RETURN(const auto pairs,
                           Plant(world, UsualTruth(), 0, outcomes / kPerPerson, kPerPerson, 1));
  const std::vector<Judgement> judgements = JudgementsOf(pairs);
  TuningOptions options;
  options.as_of = BenchDay();
  options.profile = *ShippedProfile("default");
  options.threads = 2;
  options.ladders = {Ladder::kLanguageMissing, Ladder::kDistrictMinutes, Ladder::kWorkingTimeShare,
                     Ladder::kStartWeeksLate};
  const TuningInput input = {.mentees = world.mentees, .judgements = judgements, .preferences = {}};
  PASSUNG_ASSIGN_OR_RETURN(const TuningResult checked, Tune(world.engine, input, options));
  Figure figure;
  PASSUNG_RETURN_IF_ERROR(CompareHeldOut(world, judgements, checked, figure));
  absl::StatusOr<TuningResult> result = absl::UnknownError("not asked yet");
  const double spent = Microseconds([&] { result = Tune(world.engine, input, options); });
  PASSUNG_RETURN_IF_ERROR(result.status());
  ++figure.compared;
  if (!(result->profile == checked.profile && result->held_out == checked.held_out)) {
    ++figure.mismatches;
  }
  figure.value = spent / 1e6;
  figure.note = absl::StrFormat("%d outcomes, weights and four tables; %d answers compared first",
                                pairs.size(), figure.compared);
  return figure;
}

Figure LeadOfTrees(const std::string& path) {
  std::ifstream in(path);
  const auto read = nlohmann::json::parse(in, nullptr, false);
  if (read.is_discarded()) return Missing(path, "./dev bench tuning");
  return {.value = read.value("lightgbm_lead_percent", 100.0),
          .note = absl::StrFormat("%d people held out", read.value("people", 0))};
}

Figure ProfilesThatKeepTheProperties(const std::string& path) {
  std::ifstream in(path);
  const auto read = nlohmann::json::parse(in, nullptr, false);
  if (read.is_discarded()) return Missing(path, "./dev floors tuning makes it");
  const int failures = read.value("failures", 1);
  int64_t profiles = 0;
  for (const auto& suite : read.value("testsuites", nlohmann::json::array())) {
    for (const auto& test : suite.value("testsuite", nlohmann::json::array())) {
      profiles += std::stoll(test.value("tuned_profiles", std::string("0")));
    }
  }
  return {.value = static_cast<double>(profiles),
          .compared = profiles,
          .mismatches = failures,
          .note = "the test program of the properties"};
}

}  // namespace passung::bench
