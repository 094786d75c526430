// Where snapshots come from, and the questions about one person or one vacancy.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/python/native/answers.h"
#include "bindings/python/native/errors.h"
#include "bindings/python/native/people.h"
#include "bindings/python/native/snapshot_core.h"
#include "passung/ingest.h"
#include "passung/market.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

using CorePtr = std::shared_ptr<SnapshotCore>;

std::vector<Mentee> CopyOf(const People* people) {
  return people == nullptr ? std::vector<Mentee>() : people->mentees();
}

CorePtr Open(const std::string& path, const People* people, int threads) {
  const nb::gil_scoped_release released;
  const std::unique_ptr<SnapshotImage> image = Value(SnapshotImage::Open(path, threads));
  auto knowledge = Value(Knowledge::Create({}, image->extras().classification));
  auto snapshot = Value(image->Load(knowledge, CopyOf(people), threads));
  return std::make_shared<SnapshotCore>(std::move(snapshot), std::move(knowledge), image->extras());
}

CorePtr Build(std::vector<Vacancy> vacancies, std::vector<Mentee> mentees, int threads) {
  auto knowledge = Knowledge::BuiltIn();
  auto snapshot = Value(BuildSnapshot({.knowledge = knowledge,
                                       .mentees = std::move(mentees),
                                       .vacancies = std::move(vacancies),
                                       .threads = threads}));
  return std::make_shared<SnapshotCore>(std::move(snapshot), std::move(knowledge), ImageExtras{});
}

template <class E>
E NamedBy(absl::string_view field, const std::string& name) {
  const auto found = FromName<E>(name);
  if (found) return *found;
  throw StatusError(absl::InvalidArgumentError(
      absl::StrCat(field, ": \"", name, "\" is not one of ", absl::StrJoin(Names<E>(), ", "))));
}

Date DayOf(const char* field, const std::string& text) {
  auto day = Date::Parse(text);
  if (day.ok()) return *day;
  throw StatusError(absl::InvalidArgumentError(
      absl::StrCat(field, ": \"", text, "\" is not a day, such as \"2026-03-02\"")));
}

std::pair<CorePtr, std::shared_ptr<People>> MarketOf(int64_t mentees, int64_t vacancies,
                                                     uint64_t seed, const std::string& today,
                                                     const std::string& region, int threads) {
  const MarketOptions options{.mentees = mentees,
                              .vacancies = vacancies,
                              .seed = seed,
                              .today = DayOf("today", today),
                              .region = NamedBy<MarketRegion>("region", region)};
  const nb::gil_scoped_release released;
  Market market = Value(MakeMarket(options));
  auto people = std::make_shared<People>(std::move(market.mentees));
  return {Build(std::move(market.vacancies), people->mentees(), threads), std::move(people)};
}

// What was wrong with which record, in the words of the importer.
std::vector<std::string> ProblemsOf(const ImportReport& report) {
  std::vector<std::string> problems;
  const auto add = [&](absl::string_view where, const RecordProblem& problem) {
    problems.push_back(
        absl::StrCat(where, problem.field, problem.field.empty() ? "" : ": ", problem.reason));
  };
  for (const RecordProblem& problem : report.problems) add("", problem);
  for (const RecordReport& record : report.records) {
    for (const RecordProblem& problem : record.problems) {
      add(absl::StrCat(record.line, " ", record.id, " (", Name(record.verdict), "): "), problem);
    }
  }
  return problems;
}

std::pair<CorePtr, std::vector<std::string>> FromVacancies(const nb::bytes& text,
                                                           const People* people, int threads) {
  const absl::string_view content(text.c_str(), text.size());
  const nb::gil_scoped_release released;
  VacancyImport import = Value(ImportVacancies(content, *Knowledge::BuiltIn()));
  std::vector<std::string> problems = ProblemsOf(import.report);
  return {Build(std::move(import.vacancies), CopyOf(people), threads), std::move(problems)};
}

void Save(const SnapshotCore& core, const std::string& path, int threads) {
  const nb::gil_scoped_release released;
  Check(WriteImage(*core.snapshot(), core.extras(), path, threads).status());
}

RankingView RankingOf(const SnapshotCore& core, RankResult result, bool counted) {
  RankingView view{.snapshot = core.snapshot(),
                   .matches = {},
                   .summary = std::move(result.summary),
                   .versions = std::move(result.versions),
                   .counted = counted};
  for (Match& match : result.matches) view.matches.push_back({view.snapshot, std::move(match)});
  return view;
}

