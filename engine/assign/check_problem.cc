// What an assignment can be asked about.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "engine/assign/problem_graph.h"
#include "engine/base/status_macros.h"

namespace passung::assign {
namespace {

constexpr int32_t kMostLimit = 100'000;
constexpr int32_t kMostScore = 100'000'000;
constexpr int32_t kMostOpenings = 10'000;
constexpr size_t kMostGroups = 100;
constexpr size_t kMostLabelBytes = 63;

absl::Status CheckNumber(absl::string_view field, int64_t value, int64_t least, int64_t most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, ": ", value, " is not between ", least, " and ", most));
}

absl::Status CheckLimit(absl::string_view field, const std::optional<int32_t>& limit) {
  return limit ? CheckNumber(field, *limit, 1, kMostLimit) : absl::OkStatus();
}

absl::Status CheckGroups(const AssignmentLimits& limits) {
  if (limits.groups.empty()) return absl::OkStatus();
  if (limits.per_mentor) {
    return absl::InvalidArgumentError("limits.groups: not together with per_mentor");
  }
  PASSUNG_RETURN_IF_ERROR(CheckNumber("limits.groups", static_cast<int64_t>(limits.groups.size()),
                                      0, static_cast<int64_t>(kMostGroups)));
  int64_t wanted = 0;
  for (size_t i = 0; i < limits.groups.size(); ++i) {
    const GroupLimit& group = limits.groups[i];
    const std::string field = absl::StrCat("limits.groups[", i, "]");
    if (group.label.empty() || group.label.size() > kMostLabelBytes) {
      return absl::InvalidArgumentError(
          absl::StrCat(field, ".label: must have 1 to ", kMostLabelBytes, " bytes"));
    }
    for (size_t j = 0; j < i; ++j) {
      if (limits.groups[j].label == group.label) {
        return absl::InvalidArgumentError(
            absl::StrCat(field, ".label: \"", group.label, "\" comes twice"));
      }
    }
    if (group.most)
      PASSUNG_RETURN_IF_ERROR(CheckNumber(field + ".most", *group.most, 0, kMostLimit));
    PASSUNG_RETURN_IF_ERROR(
        CheckNumber(field + ".least", group.least, 0, group.most.value_or(kMostLimit)));
    wanted += group.least;
  }
  return CheckNumber("limits.groups: the sum of least numbers", wanted, 0, kMostLimit);
}

