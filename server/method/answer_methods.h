// Functions of proto/answer as handlers of methods.
//
//   {"passung.v1.CatalogService.GetMentee", Unary(Answered<answer::GetMentee>::Call)}
#ifndef PASSUNG_SERVER_METHOD_ANSWER_METHODS_H_
#define PASSUNG_SERVER_METHOD_ANSWER_METHODS_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "proto/answer/backend.h"
#include "server/audit/explored_lists.h"
#include "server/identity/rights.h"
#include "server/method/call_context.h"

namespace passung::server {

// A mentor sees their own mentees. One of whom nobody said which mentor they are sees none: no id has a
// slash.
inline answer::Caller CallerOf(const Principal& principal, const AccessFacts& access) {
  answer::Caller caller{.id = principal.id, .needs_basis = !principal.open};
  if (SeesAllMentees(principal, access)) return caller;
  absl::string_view mentor = principal.mentor;
  caller.mentor =
      absl::ConsumePrefix(&mentor, "mentors/") ? MentorId{std::string(mentor)} : MentorId{"/"};
  return caller;
}

// What the call is answered with. Not to be used once the call has ended.
inline answer::CallContext AnswerContextOf(const CallContext& context) {
  std::function<absl::Status(const std::vector<MenteeId>&)> before_purge;
  if (context.visit != nullptr) {
    before_purge = [visit = context.visit](const auto& people) { return visit->Meet(people); };
  }
  decltype(answer::CallContext::find_decision) find_decision;
  decltype(answer::CallContext::explored_lists) explored_lists;
  if (context.services.access_log != nullptr) {
    explored_lists = [log = context.services.access_log, &context] {
      return ReadExploredLists(*log, [&context] { return context.IsOver(); });
    };
    find_decision = [log = context.services.access_log](int64_t number, const MenteeId& mentee,
                                                        const VacancyId& vacancy) {
      return log->FindDecision(number, mentee, vacancy);
    };
  }
  return {.backend = context.services.catalog,
          .now = {absl::ToUnixSeconds(absl::Now())},
          .today = context.services.today(),
          .caller = CallerOf(context.principal, context.access),
          .page_key = context.services.page_key,
          .expire_after_months = context.services.expire_after_months,
          .is_over = [&context] { return context.IsOver(); },
          .before_purge = std::move(before_purge),
          .find_decision = std::move(find_decision),
          .explored_lists = std::move(explored_lists)};
}

template <auto kFunction>
struct Answered;
template <class Request, class Response,
          absl::StatusOr<Response> (*kFunction)(const Request&, const answer::CallContext&)>
struct Answered<kFunction> {
  static absl::StatusOr<Response> Call(const Request& request, CallContext& context) {
    return kFunction(request, AnswerContextOf(context));
  }
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_ANSWER_METHODS_H_
