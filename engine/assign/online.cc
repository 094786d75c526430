// Everyone at once, day by day.
#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/assign/hold_back.h"
#include "engine/assign/online_market.h"
#include "engine/assign/problem_graph.h"
#include "engine/assign/vacancy_places.h"
#include "engine/base/status_macros.h"
#include "passung/online_assignment.h"

namespace passung {
namespace {

using assign::OnlineMarket;
using assign::OwnedEdge;
using assign::ProblemGraph;
using assign::Stay;

absl::Status CheckPresences(absl::string_view field, const std::vector<Presence>& presences,
                            size_t wanted) {
  if (presences.size() != wanted) {
    return absl::InvalidArgumentError(
        absl::StrCat(field, ": ", presences.size(), " stays came, not ", wanted));
  }
  for (size_t i = 0; i < presences.size(); ++i) {
    const auto& [first, last] = presences[i];
    if (first <= last) continue;
    return absl::InvalidArgumentError(absl::StrCat(field, "[", i, "].last: ", last.ToString(),
                                                   " is before the first, ", first.ToString()));
  }
  return absl::OkStatus();
}

absl::Status CheckDays(const OnlineProblem& online) {
  PASSUNG_RETURN_IF_ERROR(CheckPresences("mentees", online.mentees, online.problem.mentees.size()));
  PASSUNG_RETURN_IF_ERROR(
      CheckPresences("vacancies", online.vacancies, online.problem.vacancies.size()));
  std::optional<Presence> all;
  for (const auto* presences : {&online.mentees, &online.vacancies}) {
    for (const Presence& of : *presences) {
      if (!all) all = of;
      all = Presence{std::min(all->first, of.first), std::max(all->last, of.last)};
    }
  }
  if (!all || int64_t{all->last.days()} - all->first.days() < kMostOnlineDays) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat("days: from ", all->first.ToString(), " to ",
                                                 all->last.ToString(), " are more than ",
                                                 kMostOnlineDays));
}

absl::Status CheckOnline(const OnlineProblem& online) {
  const size_t people = online.problem.mentees.size();
  if (people > static_cast<size_t>(kMostOnlineMentees)) {
    return absl::InvalidArgumentError(
        absl::StrCat("mentees: ", people, " are more than ", kMostOnlineMentees));
  }
  PASSUNG_RETURN_IF_ERROR(assign::CheckPlainLimits(online.problem.limits, "day by day"));
  if (online.problem.limits.per_mentee != 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        "limits.per_mentee: ", online.problem.limits.per_mentee, " is not 1, as day by day"));
  }
  return CheckDays(online);
}

std::vector<Stay> StaysOf(const std::vector<Presence>& presences) {
  std::vector<Stay> stays;
  stays.reserve(presences.size());
  for (const Presence& of : presences) stays.push_back({of.first.days(), of.last.days()});
  return stays;
}

// All that is possible today, the greatest gain first.
std::vector<OwnedEdge> GreedyPairs(const OnlineMarket& market, int32_t day) {
  const assign::Graph& graph = market.graph();
  std::vector<OwnedEdge> open;
  for (size_t left = 0; left < graph.lefts.size(); ++left) {
    if (!market.IsOpenLeft(left, day)) continue;
    for (size_t edge = graph.first[left]; edge < graph.first[left + 1]; ++edge) {
      const auto right = static_cast<size_t>(graph.edges[edge].right);
      if (market.IsOpenRight(right, day)) open.push_back({left, edge});
    }
  }
  const auto key = [&](const OwnedEdge& of) {
    const auto& [right, gain] = graph.edges[of.edge];
    return std::tuple(-int64_t{gain}, of.left, right);
  };
  std::sort(open.begin(), open.end(),
            [&](const OwnedEdge& a, const OwnedEdge& b) { return key(a) < key(b); });
  return open;
}

class Playing {
 public:
  Playing(const OnlineProblem& online, const ProblemGraph& from, OnlinePolicy policy)
      : online_(online),
        from_(from),
        market_(from.graph, StaysOf(online.mentees), StaysOf(online.vacancies)),
        policy_(policy),
        hold_back_(market_, policy == OnlinePolicy::kHoldBackUntilSure) {}

  absl::StatusOr<OnlineCourse> Run(const std::function<bool()>& is_over) {
    for (int32_t day = market_.first_day(); day < market_.end_day(); ++day) {
      if (is_over && is_over()) {
        return absl::CancelledError(
            absl::StrCat("nobody waits any more, on ", Date::FromDays(day).ToString()));
      }
      PASSUNG_RETURN_IF_ERROR(PlayDay(day));
    }
    return std::move(course_);
  }

 private:
  absl::Status PlayDay(int32_t day) {
    const size_t before = course_.proposals.size();
    std::vector<OwnedEdge> pairs;
    if (policy_ == OnlinePolicy::kGreedy) {
      pairs = GreedyPairs(market_, day);
    } else {
      PASSUNG_ASSIGN_OR_RETURN(pairs, hold_back_.PairsOn(day));
    }
    for (const OwnedEdge& pair : pairs) {
      const auto right = static_cast<size_t>(from_.graph.edges[pair.edge].right);
      // What an earlier one of today has taken.
      if (market_.IsServed(pair.left) || market_.right_space(right) == 0) continue;
      Make(pair, day);
    }
    std::sort(course_.proposals.begin() + static_cast<ptrdiff_t>(before), course_.proposals.end(),
              [](const auto& a, const auto& b) {
                return std::tie(a.mentee, a.vacancy) < std::tie(b.mentee, b.vacancy);
              });
    return absl::OkStatus();
  }

