// Proposals for everyone at once, with their proof.
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "bindings/python/native/answers.h"
#include "bindings/python/native/arrow_write.h"
#include "bindings/python/native/attributes.h"
#include "bindings/python/native/errors.h"
#include "bindings/python/native/names.h"
#include "bindings/python/native/people.h"
#include "bindings/python/native/snapshot_core.h"
#include "bindings/python/native/stop_watch.h"
#include "bindings/python/native/words.h"
#include "passung/assignment.h"
#include "proto/text/vacancy_label.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

constexpr int64_t kSearchesBetweenLooks = 64;

using NameOfEach = std::map<std::string, std::string>;  // of mentees, by id

// A pair that is proposed.
struct PairView {
  SnapshotPtr snapshot;
  MenteeId mentee;
  VacancyId vacancy;
  Proposal proposal;
};

// Somebody without a proposal.
struct UnassignedView {
  MenteeId mentee;
  Unassigned why;
};

// The columns that others read.
struct PairColumns {
  TextColumn mentee;
  TextColumn vacancy;
  std::vector<int32_t> score;
  std::vector<uint8_t> locked;  // a bit for each row

  LentColumn Batch() const {
    const auto rows = static_cast<int64_t>(score.size());
    return LendBatch(
        {Lend("mentee", mentee),
         Lend("vacancy", vacancy),
         Lend("score", score),
         {.name = "locked", .format = "b", .length = rows, .buffers = {nullptr, locked.data()}}},
        rows);
  }
};

// An answer with what it was computed from, which is all that its check needs. Never changes.
class AssignmentView {
 public:
  AssignmentView(SnapshotPtr snapshot, AssignmentProblem problem, Assignment answer)
      : snapshot_(std::move(snapshot)), problem_(std::move(problem)), answer_(std::move(answer)) {
    for (size_t at = 0; at < answer_.mentees.size(); ++at) Add(at);
  }

  const SnapshotPtr& snapshot() const { return snapshot_; }
  const AssignmentProblem& problem() const { return problem_; }
  const Assignment& answer() const { return answer_; }
  const std::vector<PairView>& pairs() const { return pairs_; }
  const std::vector<UnassignedView>& unassigned() const { return unassigned_; }

 private:
  void Add(size_t at) {
    const MenteeId& mentee = problem_.mentees[at].id;
    const AssignedMentee& assigned = answer_.mentees[at];
    for (const Proposal& proposal : assigned.proposals) {
      const VacancyId& vacancy = problem_.vacancies[static_cast<size_t>(proposal.vacancy)].id;
      pairs_.push_back({snapshot_, mentee, vacancy, proposal});
    }
    if (assigned.unassigned) unassigned_.push_back({mentee, *assigned.unassigned});
  }

  const SnapshotPtr snapshot_;
  const AssignmentProblem problem_;
  const Assignment answer_;
  std::vector<PairView> pairs_;  // by mentee, then vacancy
  std::vector<UnassignedView> unassigned_;
};

// ---- what is asked --------------------------------------------------------------------------------------------------

std::optional<int32_t> ReadOptional(nb::handle limits, const char* field) {
  if (nb::object(limits.attr(field)).is_none()) return std::nullopt;
  return Read<int32_t>(limits, field, "a whole number or None");
}

std::vector<PairName> ReadPairs(nb::handle limits, const char* field) {
  std::vector<PairName> pairs;
  ForEach(limits, field, [&](nb::handle entry) {
    std::vector<std::string> ids;
    const bool read =
        !nb::isinstance<nb::str>(entry) && nb::try_cast<std::vector<std::string>>(entry, ids);
    if (!read || ids.size() != 2) Refuse(field, entry, "a pair of ids: (mentee, vacancy)");
    pairs.push_back({MenteeId{ids[0]}, VacancyId{ids[1]}});
  });
  return pairs;
}

// Label → most, or (least, most).
std::vector<GroupLimit> ReadGroups(nb::handle limits) {
  const nb::object groups = limits.attr("groups");
  if (!nb::isinstance<nb::dict>(groups)) {
    Refuse("groups", groups, "a dict of labels: {label: (least, most)}");
  }
  std::vector<GroupLimit> read;
  for (const auto& [label, bounds] : nb::borrow<nb::dict>(groups)) {
    GroupLimit group{.label = nb::cast<std::string>(nb::str(label))};
    std::vector<std::optional<int32_t>> both;
    if (!nb::try_cast(bounds, both) || both.size() != 2) {
      Refuse("groups", bounds, "a pair (least, most), each a whole number or None");
    }
    group.least = both[0].value_or(0);
    group.most = both[1];
    read.push_back(std::move(group));
  }
  return read;
}

