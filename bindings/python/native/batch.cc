// Many mentees at once, and the table of their answers.
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bindings/python/native/answer_table.h"
#include "bindings/python/native/answers.h"
#include "bindings/python/native/errors.h"
#include "bindings/python/native/feed.h"
#include "bindings/python/native/people.h"
#include "bindings/python/native/snapshot_core.h"
#include "bindings/python/native/stop_watch.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

using TablePtr = std::shared_ptr<AnswerTable>;

// A batch's mentees and answers pass through any of its threads, the asking one among them.
constexpr int64_t kPassesBetweenLooks = 256;

std::unique_ptr<MenteeFeed> FeedOf(const SnapshotCore& core, nb::handle mentees) {
  std::shared_ptr<People> people;
  if (nb::try_cast(mentees, people)) return std::make_unique<MenteeFeed>(std::move(people));
  ArrowTable table = TakeArrow(mentees, "mentees");
  const nb::gil_scoped_release released;
  return Value(MenteeFeed::Of(std::move(table), *core.knowledge()));
}

BatchOptions ReadBatchOptions(const SnapshotCore& core, nb::handle asked, bool explain) {
  BatchOptions options{.match = ReadOptions(asked, core.profiles()), .explain = explain};
  if (options.match.summary) {
    throw StatusError(absl::InvalidArgumentError(
        "summary: True is not allowed for many mentees; ask for one with rank()"));
  }
  return options;
}

TablePtr RankAll(const SnapshotCore& core, nb::handle mentees, nb::handle asked, bool explain) {
  BatchOptions options = ReadBatchOptions(core, asked, explain);
  StopWatch watch(kPassesBetweenLooks);
  options.cancelled = watch.stopped();
  const std::unique_ptr<MenteeFeed> feed = FeedOf(core, mentees);
  // No more than there are vacancies; a limit that is not allowed is refused below.
  const int64_t rows_each =
      std::clamp<int64_t>(options.match.limit, 0, core.snapshot()->size().vacancies);
  auto table = std::make_shared<AnswerTable>(explain, feed->size() * rows_each);
  absl::Status added;
  const auto source = [&] {
    watch.Look();
    return feed->Next();
  };
  const auto sink = [&](const BatchAnswer& answer) {
    watch.Look();
    added = table->Add(feed->IdOf(answer.number), answer.result);
    return added.ok();
  };
  absl::Status status;
  {
    const nb::gil_scoped_release released;
    status = core.engine().RankBatch(source, options, sink);
  }
  watch.ThrowIfStopped();
  Check(added);
  Check(status);
  return table;
}

// A view of a vector of the table, which it keeps alive.
template <class T, size_t... kShape>
nb::ndarray<nb::numpy, const T> ArrayOf(const std::vector<T>& values, std::vector<size_t> shape,
                                        nb::handle owner) {
  return nb::ndarray<nb::numpy, const T>(values.data(), shape.size(), shape.data(), owner);
}

using Table = nb::pointer_and_handle<AnswerTable>;

nb::capsule AnswerStream(const TablePtr& table, nb::handle /*requested_schema*/) {
  ArrowArrayStream stream;
  ExportStream(table->Columns(), table, &stream);
  return ArrowCapsule(stream, "arrow_array_stream");
}

nb::capsule AnswerSchema(const TablePtr& table) {
  ArrowSchema schema;
  ExportSchema(table->Columns(), &schema);
  return ArrowCapsule(schema, "arrow_schema");
}

nb::tuple AnswerArray(const TablePtr& table, nb::handle /*requested_schema*/) {
  ArrowArray array;
  ExportArray(table->Columns(), table, &array);
  return nb::make_tuple(AnswerSchema(table), ArrowCapsule(array, "arrow_array"));
}

void RequireExplained(const AnswerTable& table) {
  if (table.explained()) return;
  throw StatusError(absl::FailedPreconditionError(
      "explain: points and intervals are there only where explain=True was asked for"));
}

