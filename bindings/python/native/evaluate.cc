// How good a profile's lists are, by what became of suggestions.
#include <nanobind/stl/map.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "bindings/python/native/arrow_write.h"
#include "bindings/python/native/attributes.h"
#include "bindings/python/native/errors.h"
#include "bindings/python/native/names.h"
#include "bindings/python/native/people.h"
#include "bindings/python/native/snapshot_core.h"
#include "bindings/python/native/stop_watch.h"
#include "passung/evaluation.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

// People and pairs that the engine comes through between two looks.
constexpr int64_t kPiecesBetweenLooks = 64;

// ---- what is asked --------------------------------------------------------------------------------------------------

[[noreturn]] void RefuseJudgement(size_t row, absl::string_view what) {
  throw StatusError(absl::InvalidArgumentError(absl::StrCat("judgements[", row, "]: ", what)));
}

std::vector<Judgement> JudgementsInTable(const ArrowTable& table) {
  std::vector<Judgement> judgements;
  for (const ArrowOwned<ArrowArray>& array : table.batches) {
    const ArrowBatch batch = Value(ArrowBatch::Of(*table.schema.get(), *array.get(), "judgements"));
    std::vector<ArrowColumn> columns;
    for (const char* name : {"mentee", "vacancy", "grade"}) {
      const std::optional<ArrowColumn> column = batch.Find(name);
      if (!column) {
        throw StatusError(
            absl::InvalidArgumentError(absl::StrCat("judgements: there is no column ", name)));
      }
      Check(column->CheckReadable());
      columns.push_back(*column);
    }
    for (int64_t row = 0; row < batch.rows(); ++row) {
      int32_t grade = 0;
      const std::string text = columns[2].Cell(row).value_or("");
      if (!absl::SimpleAtoi(text, &grade)) {
        RefuseJudgement(judgements.size(), absl::StrCat("\"", text, "\" is no grade"));
      }
      judgements.push_back({.mentee = MenteeId{columns[0].Cell(row).value_or("")},
                            .vacancy = VacancyId{columns[1].Cell(row).value_or("")},
                            .grade = grade});
    }
  }
  return judgements;
}

std::vector<Judgement> JudgementsInRows(nb::handle rows) {
  std::vector<Judgement> judgements;
  for (const nb::handle row : rows) {
    if (nb::isinstance<nb::str>(row) || !nb::isinstance<nb::sequence>(row) || nb::len(row) != 3) {
      RefuseJudgement(judgements.size(), "is no (mentee, vacancy, grade)");
    }
    Judgement judgement;
    const bool read = nb::try_cast(row[0], judgement.mentee.value) &&
                      nb::try_cast(row[1], judgement.vacancy.value) &&
                      nb::try_cast(row[2], judgement.grade);
    if (!read) RefuseJudgement(judgements.size(), "is no (id, id, whole number)");
    judgements.push_back(std::move(judgement));
  }
  return judgements;
}

std::vector<Judgement> ReadJudgements(nb::handle source) {
  if (IsArrow(source)) return JudgementsInTable(TakeArrow(source, "judgements"));
  if (nb::isinstance<nb::str>(source) || !nb::hasattr(source, "__iter__")) {
    Refuse("judgements", source, "a list of (mentee, vacancy, grade) and no Arrow data");
  }
  return JudgementsInRows(source);
}

// The profile as a question would use it: with weights and rules that are named beside it.
ScoringProfile ProfileOf(const MatchOptions& asked) {
  AppliedProfile applied = Value(Apply(asked.profile, asked.overrides));
  for (size_t i = 0; i < kCriterionCount; ++i) applied.profile.weights[i] = applied.weights[i];
  return std::move(applied.profile);
}

