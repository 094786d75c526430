// What all requests of the MatchService have in common: subject, profile, day, and who may be seen.
#ifndef PASSUNG_PROTO_ANSWER_MATCH_REQUEST_H_
#define PASSUNG_PROTO_ANSWER_MATCH_REQUEST_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "proto/answer/known_occupations.h"
#include "proto/answer/match_answers.h"
#include "proto/answer/views.h"
#include "proto/wire/field_error.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/row_error.h"
#include "proto/wire/vacancy_wire.h"

namespace passung::answer {

// Where a request names no limit.
inline constexpr int32_t kDefaultLimit = 20;

absl::Status NotStored(absl::string_view name);
absl::Status MustBeGiven(absl::string_view field, absl::string_view inline_field);

// An engine of its own for the question: it and the stored row must see the same snapshot, whatever
// is published meanwhile.
absl::StatusOr<std::unique_ptr<Engine>> EngineFor(const MatchContext& context);

// The profile that is named, or its place in `options` for overrides, which must be there already.
absl::Status ReadProfile(absl::string_view name, const MatchContext& context,
                         MatchOptions& options);

// Each at most once, weights in range: in the words of the request, where the engine would name its own.
absl::Status CheckOverrides(const ProfileOverrides& overrides);

// The day that is named, else today.
absl::StatusOr<Date> DayOf(const std::string& as_of, const MatchContext& context);

// Whom the caller may see.
absl::StatusOr<std::shared_ptr<const Snapshot>> VisibleOf(const Look& look,
                                                          const MatchContext& context);

template <class Request>
absl::StatusOr<MatchOptions> CommonOptions(const Request& request, const MatchContext& context) {
  MatchOptions options;
  options.threads = context.threads;
  options.frozen = request.frozen();
  PASSUNG_ASSIGN_OR_RETURN(options.as_of, DayOf(request.as_of(), context));
  auto overrides = wire::FromProto(request.weight_overrides(), request.switch_overrides());
  if (overrides.ok()) {
    PASSUNG_RETURN_IF_ERROR(CheckOverrides(*overrides));
    options.overrides = *overrides;
  }
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
    return wire::UnderRow(path, status);
  }
  PASSUNG_RETURN_IF_ERROR(wire::UnderField(path, CheckOccupationsAreKnown(row, knowledge)));
  return row;
}

// What is shown of a person; a request without a view is answered in full, and for nobody else.
template <class Request>
v1::View ViewIn(const Request& request) {
  if constexpr (requires { request.view(); }) {
    return ViewOr(request.view(), v1::VIEW_FULL, request.purpose());
  } else {
    return v1::VIEW_FULL;
  }
}

// The purpose of the call.
template <class Request>
absl::StatusOr<Look> LookOfCall(const Request& request, const MatchContext& context) {
  if constexpr (requires { request.view(); }) {
    PASSUNG_RETURN_IF_ERROR(CheckView(request.view()));
  }
  return LookOf(request.purpose(), ViewIn(request), context.today, context.caller);
}

template <class Request>
absl::StatusOr<Mentee> MenteeOf(const Request& request, const MatchContext& context) {
  const Snapshot& snapshot = *context.snapshot;
  if (request.has_inline_mentee()) {
    return ReadInline<Mentee>(request.inline_mentee(), "inline_mentee", snapshot.knowledge());
  }
  if (!request.has_mentee()) return MustBeGiven("mentee", "inline_mentee");
  const auto id = wire::ParseMenteeName(request.mentee());
  if (!id.ok()) return wire::UnderField("mentee", id.status());
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookOfCall(request, context));
  PASSUNG_RETURN_IF_ERROR(CheckMayRank(*id, look, context));
  const Mentee* mentee = snapshot.FindMentee(*id);
  if (mentee == nullptr) return NotStored(request.mentee());
  return *mentee;
}

template <class Request>
absl::StatusOr<Vacancy> VacancyOf(const Request& request, const Snapshot& snapshot) {
  if (request.has_inline_vacancy()) {
    return ReadInline<Vacancy>(request.inline_vacancy(), "inline_vacancy", snapshot.knowledge());
  }
  if (!request.has_vacancy()) return MustBeGiven("vacancy", "inline_vacancy");
  const auto id = wire::ParseVacancyName(request.vacancy());
  if (!id.ok()) return wire::UnderField("vacancy", id.status());
  const Vacancy* vacancy = snapshot.FindVacancy(*id);
  if (vacancy == nullptr) return NotStored(request.vacancy());
  return *vacancy;
}

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_MATCH_REQUEST_H_
