#include "passung/assignment.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/assign/certificate.h"
#include "engine/assign/description.h"
#include "engine/assign/problem_graph.h"
#include "engine/assign/solver.h"
#include "engine/assign/stable.h"
#include "engine/assign/vacancy_places.h"
#include "engine/base/status_macros.h"

namespace passung {
namespace {

using assign::Certificate;
using assign::ProblemGraph;

// The edges of an assignment's proposals, rising.
absl::StatusOr<std::vector<size_t>> ChosenOf(const AssignmentProblem& problem,
                                             const ProblemGraph& from,
                                             const Assignment& assignment) {
  if (assignment.mentees.size() != problem.mentees.size()) {
    return absl::InvalidArgumentError(absl::StrCat("mentees: there are ", problem.mentees.size(),
                                                   ", not ", assignment.mentees.size()));
  }
  std::vector<size_t> chosen;
  assign::VacancyPlaces edges(problem.vacancies.size());
  for (size_t i = 0; i < problem.mentees.size(); ++i) {
    edges.Begin();
    for (size_t e = from.graph.first[i]; e < from.graph.first[i + 1]; ++e) {
      edges.Set(from.graph.edges[e].right, e);
    }
    for (const Proposal& proposal : assignment.mentees[i].proposals) {
      if (proposal.locked) continue;  // compared with the locked pairs afterwards
      const std::optional<size_t> edge = edges.Find(proposal.vacancy);
      if (!edge) {
        return absl::InvalidArgumentError(
            absl::StrCat("mentees[", i, "].proposals: vacancy ", proposal.vacancy,
                         " is no candidate, forbidden, or adds nothing"));
      }
      chosen.push_back(*edge);
    }
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

// Prices that are named, in the order of all keys.
template <class Key, class Keys, class KeyOf>
absl::Status ReadPrices(absl::string_view field, const std::vector<KeyPrice<Key>>& named,
                        const Keys& keys, KeyOf key_of, std::vector<int64_t>& prices) {
  prices.reserve(keys.size());
  size_t next = 0;
  for (const auto& key : keys) {
    const bool is_named = next < named.size() && named[next].key == key_of(key);
    prices.push_back(is_named ? named[next++].price : 0);
  }
  if (next == named.size()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, "[", next, "]: there is no such key, it comes twice or out of order"));
}

absl::StatusOr<Certificate> CertificateIn(const AssignmentProblem& problem,
                                          const ProblemGraph& from, const Assignment& assignment) {
  const auto same = [](const auto& key) -> const auto& { return key; };
  constexpr int64_t kFarBeyond = 8'000'000'000'000'000'000;
  if (assignment.value < -kFarBeyond || assignment.value > kFarBeyond) {
    return absl::InvalidArgumentError(absl::StrCat("value: ", assignment.value, " is no sum"));
  }
  Certificate certificate{.total = assignment.value - from.locked_value};
  PASSUNG_RETURN_IF_ERROR(ReadPrices(
      "vacancy_prices", assignment.vacancy_prices, problem.vacancies,
      [](const AssignmentVacancy& vacancy) -> const VacancyId& { return vacancy.id; },
      certificate.right_prices));
  PASSUNG_RETURN_IF_ERROR(ReadPrices("employer_prices", assignment.employer_prices, from.employers,
                                     same, certificate.right_group_prices));
  PASSUNG_RETURN_IF_ERROR(ReadPrices("mentor_prices", assignment.mentor_prices, from.mentors, same,
                                     certificate.left_group_prices));
  PASSUNG_RETURN_IF_ERROR(ReadPrices(
      "group_prices", assignment.group_prices, problem.limits.groups,
      [](const GroupLimit& group) -> const std::string& { return group.label; },
      certificate.left_group_prices));
  for (const AssignedMentee& mentee : assignment.mentees) {
    certificate.surpluses.push_back(mentee.surplus);
  }
  return certificate;
}

absl::Status SameAs(const Assignment& expected, const Assignment& assignment) {
  for (size_t i = 0; i < expected.mentees.size(); ++i) {
    if (expected.mentees[i] == assignment.mentees[i]) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("mentees[", i, "]: is not what pairs, locks and prices say"));
  }
  if (expected == assignment) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "a sum, a price, a group or the envy is not what pairs and prices say");
}

// Limits without the one that is named, where it is set.
struct Without {
  const char* limit;
  bool (*clear)(AssignmentLimits& limits);  // false: it was not set
};

constexpr Without kWithout[] = {
    {"per_vacancy",
     [](AssignmentLimits& limits) { return std::exchange(limits.per_vacancy, {}).has_value(); }},
    {"per_employer",
     [](AssignmentLimits& limits) { return std::exchange(limits.per_employer, {}).has_value(); }},
    {"per_mentor",
     [](AssignmentLimits& limits) { return std::exchange(limits.per_mentor, {}).has_value(); }},
    {"congestion",
     [](AssignmentLimits& limits) { return std::exchange(limits.congestion, 0) != 0; }},
    {"groups", [](AssignmentLimits& limits) { return !std::exchange(limits.groups, {}).empty(); }},
    {"locked", [](AssignmentLimits& limits) { return !std::exchange(limits.locked, {}).empty(); }},
    {"forbidden",
     [](AssignmentLimits& limits) { return !std::exchange(limits.forbidden, {}).empty(); }},
};

// What is chosen, before anything is said of it. A stable solution has no prices.
struct Answer {
  ProblemGraph from;
  assign::Solution solution;
};

absl::StatusOr<Answer> AnswerOf(const AssignmentProblem& problem, const AssignmentRun& run) {
  Answer answer;
  PASSUNG_ASSIGN_OR_RETURN(answer.from, assign::GraphOf(problem));
  if (run.mode == AssignmentMode::kStable) {
    PASSUNG_RETURN_IF_ERROR(assign::CheckPlainLimits(problem.limits, "in a stable assignment"));
    answer.solution.chosen = assign::StableEdges(answer.from.graph);
    return answer;
  }
  assign::SolveOptions options;
  if (run.progress) {
    options.progress = [&](size_t done, size_t lefts) {
      return run.progress(static_cast<int64_t>(done), static_cast<int64_t>(lefts));
    };
  }
  PASSUNG_ASSIGN_OR_RETURN(answer.solution, Solve(answer.from.graph, options));
  return answer;
}

// Σ (score - stay) of all proposals, locked ones included: a gain is just that.
int64_t ScoreAboveStay(const AssignmentProblem& problem, const Answer& answer) {
  int64_t sum = 0;
  for (const size_t edge : answer.solution.chosen) sum += answer.from.graph.edges[edge].gain;
  for (size_t i = 0; i < problem.mentees.size(); ++i) {
    const auto& candidates = problem.mentees[i].candidates;
    for (size_t k = 0; k < candidates.size(); ++k) {
      if (answer.from.states[answer.from.first_candidate[i] + k] ==
          assign::CandidateState::kLocked) {
        sum += candidates[k].score - problem.limits.stay;
      }
    }
  }
  return sum;
}

absl::Status GoesOn(const std::function<bool()>& is_over) {
  if (!is_over || !is_over()) return absl::OkStatus();
  return absl::CancelledError("nobody waits for the check of the assignment");
}

absl::Status VerifyStable(const AssignmentProblem& problem, const ProblemGraph& from,
                          const std::vector<size_t>& chosen, const Assignment& assignment,
                          const std::function<bool()>& is_over) {
  PASSUNG_RETURN_IF_ERROR(assign::CheckPlainLimits(problem.limits, "in a stable assignment"));
  PASSUNG_RETURN_IF_ERROR(CheckLimits(from.graph, chosen));
  PASSUNG_RETURN_IF_ERROR(GoesOn(is_over));
  PASSUNG_RETURN_IF_ERROR(SameAs(Describe(problem, from, chosen, nullptr), assignment));
  PASSUNG_RETURN_IF_ERROR(GoesOn(is_over));
  const EnvyReport blocking = EnvyOf(problem, from, assignment, true);
  if (blocking.pairs == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("mentees/", blocking.worst.front().mentee.value, " and vacancies/",
                   blocking.worst.front().vacancy.value, " would rather have each other"));
}

}  // namespace