// Columns of numbers, as arrays.
void BindArrays(nb::class_<AnswerTable>& answers) {
  const auto shape_of = [](const auto& values) { return std::vector<size_t>{values.size()}; };
  answers
      .def_prop_ro(
          "offsets",
          [shape_of](Table table) {
            return ArrayOf(table.p->offsets(), shape_of(table.p->offsets()), table.h);
          },
          nb::sig("def offsets(self) -> numpy.typing.NDArray[numpy.int64]"),
          "Rows offsets[i] up to offsets[i + 1] answer mentee i.")
      .def_prop_ro(
          "rank",
          [shape_of](Table table) {
            return ArrayOf(table.p->rank(), shape_of(table.p->rank()), table.h);
          },
          nb::sig("def rank(self) -> numpy.typing.NDArray[numpy.int32]"))
      .def_prop_ro(
          "score",
          [shape_of](Table table) {
            return ArrayOf(table.p->score(), shape_of(table.p->score()), table.h);
          },
          nb::sig("def score(self) -> numpy.typing.NDArray[numpy.int32]"))
      .def_prop_ro(
          "points",
          [](Table table) {
            RequireExplained(*table.p);
            return ArrayOf(table.p->points(),
                           {static_cast<size_t>(table.p->rows()), size_t{kCriterionCount}},
                           table.h);
          },
          nb::sig("def points(self) -> numpy.typing.NDArray[numpy.int32]"),
          "Points of each row and criterion, in the order of passung.CRITERIA.")
      .def_prop_ro(
          "interval",
          [shape_of](Table table) {
            RequireExplained(*table.p);
            return nb::make_tuple(
                ArrayOf(table.p->interval_min(), shape_of(table.p->interval_min()), table.h),
                ArrayOf(table.p->interval_max(), shape_of(table.p->interval_max()), table.h));
          },
          nb::sig("def interval(self) -> tuple[numpy.typing.NDArray[numpy.int32], "
                  "numpy.typing.NDArray[numpy.int32]]"));
}

}  // namespace

void BindBatch(nb::module_& module) {
  nb::class_<AnswerTable> answers(module, "Answers",
                                  "The matches of many mentees as columns, the best of each first. "
                                  "Whoever has none has one row "
                                  "of rank 0. NumPy and Arrow read the columns where they are.");
  answers.def("__len__", [](const AnswerTable& table) { return table.rows(); })
      .def_prop_ro("mentees", [](const AnswerTable& table) { return table.mentees(); })
      .def_prop_ro(
          "faults", [](const AnswerTable& table) { return table.faults(); },
          "How many mentees were faulty; the column `fault` says why.")
      .def_prop_ro(
          "versions",
          [](const AnswerTable& table) -> std::optional<nb::dict> {
            if (!table.versions()) return std::nullopt;
            return VersionsDict(*table.versions());
          },
          nb::sig("def versions(self) -> dict[str, typing.Any] | None"))
      .def("__arrow_c_stream__", AnswerStream, nb::arg("requested_schema") = nb::none(),
           nb::sig("def __arrow_c_stream__(self, requested_schema: object | None = None) -> "
                   "object"))
      .def("__arrow_c_array__", AnswerArray, nb::arg("requested_schema") = nb::none(),
           nb::sig("def __arrow_c_array__(self, requested_schema: object | None = None) -> "
                   "tuple[object, object]"))
      .def("__arrow_c_schema__", AnswerSchema, nb::sig("def __arrow_c_schema__(self) -> object"))
      .def("__repr__", [](const AnswerTable& table) {
        return absl::StrCat("<Answers to ", table.mentees(), " mentees, ", table.rows(), " rows>");
      });
  BindArrays(answers);
  module.def("rank_all", RankAll, nb::arg("snapshot"), nb::arg("mentees"), nb::arg("options"),
             nb::arg("explain"));
}

}  // namespace passung::python
