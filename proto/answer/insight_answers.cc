#include "proto/answer/insight_answers.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/answer/at_field.h"
#include "proto/answer/match_request.h"
#include "proto/answer/sentences.h"
#include "proto/answer/vacancy_names.h"
#include "proto/text/change_text.h"
#include "proto/text/insight_text.h"
#include "proto/wire/insight_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

// What all these questions come to: one mentee, one list, texts or none.
struct Insight {
  std::unique_ptr<Engine> engine;
  Mentee mentee;
  MatchOptions options;
  const text::Texts* texts = nullptr;  // null: none are asked for
  Sentences sentences;
  VacancyNames names;
};

absl::StatusOr<const text::Texts*> TextsIn(const std::string& locale) {
  if (locale.empty()) return nullptr;
  const auto parsed = text::ParseLocale(locale);
  if (!parsed.ok()) return AtField("locale", parsed.status());
  return &text::Texts::For(*parsed);
}

template <class Request>
absl::StatusOr<Insight> InsightFor(const Request& request, const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(auto engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(MatchOptions options, CommonOptions(request, context));
  if constexpr (requires { request.limit(); }) {
    options.limit = request.limit() == 0 ? kDefaultLimit : request.limit();
  }
  PASSUNG_ASSIGN_OR_RETURN(const text::Texts* const texts, TextsIn(request.locale()));
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences,
                           Sentences::For(request.locale(), context.snapshot->knowledge()));
  PASSUNG_ASSIGN_OR_RETURN(Mentee mentee, MenteeOf(request, context));
  return Insight{std::move(engine),  std::move(mentee),
                 std::move(options), texts,
                 sentences,          VacancyNames(texts, *context.snapshot)};
}

void WritePlan(const StepPlan& plan, const text::Texts* texts, const Knowledge& knowledge,
               v1::StepPlan& message) {
  message = wire::ToProto(plan);
  if (texts == nullptr) return;
  for (size_t i = 0; i < plan.steps.size(); ++i) {
    message.mutable_steps(static_cast<int>(i))
        ->set_text(text::StepText(*texts, plan.steps[i].step, text::Audience::kMentor, knowledge));
  }
}

absl::StatusOr<CounterfactualOptions> WayOptionsOf(const v1::FindCheapestWayRequest& request,
                                                   const MatchOptions& match) {
  CounterfactualOptions options{.match = match, .min_score = request.min_score()};
  for (int i = 0; i < request.prices_size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(const StepPrice price,
                             wire::FromProto(request.prices(i), absl::StrCat("prices[", i, "]")));
    options.prices.push_back(price);
  }
  if (request.by() != v1::CHEAPEST_BY_UNSPECIFIED) {
    PASSUNG_ASSIGN_OR_RETURN(options.by, wire::FromProto<CheapestBy>(request.by(), "by"));
  }
  if (request.most_steps() != 0) options.most_steps = request.most_steps();
  return options;
}

}  // namespace

absl::StatusOr<v1::ExplainAbsenceResponse> ExplainAbsence(const v1::ExplainAbsenceRequest& request,
                                                          const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Insight asked, InsightFor(request, context));
  const auto vacancy = wire::ParseVacancyName(request.vacancy());
  if (!vacancy.ok()) return wire::UnderField("vacancy", vacancy.status());
  if (context.snapshot->FindVacancy(*vacancy) == nullptr) return NotStored(request.vacancy());
  PASSUNG_ASSIGN_OR_RETURN(const AbsenceResult result,
                           asked.engine->ExplainAbsence(asked.mentee, *vacancy, asked.options));
  v1::ExplainAbsenceResponse response;
  *response.mutable_match() = wire::ToProto(result.match);
  asked.sentences.AddTo(result.match, *response.mutable_match());
  response.set_place(result.place);
  response.set_listed(result.listed);
  response.set_rank_of_all(result.rank_of_all);
  response.set_all(result.all);
  response.set_is_listed(result.is_listed);
  response.set_points_missing(result.points_missing);
  response.set_limit(asked.options.limit);
  for (const CombinationStanding& standing : result.combinations) {
    v1::CombinationStanding& message = *response.add_combinations();
    message = wire::ToProto(standing);
    asked.sentences.AddTo(standing.blocking, *message.mutable_blocking());
  }
  *response.mutable_weights() = wire::ToProto(result.weights);
  WritePlan(result.facts, asked.texts, context.snapshot->knowledge(), *response.mutable_facts());
  response.set_facts_place(result.facts_place);
  if (asked.texts != nullptr) {
    for (std::string& line :
         text::AbsenceTexts(*asked.texts, result, asked.options.limit, asked.names.Of(result.match),
                            context.snapshot->knowledge())) {
      response.add_texts(std::move(line));
    }
  }
  *response.mutable_versions() = wire::ToProto(result.versions);
  return response;
}

