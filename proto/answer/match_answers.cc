#include "proto/answer/match_answers.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "proto/answer/match_request.h"
#include "proto/answer/views.h"
#include "proto/wire/field_error.h"
#include "proto/wire/filter_wire.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vacancy_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

template <class Request>
absl::Status ReadList(const Request& request, MatchOptions& options) {
  options.limit = request.limit() == 0 ? kDefaultLimit : request.limit();
  options.summary = !request.skip_summary();
  for (int i = 0; i < request.classes_size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(
        const HitClass hit_class,
        wire::FromProto<HitClass>(request.classes(i), absl::StrCat("classes[", i, "]")));
    if (std::find(options.classes.begin(), options.classes.end(), hit_class) !=
        options.classes.end()) {
      return wire::FieldErrorStatus(
          {{.field = absl::StrCat("classes[", i, "]"), .description = "is named twice"}});
    }
    options.classes.push_back(hit_class);
  }
  return absl::OkStatus();
}

bool StoppedByLimit(const RankResult& result, const MatchOptions& options) {
  return result.matches.size() == static_cast<size_t>(options.limit);
}

// Whether nothing is added to what the engine found, nor hidden of it.
bool IsPlain(const v1::RankVacanciesRequest& request) {
  return request.locale().empty() && ViewIn(request) == v1::VIEW_FULL;
}

wire::RankingParts PartsOf(const RankResult& result, const MatchOptions& options) {
  return {.result = result,
          .with_summary = options.summary,
          .stopped_by_limit = StoppedByLimit(result, options)};
}

template <class Response, class Request>
Response ResponseOf(const Request& request, const RankResult& result, const MatchOptions& options,
                    const Sentences& sentences) {
  Response response;
  const v1::View view = ViewIn(request);
  if (options.summary) {
    *response.mutable_summary() = wire::ToProto(result.summary);
    ApplyView(view, *response.mutable_summary());
  }
  for (const Match& match : result.matches) {
    v1::Match& message = *response.add_matches();
    message = wire::ToProto(match);
    sentences.AddTo(match, message);
    ApplyView(view, options.as_of, message);
    sentences.AddToHidden(message);
  }
  if (StoppedByLimit(result, options)) {
    response.set_stopped_by(v1::WORK_LIMIT_LIMIT);
  }
  *response.mutable_versions() = wire::ToProto(result.versions);
  return response;
}

// What RankVacancies found, and how it was asked.
struct Ranked {
  RankResult result;
  MatchOptions options;
  Sentences sentences;
  v1::Exploration exploration;  // empty: by score alone
};

absl::StatusOr<Ranked> Rank(const v1::RankVacanciesRequest& request, const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(MatchOptions options, OptionsOf(request, context));
  PASSUNG_ASSIGN_OR_RETURN(
      const Sentences sentences,
      Sentences::ForRequest(request, ViewIn(request), context.snapshot->knowledge()));
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, MenteeOf(request, context));
  PASSUNG_RETURN_IF_ERROR(CheckView(request.view()));
  PASSUNG_ASSIGN_OR_RETURN(RankResult result, engine->RankVacancies(mentee, options));
  v1::Exploration exploration;
  if (IsExplored(request, options, context.today, context.exploring)) {
    PASSUNG_ASSIGN_OR_RETURN(exploration, Explore(mentee.id, options, context.exploring, result));
  }
  return Ranked{std::move(result), std::move(options), sentences, std::move(exploration)};
}

v1::RankVacanciesResponse ResponseOf(const v1::RankVacanciesRequest& request,
                                     const Ranked& ranked) {
  auto response = ResponseOf<v1::RankVacanciesResponse>(request, ranked.result, ranked.options,
                                                        ranked.sentences);
  if (!ranked.exploration.places().empty()) {
    *response.mutable_exploration() = ranked.exploration;
  }
  return response;
}

}  // namespace

MatchContext MatchContextOf(const CallContext& context) {
  MatchContext match;
  match.snapshot = context.backend.snapshot();
  match.today = context.today;
  match.profiles = context.backend.profiles();
  match.records = &context.backend.repository();
  match.caller = context.caller;
  match.visible = &context.backend.visible_mentees();
  match.threads = context.threads;
  match.exploring = context.exploring;
  return match;
}

