// StepReport and what it consists of.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <optional>

#include "absl/strings/str_cat.h"
#include "bindings/python/native/answers.h"
#include "bindings/python/native/names.h"
#include "bindings/python/native/words.h"
#include "proto/text/bundle_text.h"
#include "proto/text/change_text.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

text::GainScale ScaleOf(const StepView& view) { return {.limit = view.limit, .bar = view.bar}; }

// The members of a step that are set.
nb::dict Details(const SingleStep& step) {
  nb::dict dict;
  if (step.skill) dict["skill"] = NameOf(*step.skill);
  if (step.level) dict["level"] = NameOf(*step.level);
  if (step.qualification) dict["qualification"] = *step.qualification;
  if (step.occupation) dict["occupation"] = step.occupation->ToString();
  if (step.outcome) dict["outcome"] = NameOf(*step.outcome);
  if (step.recognition_step) dict["recognition_step"] = NameOf(*step.recognition_step);
  if (step.certificate) dict["certificate"] = NameOf(*step.certificate);
  if (step.licence) dict["licence"] = NameOf(*step.licence);
  if (!step.skill_id.empty()) dict["skill_id"] = step.skill_id;
  if (step.minutes) dict["minutes"] = *step.minutes;
  if (step.district) dict["district"] = step.district->ToString();
  if (step.hours) dict["hours"] = nb::make_tuple(step.hours->min, step.hours->max);
  if (!step.windows.empty()) dict["windows"] = ParameterValue::Of(step.windows).ToString();
  if (step.day) dict["day"] = step.day->ToString();
  return dict;
}

nb::dict CountsDict(const ClassCounts& counts) {
  nb::dict dict;
  dict["listed"] = counts.listed();
  dict["open"] = counts.open;
  dict["later"] = counts.later;
  dict["unclear"] = counts.unclear;
  dict["closed"] = counts.closed;
  return dict;
}

StepView StepOf(const StepReportView& view, const StepResult& result) {
  return {{view.snapshot, result.step, result.lead_days, result.lead_source},
          result.gain,
          result.outcomes,
          view.limit,
          view.report.bar};
}

std::vector<StepView> StepsOf(const StepReportView& view) {
  std::vector<StepView> steps;
  for (const StepResult& result : view.report.steps) steps.push_back(StepOf(view, result));
  return steps;
}

std::vector<ActView> BundleActs(const StepReportView& view) {
  std::vector<ActView> acts;
  for (const BundlePart& part : view.report.bundle->steps) {
    acts.push_back({view.snapshot, part.step, part.lead_days, part.lead_source});
  }
  return acts;
}

// The best steps together as what there is to say of them.
std::optional<nb::dict> Bundle(const StepReportView& view) {
  if (!view.report.bundle) return std::nullopt;
  const StepBundle& bundle = *view.report.bundle;
  nb::dict dict;
  dict["goal"] = NameOf(bundle.goal);
  dict["steps"] = nb::cast(BundleActs(view));
  dict["gain"] = nb::cast(bundle.gain);
  dict["value"] = bundle.value;
  dict["at_most"] = bundle.at_most;
  dict["days_in_turn"] = bundle.days_in_turn;
  dict["days_at_once"] = bundle.days_at_once;
  return dict;
}

std::vector<std::string> BundleSentences(const StepReportView& view, const std::string& lang) {
  if (!view.report.bundle) return {};
  return text::BundleTexts(TextsFor(lang), *view.report.bundle, view.most_steps,
                           {.limit = view.limit, .bar = view.report.bar});
}

std::vector<nb::dict> Examples(const ChangeGain& gain) {
  std::vector<nb::dict> examples;
  for (const ChangeExample& example : gain.examples) {
    nb::dict dict;
    dict["vacancy"] = example.vacancy.value;
    dict["score_before"] = example.score_before;
    dict["score_after"] = example.score_after;
    dict["class_before"] = NameOf(example.class_before);
    dict["class_after"] = NameOf(example.class_after);
    dict["rank_after"] = example.rank_after;
    examples.push_back(dict);
  }
  return examples;
}

void BindGain(nb::module_& module) {
  nb::class_<ChangeGain>(module, "Gain", "What a step brings, counted over all vacancies.")
      .def_ro("becomes_listed", &ChangeGain::becomes_listed)
      .def_ro("becomes_open", &ChangeGain::becomes_open)
      .def_ro("opens", &ChangeGain::opens)
      .def_ro("no_longer_listed", &ChangeGain::no_longer_listed)
      .def_ro("furthers", &ChangeGain::furthers)
      .def_ro("enters_bar", &ChangeGain::enters_bar)
      .def_ro("enters_top", &ChangeGain::enters_top)
      .def_ro("top_gain", &ChangeGain::top_gain)
      .def_prop_ro("examples", Examples,
                   nb::sig("def examples(self) -> list[dict[str, typing.Any]]"))
      .def("__repr__", [](const ChangeGain& gain) {
        return absl::StrCat("<Gain listed +", gain.becomes_listed, " open +", gain.becomes_open,
                            ">");
      });
}

