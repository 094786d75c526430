#include "passung/assignment.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/assign/certificate.h"
#include "engine/assign/description.h"
#include "engine/assign/problem_graph.h"
#include "engine/assign/solver.h"
#include "engine/assign/stable.h"
#include "engine/base/status_macros.h"

namespace passung {
namespace {

using assign::Certificate;
using assign::ProblemGraph;

absl::Status CheckStable(const AssignmentLimits& limits) {
  const auto refuse = [](absl::string_view field) {
    return absl::InvalidArgumentError(absl::StrCat(field, ": not in a stable assignment"));
  };
  if (limits.per_employer) return refuse("per_employer");
  if (limits.per_mentor) return refuse("per_mentor");
  if (limits.congestion != 0) return refuse("congestion");
  if (!limits.groups.empty()) return refuse("groups");
  if (!limits.locked.empty()) return refuse("locked");
  return absl::OkStatus();
}

// The edges of an assignment's proposals, rising.
absl::StatusOr<std::vector<size_t>> ChosenOf(const AssignmentProblem& problem,
                                             const ProblemGraph& from,
                                             const Assignment& assignment) {
  if (assignment.mentees.size() != problem.mentees.size()) {
    return absl::InvalidArgumentError(absl::StrCat("mentees: there are ", problem.mentees.size(),
                                                   ", not ", assignment.mentees.size()));
  }
  std::vector<size_t> chosen;
  for (size_t i = 0; i < problem.mentees.size(); ++i) {
    const auto& edges = from.graph.first;
    for (const Proposal& proposal : assignment.mentees[i].proposals) {
      if (proposal.locked) continue;  // compared with the locked pairs afterwards
      size_t edge = edges[i];
      while (edge < edges[i + 1] && from.graph.edges[edge].right != proposal.vacancy) ++edge;
      if (edge == edges[i + 1]) {
        return absl::InvalidArgumentError(
            absl::StrCat("mentees[", i, "].proposals: vacancy ", proposal.vacancy,
                         " is no candidate, forbidden, or adds nothing"));
      }
      chosen.push_back(edge);
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

int64_t ScoreAboveStay(const AssignmentProblem& problem, const Assignment& assignment) {
  return assignment.total_score - assignment.proposals * problem.limits.stay;
}

}  // namespace

absl::StatusOr<Assignment> SolveAssignment(const AssignmentProblem& problem,
                                           const AssignmentRun& run) {
  PASSUNG_ASSIGN_OR_RETURN(const ProblemGraph from, assign::GraphOf(problem));
  if (run.mode == AssignmentMode::kStable) {
    PASSUNG_RETURN_IF_ERROR(CheckStable(problem.limits));
    return Describe(problem, from, assign::StableEdges(from.graph), nullptr);
  }
  assign::SolveOptions options;
  if (run.progress) {
    options.progress = [&](size_t done, size_t lefts) {
      return run.progress(static_cast<int64_t>(done), static_cast<int64_t>(lefts));
    };
  }
  PASSUNG_ASSIGN_OR_RETURN(const assign::Solution solution, Solve(from.graph, options));
  const Certificate certificate = CertificateOf(from.graph, solution);
  return Describe(problem, from, solution.chosen, &certificate);
}

absl::Status VerifyAssignment(const AssignmentProblem& problem, const Assignment& assignment) {
  PASSUNG_ASSIGN_OR_RETURN(const ProblemGraph from, assign::GraphOf(problem));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<size_t> chosen, ChosenOf(problem, from, assignment));
  if (assignment.mode == AssignmentMode::kGreatestTotal) {
    PASSUNG_ASSIGN_OR_RETURN(const Certificate certificate,
                             CertificateIn(problem, from, assignment));
    PASSUNG_RETURN_IF_ERROR(Check(from.graph, chosen, certificate));
    return SameAs(Describe(problem, from, chosen, &certificate), assignment);
  }
  PASSUNG_RETURN_IF_ERROR(CheckStable(problem.limits));
  PASSUNG_RETURN_IF_ERROR(CheckLimits(from.graph, chosen));
  PASSUNG_RETURN_IF_ERROR(SameAs(Describe(problem, from, chosen, nullptr), assignment));
  const EnvyReport blocking = EnvyOf(problem, from, assignment, true);
  if (blocking.pairs == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("mentees/", blocking.worst.front().mentee.value, " and vacancies/",
                   blocking.worst.front().vacancy.value, " would rather have each other"));
}

absl::StatusOr<std::vector<LimitPrice>> PriceLimits(const AssignmentProblem& problem,
                                                    const Assignment& assignment,
                                                    const AssignmentRun& run) {
  const int64_t score = ScoreAboveStay(problem, assignment);
  std::vector<LimitPrice> prices;
  AssignmentProblem freer = problem;
  for (const Without& without : kWithout) {
    freer.limits = problem.limits;
    if (!without.clear(freer.limits)) continue;
    PASSUNG_ASSIGN_OR_RETURN(const Assignment other, SolveAssignment(freer, run));
    prices.push_back({without.limit, ScoreAboveStay(freer, other) - score});
  }
  return prices;
}

}  // namespace passung