absl::StatusOr<Look> LookOf(const v1::RankVacanciesRequest& request, const MatchContext& context) {
  return LookOfCall(request, context);
}

absl::Status CheckMayRank(const MenteeId& mentee, const Look& look, const MatchContext& context) {
  if (context.records == nullptr) return absl::OkStatus();
  return CheckStoredLook(*context.records, mentee, look, context.caller);
}

absl::StatusOr<MatchOptions> OptionsOf(const v1::RankVacanciesRequest& request,
                                       const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(MatchOptions options, CommonOptions(request, context));
  PASSUNG_RETURN_IF_ERROR(ReadList(request, options));
  PASSUNG_ASSIGN_OR_RETURN(options.filter, wire::FromProto(request.filter(), "filter"));
  return options;
}

absl::StatusOr<v1::RankVacanciesResponse> RankVacancies(const v1::RankVacanciesRequest& request,
                                                        const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Ranked ranked, Rank(request, context));
  return ResponseOf(request, ranked);
}

absl::StatusOr<std::string> EncodedRankVacancies(const v1::RankVacanciesRequest& request,
                                                 const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Ranked ranked, Rank(request, context));
  if (IsPlain(request) && ranked.exploration.places().empty()) {
    return wire::EncodeRanking(PartsOf(ranked.result, ranked.options));
  }
  return ResponseOf(request, ranked).SerializeAsString();
}

absl::StatusOr<v1::RankMenteesResponse> RankMentees(const v1::RankMenteesRequest& request,
                                                    const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(MatchOptions options, CommonOptions(request, context));
  PASSUNG_RETURN_IF_ERROR(ReadList(request, options));
  PASSUNG_ASSIGN_OR_RETURN(
      const Sentences sentences,
      Sentences::ForRequest(request, ViewIn(request), context.snapshot->knowledge()));
  PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, VacancyOf(request, *context.snapshot));
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookOfCall(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const auto visible, VisibleOf(look, context));
  engine->Publish(visible);
  PASSUNG_ASSIGN_OR_RETURN(RankResult result, engine->RankMentees(vacancy, options));
  // Those who are shown are a part of the snapshot that was asked.
  result.versions.snapshot_digest = context.snapshot->digest();
  return ResponseOf<v1::RankMenteesResponse>(request, result, options, sentences);
}

absl::StatusOr<v1::ExplainMatchResponse> ExplainMatch(const v1::ExplainMatchRequest& request,
                                                      const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(const MatchOptions options, CommonOptions(request, context));
  PASSUNG_ASSIGN_OR_RETURN(
      const Sentences sentences,
      Sentences::ForRequest(request, ViewIn(request), context.snapshot->knowledge()));
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, MenteeOf(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, VacancyOf(request, *context.snapshot));
  PASSUNG_RETURN_IF_ERROR(CheckView(request.view()));
  PASSUNG_ASSIGN_OR_RETURN(const PairResult result, engine->ExplainMatch(mentee, vacancy, options));
  v1::ExplainMatchResponse response;
  *response.mutable_match() = wire::ToProto(result.match);
  sentences.AddTo(result.match, *response.mutable_match());
  ApplyView(ViewIn(request), options.as_of, *response.mutable_match());
  sentences.AddToHidden(*response.mutable_match());
  *response.mutable_versions() = wire::ToProto(result.versions);
  return response;
}

std::string EncodedBatchRanking(const std::string& mentee, const v1::RankVacanciesRequest& request,
                                const RankResult& result, const MatchOptions& options,
                                const Sentences& sentences) {
  if (IsPlain(request)) return wire::EncodeBatchRanking(mentee, PartsOf(result, options));
  v1::BatchRankVacanciesResponse answer;
  answer.set_mentee(mentee);
  *answer.mutable_ranking() =
      ResponseOf<v1::RankVacanciesResponse>(request, result, options, sentences);
  return answer.SerializeAsString();
}

}  // namespace passung::answer
