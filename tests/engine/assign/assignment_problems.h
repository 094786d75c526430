// Small problems by hand, random ones with every limit, and large ones; and their solutions, verified.
#ifndef PASSUNG_TESTS_ENGINE_ASSIGN_ASSIGNMENT_PROBLEMS_H_
#define PASSUNG_TESTS_ENGINE_ASSIGN_ASSIGNMENT_PROBLEMS_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "passung/assignment.h"
#include "tests/support/status_matchers.h"

namespace passung {

// Mentees a, b, c … with candidates {vacancy, score}; vacancies v0, v1 … of one opening.
inline AssignmentProblem ProblemOf(const std::vector<std::vector<AssignmentCandidate>>& mentees,
                                   int vacancies) {
  AssignmentProblem problem;
  for (size_t i = 0; i < mentees.size(); ++i) {
    problem.mentees.push_back(
        {.id = {std::string(1, static_cast<char>('a' + i))}, .candidates = mentees[i]});
  }
  for (int i = 0; i < vacancies; ++i) {
    problem.vacancies.push_back({.id = {absl::StrFormat("v%d", i)}});
  }
  return problem;
}

inline Assignment Solved(const AssignmentProblem& problem,
                         AssignmentMode mode = AssignmentMode::kGreatestTotal) {
  const auto assignment = SolveAssignment(problem, {.mode = mode});
  EXPECT_THAT(assignment, IsOk());
  if (!assignment.ok()) return {};
  EXPECT_THAT(VerifyAssignment(problem, *assignment), IsOk());
  return *assignment;
}

inline std::vector<int32_t> VacanciesOf(const AssignedMentee& mentee) {
  std::vector<int32_t> vacancies;
  for (const Proposal& proposal : mentee.proposals) vacancies.push_back(proposal.vacancy);
  return vacancies;
}

inline int DrawBelow(std::mt19937_64& engine, int below) {
  return static_cast<int>(engine() % static_cast<uint64_t>(below));
}

// Every limit in turn, locked and forbidden pairs among them.
inline AssignmentProblem RandomProblem(uint64_t seed) {
  std::mt19937_64 engine(seed);
  const int vacancies = 1 + DrawBelow(engine, 10);
  std::vector<std::vector<AssignmentCandidate>> mentees(1 + engine() % 14);
  for (auto& candidates : mentees) {
    for (int vacancy = 0; vacancy < vacancies; ++vacancy) {
      if (DrawBelow(engine, 3) != 0) candidates.push_back({vacancy, 1 + DrawBelow(engine, 50)});
    }
  }
  AssignmentProblem problem = ProblemOf(mentees, vacancies);
  for (AssignmentVacancy& vacancy : problem.vacancies) {
    vacancy.employer = {absl::StrFormat("e%d", DrawBelow(engine, 3))};
    vacancy.openings = 1 + DrawBelow(engine, 3);
  }
  for (AssignmentMentee& mentee : problem.mentees) {
    mentee.mentor = {absl::StrFormat("t%d", DrawBelow(engine, 3))};
    mentee.label = DrawBelow(engine, 2) == 0 ? "north" : "south";
    if (DrawBelow(engine, 2) == 0) mentee.others_score = DrawBelow(engine, 20);
  }
  AssignmentLimits& limits = problem.limits;
  limits.per_mentee = 1 + DrawBelow(engine, 3);
  limits.per_opening = 1 + DrawBelow(engine, 2);
  limits.stay = DrawBelow(engine, 2) * DrawBelow(engine, 30);
  if (seed % 2 == 0) limits.per_vacancy = 2 + DrawBelow(engine, 2);
  if (seed % 3 == 0) limits.per_employer = 2 + DrawBelow(engine, 4);
  if (seed % 5 == 0) limits.per_mentor = 2 + DrawBelow(engine, 4);
  if (seed % 4 == 0) limits.congestion = DrawBelow(engine, 20);
  if (seed % 5 == 1) limits.groups = {{"north", 3, 5}, {"south", 0, 4}};
  const auto& first = problem.mentees.front();
  if (!first.candidates.empty() && seed % 2 == 1) {
    const auto name = [&](size_t k) {
      return problem.vacancies[static_cast<size_t>(first.candidates[k].vacancy)].id;
    };
    limits.locked = {{first.id, name(0)}};
    if (first.candidates.size() > 1) limits.forbidden = {{first.id, name(1)}};
  }
  return problem;
}

// Mentees m000000 … with one candidate each, of `vacancies` in turn.
inline AssignmentProblem LargeProblem(int mentees, int vacancies) {
  AssignmentProblem problem;
  for (int i = 0; i < mentees; ++i) {
    problem.mentees.push_back(
        {.id = {absl::StrFormat("m%06d", i)}, .candidates = {{i % vacancies, 10}}});
  }
  for (int i = 0; i < vacancies; ++i) {
    problem.vacancies.push_back({.id = {absl::StrFormat("v%06d", i)}});
  }
  return problem;
}

}  // namespace passung

#endif  // PASSUNG_TESTS_ENGINE_ASSIGN_ASSIGNMENT_PROBLEMS_H_