AssignmentLimits ReadLimits(nb::handle limits) {
  const char* const number = "a whole number";
  return {.per_mentee = Read<int32_t>(limits, "per_mentee", number),
          .per_opening = Read<int32_t>(limits, "per_opening", number),
          .per_vacancy = ReadOptional(limits, "per_vacancy"),
          .per_employer = ReadOptional(limits, "per_employer"),
          .per_mentor = ReadOptional(limits, "per_mentor"),
          .stay = Read<int32_t>(limits, "stay", number),
          .congestion = Read<int32_t>(limits, "congestion", number),
          .groups = ReadGroups(limits),
          .locked = ReadPairs(limits, "locked"),
          .forbidden = ReadPairs(limits, "forbidden")};
}

// A dict of texts: what each mentee's mentor, or group, is called.
NameOfEach ReadNames(nb::handle names, const char* field) {
  NameOfEach read;
  if (!nb::try_cast(names, read)) Refuse(field, names, "a dict of ids of mentees and texts");
  return read;
}

// What is said of somebody who is not asked about is a mistake, not something to pass over.
void CheckAllAsked(const NameOfEach& names, const char* field, const People& people) {
  std::map<std::string, bool> asked;
  for (const Mentee& mentee : people.mentees()) asked[mentee.id.value] = true;
  for (const auto& [mentee, name] : names) {
    if (asked.contains(mentee)) continue;
    throw StatusError(absl::InvalidArgumentError(
        absl::StrCat(field, ": \"", mentee, "\" is not the id of any of the mentees")));
  }
}

std::string NameFor(const NameOfEach& names, const MenteeId& mentee) {
  const auto found = names.find(mentee.value);
  return found == names.end() ? "" : found->second;
}

std::vector<AssignmentPerson> PersonsOf(const People& people, const NameOfEach& mentors,
                                        const NameOfEach& labels) {
  CheckAllAsked(mentors, "mentors", people);
  CheckAllAsked(labels, "labels", people);
  std::vector<AssignmentPerson> persons;
  persons.reserve(people.mentees().size());
  for (const Mentee& mentee : people.mentees()) {
    persons.push_back({.mentee = mentee,
                       .mentor = MentorId{NameFor(mentors, mentee.id)},
                       .label = NameFor(labels, mentee.id)});
  }
  return persons;
}

AssignmentRun RunOf(AssignmentMode mode, StopWatch& watch) {
  return {.mode = mode, .progress = [&watch](int64_t, int64_t) { return watch.Look(); }};
}

// Message of the engine with the fields as Python has them: "limits.stay" is the field `stay`, and `candidates` the
// option `limit`.
template <class T>
T LimitValue(absl::StatusOr<T> value) {
  absl::string_view message = value.status().message();
  const bool refused = value.status().code() == absl::StatusCode::kInvalidArgument;
  if (refused && absl::ConsumePrefix(&message, "limits.")) {
    throw StatusError(absl::InvalidArgumentError(message));
  }
  if (refused && absl::ConsumePrefix(&message, "candidates:")) {
    throw StatusError(absl::InvalidArgumentError(absl::StrCat("limit:", message)));
  }
  return Value(std::move(value));
}

std::shared_ptr<AssignmentView> Assign(const SnapshotCore& core, const People& people,
                                       nb::handle asked, nb::handle limits,
                                       nb::handle mentors_and_labels, nb::handle mode) {
  StopWatch looks(kSearchesBetweenLooks);
  AssignmentOptions options{.match = ReadOptions(asked, core.profiles()),
                            .limits = ReadLimits(limits),
                            .is_over = [&looks] { return !looks.Look(); }};
  const auto chosen = NameIn<AssignmentMode>("mode", mode);
  std::vector<AssignmentPerson> persons =
      PersonsOf(people, ReadNames(nb::object(mentors_and_labels[0]), "mentors"),
                ReadNames(nb::object(mentors_and_labels[1]), "labels"));
  StopWatch progress(1);
  absl::StatusOr<Assignment> answer;
  absl::StatusOr<AssignmentProblem> problem;
  {
    const nb::gil_scoped_release released;
    problem = MakeAssignmentProblem(core.snapshot(), std::move(persons), options);
    if (problem.ok()) answer = SolveAssignment(*problem, RunOf(chosen, progress));
  }
  looks.ThrowIfStopped();
  progress.ThrowIfStopped();
  AssignmentProblem made = LimitValue(std::move(problem));
  return std::make_shared<AssignmentView>(core.snapshot(), std::move(made),
                                          LimitValue(std::move(answer)));
}