absl::StatusOr<Assignment> SolveAssignment(const AssignmentProblem& problem,
                                           const AssignmentRun& run) {
  PASSUNG_ASSIGN_OR_RETURN(const Answer answer, AnswerOf(problem, run));
  const auto& [from, solution] = answer;
  if (run.mode == AssignmentMode::kStable) {
    return Describe(problem, from, solution.chosen, nullptr);
  }
  const Certificate certificate = CertificateOf(from.graph, solution);
  return Describe(problem, from, solution.chosen, &certificate);
}

absl::Status VerifyAssignment(const AssignmentProblem& problem, const Assignment& assignment,
                              const std::function<bool()>& is_over) {
  PASSUNG_RETURN_IF_ERROR(GoesOn(is_over));
  PASSUNG_ASSIGN_OR_RETURN(const ProblemGraph from, assign::GraphOf(problem));
  PASSUNG_RETURN_IF_ERROR(GoesOn(is_over));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<size_t> chosen, ChosenOf(problem, from, assignment));
  if (assignment.mode == AssignmentMode::kStable) {
    return VerifyStable(problem, from, chosen, assignment, is_over);
  }
  PASSUNG_ASSIGN_OR_RETURN(const Certificate certificate, CertificateIn(problem, from, assignment));
  PASSUNG_RETURN_IF_ERROR(Check(from.graph, chosen, certificate));
  PASSUNG_RETURN_IF_ERROR(GoesOn(is_over));
  return SameAs(Describe(problem, from, chosen, &certificate), assignment);
}

absl::StatusOr<std::vector<LimitPrice>> PriceLimits(const AssignmentProblem& problem,
                                                    const Assignment& assignment,
                                                    const AssignmentRun& run) {
  const int64_t score = assignment.total_score - assignment.proposals * problem.limits.stay;
  std::vector<LimitPrice> prices;
  AssignmentProblem freer = problem;
  for (const Without& without : kWithout) {
    freer.limits = problem.limits;
    if (!without.clear(freer.limits)) continue;
    PASSUNG_ASSIGN_OR_RETURN(const Answer other, AnswerOf(freer, run));
    prices.push_back({without.limit, ScoreAboveStay(freer, other) - score});
  }
  return prices;
}

}  // namespace passung
