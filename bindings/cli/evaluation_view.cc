#include "bindings/cli/evaluation_view.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/sheet_writer.h"
#include "passung/evaluation.h"
#include "passung/tuning.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

constexpr double kWeightsPerPoint = 100;  // of 10 000, shown as points of 100
constexpr double kLeastChance = 0.001;
constexpr double kUsualBar = 0.05;

// The tables of one answer.
class EvaluationView {
 public:
  EvaluationView(const text::Texts& texts, const Console& console)
      : texts_(texts), console_(console) {}

  std::string Decimal(double value, int digits) const {
    std::string written = absl::StrFormat("%.*f", digits, value);
    // What is rounded to nothing is neither more nor less.
    if (written.find_first_not_of("-0.") == std::string::npos && written[0] == '-')
      written.erase(0, 1);
    return texts_.locale() == text::Locale::kDe ? absl::StrReplaceAll(written, {{".", ","}})
                                                : written;
  }
  std::string Range(double low, double high, int digits) const {
    return absl::StrCat(Decimal(low, digits), " … ", Decimal(high, digits));
  }
  // That of a difference; of so few who differ nothing can be said.
  std::string RangeOf(const v1::MetricComparison& one) const {
    if (one.counts_hidden() && one.p_t() == 1) return Count(0, true);
    return Range(one.difference().low(), one.difference().high(), 4);
  }
  // Kinds of vacancies have words; codes of districts, levels and labels stay what they are.
  template <class Slice>
  std::string SliceValue(const Slice& slice) const {
    if (slice.value().empty()) return texts_.Get("phrase.unknown");
    if (slice.kind() != v1::SLICE_KIND_VACANCY_KIND) return slice.value();
    const auto kind = FromName<VacancyKind>(slice.value());
    return kind ? texts_.Of(*kind) : slice.value();
  }
  // A chance of 1 beside counts that are hidden is one that is not told.
  std::string ShownChance(double p, bool counts_hidden) const {
    return counts_hidden && p == 1 ? Count(0, true) : Chance(p);
  }
  std::string Chance(double p) const {
    return p < kLeastChance ? absl::StrCat("< ", Decimal(kLeastChance, 3)) : Decimal(p, 3);
  }
  // The word for an enumerator, below `family` in the catalogue.
  template <class E, class ProtoEnum>
  std::string Word(absl::string_view family, ProtoEnum value) const {
    const auto read = wire::FromProto<E>(value, "value");
    return read.ok() ? texts_.Get(absl::StrCat(family, ".", Name(*read))) : "";
  }

  // Of people, who may be too few to be counted.
  std::string Count(int64_t count, bool hidden) const {
    return hidden ? texts_.Get("phrase.not_shown") : texts_.Number(count);
  }

  void Line(absl::string_view key, const std::vector<text::Argument>& values = {}) const {
    console_.out << texts_.Get(key, values) << "\n";
  }
  Table Begin(const std::vector<std::pair<const char*, Align>>& columns) const {
    std::vector<TableColumn> made;
    made.reserve(columns.size());
    for (const auto& [key, align] : columns) {
      made.push_back({texts_.Get(absl::StrCat("table.", key)), align, 40});
    }
    return {std::move(made), console_.width};
  }

  void Metrics(const v1::EvaluateProfileResponse& response) const {
    Table table =
        Begin({{"metric", Align::kLeft}, {"figure", Align::kRight}, {"confidence", Align::kRight}});
    for (const v1::MetricFigure& figure : response.evaluation().metrics()) {
      const v1::Estimate& estimate = figure.estimate();
      table.Add({Word<Metric>("metric", figure.metric()), Decimal(estimate.value(), 4),
                 Range(estimate.low(), estimate.high(), 4)});
    }
    table.Print(console_.out);
  }

