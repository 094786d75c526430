// What would take for ever if it were done one by one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

#include "passung/assignment.h"
#include "tests/engine/assign/assignment_problems.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::SizeIs;

// All pairs, sorted: what the report keeps the first of.
std::vector<BlockingPair> EnvyByTrying(const AssignmentProblem& problem,
                                       const Assignment& assignment) {
  std::vector<int32_t> least(problem.vacancies.size(), std::numeric_limits<int32_t>::max());
  for (const AssignedMentee& mentee : assignment.mentees) {
    for (const Proposal& of : mentee.proposals) {
      int32_t& at = least[static_cast<size_t>(of.vacancy)];
      at = std::min(at, of.score);
    }
  }
  std::vector<BlockingPair> pairs;
  for (size_t i = 0; i < problem.mentees.size(); ++i) {
    const auto& own = assignment.mentees[i].proposals;
    for (const AssignmentCandidate& candidate : problem.mentees[i].candidates) {
      const auto vacancy = static_cast<size_t>(candidate.vacancy);
      if (candidate.score <= (own.empty() ? 0 : own[0].score)) continue;
      if (!own.empty() && own[0].vacancy == candidate.vacancy) continue;
      if (candidate.score <= least[vacancy]) continue;
      pairs.push_back({problem.mentees[i].id, problem.vacancies[vacancy].id, candidate.score});
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const BlockingPair& a, const BlockingPair& b) {
    return std::tie(b.score, a.mentee, a.vacancy) < std::tie(a.score, b.mentee, b.vacancy);
  });
  return pairs;
}

// All holders for all who are left out would be four hundred million ids.
TEST(AssignmentSizeTest, TwentyOfThoseWhoHoldThePlacesAreNamed) {
  AssignmentProblem problem = LargeProblem(40'000, 1);
  problem.limits.per_opening = 20'000;
  const Assignment assignment = Solved(problem);
  EXPECT_EQ(assignment.proposals, 20'000);
  int64_t left_out = 0;
  for (const AssignedMentee& mentee : assignment.mentees) {
    if (!mentee.unassigned) continue;
    ++left_out;
    ASSERT_THAT(mentee.unassigned->holders, SizeIs(20));
    EXPECT_TRUE(
        std::is_sorted(mentee.unassigned->holders.begin(), mentee.unassigned->holders.end()));
  }
  EXPECT_EQ(left_out, 20'000);
  std::vector<MenteeId> first;
  for (size_t i = 0; first.size() < 20; ++i) {
    if (!assignment.mentees[i].proposals.empty()) first.push_back(problem.mentees[i].id);
  }
  const auto out = std::find_if(assignment.mentees.begin(), assignment.mentees.end(),
                                [](const auto& of) { return of.unassigned.has_value(); });
  EXPECT_EQ(out->unassigned->holders, first);
}

// As many proposals as the limit allows would be ten thousand million, in either mode.
TEST(AssignmentSizeTest, ALimitFarAboveTheCandidatesCostsNothing) {
  AssignmentProblem problem = LargeProblem(100'000, 100'000);
  problem.limits.per_mentee = 100'000;
  for (AssignmentMentee& mentee : problem.mentees) mentee.others_score = 7;
  EXPECT_EQ(Solved(problem, AssignmentMode::kStable).proposals, 100'000);
  const Assignment best = Solved(problem);
  EXPECT_EQ(best.proposals, 100'000);
  // Each could have 99 999 more, for 7 each.
  EXPECT_EQ(best.beyond, int64_t{100'000} * 99'999 * 7);
}

TEST(AssignmentSizeTest, BeyondIsBoundedWhereAGroupPaysForMembers) {
  AssignmentProblem problem = LargeProblem(2'000, 1);
  problem.limits.per_mentee = 100'000;
  problem.limits.groups = {{"late", 100'000}};
  for (AssignmentMentee& mentee : problem.mentees) {
    mentee.others_score = 10;
    mentee.label = "late";
  }
  const Assignment assignment = Solved(problem);
  EXPECT_EQ(assignment.groups[0].missing, 99'999);
  EXPECT_EQ(assignment.beyond, 4'000'000'000'000'000'000);
}

// A pass over the candidates for each of the pairs would be ten thousand million steps.
TEST(AssignmentSizeTest, ManyPairsOfOneMenteeAreReadInOnePass) {
  constexpr int32_t kVacancies = 100'000;
  AssignmentProblem problem = LargeProblem(1, kVacancies);
  problem.mentees[0].candidates.clear();
  for (int32_t vacancy = 0; vacancy < kVacancies; ++vacancy) {
    problem.mentees[0].candidates.push_back({vacancy, 5});
  }
  problem.limits.per_mentee = kVacancies;
  EXPECT_EQ(Solved(problem, AssignmentMode::kStable).proposals, kVacancies);
  for (int i = kVacancies - 1; i >= 0; --i) {
    problem.limits.locked.push_back(
        {problem.mentees[0].id, problem.vacancies[static_cast<size_t>(i)].id});
  }
  EXPECT_EQ(Solved(problem).proposals, kVacancies);
  std::swap(problem.limits.locked, problem.limits.forbidden);
  EXPECT_EQ(Solved(problem).proposals, 0);
}

TEST(AssignmentSizeTest, TheWorstOfManyPairsAreTheFirstOfAll) {
  size_t most = 0;
  for (uint64_t seed = 0; seed < 30; ++seed) {
    std::mt19937_64 engine(seed);
    AssignmentProblem problem = LargeProblem(120, 60);
    // Whoever is strong gains least by a good place, and does not get it for the total.
    for (AssignmentMentee& mentee : problem.mentees) {
      const int strong = DrawBelow(engine, 10);
      mentee.candidates.clear();
      for (int32_t vacancy = 0; vacancy < 60; ++vacancy) {
        const int good = vacancy % 10;
        if (DrawBelow(engine, 3) != 0) continue;
        mentee.candidates.push_back({vacancy, 100 + 20 * strong + 10 * good - strong * good});
      }
    }
    const Assignment assignment = Solved(problem);
    std::vector<BlockingPair> pairs = EnvyByTrying(problem, assignment);
    most = std::max(most, pairs.size());
    EXPECT_EQ(assignment.envy.pairs, static_cast<int64_t>(pairs.size())) << "seed " << seed;
    if (pairs.size() > 20) pairs.resize(20);
    EXPECT_EQ(assignment.envy.worst, pairs) << "seed " << seed;
  }
  EXPECT_GT(most, 20);
}

}  // namespace
}  // namespace passung