// ---- what is answered -----------------------------------------------------------------------------------------------

void Verify(const AssignmentView& view) {
  StopWatch watch(1);
  absl::Status status;
  {
    const nb::gil_scoped_release released;
    status = VerifyAssignment(view.problem(), view.answer(), [&watch] { return !watch.Look(); });
  }
  watch.ThrowIfStopped();
  Check(status);
}

std::map<std::string, int64_t> LimitPrices(const AssignmentView& view) {
  StopWatch watch(1);
  absl::StatusOr<std::vector<LimitPrice>> prices;
  {
    const nb::gil_scoped_release released;
    prices = PriceLimits(view.problem(), view.answer(), RunOf(view.answer().mode, watch));
  }
  watch.ThrowIfStopped();
  std::map<std::string, int64_t> by_limit;
  for (const LimitPrice& price : Value(std::move(prices))) by_limit[price.limit] = price.price;
  return by_limit;
}

std::string IdOf(const std::string& label) { return label; }
template <class Tag>
std::string IdOf(const Id<Tag>& id) {
  return id.value;
}

template <class Key>
nb::dict PriceDict(const std::vector<KeyPrice<Key>>& prices) {
  nb::dict dict;
  for (const KeyPrice<Key>& one : prices) dict[IdOf(one.key).c_str()] = one.price;
  return dict;
}

nb::dict Prices(const AssignmentView& view) {
  nb::dict prices;
  prices["vacancy"] = PriceDict(view.answer().vacancy_prices);
  prices["employer"] = PriceDict(view.answer().employer_prices);
  prices["mentor"] = PriceDict(view.answer().mentor_prices);
  prices["group"] = PriceDict(view.answer().group_prices);
  return prices;
}

std::vector<nb::dict> Groups(const AssignmentView& view) {
  std::vector<nb::dict> groups;
  for (const GroupResult& one : view.answer().groups) {
    nb::dict group;
    group["label"] = one.label;
    group["proposals"] = one.proposals;
    group["missing"] = one.missing;
    groups.push_back(group);
  }
  return groups;
}

nb::dict Envy(const AssignmentView& view) {
  const EnvyReport& report = view.answer().envy;
  nb::dict envy;
  envy["pairs"] = report.pairs;
  envy["mentees"] = report.mentees;
  nb::list worst;
  for (const BlockingPair& pair : report.worst) {
    worst.append(nb::make_tuple(pair.mentee.value, pair.vacancy.value, pair.score));
  }
  envy["worst"] = worst;
  return envy;
}

std::shared_ptr<const PairColumns> ColumnsOf(const AssignmentView& view) {
  auto columns = std::make_shared<PairColumns>();
  columns->locked.resize(view.pairs().size() / 8 + 1);
  for (const PairView& pair : view.pairs()) {
    const size_t row = columns->score.size();
    if (pair.proposal.locked) columns->locked[row / 8] |= static_cast<uint8_t>(1U << (row % 8));
    columns->mentee.Add(pair.mentee.value);
    columns->vacancy.Add(pair.vacancy.value);
    columns->score.push_back(pair.proposal.score);
  }
  return columns;
}

nb::capsule PairStream(const AssignmentView& view, nb::handle /*requested_schema*/) {
  const auto columns = ColumnsOf(view);
  ArrowArrayStream stream;
  ExportStream(columns->Batch(), columns, &stream);
  return ArrowCapsule(stream, "arrow_array_stream");
}

std::string LabelOf(const PairView& pair, const std::string& lang) {
  const Vacancy* vacancy = pair.snapshot->FindVacancy(pair.vacancy);
  if (vacancy == nullptr) return pair.vacancy.value;
  return text::VacancyLabel(*vacancy, 0, 0, TextsFor(lang), pair.snapshot->knowledge());
}

