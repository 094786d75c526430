#include "proto/answer/match_answers.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "proto/answer/at_field.h"
#include "proto/answer/known_occupations.h"
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

constexpr int32_t kDefaultLimit = 20;

absl::Status NotStored(absl::string_view name) {
  return absl::NotFoundError(absl::StrCat(name, " is not stored"));
}

absl::Status MustBeGiven(absl::string_view field, absl::string_view inline_field) {
  return wire::FieldErrorStatus(
      {{.field = std::string(field),
        .description = absl::StrCat("must be given, or else ", inline_field)}});
}

// An engine of its own for the question: it and the stored row must see the same snapshot, whatever
// is published meanwhile.
absl::StatusOr<std::unique_ptr<Engine>> EngineFor(const MatchContext& context) {
  if (context.snapshot == nullptr) {
    return absl::FailedPreconditionError("no mentees and vacancies are loaded yet");
  }
  auto engine = std::make_unique<Engine>();
  engine->Publish(context.snapshot);
  return engine;
}

absl::Status ReadProfile(absl::string_view name, const MatchContext& context,
                         MatchOptions& options) {
  if (context.profile != nullptr) {
    options.profile = *context.profile;
    return absl::OkStatus();
  }
  const auto id = wire::ParseProfileName(name);
  if (!id.ok()) return wire::UnderField("profile", id.status());
  const auto& profiles = context.profiles == nullptr ? ProfileSet::Shipped() : context.profiles;
  if (options.overrides.weights.empty() && options.overrides.switches.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(options.applied, profiles->FindApplied(*id));
  } else {
    PASSUNG_ASSIGN_OR_RETURN(options.profile, profiles->Find(*id, 0));
  }
  return absl::OkStatus();
}

template <class Request>
absl::Status ReadList(const Request& request, MatchOptions& options) {
  options.limit = request.limit() == 0 ? kDefaultLimit : request.limit();
  options.summary = !request.skip_summary();
  for (int i = 0; i < request.classes_size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(
        const HitClass hit_class,
        wire::FromProto<HitClass>(request.classes(i), absl::StrCat("classes[", i, "]")));
    options.classes.push_back(hit_class);
  }
  return absl::OkStatus();
}

// What all three requests have in common.
template <class Request>
absl::StatusOr<MatchOptions> CommonOptions(const Request& request, const MatchContext& context) {
  MatchOptions options;
  options.threads = context.threads;
  options.frozen = request.frozen();
  PASSUNG_ASSIGN_OR_RETURN(options.as_of, DayOf(request.as_of(), context));
  auto overrides = wire::FromProto(request.weight_overrides(), request.switch_overrides());
  if (overrides.ok()) options.overrides = *overrides;
  PASSUNG_RETURN_IF_ERROR(ReadProfile(request.profile(), context, options));
  PASSUNG_RETURN_IF_ERROR(overrides.status());
  return options;
}

// A row that stands in the request itself.
template <class Row, class Message>
absl::StatusOr<Row> ReadInline(const Message& message, absl::string_view path,
                               const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(Row row,
                           wire::FromProto(message, {.path = path, .inline_id = "inline"}));
  if (const absl::Status status = Validate(row); !status.ok()) {
    return wire::UnderField(path, status);
  }
  PASSUNG_RETURN_IF_ERROR(wire::UnderField(path, CheckOccupationsAreKnown(row, knowledge)));
  return row;
}

// The purpose of the call, and the view that is stated or FULL.
template <class Request>
absl::StatusOr<Look> LookOfCall(const Request& request, const MatchContext& context) {
  PASSUNG_RETURN_IF_ERROR(CheckView(request.view()));
  return LookOf(request.purpose(), request.view(), context.today, context.caller);
}

template <class Request>
absl::StatusOr<Mentee> MenteeOf(const Request& request, const MatchContext& context) {
  if (request.has_inline_mentee()) return InlineMenteeOf(request.inline_mentee(), context);
  if (!request.has_mentee()) return MustBeGiven("mentee", "inline_mentee");
  const auto id = wire::ParseMenteeName(request.mentee());
  if (!id.ok()) return wire::UnderField("mentee", id.status());
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookOfCall(request, context));
  return StoredMenteeOf(request.mentee(), look, context);
}

template <class Request>
absl::StatusOr<Vacancy> VacancyOf(const Request& request, const MatchContext& context) {
  if (request.has_inline_vacancy()) {
    return ReadInline<Vacancy>(request.inline_vacancy(), "inline_vacancy",
                               context.snapshot->knowledge());
  }
  if (!request.has_vacancy()) return MustBeGiven("vacancy", "inline_vacancy");
  return StoredVacancyOf(request.vacancy(), context);
}

bool StoppedByLimit(const RankResult& result, const MatchOptions& options) {
  return result.matches.size() == static_cast<size_t>(options.limit);
}