EvaluationOptions ReadEvaluation(const SnapshotCore& core, nb::handle asked, nb::handle how) {
  const char* const number = "a whole number";
  const MatchOptions match = ReadOptions(asked, core.profiles());
  return {.as_of = match.as_of,
          .profile = ProfileOf(match),
          .scope = NameIn<EvaluationScope>("scope", nb::object(how.attr("scope"))),
          .k = Read<int32_t>(how, "k", number),
          .good = Read<int32_t>(how, "good", number),
          .threads = match.threads,
          .seed = Read<uint64_t>(how, "seed", number),
          .resamples = Read<int32_t>(how, "resamples", number),
          .is_over = nullptr};
}

using EvaluationPtr = std::shared_ptr<Evaluation>;

EvaluationPtr EvaluateAll(const SnapshotCore& core, const People& people, nb::handle judged,
                          nb::handle asked, nb::handle how, nb::handle named) {
  EvaluationOptions options = ReadEvaluation(core, asked, how);
  const std::vector<Judgement> judgements = ReadJudgements(judged);
  std::map<std::string, std::string> labels;
  if (!nb::try_cast(named, labels)) Refuse("labels", named, "a dict of ids of mentees and texts");
  std::vector<GroupLabel> groups;
  groups.reserve(labels.size());
  for (const auto& [mentee, label] : labels) groups.push_back({MenteeId{mentee}, label});
  StopWatch watch(kPiecesBetweenLooks);
  options.is_over = [&watch] { return !watch.Look(); };
  absl::StatusOr<Evaluation> evaluation;
  {
    const nb::gil_scoped_release released;
    evaluation = Evaluate(core.engine(), {people.mentees(), judgements, groups}, options);
  }
  watch.ThrowIfStopped();
  return std::make_shared<Evaluation>(Value(std::move(evaluation)));
}

// ---- what is answered -----------------------------------------------------------------------------------------------

template <size_t kMetrics>
nb::dict MetricDict(const std::array<Estimate, kMetrics>& metrics) {
  nb::dict dict;
  for (size_t i = 0; i < kMetrics; ++i) {
    dict[NameOf(static_cast<Metric>(i)).c_str()] = nb::cast(metrics[i]);
  }
  return dict;
}

std::vector<nb::dict> Slices(const Evaluation& evaluation) {
  std::vector<nb::dict> slices;
  for (const EvaluationSlice& one : evaluation.slices) {
    nb::dict slice;
    slice["kind"] = NameOf(one.kind);
    slice["value"] = one.value;
    slice["hidden"] = one.hidden;
    if (!one.hidden) {
      slice["people"] = one.people;
      slice["metrics"] = MetricDict(one.metrics);
    }
    slices.push_back(slice);
  }
  return slices;
}

std::vector<nb::dict> Calibration(const Evaluation& evaluation) {
  std::vector<nb::dict> bins;
  for (const CalibrationBin& one : evaluation.calibration) {
    nb::dict bin;
    bin["least"] = one.least;
    bin["most"] = one.most;
    bin["mean"] = one.mean;
    bin["good"] = nb::cast(one.good);
    bins.push_back(bin);
  }
  return bins;
}

// Metric → the two profiles on the same people.
nb::dict CompareWith(const Evaluation& before, const Evaluation& after, uint64_t seed) {
  const auto same_person = [](const PersonFigures& a, const PersonFigures& b) {
    return a.mentee == b.mentee;
  };
  const bool same_input = before.judgements == after.judgements && before.good == after.good &&
                          before.left_out == after.left_out &&
                          std::equal(before.figures.begin(), before.figures.end(),
                                     after.figures.begin(), after.figures.end(), same_person);
  if (!same_input) {
    throw StatusError(
        absl::InvalidArgumentError("after: was not made from the same people and judgements"));
  }
  const auto comparisons = Compare(before, after, seed);
  nb::dict dict;
  for (size_t i = 0; i < comparisons.size(); ++i) {
    const PairedComparison& one = comparisons[i];
    nb::dict comparison;
    comparison["difference"] = nb::cast(one.difference);
    comparison["p_t"] = one.p_t;
    comparison["p_wilcoxon"] = one.p_wilcoxon;
    comparison["p_permutation"] = one.p_permutation;
    if (!one.counts_hidden) {
      comparison["better"] = one.better;
      comparison["worse"] = one.worse;
    }
    dict[NameOf(static_cast<Metric>(i)).c_str()] = comparison;
  }
  return dict;
}

