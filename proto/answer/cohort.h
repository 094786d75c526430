// What all reports have in common: whom they are about, and the day and profile that they go by.
#ifndef PASSUNG_PROTO_ANSWER_COHORT_H_
#define PASSUNG_PROTO_ANSWER_COHORT_H_

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/reports.h"
#include "proto/answer/match_request.h"
#include "proto/answer/row_walk.h"

namespace passung::answer {

// The people whom a caller may see for a purpose, by id.
struct Cohort {
  MatchContext context;  // with a snapshot
  std::vector<Mentee> people;
  MatchOptions match;
  // Figures of fewer people are left out. 1 for a mentor, who knows whom they are of.
  int64_t least_shown = kLeastShown;
  std::function<bool()> is_over;  // as that of CallContext
};

// `view` is what the answer shows of a person.
template <class Request>
absl::StatusOr<Cohort> CohortOf(const Request& request, v1::View view, const CallContext& context) {
  Cohort cohort;
  cohort.context = MatchContextOf(context);
  cohort.is_over = context.is_over;
  if (cohort.context.snapshot == nullptr) {
    return absl::FailedPreconditionError("nothing is loaded yet");
  }
  PASSUNG_ASSIGN_OR_RETURN(cohort.match.as_of, DayOf(request.as_of(), cohort.context));
  PASSUNG_RETURN_IF_ERROR(ReadProfile(request.profile(), cohort.context, cohort.match));
  cohort.match.threads = cohort.context.threads;
  if (context.caller.mentor) cohort.least_shown = 1;
  PASSUNG_ASSIGN_OR_RETURN(const Look look,
                           LookOf(request.purpose(), view, context.today, context.caller));
  PASSUNG_RETURN_IF_ERROR(WalkRows("", look, context, [&](StoredMentee row) {
    cohort.people.push_back(std::move(row.mentee));
    return true;
  }));
  return cohort;
}

// A request with a bar, or without one.
template <class Request>
absl::StatusOr<Survey> SurveyOf(const Request& request, const Cohort& cohort,
                                SurveyOptions options) {
  options.match = cohort.match;
  options.is_over = cohort.is_over;
  if constexpr (requires { request.has_bar(); }) {
    if (request.has_bar()) options.bar = request.bar();
  }
  return SurveyCohort(cohort.context.snapshot, cohort.people, options);
}

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_COHORT_H_
