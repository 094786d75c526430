// Match, Contribution, RuleOutcome and Ranking.
#include <nanobind/make_iterator.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/python/native/answers.h"
#include "bindings/python/native/names.h"
#include "bindings/python/native/words.h"
#include "proto/text/vacancy_label.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

nb::dict ParametersDict(const ReasonParameters& parameters) {
  nb::dict dict;
  for (const ReasonParameter& parameter : parameters) {
    dict[NameOf(parameter.name).c_str()] = parameter.value.ToString();
  }
  return dict;
}

// nullptr where the match is of a vacancy that is in no snapshot.
const Vacancy* VacancyOf(const MatchView& view) {
  return view.snapshot->FindVacancy(view.match.vacancy);
}

std::string Label(const MatchView& view, const std::string& lang) {
  const Vacancy* vacancy = VacancyOf(view);
  if (vacancy == nullptr) return view.match.vacancy.value;
  return text::VacancyLabel(*vacancy, view.match.occupation_index, view.match.place_index,
                            TextsFor(lang), view.snapshot->knowledge());
}

std::string Title(const MatchView& view, const std::string& lang) {
  const Vacancy* vacancy = VacancyOf(view);
  if (vacancy == nullptr) return view.match.vacancy.value;
  return text::VacancyTitle(*vacancy, view.match.occupation_index, TextsFor(lang),
                            view.snapshot->knowledge());
}

std::string PlaceOf(const MatchView& view, const std::string& lang) {
  const Vacancy* vacancy = VacancyOf(view);
  if (vacancy == nullptr) return "";
  return text::VacancyPlace(*vacancy, view.match.place_index, TextsFor(lang),
                            view.snapshot->knowledge());
}

std::vector<ContributionView> Contributions(const MatchView& view) {
  std::vector<ContributionView> parts;
  for (const Contribution& part : view.match.contributions) parts.push_back({view.snapshot, part});
  return parts;
}

std::vector<OutcomeView> Outcomes(const MatchView& view) {
  std::vector<OutcomeView> outcomes;
  for (const RuleOutcome& outcome : view.match.outcomes) {
    outcomes.push_back({view.snapshot, outcome});
  }
  return outcomes;
}

std::vector<std::string> Flags(const MatchView& view) {
  std::vector<std::string> flags;
  for (const Flag flag : view.match.flags) flags.push_back(NameOf(flag));
  return flags;
}

std::string ReprOf(const MatchView& view) {
  return absl::StrCat("<Match ", view.match.mentee.value, " ", view.match.vacancy.value,
                      " score=", view.match.score, " ", Name(view.match.hit_class), ">");
}

void BindContribution(nb::module_& module) {
  nb::class_<ContributionView>(
      module, "Contribution", "What one criterion adds to a score: contribution = points × weight.")
      .def_prop_ro("criterion", [](const ContributionView& v) { return NameOf(v.part.criterion); })
      .def_prop_ro("points", [](const ContributionView& v) { return v.part.points; })
      .def_prop_ro("weight", [](const ContributionView& v) { return v.part.weight; })
      .def_prop_ro("contribution", [](const ContributionView& v) { return v.part.contribution; })
      .def_prop_ro("reason", [](const ContributionView& v) { return NameOf(v.part.reason); })
      .def_prop_ro(
          "parameters", [](const ContributionView& v) { return ParametersDict(v.part.parameters); },
          nb::sig("def parameters(self) -> dict[str, str]"), "What the reason speaks of, as codes.")
      .def(
          "text",
          [](const ContributionView& v, const std::string& lang, const std::string& audience) {
            return TextsFor(lang).ContributionText(v.part, AudienceOf(audience),
                                                   v.snapshot->knowledge());
          },
          nb::arg("lang") = "de", nb::arg("audience") = "mentor", "The reason as a sentence.")
      .def("__repr__", [](const ContributionView& v) {
        return absl::StrCat("<Contribution ", Name(v.part.criterion), " ", v.part.points, " × ",
                            v.part.weight, ">");
      });
}

void BindOutcome(nb::module_& module) {
  nb::class_<OutcomeView>(module, "RuleOutcome", "What a rule says of a pair.")
      .def_prop_ro("rule", [](const OutcomeView& v) { return NameOf(v.outcome.rule); })
      .def_prop_ro("switch", [](const OutcomeView& v) { return NameOf(v.outcome.rule_switch); })
      .def_prop_ro("verdict", [](const OutcomeView& v) { return NameOf(v.outcome.verdict); })
      .def_prop_ro("reason", [](const OutcomeView& v) { return NameOf(v.outcome.reason); })
      .def_prop_ro(
          "from_day",
          [](const OutcomeView& v) -> std::optional<std::string> {
            if (!v.outcome.from) return std::nullopt;
            return v.outcome.from->ToString();
          },
          "Of pass_after: the day, such as 2027-03-04.")
      .def_prop_ro(
          "step",
          [](const OutcomeView& v) -> std::optional<std::string> {
            if (v.outcome.step == Step::kNone) return std::nullopt;
            return NameOf(v.outcome.step);
          },
          "What can be done about it.")
      .def_prop_ro("lead_days", [](const OutcomeView& v) { return v.outcome.lead_days; })
      .def_prop_ro(
          "parameters", [](const OutcomeView& v) { return ParametersDict(v.outcome.parameters); },
          nb::sig("def parameters(self) -> dict[str, str]"), "What the reason speaks of, as codes.")
      .def(
          "text",
          [](const OutcomeView& v, const std::string& lang, const std::string& audience) {
            return TextsFor(lang).OutcomeText(v.outcome, AudienceOf(audience),
                                              v.snapshot->knowledge());
          },
          nb::arg("lang") = "de", nb::arg("audience") = "mentor", "The reason as a sentence.")
      .def("__repr__", [](const OutcomeView& v) {
        return absl::StrCat("<RuleOutcome ", Name(v.outcome.rule), " ", Name(v.outcome.verdict),
                            ">");
      });
}