absl::StatusOr<v1::FindCheapestWayResponse> FindCheapestWay(
    const v1::FindCheapestWayRequest& request, const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Insight asked, InsightFor(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const CounterfactualOptions options,
                           WayOptionsOf(request, asked.options));
  PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, VacancyOf(request, *context.snapshot));
  PASSUNG_ASSIGN_OR_RETURN(const CounterfactualResult result,
                           asked.engine->FindCheapestWay(asked.mentee, vacancy, options));
  const Knowledge& knowledge = context.snapshot->knowledge();
  v1::FindCheapestWayResponse response;
  *response.mutable_before() = wire::ToProto(result.before);
  asked.sentences.AddTo(result.before, *response.mutable_before());
  WritePlan(result.plan, asked.texts, knowledge, *response.mutable_plan());
  if (result.after) {
    *response.mutable_after() = wire::ToProto(*result.after);
    asked.sentences.AddTo(*result.after, *response.mutable_after());
  }
  if (asked.texts != nullptr) {
    for (std::string& line : text::WayTexts(*asked.texts, result, knowledge)) {
      response.add_texts(std::move(line));
    }
  }
  *response.mutable_versions() = wire::ToProto(result.versions);
  return response;
}

absl::StatusOr<v1::AnalyzeStabilityResponse> AnalyzeStability(
    const v1::AnalyzeStabilityRequest& request, const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Insight asked, InsightFor(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const StabilityResult result,
                           asked.engine->AnalyzeStability(asked.mentee, asked.options));
  v1::AnalyzeStabilityResponse response;
  for (const VacancyId& vacancy : result.list) response.add_vacancies(wire::ResourceName(vacancy));
  for (const WeightStability& of : result.criteria) {
    v1::WeightStability& message = *response.add_criteria();
    message = wire::ToProto(of);
    if (asked.texts == nullptr) continue;
    message.set_text(text::StabilityText(
        *asked.texts, of, [&asked](const VacancyId& vacancy) { return asked.names.Of(vacancy); }));
  }
  if (result.nearest) response.set_nearest(wire::ToProto<v1::Criterion>(*result.nearest));
  response.set_nearest_is_above(result.nearest_is_above);
  *response.mutable_versions() = wire::ToProto(result.versions);
  return response;
}

absl::StatusOr<v1::AnalyzeUnknownsResponse> AnalyzeUnknowns(
    const v1::AnalyzeUnknownsRequest& request, const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Insight asked, InsightFor(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const UnknownsResult result,
                           asked.engine->AnalyzeUnknowns(asked.mentee, asked.options));
  v1::AnalyzeUnknownsResponse response;
  const int32_t limit = asked.options.limit;
  for (const NextQuestion& question : result.questions) {
    v1::NextQuestion& message = *response.add_questions();
    message = wire::ToProto(question);
    if (asked.texts != nullptr) {
      message.set_text(text::QuestionText(*asked.texts, question, limit));
    }
  }
  for (const UncertainHit& hit : result.hits) {
    v1::UncertainHit& message = *response.add_hits();
    message = wire::ToProto(hit);
    asked.sentences.AddTo(hit.match, *message.mutable_match());
    if (asked.texts != nullptr) {
      message.set_text(text::UncertainText(*asked.texts, hit, asked.names.Of(hit.match)));
    }
  }
  response.set_listed(result.listed);
  response.set_limit(limit);
  *response.mutable_versions() = wire::ToProto(result.versions);
  return response;
}

absl::StatusOr<v1::RankByFirstDayResponse> RankByFirstDay(const v1::RankByFirstDayRequest& request,
                                                          const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Insight asked, InsightFor(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const FirstDaysResult result,
                           asked.engine->RankByFirstDay(asked.mentee, asked.options));
  v1::RankByFirstDayResponse response;
  for (const FirstDayGroup& group : result.groups) {
    v1::FirstDayGroup& message = *response.add_groups();
    message = wire::ToProto(group);
    for (size_t i = 0; i < group.best.size(); ++i) {
      asked.sentences.AddTo(group.best[i].match,
                            *message.mutable_best(static_cast<int>(i))->mutable_match());
    }
    if (asked.texts != nullptr) message.set_text(text::FirstDayText(*asked.texts, group));
  }
  response.set_without_day(result.without_day);
  *response.mutable_versions() = wire::ToProto(result.versions);
  return response;
}

}  // namespace passung::answer