// What each outcome of a procedure, which an office decides, would bring.
nb::list OutcomesOf(const StepView& view, const std::string& lang) {
  nb::list outcomes;
  for (const StepOutcome& outcome : view.outcomes) {
    outcomes.append(nb::make_tuple(text::StepOutcomeText(TextsFor(lang), outcome), outcome.gain));
  }
  return outcomes;
}

void BindAct(nb::module_& module) {
  nb::class_<ActView>(module, "Act", "One thing that a person or an office can do.")
      .def_prop_ro("act", [](const ActView& v) { return NameOf(v.step.act); })
      .def_prop_ro(
          "details", [](const ActView& v) { return Details(v.step); },
          nb::sig("def details(self) -> dict[str, typing.Any]"), "What the act is about.")
      .def_prop_ro(
          "lead_days", [](const ActView& v) { return v.lead_days; }, "Usual duration.")
      .def_prop_ro("lead_source", [](const ActView& v) { return NameOf(v.lead_source); })
      .def(
          "text",
          [](const ActView& v, const std::string& lang, const std::string& audience) {
            return text::StepText(TextsFor(lang), v.step, AudienceOf(audience),
                                  v.snapshot->knowledge());
          },
          nb::arg("lang") = "de", nb::arg("audience") = "mentor")
      .def("__repr__",
           [](const ActView& v) { return absl::StrCat("<Act ", Name(v.step.act), ">"); });
}

void BindStep(nb::module_& module) {
  nb::class_<StepView, ActView>(module, "StepResult", "An act by itself, and what it would open.")
      .def_prop_ro("gain", [](const StepView& v) { return v.gain; })
      .def("outcomes", OutcomesOf, nb::arg("lang") = "de",
           nb::sig("def outcomes(self, lang: str = 'de') -> list[tuple[str, Gain]]"),
           "Of a procedure: each outcome in words, and what it would bring.")
      .def(
          "gain_text",
          [](const StepView& v, const std::string& lang) {
            return text::GainText(TextsFor(lang), v.gain, text::Counted::kVacancies, ScaleOf(v));
          },
          nb::arg("lang") = "de")
      .def("__repr__", [](const StepView& v) {
        return absl::StrCat("<StepResult ", Name(v.step.act), " listed +", v.gain.becomes_listed,
                            ">");
      });
}

}  // namespace

void BindSteps(nb::module_& module) {
  BindGain(module);
  BindAct(module);
  BindStep(module);
  nb::class_<StepReportView>(module, "StepReport",
                             "Every single step of a mentee, the best first; a sequence.")
      .def_prop_ro("mentee", [](const StepReportView& v) { return v.mentee; })
      .def_prop_ro("steps", StepsOf)
      .def("__len__", [](const StepReportView& v) { return v.report.steps.size(); })
      .def("__getitem__",
           [](const StepReportView& v, int64_t at) {
             const auto size = static_cast<int64_t>(v.report.steps.size());
             if (at < 0) at += size;
             if (at < 0 || at >= size) throw nb::index_error("there is no such step");
             return StepOf(v, v.report.steps[static_cast<size_t>(at)]);
           })
      .def_prop_ro(
          "before", [](const StepReportView& v) { return CountsDict(v.report.before); },
          nb::sig("def before(self) -> dict[str, int]"), "Vacancies by class, before any step.")
      .def_prop_ro("bar", [](const StepReportView& v) { return v.report.bar; })
      .def_prop_ro("limit", [](const StepReportView& v) { return v.limit; })
      .def_prop_ro("bundle", Bundle, nb::sig("def bundle(self) -> dict[str, typing.Any] | None"),
                   "The best few steps together, where they were asked for.")
      .def("bundle_texts", BundleSentences, nb::arg("lang") = "de")
      .def_prop_ro(
          "versions", [](const StepReportView& v) { return VersionsDict(v.report.versions); },
          nb::sig("def versions(self) -> dict[str, typing.Any]"))
      .def("__repr__", [](const StepReportView& v) {
        return absl::StrCat("<StepReport of ", v.report.steps.size(), " steps>");
      });
}

}  // namespace passung::python