void BindParts(nb::module_& module) {
  nb::class_<PairView>(module, "ProposedPair", "A mentee and the vacancy that is proposed.")
      .def_prop_ro("mentee", [](const PairView& v) { return v.mentee.value; })
      .def_prop_ro("vacancy", [](const PairView& v) { return v.vacancy.value; })
      .def_prop_ro("score", [](const PairView& v) { return v.proposal.score; })
      .def_prop_ro("locked", [](const PairView& v) { return v.proposal.locked; })
      .def("label", LabelOf, nb::arg("lang") = "de", "Title, employer and place of the vacancy.")
      .def("__repr__", [](const PairView& v) {
        return absl::StrCat("<ProposedPair ", v.mentee.value, " ", v.vacancy.value,
                            " score=", v.proposal.score, ">");
      });
  nb::class_<UnassignedView>(module, "Unassigned", "Somebody without a proposal, and why.")
      .def_prop_ro("mentee", [](const UnassignedView& v) { return v.mentee.value; })
      .def_prop_ro(
          "reason", [](const UnassignedView& v) { return NameOf(v.why.reason); },
          "no_candidate, forbidden, below_stay, own_limit or outbid.")
      .def_prop_ro(
          "vacancy",
          [](const UnassignedView& v) -> std::optional<std::string> {
            if (!v.why.vacancy) return std::nullopt;
            return v.why.vacancy->value;
          },
          "The best one that is not forbidden.")
      .def_prop_ro("score", [](const UnassignedView& v) { return v.why.score; })
      .def_prop_ro(
          "price", [](const UnassignedView& v) { return v.why.price; }, "What a place there costs.")
      .def_prop_ro(
          "holders",
          [](const UnassignedView& v) {
            std::vector<std::string> ids;
            for (const MenteeId& mentee : v.why.holders) ids.push_back(mentee.value);
            return ids;
          },
          "Who is proposed there: at most 20.")
      .def("__repr__", [](const UnassignedView& v) {
        return absl::StrCat("<Unassigned ", v.mentee.value, " ", Name(v.why.reason), ">");
      });
}

}  // namespace

void BindAssign(nb::module_& module) {
  BindParts(module);
  nb::class_<AssignmentView>(module, "Assignment",
                             "Which mentees to propose to which vacancies, with the proof that "
                             "nothing else is worth more; a sequence of pairs by mentee.")
      .def("__len__", [](const AssignmentView& v) { return v.pairs().size(); })
      .def("__getitem__",
           [](const AssignmentView& v, int64_t at) {
             const auto size = static_cast<int64_t>(v.pairs().size());
             if (at < 0) at += size;
             if (at < 0 || at >= size) throw nb::index_error("there is no such pair");
             return v.pairs()[static_cast<size_t>(at)];
           })
      .def_prop_ro("pairs", [](const AssignmentView& v) { return v.pairs(); })
      .def_prop_ro("unassigned", [](const AssignmentView& v) { return v.unassigned(); })
      .def_prop_ro("mode", [](const AssignmentView& v) { return NameOf(v.answer().mode); })
      .def_prop_ro("total_score", [](const AssignmentView& v) { return v.answer().total_score; })
      .def_prop_ro(
          "value", [](const AssignmentView& v) { return v.answer().value; },
          "What is made greatest: scores beyond staying, less congestion.")
      .def_prop_ro(
          "beyond", [](const AssignmentView& v) { return v.answer().beyond; },
          "More candidates could bring at most so much; 0: nothing.")
      .def_prop_ro(
          "prices", Prices, nb::sig("def prices(self) -> dict[str, dict[str, int]]"),
          "The certificate: what a place more would be worth, by vacancy, employer, mentor "
          "and group.")
      .def_prop_ro("groups", Groups, nb::sig("def groups(self) -> list[dict[str, typing.Any]]"))
      .def_prop_ro("envy", Envy, nb::sig("def envy(self) -> dict[str, typing.Any]"),
                   "Pairs who would rather have each other: how many, of how many mentees, and the "
                   "worst.")
      .def("verify", Verify,
           "Checks limits and proof by one pass over the candidates, without any solver; "
           "InvalidArgument says what is wrong.")
      .def("limit_prices", LimitPrices,
           "What each limit that is set costs in total score; solves once more for each.")
      .def_prop_ro(
          "versions", [](const AssignmentView& v) { return VersionsDict(v.problem().versions); },
          nb::sig("def versions(self) -> dict[str, typing.Any]"))
      .def("__arrow_c_stream__", PairStream, nb::arg("requested_schema") = nb::none(),
           nb::sig("def __arrow_c_stream__(self, requested_schema: object | None = None) -> "
                   "object"))
      .def("__repr__", [](const AssignmentView& v) {
        return absl::StrCat("<Assignment: ", v.pairs().size(), " pairs, ", v.unassigned().size(),
                            " mentees without one>");
      });
  module.def("assign", Assign, nb::arg("snapshot"), nb::arg("mentees"), nb::arg("options"),
             nb::arg("limits"), nb::arg("mentors_and_labels"), nb::arg("mode"));
}

}  // namespace passung::python
