#ifndef PASSUNG_ONLINE_ASSIGNMENT_H_
#define PASSUNG_ONLINE_ASSIGNMENT_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/assignment.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/presence.h"

// Everyone at once, but not on one day: people come and vacancies open and close, and every day it has to be
// decided which proposals are made, for good, before anybody knows who and what comes tomorrow.
//
//   auto greedy = PlayOnline(online, OnlinePolicy::kGreedy);
//   auto held = PlayOnline(online, OnlinePolicy::kHoldBack);
//   auto best = SolveAssignment(*HindsightProblem(online));   // no policy can be worth more
//
// For trying out, on the past or on a made-up market, what waiting is worth and what it costs in days. As an
// assignment, it proposes to people who decide and decides nothing.

namespace passung {

inline constexpr int32_t kMostOnlineMentees = 10'000;
inline constexpr int32_t kMostOnlineDays = 3660;  // from the first day of all to the last

struct OnlineProblem {
  // Of all who ever come and all that ever opens. Limits: per_opening, per_vacancy, stay and forbidden,
  // which hold over all days together; one proposal of each mentee.
  AssignmentProblem problem;
  std::vector<Presence> mentees;    // as problem.mentees; known on the first day, `last` with it
  std::vector<Presence> vacancies;  // as problem.vacancies; likewise
};

enum class OnlinePolicy : uint8_t {
  // Everything that is possible is proposed on the day on which it becomes possible: the pair of the greatest score
  // first, ties by place of mentee and vacancy.
  kGreedy,
  // A proposal is held back until the last day of the mentee or of the vacancy. Whether it is made then is a matter
  // of prices: what a place that stays open is worth to those who come later, and what waiting is worth to a
  // mentee who stays, both learned from the weeks before, as if they came again.
  kHoldBack,
  // As kHoldBack, but a proposal that is the best in whatever way the days before come again is made at once, as
  // soon as nine weeks have been seen: a little is lost, and people wait half as long.
  kHoldBackUntilSure,
};
template <>
struct EnumNames<OnlinePolicy> {
  static constexpr absl::string_view kNames[] = {"greedy", "hold_back", "hold_back_until_sure"};
};

struct OnlineProposal {
  int32_t mentee = 0;   // place in problem.mentees
  int32_t vacancy = 0;  // place in problem.vacancies
  int32_t score = 0;
  Date day;  // on which it is made
  friend bool operator==(const OnlineProposal&, const OnlineProposal&) = default;
};

struct OnlineCourse {
  std::vector<OnlineProposal> proposals;  // by day, mentee, vacancy
  int64_t total_score = 0;                // Σ score
  int64_t value = 0;                      // Σ (score - stay), as Assignment::value
  int64_t days_waited = 0;                // Σ days from the mentee's first to that of the proposal
  friend bool operator==(const OnlineCourse&, const OnlineCourse&) = default;
};

// Plays all days, one after the other. What is decided on a day depends on nobody and nothing whose first day
// is later. The same for equal problems. InvalidArgument naming the field for a problem that is none, a limit
// that is not among the above, as many presences as there are not, a last day before the first, and more than
// kMostOnlineDays; Cancelled where `is_over`, which is asked every day and may be empty, says that nobody
// waits for it.
//
// Time: greedy a pass over the candidates of those present a day; hold-back solves ten assignments a day of
// those present and of those who come in nine weeks, about 6 ms for 400 people in half a year with 200
// candidates each (./dev floors scale).
absl::StatusOr<OnlineCourse> PlayOnline(const OnlineProblem& online, OnlinePolicy policy,
                                        const std::function<bool()>& is_over = nullptr);

// The problem of someone who knows all days from the start: pairs that are never there on one day are no
// candidates. Whatever day a pair is made on, it uses the same places, so that its best assignment is the
// most that any policy can reach; SolveAssignment and VerifyAssignment solve and prove it. The errors of
// PlayOnline.
absl::StatusOr<AssignmentProblem> HindsightProblem(const OnlineProblem& online);

// Whether a course keeps limits and days and adds up: InvalidArgument naming the first thing that is wrong.
absl::Status VerifyOnline(const OnlineProblem& online, const OnlineCourse& course);

}  // namespace passung

#endif  // PASSUNG_ONLINE_ASSIGNMENT_H_