RankingView Rank(const SnapshotCore& core, const Mentee& mentee, nb::handle asked) {
  const MatchOptions options = ReadOptions(asked, core.profiles());
  const nb::gil_scoped_release released;
  return RankingOf(core, Value(core.engine().RankVacancies(mentee, options)), options.summary);
}

const Vacancy& FindVacancy(const SnapshotCore& core, const std::string& id) {
  const Vacancy* vacancy = core.snapshot()->FindVacancy(VacancyId{id});
  if (vacancy != nullptr) return *vacancy;
  throw StatusError(
      absl::NotFoundError(absl::StrCat("vacancy: \"", id, "\" is not in the snapshot")));
}

const Mentee& FindMentee(const SnapshotCore& core, const std::string& id) {
  const Mentee* mentee = core.snapshot()->FindMentee(MenteeId{id});
  if (mentee != nullptr) return *mentee;
  throw StatusError(
      absl::NotFoundError(absl::StrCat("mentee: \"", id, "\" is not in the snapshot")));
}

RankingView RankMentees(const SnapshotCore& core, const std::string& vacancy, nb::handle asked) {
  const MatchOptions options = ReadOptions(asked, core.profiles());
  const Vacancy& found = FindVacancy(core, vacancy);
  const nb::gil_scoped_release released;
  return RankingOf(core, Value(core.engine().RankMentees(found, options)), options.summary);
}

MatchView Explain(const SnapshotCore& core, const Mentee& mentee, const std::string& vacancy,
                  nb::handle asked) {
  const MatchOptions options = ReadOptions(asked, core.profiles());
  const Vacancy& found = FindVacancy(core, vacancy);
  const nb::gil_scoped_release released;
  return {core.snapshot(), Value(core.engine().ExplainMatch(mentee, found, options)).match};
}

// Most steps, goal, and acts that are out of the question; no steps: no bundle is looked for.
using BundleWish = std::tuple<int32_t, std::string, std::vector<std::string>>;

std::optional<BundleOptions> BundleOf(const BundleWish& wish) {
  const auto& [most_steps, goal, without] = wish;
  if (most_steps == 0) return std::nullopt;
  BundleOptions options{.goal = NamedBy<StepGoal>("goal", goal), .most_steps = most_steps};
  for (const std::string& name : without) options.without.push_back(NamedBy<Step>("without", name));
  return options;
}

StepReportView AnalyzeSteps(const SnapshotCore& core, const Mentee& mentee, nb::handle asked,
                            int32_t bar, int32_t examples, const BundleWish& bundle) {
  const StepOptions options{.match = ReadOptions(asked, core.profiles()),
                            .bar = bar,
                            .examples = examples,
                            .bundle = BundleOf(bundle)};
  const nb::gil_scoped_release released;
  return {core.snapshot(), mentee.id.value, Value(core.engine().AnalyzeSteps(mentee, options)),
          options.match.limit, std::get<0>(bundle)};
}

}  // namespace

void BindSnapshot(nb::module_& module) {
  nb::class_<SnapshotCore>(module, "SnapshotCore")
      .def_prop_ro("digest", [](const SnapshotCore& core) { return core.snapshot()->digest(); })
      .def_prop_ro("revision", [](const SnapshotCore& core) { return core.snapshot()->revision(); })
      .def_prop_ro("vacancies",
                   [](const SnapshotCore& core) { return core.snapshot()->size().vacancies; })
      .def_prop_ro("mentees",
                   [](const SnapshotCore& core) { return core.snapshot()->size().mentees; })
      .def_prop_ro("profiles", [](const SnapshotCore& core) { return core.profiles().Ids(); })
      .def("save", Save, nb::arg("path"), nb::arg("threads"))
      .def("mentee", FindMentee, nb::arg("id"), nb::rv_policy::copy)
      .def("rank", Rank, nb::arg("mentee"), nb::arg("options"))
      .def("rank_mentees", RankMentees, nb::arg("vacancy"), nb::arg("options"))
      .def("explain", Explain, nb::arg("mentee"), nb::arg("vacancy"), nb::arg("options"))
      .def("steps", AnalyzeSteps, nb::arg("mentee"), nb::arg("options"), nb::arg("bar"),
           nb::arg("examples"), nb::arg("bundle"));
  module.def("open_image", Open, nb::arg("path"), nb::arg("mentees").none(), nb::arg("threads"));
  module.def("make_market", MarketOf, nb::arg("mentees"), nb::arg("vacancies"), nb::arg("seed"),
             nb::arg("today"), nb::arg("region"), nb::arg("threads"));
  module.def("from_vacancies", FromVacancies, nb::arg("text"), nb::arg("mentees").none(),
             nb::arg("threads"));
}

}  // namespace passung::python
