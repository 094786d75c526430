// What is answered, and why.
#include "passung/assignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>

#include "tests/engine/assign/assignment_problems.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;

TEST(AssignmentTest, ManyRandomProblemsAreSolvedAndVerified) {
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    Solved(RandomProblem(seed));
    if (testing::Test::HasFailure()) return;
  }
}

TEST(AssignmentTest, EverythingThatIsSaidIsVerified) {
  int64_t rejected = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    const AssignmentProblem problem = RandomProblem(seed);
    const Assignment good = Solved(problem);
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const auto expect_rejected = [&](const char* what,
                                     const std::function<void(Assignment&)>& corrupt) {
      Assignment bad = good;
      corrupt(bad);
      EXPECT_FALSE(VerifyAssignment(problem, bad).ok()) << what;
      ++rejected;
    };
    expect_rejected("sum", [](Assignment& bad) { ++bad.total_score; });
    expect_rejected("value", [](Assignment& bad) { ++bad.value; });
    expect_rejected("no sum",
                    [](Assignment& bad) { bad.value = std::numeric_limits<int64_t>::min(); });
    expect_rejected("count", [](Assignment& bad) { ++bad.proposals; });
    expect_rejected("beyond", [](Assignment& bad) { ++bad.beyond; });
    expect_rejected("envy", [](Assignment& bad) { ++bad.envy.pairs; });
    expect_rejected("a mentee less", [](Assignment& bad) { bad.mentees.pop_back(); });
    expect_rejected("a vacancy nobody knows", [](Assignment& bad) {
      bad.vacancy_prices.push_back({{"zzz"}, 1});
    });
    for (size_t i = 0; i < good.vacancy_prices.size(); ++i) {
      expect_rejected("a price", [&](Assignment& bad) { ++bad.vacancy_prices[i].price; });
      expect_rejected("a price left out", [&](Assignment& bad) {
        bad.vacancy_prices.erase(bad.vacancy_prices.begin() + static_cast<std::ptrdiff_t>(i));
      });
    }
    for (size_t i = 0; i < good.mentees.size(); ++i) {
      expect_rejected("a surplus", [&](Assignment& bad) { ++bad.mentees[i].surplus; });
      if (good.mentees[i].unassigned) {
        expect_rejected("no reason", [&](Assignment& bad) { bad.mentees[i].unassigned.reset(); });
      }
      if (good.mentees[i].proposals.empty()) continue;
      expect_rejected("a pair left out",
                      [&](Assignment& bad) { bad.mentees[i].proposals.pop_back(); });
      expect_rejected("a pair doubled", [&](Assignment& bad) {
        bad.mentees[i].proposals.push_back(bad.mentees[i].proposals.back());
      });
      expect_rejected("a score", [&](Assignment& bad) { ++bad.mentees[i].proposals[0].score; });
      expect_rejected("a lock", [&](Assignment& bad) {
        bad.mentees[i].proposals[0].locked = !bad.mentees[i].proposals[0].locked;
      });
    }
    for (size_t i = 1; i < good.mentees.size(); ++i) {
      if (VacanciesOf(good.mentees[i]) == VacanciesOf(good.mentees[0])) continue;
      expect_rejected("pairs swapped", [&](Assignment& bad) {
        std::swap(bad.mentees[0].proposals, bad.mentees[i].proposals);
      });
    }
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(rejected, 5000);
}