struct FigureColumns {
  TextColumn mentee;
  std::array<std::vector<double>, kPersonMetricCount> metrics;
};

nb::capsule FigureStream(const Evaluation& evaluation, nb::handle /*requested_schema*/) {
  auto columns = std::make_shared<FigureColumns>();
  for (const PersonFigures& one : evaluation.figures) {
    columns->mentee.Add(one.mentee.value);
    for (size_t i = 0; i < kPersonMetricCount; ++i) columns->metrics[i].push_back(one.metrics[i]);
  }
  std::vector<LentColumn> lent = {Lend("mentee", columns->mentee)};
  for (size_t i = 0; i < kPersonMetricCount; ++i) {
    lent.push_back(Lend(NameOf(static_cast<Metric>(i)), columns->metrics[i]));
  }
  ArrowArrayStream stream;
  ExportStream(LendBatch(std::move(lent), columns->mentee.size()), columns, &stream);
  return ArrowCapsule(stream, "arrow_array_stream");
}

}  // namespace

void BindEvaluate(nb::module_& module) {
  nb::class_<Estimate>(module, "Estimate", "A figure with its interval of 95 %.")
      .def_ro("value", &Estimate::value)
      .def_ro("low", &Estimate::low)
      .def_ro("high", &Estimate::high)
      .def_ro("count", &Estimate::count, "Of people, or pairs; 0: there is nothing to say.")
      .def("__repr__", [](const Estimate& one) {
        return absl::StrCat("<Estimate ", one.value, " (", one.low, " to ", one.high, ") of ",
                            one.count, ">");
      });
  nb::class_<Evaluation>(module, "Evaluation",
                         "How good lists are, by what became of suggestions; as Arrow data a row "
                         "for each person who was judged.")
      .def_ro("people", &Evaluation::people)
      .def_ro("judgements", &Evaluation::judgements)
      .def_ro("good", &Evaluation::good)
      .def_ro("closed", &Evaluation::closed, "Judged pairs that an enforced rule drops.")
      .def_ro("left_out", &Evaluation::left_out,
              "Judgements of people or vacancies that are not there.")
      .def_prop_ro(
          "metrics", [](const Evaluation& evaluation) { return MetricDict(evaluation.metrics); },
          nb::sig("def metrics(self) -> dict[str, Estimate]"))
      .def_prop_ro("calibration", Calibration,
                   nb::sig("def calibration(self) -> list[dict[str, typing.Any]]"),
                   "Judged pairs by score, in ten parts: how many turned out well.")
      .def_prop_ro("slices", Slices, nb::sig("def slices(self) -> list[dict[str, typing.Any]]"),
                   "By district, level, kind and label; what tells of fewer than five people is "
                   "hidden.")
      .def("compare", CompareWith, nb::arg("after"), nb::arg("seed") = 1,
           nb::sig("def compare(self, after: Evaluation, seed: int = 1) -> dict[str, dict[str, "
                   "typing.Any]]"),
           "Another profile on the same people, person by person, metric by metric.")
      .def("__arrow_c_stream__", FigureStream, nb::arg("requested_schema") = nb::none(),
           nb::sig("def __arrow_c_stream__(self, requested_schema: object | None = None) -> "
                   "object"))
      .def("__repr__", [](const Evaluation& evaluation) {
        return absl::StrCat("<Evaluation of ", evaluation.people, " people, ndcg ",
                            evaluation.metrics[0].value, ">");
      });
  module.def("evaluate", EvaluateAll, nb::arg("snapshot"), nb::arg("mentees"),
             nb::arg("judgements"), nb::arg("options"), nb::arg("how"), nb::arg("labels"));
}

}  // namespace passung::python