  void Comparisons(const v1::EvaluateProfileResponse& response) const {
    Table table = Begin({{"metric", Align::kLeft},
                         {"difference", Align::kRight},
                         {"confidence", Align::kRight},
                         {"p_student", Align::kRight},
                         {"p_wilcoxon", Align::kRight},
                         {"better", Align::kRight},
                         {"worse", Align::kRight}});
    for (const v1::MetricComparison& one : response.comparisons()) {
      table.Add({Word<Metric>("metric", one.metric()), Decimal(one.difference().value(), 4),
                 RangeOf(one), ShownChance(one.p_t(), one.counts_hidden()),
                 ShownChance(one.p_wilcoxon(), one.counts_hidden()),
                 Count(one.better(), one.counts_hidden()),
                 Count(one.worse(), one.counts_hidden())});
    }
    table.Print(console_.out);
  }

  void Calibration(const v1::Evaluation& evaluation) const {
    Table table = Begin({{"score_from", Align::kRight},
                         {"score_to", Align::kRight},
                         {"good_share", Align::kRight},
                         {"confidence", Align::kRight},
                         {"judged_pairs", Align::kRight}});
    for (const v1::CalibrationBin& bin : evaluation.calibration()) {
      table.Add({texts_.Score(bin.least()), texts_.Score(bin.most()),
                 Decimal(bin.good().value(), 3), Range(bin.good().low(), bin.good().high(), 3),
                 texts_.Number(bin.good().count())});
    }
    table.Print(console_.out);
  }

  // What near ties tell that were drawn.
  void Explored(const v1::ExploredEvaluation& explored, const v1::Evaluation& of,
                const v1::EvaluateProfileResponse& response) const {
    console_.out << "\n";
    if (explored.hidden()) return Line("phrase.explored_hidden", {{"profile", of.profile()}});
    Line("phrase.explored", {{"lists", texts_.Number(explored.lists())},
                             {"people", texts_.Number(explored.people())},
                             {"places", texts_.Number(explored.places())},
                             {"k", texts_.Number(response.k())},
                             {"profile", of.profile()},
                             {"version", texts_.Number(of.version())}});
    Table table = Begin({{"metric", Align::kLeft},
                         {"figure", Align::kRight},
                         {"confidence", Align::kRight},
                         {"standard_error", Align::kRight}});
    const auto add = [&](absl::string_view name, const v1::Estimate& estimate,
                         const std::string& error) {
      table.Add({texts_.Get(absl::StrCat("explored.", name)), Decimal(estimate.value(), 4),
                 Range(estimate.low(), estimate.high(), 4), error});
    };
    add("shown", explored.shown(), "");
    add("ips", explored.ips(), Decimal(explored.ips_error(), 4));
    add("snips", explored.snips(), Decimal(explored.snips_error(), 4));
    add("doubly_robust", explored.doubly_robust(), Decimal(explored.doubly_robust_error(), 4));
    table.Print(console_.out);
  }

  // With a comparison also what the slice had before: who gains and who loses.
  void Slices(const v1::EvaluateProfileResponse& response) const {
    const v1::Evaluation& evaluation = response.evaluation();
    std::vector<std::pair<const char*, Align>> columns = {
        {"slice", Align::kLeft},       {"slice_value", Align::kLeft},
        {"people", Align::kRight},     {"slice_ndcg", Align::kRight},
        {"confidence", Align::kRight}, {"slice_good_match", Align::kRight}};
    if (response.has_before()) columns.emplace_back("slice_ndcg_before", Align::kRight);
    Table table = Begin(columns);
    for (int i = 0; i < evaluation.slices_size(); ++i) {
      const v1::EvaluationSlice& slice = evaluation.slices(i);
      std::vector<std::string> cells = {Word<SliceKind>("slice_kind", slice.kind()),
                                        SliceValue(slice)};
      if (slice.hidden()) {
        cells.push_back(texts_.Get("phrase.not_shown"));
      } else {
        const v1::Estimate& ndcg = slice.metrics(0).estimate();
        const v1::Estimate& match =
            slice.metrics(static_cast<int>(Index(Metric::kGoodMatch))).estimate();
        cells.insert(cells.end(), {texts_.Number(slice.people()), Decimal(ndcg.value(), 4),
                                   Range(ndcg.low(), ndcg.high(), 4), Decimal(match.value(), 3)});
        // Both have the same slices: they are of the same people and judgements.
        if (response.has_before()) {
          cells.push_back(Decimal(response.before().slices(i).metrics(0).estimate().value(), 4));
        }
      }
      cells.resize(columns.size());
      table.Add(std::move(cells));
    }
    table.Print(console_.out);
  }