// Whether nothing is added to what the engine found, nor hidden of it.
bool IsPlain(const v1::RankVacanciesRequest& request) {
  return request.locale().empty() && request.view() != v1::VIEW_EMPLOYER;
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
  if (options.summary) *response.mutable_summary() = wire::ToProto(result.summary);
  for (const Match& match : result.matches) {
    v1::Match& message = *response.add_matches();
    message = wire::ToProto(match);
    sentences.AddTo(match, message);
    ApplyView(request.view(), options.as_of, message);
  }
  if (StoppedByLimit(result, options)) {
    response.set_stopped_by(v1::WORK_LIMIT_LIMIT);
  }
  *response.mutable_versions() = wire::ToProto(result.versions);
  return response;
}

// Whom the caller may see.
absl::StatusOr<std::shared_ptr<const Snapshot>> VisibleOf(const Look& look,
                                                          const MatchContext& context) {
  if (context.records == nullptr || (!look.purpose && !context.caller.mentor)) {
    return context.snapshot;
  }
  VisibleMentees once;
  VisibleMentees& visible = context.visible == nullptr ? once : *context.visible;
  return visible.Of(context.snapshot, *context.records, look, context.caller);
}

// What RankVacancies found, and how it was asked.
struct Ranked {
  RankResult result;
  MatchOptions options;
  Sentences sentences;
};

absl::StatusOr<Ranked> Rank(const v1::RankVacanciesRequest& request, const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(MatchOptions options, OptionsOf(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences,
                           Sentences::For(request.locale(), context.snapshot->knowledge()));
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, MenteeOf(request, context));
  PASSUNG_RETURN_IF_ERROR(CheckView(request.view()));
  PASSUNG_ASSIGN_OR_RETURN(RankResult result, engine->RankVacancies(mentee, options));
  return Ranked{std::move(result), std::move(options), sentences};
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
  return match;
}

absl::StatusOr<Look> LookOf(const v1::RankVacanciesRequest& request, const MatchContext& context) {
  return LookOfCall(request, context);
}

absl::Status CheckMayRank(const MenteeId& mentee, const Look& look, const MatchContext& context) {
  if (context.records == nullptr) return absl::OkStatus();
  return CheckStoredLook(*context.records, mentee, look, context.caller);
}

absl::StatusOr<Mentee> StoredMenteeOf(const std::string& name, const Look& look,
                                      const MatchContext& context) {
  const auto id = wire::ParseMenteeName(name);
  if (!id.ok()) return wire::UnderField("mentee", id.status());
  PASSUNG_RETURN_IF_ERROR(CheckMayRank(*id, look, context));
  const Mentee* mentee = context.snapshot->FindMentee(*id);
  if (mentee == nullptr) return NotStored(name);
  return *mentee;
}

absl::StatusOr<Mentee> InlineMenteeOf(const v1::Mentee& message, const MatchContext& context) {
  return ReadInline<Mentee>(message, "inline_mentee", context.snapshot->knowledge());
}

absl::StatusOr<Vacancy> StoredVacancyOf(const std::string& name, const MatchContext& context) {
  const auto id = wire::ParseVacancyName(name);
  if (!id.ok()) return wire::UnderField("vacancy", id.status());
  const Vacancy* vacancy = context.snapshot->FindVacancy(*id);
  if (vacancy == nullptr) return NotStored(name);
  return *vacancy;
}

absl::StatusOr<Date> DayOf(const std::string& as_of, const MatchContext& context) {
  if (as_of.empty()) return context.today;
  const auto day = Date::Parse(as_of);
  if (!day.ok()) return AtField("as_of", day.status());
  return day;
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
  return ResponseOf<v1::RankVacanciesResponse>(request, ranked.result, ranked.options,
                                               ranked.sentences);
}

absl::StatusOr<std::string> EncodedRankVacancies(const v1::RankVacanciesRequest& request,
                                                 const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Ranked ranked, Rank(request, context));
  if (IsPlain(request)) return wire::EncodeRanking(PartsOf(ranked.result, ranked.options));
  return ResponseOf<v1::RankVacanciesResponse>(request, ranked.result, ranked.options,
                                               ranked.sentences)
      .SerializeAsString();
}

absl::StatusOr<v1::RankMenteesResponse> RankMentees(const v1::RankMenteesRequest& request,
                                                    const MatchContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(context));
  PASSUNG_ASSIGN_OR_RETURN(MatchOptions options, CommonOptions(request, context));
  PASSUNG_RETURN_IF_ERROR(ReadList(request, options));
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences,
                           Sentences::For(request.locale(), context.snapshot->knowledge()));
  PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, VacancyOf(request, context));
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
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences,
                           Sentences::For(request.locale(), context.snapshot->knowledge()));
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, MenteeOf(request, context));
  PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, VacancyOf(request, context));
  PASSUNG_RETURN_IF_ERROR(CheckView(request.view()));
  PASSUNG_ASSIGN_OR_RETURN(const PairResult result, engine->ExplainMatch(mentee, vacancy, options));
  v1::ExplainMatchResponse response;
  *response.mutable_match() = wire::ToProto(result.match);
  sentences.AddTo(result.match, *response.mutable_match());
  ApplyView(request.view(), options.as_of, *response.mutable_match());
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
