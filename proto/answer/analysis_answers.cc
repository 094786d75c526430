#include "proto/answer/analysis_answers.h"

#include <optional>
#include <utility>

#include "engine/base/status_macros.h"
#include "passung/relaxations.h"
#include "passung/steps.h"
#include "proto/answer/at_field.h"
#include "proto/answer/match_request.h"
#include "proto/text/change_text.h"
#include "proto/wire/analysis_wire.h"
#include "proto/wire/filter_wire.h"
#include "proto/wire/result_wire.h"

namespace passung::answer {
namespace {

// Null: no texts are asked for.
absl::StatusOr<const text::Texts*> TextsOf(const std::string& locale) {
  if (locale.empty()) return nullptr;
  const auto parsed = text::ParseLocale(locale);
  if (!parsed.ok()) return AtField("locale", parsed.status());
  return &text::Texts::For(*parsed);
}

// StepOptions or RelaxationOptions, but for the filter.
template <class Options, class Request>
absl::StatusOr<Options> OptionsOfAnalysis(const Request& request, const MatchContext& context) {
  Options options;
  PASSUNG_ASSIGN_OR_RETURN(options.match, CommonOptions(request, context));
  options.match.limit = request.limit() == 0 ? kDefaultLimit : request.limit();
  if (request.has_bar()) options.bar = request.bar();
  if (request.has_examples()) options.examples = request.examples();
  return options;
}

template <class Response, class Report>
void SetCommon(const Report& report, const MatchOptions& options, Response& response) {
  *response.mutable_before() = wire::ToProto(report.before);
  response.set_bar(report.bar);
  response.set_limit(options.limit);
  *response.mutable_versions() = wire::ToProto(report.versions);
}

}  // namespace

absl::StatusOr<v1::AnalyzeStepsResponse> AnalyzeSteps(const v1::AnalyzeStepsRequest& request,
                                                      const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(StepOptions options, OptionsOfAnalysis<StepOptions>(request, context));
  PASSUNG_ASSIGN_OR_RETURN(options.match.filter, wire::FromProto(request.filter(), "filter"));
  PASSUNG_ASSIGN_OR_RETURN(const text::Texts* const texts, TextsOf(request.locale()));
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, MenteeOf(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const StepReport report, engine->AnalyzeSteps(mentee, options));
  v1::AnalyzeStepsResponse response;
  SetCommon(report, options.match, response);
  const Knowledge& knowledge = context.snapshot->knowledge();
  const text::GainScale scale{options.match.limit, options.bar};
  for (const StepResult& result : report.steps) {
    v1::StepResult& message = *response.add_steps();
    message = wire::ToProto(result);
    if (texts == nullptr) continue;
    message.set_text(text::StepText(*texts, result.step, text::Audience::kMentor, knowledge));
    message.set_gain_text(text::GainText(*texts, result.gain, text::Counted::kVacancies, scale));
    for (size_t i = 0; i < result.outcomes.size(); ++i) {
      message.mutable_outcomes(static_cast<int>(i))
          ->set_text(text::StepOutcomeText(*texts, result.outcomes[i]));
    }
  }
  return response;
}

absl::StatusOr<v1::AnalyzeRelaxationsResponse> AnalyzeRelaxations(
    const v1::AnalyzeRelaxationsRequest& request, const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(const RelaxationOptions options,
                           OptionsOfAnalysis<RelaxationOptions>(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const text::Texts* const texts, TextsOf(request.locale()));
  PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, VacancyOf(request, *context.snapshot));
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookOfCall(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const auto visible, VisibleOf(look, context));
  engine->Publish(visible);
  PASSUNG_ASSIGN_OR_RETURN(RelaxationReport report, engine->AnalyzeRelaxations(vacancy, options));
  // Those who are counted are a part of the snapshot that was asked.
  report.versions.snapshot_digest = context.snapshot->digest();
  v1::AnalyzeRelaxationsResponse response;
  SetCommon(report, options.match, response);
  const text::GainScale scale{options.match.limit, options.bar};
  for (const RelaxationResult& result : report.relaxations) {
    v1::RelaxationResult& message = *response.add_relaxations();
    message = wire::ToProto(result);
    if (texts == nullptr) continue;
    message.set_text(
        text::RelaxationText(*texts, result.relaxation, context.snapshot->knowledge()));
    message.set_gain_text(text::GainText(*texts, result.gain, text::Counted::kMentees, scale));
  }
  return response;
}

}  // namespace passung::answer