void BindMatch(nb::module_& module) {
  nb::class_<MatchView>(module, "Match",
                        "A mentee and a vacancy. A score is agreement with stated facts, no "
                        "probability of being hired.")
      .def_prop_ro("mentee", [](const MatchView& v) { return v.match.mentee.value; })
      .def_prop_ro("vacancy", [](const MatchView& v) { return v.match.vacancy.value; })
      .def_prop_ro(
          "score", [](const MatchView& v) { return v.match.score; },
          "0 to 100 000 000, the sum of the contributions.")
      .def_prop_ro(
          "hit_class", [](const MatchView& v) { return NameOf(v.match.hit_class); },
          "open, later, unclear or closed.")
      .def_prop_ro("occupation_index", [](const MatchView& v) { return v.match.occupation_index; })
      .def_prop_ro("place_index", [](const MatchView& v) { return v.match.place_index; })
      .def_prop_ro("contributions", Contributions)
      .def_prop_ro("outcomes", Outcomes)
      .def_prop_ro("flags", Flags)
      .def_prop_ro(
          "interval",
          [](const MatchView& v) { return std::pair(v.match.interval.min, v.match.interval.max); },
          "Least and greatest score over all answers to what is unknown.")
      .def("title", Title, nb::arg("lang") = "de")
      .def("place", PlaceOf, nb::arg("lang") = "de")
      .def("label", Label, nb::arg("lang") = "de", "Title, employer and place.")
      .def("__repr__", ReprOf);
}

nb::dict SummaryDict(const Summary& summary) {
  nb::dict dict;
  dict["listed"] = summary.listed;
  dict["open"] = summary.open;
  dict["later"] = summary.later;
  dict["unclear"] = summary.unclear;
  dict["closed"] = summary.closed;
  nb::dict dropped;
  for (size_t i = 0; i < kRuleCount; ++i) {
    dropped[NameOf(static_cast<RuleKey>(i)).c_str()] = summary.dropped_by_rule[i];
  }
  dict["dropped_by_rule"] = dropped;
  return dict;
}

void BindRanking(nb::module_& module) {
  nb::class_<RankingView>(module, "Ranking", "Matches, the best first; a sequence.")
      .def("__len__", [](const RankingView& v) { return v.matches.size(); })
      .def("__getitem__",
           [](const RankingView& v, int64_t at) {
             const auto size = static_cast<int64_t>(v.matches.size());
             if (at < 0) at += size;
             if (at < 0 || at >= size) throw nb::index_error("there is no such match");
             return v.matches[static_cast<size_t>(at)];
           })
      .def(
          "__iter__",
          [](const RankingView& v) {
            return nb::make_iterator(nb::type<RankingView>(), "MatchIterator", v.matches.begin(),
                                     v.matches.end());
          },
          nb::keep_alive<0, 1>())
      .def_prop_ro(
          "summary",
          [](const RankingView& v) -> std::optional<nb::dict> {
            if (!v.counted) return std::nullopt;
            return SummaryDict(v.summary);
          },
          nb::sig("def summary(self) -> dict[str, typing.Any] | None"),
          "Counts over all vacancies, where they were asked for.")
      .def_prop_ro(
          "versions", [](const RankingView& v) { return VersionsDict(v.versions); },
          nb::sig("def versions(self) -> dict[str, typing.Any]"),
          "What the answer was made from: enough to make it again.")
      .def("__repr__", [](const RankingView& v) {
        return absl::StrCat("<Ranking of ", v.matches.size(), " matches>");
      });
}

}  // namespace

nb::dict VersionsDict(const VersionsUsed& versions) {
  nb::dict dict;
  dict["engine_version"] = versions.engine_version;
  dict["snapshot_digest"] = versions.snapshot_digest;
  dict["snapshot_revision"] = versions.snapshot_revision;
  dict["profile_id"] = versions.profile_id;
  dict["profile_version"] = versions.profile_version;
  dict["profile_digest"] = versions.profile_digest;
  dict["as_of"] = versions.as_of.ToString();
  nb::dict weights;
  for (size_t i = 0; i < kCriterionCount; ++i) {
    weights[NameOf(static_cast<CriterionKey>(i)).c_str()] = versions.weights[i];
  }
  dict["weights"] = weights;
  nb::dict rules;
  for (size_t i = 0; i < kRuleCount; ++i) {
    rules[NameOf(static_cast<RuleKey>(i)).c_str()] = NameOf(versions.switches[i]);
  }
  dict["rules"] = rules;
  return dict;
}

void BindMatches(nb::module_& module) {
  BindContribution(module);
  BindOutcome(module);
  BindMatch(module);
  BindRanking(module);
}

}  // namespace passung::python