TEST(AssignmentTest, AnEasierProblemIsNotWhatWasSolved) {
  AssignmentProblem problem = ProblemOf({{{0, 10}, {1, 4}}, {{0, 9}}}, 2);
  const Assignment assignment = Solved(problem);
  EXPECT_EQ(assignment.value, 13);
  problem.mentees[0].candidates[1].score = 8;
  EXPECT_THAT(VerifyAssignment(problem, assignment), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(AssignmentTest, WhoHasNoProposalLearnsWhy) {
  AssignmentProblem problem =
      ProblemOf({{{0, 50}}, {{0, 40}}, {}, {{1, 20}}, {{2, 45}}, {{3, 60}}}, 4);
  problem.limits.stay = 20;
  problem.limits.per_mentor = 1;
  problem.mentees[4].mentor = problem.mentees[5].mentor = {"t"};
  const Assignment assignment = Solved(problem);
  const auto reason = [&](size_t i) { return assignment.mentees[i].unassigned; };
  EXPECT_FALSE(reason(0).has_value());
  ASSERT_TRUE(reason(1) && reason(2) && reason(3) && reason(4));
  EXPECT_EQ(reason(1)->reason, UnassignedReason::kOutbid);
  EXPECT_EQ(reason(1)->vacancy, VacancyId{"v0"});
  EXPECT_THAT(reason(1)->holders, ElementsAre(MenteeId{"a"}));
  EXPECT_GE(reason(1)->price, 20);
  EXPECT_EQ(reason(2)->reason, UnassignedReason::kNoCandidate);
  EXPECT_EQ(reason(3)->reason, UnassignedReason::kBelowStay);
  EXPECT_EQ(reason(4)->reason, UnassignedReason::kOwnLimit);
}

// The bound holds for what was not asked about: the same people with all their vacancies.
TEST(AssignmentTest, BeyondBoundsWhatMoreCandidatesCouldAdd) {
  int64_t proved = 0;
  for (uint64_t seed = 0; seed < 500; ++seed) {
    AssignmentProblem all = RandomProblem(seed);
    all.limits.locked = all.limits.forbidden = {};
    all.limits.groups = {};
    for (AssignmentMentee& mentee : all.mentees) {
      mentee.others_score.reset();
      std::sort(mentee.candidates.begin(), mentee.candidates.end(),
                [](const auto& a, const auto& b) { return a.score > b.score; });
    }
    AssignmentProblem some = all;
    for (AssignmentMentee& mentee : some.mentees) {
      if (mentee.candidates.size() <= 3) continue;
      mentee.candidates.resize(3);
      mentee.others_score = mentee.candidates.back().score;
    }
    const Assignment best = Solved(all);
    const Assignment known = Solved(some);
    EXPECT_LE(best.value, known.value + known.beyond) << "seed " << seed;
    EXPECT_EQ(best.beyond, 0);
    if (known.beyond == 0) ++proved;
  }
  EXPECT_GT(proved, 50);
}

TEST(AssignmentTest, AStableAssignmentLeavesNobodyWhoWouldRatherHaveEachOther) {
  const AssignmentProblem problem = ProblemOf({{{0, 10}, {1, 9}}, {{0, 8}, {1, 1}}}, 2);
  const Assignment best = Solved(problem);
  EXPECT_EQ(best.total_score, 17);
  EXPECT_EQ(best.envy.pairs, 1);
  EXPECT_THAT(best.envy.worst, ElementsAre(BlockingPair{{"a"}, {"v0"}, 10}));
  const Assignment stable = Solved(problem, AssignmentMode::kStable);
  EXPECT_EQ(stable.total_score, 11);
  EXPECT_EQ(stable.envy.pairs, 0);
}

TEST(AssignmentTest, StableAssignmentsOfRandomProblemsAreVerifiedAndOthersRefused) {
  int64_t unstable = 0;
  for (uint64_t seed = 0; seed < 600; ++seed) {
    AssignmentProblem problem = RandomProblem(seed);
    AssignmentLimits limits;
    limits.per_mentee = problem.limits.per_mentee;
    limits.per_opening = problem.limits.per_opening;
    limits.stay = problem.limits.stay;
    problem.limits = limits;
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const Assignment stable = Solved(problem, AssignmentMode::kStable);
    Assignment best = Solved(problem);
    EXPECT_LE(stable.value, best.value);
    if (best.envy.pairs == 0) continue;
    ++unstable;
    best.mode = AssignmentMode::kStable;
    EXPECT_FALSE(VerifyAssignment(problem, best).ok());
  }
  EXPECT_GT(unstable, 20);
}

TEST(AssignmentTest, TheCheckEndsWhenNobodyWaits) {
  const AssignmentProblem problem = ProblemOf({{{0, 10}, {1, 9}}, {{0, 8}, {1, 1}}}, 2);
  for (const AssignmentMode mode : {AssignmentMode::kGreatestTotal, AssignmentMode::kStable}) {
    const Assignment assignment = Solved(problem, mode);
    // Wherever it is asked.
    for (int turn = 0; turn < 3; ++turn) {
      int asked = 0;
      EXPECT_THAT(VerifyAssignment(problem, assignment, [&] { return asked++ == turn; }),
                  StatusIs(absl::StatusCode::kCancelled));
    }
    EXPECT_THAT(VerifyAssignment(problem, assignment, [] { return false; }), IsOk());
  }
}

}  // namespace
}  // namespace passung
