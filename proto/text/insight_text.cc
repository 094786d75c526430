#include "proto/text/insight_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/text/change_text.h"

namespace passung::text {
namespace {

constexpr int32_t kSmallestShown = 100'000;  // of a score: a tenth of a per cent

std::string MissingText(const Texts& texts, int32_t points) {
  if (points < kSmallestShown) return texts.Get("absence.less_than_shown");
  return texts.Score(points);
}

std::string PlaceText(const Texts& texts, const AbsenceResult& result, int32_t limit,
                      const std::string& name) {
  const bool is_closed = result.match.hit_class == HitClass::kClosed;
  const absl::string_view key = is_closed          ? "absence.closed"
                                : result.is_listed ? "absence.listed"
                                                   : "absence.behind";
  return texts.Get(key, {{{"vacancy", name},
                          {"place", texts.Number(result.place)},
                          {"listed", texts.Number(result.listed)},
                          {"limit", texts.Number(limit)},
                          {"missing", MissingText(texts, result.points_missing)}}});
}

// Each rule's sentence once, of whatever combination.
void AddBlocking(const Texts& texts, const AbsenceResult& result, const Knowledge& knowledge,
                 std::vector<std::string>& lines) {
  for (const CombinationStanding& standing : result.combinations) {
    for (const RuleOutcome& outcome : standing.blocking) {
      std::string line = texts.OutcomeText(outcome, Audience::kMentor, knowledge);
      if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
        lines.push_back(std::move(line));
      }
    }
  }
}

std::string WeightsText(const Texts& texts, const AbsenceResult& result, int32_t limit) {
  const WeightChange& change = result.weights;
  std::vector<std::string> changes;
  for (size_t i = 0; i < change.weights.size(); ++i) {
    const int32_t before = result.versions.weights[i];
    const bool is_changed = change.outcome == WeightOutcome::kFound && change.weights[i] != before;
    if (!is_changed) continue;
    changes.push_back(absl::StrCat(texts.Of(static_cast<CriterionKey>(i)), " ",
                                   texts.Number(before), " → ", texts.Number(change.weights[i])));
  }
  return texts.Get(absl::StrCat("absence.weights.", Name(change.outcome)),
                   {{{"changes", absl::StrJoin(changes, ", ")},
                     {"place", texts.Number(change.place)},
                     {"limit", texts.Number(limit)}}});
}

std::string StepsText(const Texts& texts, const StepPlan& plan, const Knowledge& knowledge) {
  std::vector<std::string> steps;
  for (const PricedStep& priced : plan.steps) {
    steps.push_back(StepText(texts, priced.step, Audience::kMentor, knowledge));
  }
  return absl::StrJoin(steps, "; ");
}

std::string FactsText(const Texts& texts, const AbsenceResult& result, int32_t limit,
                      const Knowledge& knowledge) {
  return texts.Get(absl::StrCat("absence.facts.", Name(result.facts.outcome)),
                   {{{"steps", StepsText(texts, result.facts, knowledge)},
                     {"place", texts.Number(result.facts_place)},
                     {"limit", texts.Number(limit)}}});
}

void AddSwap(const char* side, const std::optional<WeightSwap>& swap,
             const std::function<std::string(const VacancyId&)>& name_of,
             std::vector<Argument>& arguments) {
  if (!swap) return;
  arguments.push_back({absl::StrCat(side, "_known"), "yes"});
  arguments.push_back({absl::StrCat(side, "_up"), name_of(swap->up)});
  arguments.push_back({absl::StrCat(side, "_down"), name_of(swap->down)});
}

}  // namespace

std::vector<std::string> AbsenceTexts(const Texts& texts, const AbsenceResult& result,
                                      int32_t limit, const std::string& name,
                                      const Knowledge& knowledge) {
  std::vector<std::string> lines = {PlaceText(texts, result, limit, name)};
  AddBlocking(texts, result, knowledge, lines);
  if (result.is_listed) return lines;
  lines.push_back(FactsText(texts, result, limit, knowledge));
  lines.push_back(WeightsText(texts, result, limit));
  return lines;
}

std::vector<std::string> WayTexts(const Texts& texts, const CounterfactualResult& result,
                                  const Knowledge& knowledge) {
  const StepPlan& plan = result.plan;
  std::vector<std::string> lines = {
      texts.Get(absl::StrCat("way.", Name(plan.outcome)),
                {{{"days", texts.Number(plan.days)}, {"euros", texts.Number(plan.euros)}}})};
  for (const PricedStep& priced : plan.steps) {
    lines.push_back(texts.Get(
        "way.step", {{{"step", StepText(texts, priced.step, Audience::kMentor, knowledge)},
                      {"days", texts.Number(priced.days)},
                      {"euros", texts.Number(priced.euros)}}}));
  }
  if (result.after) {
    lines.push_back(texts.Get("way.score", {{{"before", texts.Score(result.before.score)},
                                             {"after", texts.Score(result.after->score)}}}));
  }
  return lines;
}

std::string StabilityText(const Texts& texts, const WeightStability& stability,
                          const std::function<std::string(const VacancyId&)>& name_of) {
  const bool has_end = stability.most < StabilityResult::kMostWeight;
  const bool always = !has_end && stability.least == 0;
  std::vector<Argument> arguments = {
      {"criterion", texts.Of(stability.criterion)}, {"weight", texts.Number(stability.weight)},
      {"least", texts.Number(stability.least)},     {"always_known", always ? "yes" : "no"},
      {"most_known", has_end ? "yes" : "no"},       {"most", texts.Number(stability.most)}};
  AddSwap("below", stability.below, name_of, arguments);
  AddSwap("above", stability.above, name_of, arguments);
  return texts.Get("stability.weight", arguments);
}

std::string QuestionText(const Texts& texts, const NextQuestion& question, int32_t limit) {
  return texts.Get(question.places == 0 ? "question.nothing" : "question.changes",
                   {{{"fact", texts.Of(question.fact)},
                     {"effect", texts.Number(question.at_once)},
                     {"limit", texts.Number(limit)}}});
}

std::string UncertainText(const Texts& texts, const UncertainHit& hit, const std::string& name) {
  const ScoreInterval& interval = hit.match.interval;
  return texts.Get(interval.min == interval.max ? "uncertain.known" : "uncertain.open",
                   {{{"vacancy", name},
                     {"place", texts.Number(hit.place)},
                     {"lo", texts.Score(interval.min)},
                     {"hi", texts.Score(interval.max)},
                     {"best", texts.Number(hit.best_place)},
                     {"worst", texts.Number(hit.worst_place)}}});
}

std::string FirstDayText(const Texts& texts, const FirstDayGroup& group) {
  return texts.Get("first_day.group", {{{"day", texts.Day(group.day)},
                                        {"open", texts.Number(group.open)},
                                        {"later", texts.Number(group.later)},
                                        {"unclear", texts.Number(group.unclear)}}});
}

}  // namespace passung::text
