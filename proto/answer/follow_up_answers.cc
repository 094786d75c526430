#include "proto/answer/follow_up_answers.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "passung/after_care.h"
#include "proto/answer/at_field.h"
#include "proto/answer/row_walk.h"
#include "proto/answer/suggestion_parts.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

constexpr int32_t kUsualDays = 31;
constexpr int32_t kMostDays = 366;

struct Span {
  Date first;
  Date last;
};

absl::StatusOr<Date> DayOr(const std::string& text, const std::string& field, Date usual) {
  if (text.empty()) return usual;
  const auto day = Date::Parse(text);
  if (!day.ok()) return AtField(field, day.status());
  return *day;
}

absl::StatusOr<Span> SpanOf(const v1::ListFollowUpsRequest& request, Date as_of) {
  Span span;
  PASSUNG_ASSIGN_OR_RETURN(span.first,
                           DayOr(request.first(), "first", as_of.PlusDays(-kUsualDays)));
  PASSUNG_ASSIGN_OR_RETURN(
      span.last, DayOr(request.last(), "last", std::max(as_of, span.first).PlusDays(kUsualDays)));
  const int32_t days = span.last.days() - span.first.days();
  if (days < 0 || days > kMostDays) {
    return AtField("last", absl::InvalidArgumentError(absl::StrCat(
                               span.last.ToString(), " is not between ", span.first.ToString(),
                               " and ", kMostDays, " days after it")));
  }
  return span;
}

void Add(const MenteeId& mentee, const AfterCare& care, const Sentences& sentences,
         std::vector<v1::FollowUp>& follow_ups) {
  for (const FollowUp& due : care.follow_ups) {
    v1::FollowUp& message = follow_ups.emplace_back();
    message.set_mentee(wire::ResourceName(wire::kMentees, mentee.value));
    message.set_due(due.due.ToString());
    message.set_reason(wire::ToProto<v1::FollowUpReason>(due.reason));
    *message.mutable_job() = wire::ToProto(care.job);
    message.set_adequacy(wire::ToProto<v1::JobAdequacy>(care.adequacy));
    message.set_text(sentences.Of(due, care.job));
  }
}

}  // namespace

absl::StatusOr<v1::ListFollowUpsResponse> ListFollowUps(const v1::ListFollowUpsRequest& request,
                                                        const CallContext& context) {
  const MatchContext match = MatchContextOf(context);
  if (match.snapshot == nullptr) return absl::FailedPreconditionError("nothing is loaded yet");
  const Knowledge& knowledge = match.snapshot->knowledge();
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences, Sentences::For(request.locale(), knowledge));
  PASSUNG_ASSIGN_OR_RETURN(const Date as_of, DayOf(request.as_of(), match));
  PASSUNG_ASSIGN_OR_RETURN(const Span span, SpanOf(request, as_of));
  PASSUNG_ASSIGN_OR_RETURN(
      const Look look, LookOf(request.purpose(), v1::VIEW_BASIC, context.today, context.caller));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.repository().revision());
  v1::ListFollowUpsResponse response;
  std::vector<v1::FollowUp> due;
  absl::Status judged;
  PASSUNG_RETURN_IF_ERROR(WalkRows("", look, context, [&](const StoredMentee& row) {
    const auto care = AfterCareOf(knowledge, row.mentee, as_of, span.first, span.last);
    judged = care.status();
    if (!judged.ok()) return false;
    if (!care->has_value()) return true;
    response.set_people(response.people() + 1);
    Add(row.mentee.id, **care, sentences, due);
    return true;
  }));
  PASSUNG_RETURN_IF_ERROR(judged);
  // People come in the order of their ids.
  std::stable_sort(due.begin(), due.end(), [](const v1::FollowUp& a, const v1::FollowUp& b) {
    return a.due() != b.due() ? a.due() < b.due() : a.mentee() < b.mentee();
  });
  for (v1::FollowUp& follow_up : due) *response.add_follow_ups() = std::move(follow_up);
  *response.mutable_versions() = VersionsOf(knowledge, revision, as_of);
  return response;
}

}  // namespace passung::answer
