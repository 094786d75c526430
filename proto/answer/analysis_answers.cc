#include "proto/answer/analysis_answers.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/relaxations.h"
#include "passung/steps.h"
#include "proto/answer/at_field.h"
#include "proto/answer/match_request.h"
#include "proto/answer/step_offers.h"
#include "proto/text/bundle_text.h"
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

absl::StatusOr<StepOptions> OptionsOf(const v1::AnalyzeStepsRequest& request,
                                      const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(StepOptions options, OptionsOfAnalysis<StepOptions>(request, context));
  PASSUNG_ASSIGN_OR_RETURN(options.match.filter, wire::FromProto(request.filter(), "filter"));
  if (request.has_bundle()) {
    PASSUNG_ASSIGN_OR_RETURN(options.bundle, wire::FromProto(request.bundle(), "bundle"));
  }
  return options;
}

// Of each step.
absl::StatusOr<int32_t> OffersOf(const v1::AnalyzeStepsRequest& request) {
  constexpr int32_t kUsual = 2;
  constexpr int32_t kMost = 20;
  if (!request.has_offers()) return kUsual;
  if (request.offers() >= 0 && request.offers() <= kMost) return request.offers();
  return AtField("offers", absl::InvalidArgumentError(
                               absl::StrCat(request.offers(), " is not between 0 and ", kMost)));
}

void AddStepTexts(const text::Texts& texts, const StepReport& report, const StepOptions& options,
                  const Knowledge& knowledge, v1::AnalyzeStepsResponse& response) {
  const text::GainScale scale{options.match.limit, options.bar};
  for (size_t i = 0; i < report.steps.size(); ++i) {
    const StepResult& result = report.steps[i];
    v1::StepResult& message = *response.mutable_steps(static_cast<int>(i));
    message.set_text(text::StepText(texts, result.step, text::Audience::kMentor, knowledge));
    message.set_gain_text(text::GainText(texts, result.gain, text::Counted::kVacancies, scale));
    for (size_t n = 0; n < result.outcomes.size(); ++n) {
      message.mutable_outcomes(static_cast<int>(n))
          ->set_text(text::StepOutcomeText(texts, result.outcomes[n]));
    }
  }
  if (!report.bundle) return;
  v1::StepBundle& bundle = *response.mutable_bundle();
  for (size_t i = 0; i < report.bundle->steps.size(); ++i) {
    bundle.mutable_steps(static_cast<int>(i))
        ->set_text(text::StepText(texts, report.bundle->steps[i].step, text::Audience::kMentor,
                                  knowledge));
  }
  for (std::string& line :
       text::BundleTexts(texts, *report.bundle, options.bundle->most_steps, scale)) {
    bundle.add_texts(std::move(line));
  }
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
                                                      const MatchContext& context,
                                                      const CallContext& call) {
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(const StepOptions options, OptionsOf(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const int32_t offers, OffersOf(request));
  PASSUNG_ASSIGN_OR_RETURN(const text::Texts* const texts, TextsOf(request.locale()));
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, MenteeOf(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const StepReport report, engine->AnalyzeSteps(mentee, options));
  v1::AnalyzeStepsResponse response;
  SetCommon(report, options.match, response);
  const Knowledge& knowledge = context.snapshot->knowledge();
  for (const StepResult& result : report.steps) *response.add_steps() = wire::ToProto(result);
  if (report.bundle) *response.mutable_bundle() = wire::ToProto(*report.bundle);
  if (offers > 0) {
    PASSUNG_RETURN_IF_ERROR(
        AddStepOffers(mentee, report, offers, call, knowledge, *response.mutable_steps()));
  }
  if (texts != nullptr) AddStepTexts(*texts, report, options, knowledge, response);
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
