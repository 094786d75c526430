#ifndef PASSUNG_ENGINE_ASSIGN_PROBLEM_GRAPH_H_
#define PASSUNG_ENGINE_ASSIGN_PROBLEM_GRAPH_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/assign/graph.h"
#include "passung/assignment.h"

namespace passung::assign {

// Ranges, order, names: whatever GraphOf relies on. InvalidArgument naming the field.
absl::Status CheckProblem(const AssignmentProblem& problem);

// The part of it that needs no people: ranges, and limits that do not go together.
absl::Status CheckLimits(const AssignmentLimits& limits);

// Refuses limits of groups, crowding and locked pairs: "limits.groups: not " + where.
absl::Status CheckPlainLimits(const AssignmentLimits& limits, absl::string_view where);

// What is known of a candidate beside its score.
enum class CandidateState : uint8_t { kFree, kLocked, kForbidden };

// A problem as a graph: locked pairs are taken out together with the capacity that they use, forbidden ones
// and those that add nothing are left out.
struct ProblemGraph {
  Graph graph;
  std::vector<size_t> first_candidate;    // of each mentee, into what follows
  std::vector<CandidateState> states;     // of all candidates
  std::vector<size_t> candidate_of_edge;  // as in `states`
  std::vector<int32_t> capacities;        // of vacancies, locked pairs included
  std::vector<EmployerId> employers;      // of right groups, rising
  std::vector<MentorId> mentors;  // of left groups, rising; empty where labels are the groups
  int64_t locked_value = 0;       // as Assignment::value
};

// InvalidArgument also where locked pairs exceed a limit. REQUIRES of nothing: checks the problem itself.
absl::StatusOr<ProblemGraph> GraphOf(const AssignmentProblem& problem);

// The first place of a pair that is there before, too.
std::optional<size_t> FirstRepeated(const std::vector<PairName>& pairs);

// Places of ids in the problem's lists.
std::optional<size_t> FindMentee(const AssignmentProblem& problem, const MenteeId& id);
std::optional<size_t> FindVacancy(const AssignmentProblem& problem, const VacancyId& id);

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_PROBLEM_GRAPH_H_