  void SliceChanges(const v1::PreviewProfileResponse& response) const {
    const std::vector<std::pair<const char*, Align>> columns = {
        {"slice", Align::kLeft},
        {"slice_value", Align::kLeft},
        {"people", Align::kRight},
        {"slice_ndcg", Align::kRight},
        {"slice_ndcg_before", Align::kRight},
        {"difference", Align::kRight},
        {"confidence", Align::kRight},
        {"better", Align::kRight},
        {"worse", Align::kRight}};
    Table table = Begin(columns);
    for (const v1::SliceChange& slice : response.slices()) {
      std::vector<std::string> cells = {Word<SliceKind>("slice_kind", slice.kind()),
                                        SliceValue(slice), Count(slice.people(), slice.hidden())};
      if (!slice.hidden()) {
        const v1::Estimate& difference = slice.ndcg().difference();
        const bool hidden = slice.ndcg().counts_hidden();
        cells.insert(cells.end(),
                     {Decimal(slice.after().value(), 4), Decimal(slice.before().value(), 4),
                      Decimal(difference.value(), 4), RangeOf(slice.ndcg()),
                      Count(slice.ndcg().better(), hidden), Count(slice.ndcg().worse(), hidden)});
      }
      cells.resize(columns.size());
      table.Add(std::move(cells));
    }
    table.Print(console_.out);
  }

  void Weights(const v1::TuneProfileResponse& response) const {
    Table table = Begin({{"criterion", Align::kLeft},
                         {"weight_before", Align::kRight},
                         {"weight_after", Align::kRight},
                         {"confidence", Align::kRight},
                         {"remark", Align::kLeft}});
    for (const v1::TunedWeight& weight : response.weights()) {
      table.Add({Word<CriterionKey>("criterion", weight.criterion()),
                 Decimal(weight.before() / kWeightsPerPoint, 2),
                 Decimal(weight.after() / kWeightsPerPoint, 2),
                 Range(weight.low() / kWeightsPerPoint, weight.high() / kWeightsPerPoint, 1),
                 weight.enough() ? "" : texts_.Get("phrase.too_little_data")});
    }
    table.Print(console_.out);
  }

  void Rungs(const v1::TuneProfileResponse& response) const {
    if (response.rungs().empty()) return;
    console_.out << "\n";
    Table table = Begin({{"ladder", Align::kLeft},
                         {"rung", Align::kRight},
                         {"points_before", Align::kRight},
                         {"points_after", Align::kRight}});
    for (const v1::TunedRung& rung : response.rungs()) {
      table.Add({Word<Ladder>("ladder", rung.ladder()), texts_.Number(rung.rung() + 1),
                 texts_.Number(rung.before()), texts_.Number(rung.after())});
    }
    table.Print(console_.out);
  }

  void HeldOut(const v1::TuneProfileResponse& response) const {
    if (!response.has_held_out()) return Line("phrase.tuning_no_held_out");
    const v1::MetricComparison& compared = response.held_out();
    Line("phrase.tuning_held_out", {{"before", Decimal(response.held_out_before().value(), 4)},
                                    {"after", Decimal(response.held_out_after().value(), 4)},
                                    {"people", texts_.Number(compared.difference().count())},
                                    {"range", RangeOf(compared)},
                                    {"p", ShownChance(compared.p_t(), compared.counts_hidden())}});
    const bool sure = compared.p_t() < kUsualBar;
    Line(!sure                               ? "phrase.tuning_no_difference"
         : compared.difference().value() > 0 ? "phrase.tuning_better"
                                             : "phrase.tuning_worse");
  }

