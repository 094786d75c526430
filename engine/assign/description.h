#ifndef PASSUNG_ENGINE_ASSIGN_DESCRIPTION_H_
#define PASSUNG_ENGINE_ASSIGN_DESCRIPTION_H_

#include <vector>

#include "engine/assign/certificate.h"
#include "engine/assign/problem_graph.h"
#include "passung/assignment.h"

namespace passung::assign {

// All that is said of an answer, from its edges and prices alone: proposals, sums, reasons, envy. The
// certificate is null for a stable assignment.
Assignment Describe(const AssignmentProblem& problem, const ProblemGraph& from,
                    const std::vector<size_t>& chosen, const Certificate* certificate);

// Pairs of which the mentee would rather have the vacancy than the worst it has, or has a place left, and
// that score more than the least that is proposed there without a lock. With `free_places` also where the
// vacancy has a place left.
EnvyReport EnvyOf(const AssignmentProblem& problem, const ProblemGraph& from,
                  const Assignment& assignment, bool free_places);

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_DESCRIPTION_H_