  void Make(const OwnedEdge& pair, int32_t day) {
    market_.Make(pair);
    const auto& [vacancy, gain] = from_.graph.edges[pair.edge];
    const int32_t score = gain + online_.problem.limits.stay;
    course_.proposals.push_back({.mentee = static_cast<int32_t>(pair.left),
                                 .vacancy = vacancy,
                                 .score = score,
                                 .day = Date::FromDays(day)});
    course_.total_score += score;
    course_.value += gain;
    course_.days_waited += day - market_.lefts()[pair.left].first;
  }

  const OnlineProblem& online_;
  const ProblemGraph& from_;
  OnlineMarket market_;
  const OnlinePolicy policy_;
  assign::HoldBack hold_back_;
  OnlineCourse course_;
};

absl::Status Fault(size_t at, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("proposals[", at, "]: ", what));
}

// One after the other, as if it were played.
class Replaying {
 public:
  Replaying(const OnlineProblem& online, const ProblemGraph& from)
      : online_(online),
        from_(from),
        market_(from.graph, StaysOf(online.mentees), StaysOf(online.vacancies)) {}

  absl::Status Run(const OnlineCourse& course) {
    OnlineCourse summed;
    for (size_t i = 0; i < course.proposals.size(); ++i) {
      const OnlineProposal& of = course.proposals[i];
      if (i > 0 && !(KeyOf(course.proposals[i - 1]) < KeyOf(of))) return Fault(i, "out of order");
      PASSUNG_RETURN_IF_ERROR(Take(i, of));
      summed.total_score += of.score;
      summed.value += of.score - online_.problem.limits.stay;
      summed.days_waited +=
          of.day.days() - online_.mentees[static_cast<size_t>(of.mentee)].first.days();
    }
    if (summed.total_score != course.total_score) return Differs("total_score");
    if (summed.value != course.value) return Differs("value");
    if (summed.days_waited != course.days_waited) return Differs("days_waited");
    return absl::OkStatus();
  }

 private:
  static std::tuple<Date, int32_t, int32_t> KeyOf(const OnlineProposal& of) {
    return {of.day, of.mentee, of.vacancy};
  }
  static absl::Status Differs(absl::string_view field) {
    return absl::InvalidArgumentError(absl::StrCat(field, ": is not what the proposals add up to"));
  }

  absl::Status Take(size_t at, const OnlineProposal& of) {
    const auto mentee = static_cast<size_t>(of.mentee);
    if (of.mentee < 0 || mentee >= online_.mentees.size()) return Fault(at, "no such mentee");
    const assign::Graph& graph = from_.graph;
    size_t edge = graph.first[mentee];
    while (edge < graph.first[mentee + 1] && graph.edges[edge].right != of.vacancy) ++edge;
    if (edge == graph.first[mentee + 1]) {
      return Fault(at, "the vacancy is no candidate, forbidden, or adds nothing");
    }
    if (of.score != graph.edges[edge].gain + online_.problem.limits.stay) {
      return Fault(at, "another score");
    }
    const auto vacancy = static_cast<size_t>(of.vacancy);
    if (!online_.mentees[mentee].Has(of.day)) return Fault(at, "the mentee is not there that day");
    if (!online_.vacancies[vacancy].Has(of.day))
      return Fault(at, "the vacancy is not open that day");
    if (market_.IsServed(mentee)) return Fault(at, "the mentee has one already");
    if (market_.right_space(vacancy) == 0) return Fault(at, "more than the vacancy has places");
    market_.Make({.left = mentee, .edge = edge});
    return absl::OkStatus();
  }

  const OnlineProblem& online_;
  const ProblemGraph& from_;
  OnlineMarket market_;
};

}  // namespace

absl::StatusOr<OnlineCourse> PlayOnline(const OnlineProblem& online, OnlinePolicy policy,
                                        const std::function<bool()>& is_over) {
  PASSUNG_RETURN_IF_ERROR(CheckOnline(online));
  PASSUNG_ASSIGN_OR_RETURN(const ProblemGraph from, assign::GraphOf(online.problem));
  return Playing(online, from, policy).Run(is_over);
}

absl::StatusOr<AssignmentProblem> HindsightProblem(const OnlineProblem& online) {
  PASSUNG_RETURN_IF_ERROR(CheckOnline(online));
  PASSUNG_RETURN_IF_ERROR(assign::CheckProblem(online.problem));
  AssignmentProblem hindsight = online.problem;
  const std::vector<Stay> vacancies = StaysOf(online.vacancies);
  const std::vector<Stay> mentees = StaysOf(online.mentees);
  for (size_t i = 0; i < mentees.size(); ++i) {
    std::erase_if(hindsight.mentees[i].candidates, [&](const AssignmentCandidate& candidate) {
      return !mentees[i].Meets(vacancies[static_cast<size_t>(candidate.vacancy)]);
    });
  }
  return hindsight;
}

absl::Status VerifyOnline(const OnlineProblem& online, const OnlineCourse& course) {
  PASSUNG_RETURN_IF_ERROR(CheckOnline(online));
  PASSUNG_ASSIGN_OR_RETURN(const ProblemGraph from, assign::GraphOf(online.problem));
  return Replaying(online, from).Run(course);
}

}  // namespace passung