 private:
  const text::Texts& texts_;
  const Console& console_;
};

bool HidesAny(const v1::EvaluateProfileResponse& response) {
  const auto& slices = response.evaluation().slices();
  const auto& comparisons = response.comparisons();
  return std::any_of(slices.begin(), slices.end(), [](const auto& of) { return of.hidden(); }) ||
         std::any_of(comparisons.begin(), comparisons.end(),
                     [](const auto& of) { return of.counts_hidden(); });
}

bool HidesAny(const v1::PreviewProfileResponse& response) {
  const auto& slices = response.slices();
  return response.measured().counts_hidden() ||
         std::any_of(slices.begin(), slices.end(), [](const v1::SliceChange& of) {
           return of.hidden() || of.ndcg().counts_hidden();
         });
}

}  // namespace

void PrintEvaluation(const v1::EvaluateProfileResponse& response, const text::Texts& texts,
                     const Console& console) {
  const EvaluationView view(texts, console);
  view.Line("phrase.evaluation", {{"profile", response.evaluation().profile()},
                                  {"version", texts.Number(response.evaluation().version())},
                                  {"people", texts.Number(response.people())},
                                  {"judgements", texts.Number(response.judgements())},
                                  {"good", texts.Number(response.good_judgements())},
                                  {"k", texts.Number(response.k())},
                                  {"date", ShownDay(response.as_of(), texts)}});
  view.Line(response.scope() == v1::EVALUATION_SCOPE_MARKET ? "phrase.evaluation_market"
                                                            : "phrase.evaluation_judged");
  console.out << "\n";
  view.Metrics(response);
  if (response.has_before()) {
    console.out << "\n";
    view.Line("phrase.evaluation_compared",
              {{"profile", response.before().profile()},
               {"version", texts.Number(response.before().version())}});
    view.Comparisons(response);
  }
  console.out << "\n";
  view.Line("phrase.evaluation_calibration");
  view.Calibration(response.evaluation());
  console.out << "\n";
  view.Line("phrase.evaluation_slices");
  view.Slices(response);
  if (HidesAny(response)) view.Line("phrase.evaluation_hidden");
  if (response.has_explored()) {
    view.Explored(response.explored(), response.evaluation(), response);
  }
  if (response.has_explored_before()) {
    view.Explored(response.explored_before(), response.before(), response);
  }
  if (response.explored_left_out() > 0) {
    view.Line("phrase.explored_left_out", {{"lists", texts.Number(response.explored_left_out())}});
  }
}

void PrintMeasured(const v1::PreviewProfileResponse& response, const text::Texts& texts,
                   const Console& console) {
  const EvaluationView view(texts, console);
  if (!response.has_measured()) return view.Line("phrase.preview_not_measured");
  const v1::MetricComparison& all = response.measured();
  view.Line("phrase.preview_measured", {{"people", texts.Number(all.difference().count())},
                                        {"difference", view.Decimal(all.difference().value(), 4)},
                                        {"range", view.RangeOf(all)},
                                        {"better", view.Count(all.better(), all.counts_hidden())},
                                        {"worse", view.Count(all.worse(), all.counts_hidden())}});
  view.SliceChanges(response);
  if (HidesAny(response)) view.Line("phrase.evaluation_hidden");
}

void PrintTuning(const v1::TuneProfileResponse& response, const text::Texts& texts,
                 const Console& console) {
  const EvaluationView view(texts, console);
  view.Line("phrase.tuning", {{"profile", response.profile().name()},
                              {"version", texts.Number(response.version_before())},
                              {"judgements", texts.Number(response.judgements())},
                              {"preferences", texts.Number(response.preferences())},
                              {"people", texts.Number(response.people())},
                              {"comparisons", texts.Number(response.comparisons())}});
  console.out << "\n";
  view.Weights(response);
  view.Rungs(response);
  console.out << "\n";
  view.HeldOut(response);
}

}  // namespace passung::cli