// Ids rise, each once.
template <class Row>
absl::Status CheckIds(absl::string_view field, const std::vector<Row>& rows) {
  for (size_t i = 0; i < rows.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(ValidateId(absl::StrCat(field, "[", i, "].id"), rows[i].id.value));
    if (i > 0 && !(rows[i - 1].id < rows[i].id)) {
      return absl::InvalidArgumentError(absl::StrCat(field, "[", i, "].id: \"", rows[i].id.value,
                                                     "\" comes twice or out of order"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckCandidates(const AssignmentProblem& problem) {
  std::vector<size_t> seen(problem.vacancies.size(), problem.mentees.size());
  for (size_t i = 0; i < problem.mentees.size(); ++i) {
    const auto& candidates = problem.mentees[i].candidates;
    for (size_t k = 0; k < candidates.size(); ++k) {
      const auto field = [&] { return absl::StrCat("mentees[", i, "].candidates[", k, "]"); };
      const auto [vacancy, score] = candidates[k];
      if (vacancy < 0 || vacancy >= static_cast<int64_t>(seen.size())) {
        return CheckNumber(field() + ".vacancy", vacancy, 0, static_cast<int64_t>(seen.size()) - 1);
      }
      if (score < 0 || score > kMostScore) {
        return CheckNumber(field() + ".score", score, 0, kMostScore);
      }
      size_t& last = seen[static_cast<size_t>(vacancy)];
      if (last == i) return absl::InvalidArgumentError(field() + ".vacancy: comes twice");
      last = i;
    }
  }
  return absl::OkStatus();
}

// In any order; places in faults are those of the request.
absl::Status CheckPairs(absl::string_view field, const AssignmentProblem& problem,
                        const std::vector<PairName>& pairs) {
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (FindMentee(problem, pairs[i].mentee)) continue;
    return absl::InvalidArgumentError(absl::StrCat(field, "[", i, "].mentee: mentees/",
                                                   pairs[i].mentee.value, " is not assigned here"));
  }
  const std::optional<size_t> again = FirstRepeated(pairs);
  if (!again) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(field, "[", *again, "]: comes twice"));
}

}  // namespace

std::optional<size_t> FindMentee(const AssignmentProblem& problem, const MenteeId& id) {
  const auto found = std::lower_bound(
      problem.mentees.begin(), problem.mentees.end(), id,
      [](const AssignmentMentee& row, const MenteeId& key) { return row.id < key; });
  if (found == problem.mentees.end() || found->id != id) return std::nullopt;
  return static_cast<size_t>(found - problem.mentees.begin());
}

std::optional<size_t> FindVacancy(const AssignmentProblem& problem, const VacancyId& id) {
  const auto found = std::lower_bound(
      problem.vacancies.begin(), problem.vacancies.end(), id,
      [](const AssignmentVacancy& row, const VacancyId& key) { return row.id < key; });
  if (found == problem.vacancies.end() || found->id != id) return std::nullopt;
  return static_cast<size_t>(found - problem.vacancies.begin());
}

absl::Status CheckLimits(const AssignmentLimits& limits) {
  PASSUNG_RETURN_IF_ERROR(CheckNumber("limits.per_mentee", limits.per_mentee, 1, kMostLimit));
  PASSUNG_RETURN_IF_ERROR(CheckNumber("limits.per_opening", limits.per_opening, 1, kMostLimit));
  PASSUNG_RETURN_IF_ERROR(CheckLimit("limits.per_vacancy", limits.per_vacancy));
  PASSUNG_RETURN_IF_ERROR(CheckLimit("limits.per_employer", limits.per_employer));
  PASSUNG_RETURN_IF_ERROR(CheckLimit("limits.per_mentor", limits.per_mentor));
  PASSUNG_RETURN_IF_ERROR(CheckNumber("limits.stay", limits.stay, 0, kMostScore));
  PASSUNG_RETURN_IF_ERROR(CheckNumber("limits.congestion", limits.congestion, 0, kMostScore));
  return CheckGroups(limits);
}

absl::Status CheckPlainLimits(const AssignmentLimits& limits, absl::string_view where) {
  const auto refuse = [&](absl::string_view field) {
    return absl::InvalidArgumentError(absl::StrCat("limits.", field, ": not ", where));
  };
  if (limits.per_employer) return refuse("per_employer");
  if (limits.per_mentor) return refuse("per_mentor");
  if (limits.congestion != 0) return refuse("congestion");
  if (!limits.groups.empty()) return refuse("groups");
  if (!limits.locked.empty()) return refuse("locked");
  return absl::OkStatus();
}

std::optional<size_t> FirstRepeated(const std::vector<PairName>& pairs) {
  std::vector<size_t> order(pairs.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return std::tie(pairs[a], a) < std::tie(pairs[b], b); });
  std::optional<size_t> first;
  for (size_t i = 1; i < order.size(); ++i) {
    if (pairs[order[i]] != pairs[order[i - 1]]) continue;
    first = std::min(first.value_or(order[i]), order[i]);
  }
  return first;
}

absl::Status CheckProblem(const AssignmentProblem& problem) {
  PASSUNG_RETURN_IF_ERROR(CheckNumber("mentees", static_cast<int64_t>(problem.mentees.size()), 0,
                                      kMostAssignedMentees));
  PASSUNG_RETURN_IF_ERROR(CheckLimits(problem.limits));
  PASSUNG_RETURN_IF_ERROR(CheckIds("mentees", problem.mentees));
  PASSUNG_RETURN_IF_ERROR(CheckIds("vacancies", problem.vacancies));
  for (size_t i = 0; i < problem.vacancies.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(CheckNumber(absl::StrCat("vacancies[", i, "].openings"),
                                        problem.vacancies[i].openings, 1, kMostOpenings));
  }
  PASSUNG_RETURN_IF_ERROR(CheckCandidates(problem));
  PASSUNG_RETURN_IF_ERROR(CheckPairs("limits.locked", problem, problem.limits.locked));
  return CheckPairs("limits.forbidden", problem, problem.limits.forbidden);
}

}  // namespace passung::assign
