// What limits do, what they cost, and those that there cannot be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>

#include "passung/assignment.h"
#include "tests/engine/assign/assignment_problems.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(AssignmentLimitsTest, LockedPairsUseUpWhatTheyTakeAndForbiddenOnesNeverCome) {
  AssignmentProblem problem = ProblemOf({{{0, 10}, {1, 9}}, {{0, 8}, {1, 2}}}, 2);
  problem.limits.locked = {{{"b"}, {"v1"}}};
  Assignment assignment = Solved(problem);
  EXPECT_THAT(VacanciesOf(assignment.mentees[0]), ElementsAre(0));
  ASSERT_THAT(assignment.mentees[1].proposals, SizeIs(1));
  EXPECT_TRUE(assignment.mentees[1].proposals[0].locked);
  EXPECT_EQ(assignment.total_score, 12);
  problem.limits.locked = {};
  problem.limits.forbidden = {{{"a"}, {"v0"}}, {{"a"}, {"v1"}}};
  assignment = Solved(problem);
  EXPECT_THAT(assignment.mentees[0].proposals, IsEmpty());
  EXPECT_EQ(assignment.mentees[0].unassigned->reason, UnassignedReason::kForbidden);
}

TEST(AssignmentLimitsTest, TheDialSpreadsProposals) {
  AssignmentProblem problem = ProblemOf({{{0, 10}, {1, 7}}, {{0, 10}, {1, 7}}}, 2);
  problem.limits.per_opening = 2;
  EXPECT_EQ(Solved(problem).total_score, 20);
  problem.limits.congestion = 5;
  const Assignment spread = Solved(problem);
  EXPECT_EQ(spread.total_score, 17);
  const auto prices = PriceLimits(problem, spread);
  ASSERT_THAT(prices, IsOk());
  EXPECT_THAT(*prices, ElementsAre(LimitPrice{"congestion", 3}));
}

TEST(AssignmentLimitsTest, AGroupGetsItsLeastAndSaysWhatIsMissing) {
  AssignmentProblem problem = ProblemOf({{{0, 90}}, {{0, 10}}, {}}, 1);
  problem.mentees[1].label = problem.mentees[2].label = "late";
  problem.limits.groups = {{"late", 2}};
  const Assignment assignment = Solved(problem);
  EXPECT_EQ(assignment.total_score, 10);
  EXPECT_THAT(assignment.groups, ElementsAre(GroupResult{"late", 1, 1}));
  const auto prices = PriceLimits(problem, assignment);
  ASSERT_THAT(prices, IsOk());
  EXPECT_THAT(*prices, ElementsAre(LimitPrice{"groups", 80}));
}

// Whoever is left out by the places, by the employer's limit or by the dial has the same reason.
TEST(AssignmentLimitsTest, EmployersAndTheDialLeaveSomebodyOutAtAPrice) {
  AssignmentProblem problem = ProblemOf({{{0, 50}}, {{1, 40}}}, 2);
  problem.vacancies[0].employer = problem.vacancies[1].employer = {"e"};
  problem.limits.per_employer = 1;
  Assignment assignment = Solved(problem);
  ASSERT_TRUE(assignment.mentees[1].unassigned.has_value());
  EXPECT_EQ(assignment.mentees[1].unassigned->reason, UnassignedReason::kOutbid);
  EXPECT_GE(assignment.mentees[1].unassigned->price, 40);
  EXPECT_THAT(assignment.mentees[1].unassigned->holders, IsEmpty());
  problem = ProblemOf({{{0, 50}}, {{0, 40}}}, 1);
  problem.limits.per_opening = 2;
  problem.limits.congestion = 60;
  assignment = Solved(problem);
  ASSERT_TRUE(assignment.mentees[1].unassigned.has_value());
  EXPECT_EQ(assignment.mentees[1].unassigned->reason, UnassignedReason::kOutbid);
  EXPECT_GE(assignment.mentees[1].unassigned->price, 40);
  // Places that are all locked have no price.
  problem = ProblemOf({{{0, 50}}, {{0, 40}}}, 1);
  problem.limits.locked = {{{"b"}, {"v0"}}};
  assignment = Solved(problem);
  EXPECT_EQ(assignment.mentees[0].unassigned->reason, UnassignedReason::kOutbid);
  EXPECT_EQ(assignment.mentees[0].unassigned->price, 0);
}

// What was locked may be proposed all the same, and need not be.
TEST(AssignmentLimitsTest, TheCostOfLocksIsOverTheSameCandidates) {
  AssignmentProblem problem = ProblemOf({{{0, 10}, {1, 9}}, {{0, 8}, {1, 2}}}, 2);
  problem.limits.locked = {{{"b"}, {"v1"}}};
  const auto prices = PriceLimits(problem, Solved(problem));
  ASSERT_THAT(prices, IsOk());
  EXPECT_THAT(*prices, ElementsAre(LimitPrice{"locked", 5}));
  problem.limits.locked = {{{"b"}, {"v0"}}};
  const auto nothing = PriceLimits(problem, Solved(problem));
  ASSERT_THAT(nothing, IsOk());
  EXPECT_THAT(*nothing, ElementsAre(LimitPrice{"locked", 0}));
}

// What prices say is what solving and describing again says.
TEST(AssignmentLimitsTest, PricesOfLimitsAreTheSumsOfTheWholeAnswers) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const AssignmentProblem problem = RandomProblem(seed);
    const Assignment assignment = Solved(problem);
    const auto prices = PriceLimits(problem, assignment);
    ASSERT_THAT(prices, IsOk());
    for (const LimitPrice& of : *prices) {
      AssignmentProblem freer = problem;
      if (of.limit == "per_vacancy") freer.limits.per_vacancy.reset();
      if (of.limit == "per_employer") freer.limits.per_employer.reset();
      if (of.limit == "per_mentor") freer.limits.per_mentor.reset();
      if (of.limit == "congestion") freer.limits.congestion = 0;
      if (of.limit == "groups") freer.limits.groups.clear();
      if (of.limit == "locked") freer.limits.locked.clear();
      if (of.limit == "forbidden") freer.limits.forbidden.clear();
      const Assignment other = Solved(freer);
      const auto above = [&](const Assignment& sum) {
        return sum.total_score - sum.proposals * problem.limits.stay;
      };
      EXPECT_EQ(of.price, above(other) - above(assignment)) << of.limit << ", seed " << seed;
    }
  }
}

TEST(AssignmentLimitsTest, AStableAssignmentTakesNoLimitsOfGroups) {
  const AssignmentProblem good = ProblemOf({{{0, 10}}}, 1);
  const auto refuses = [&](const std::function<void(AssignmentLimits&)>& change, const char* text) {
    AssignmentProblem problem = good;
    change(problem.limits);
    EXPECT_THAT(SolveAssignment(problem, {.mode = AssignmentMode::kStable}).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  refuses([](auto& limits) { limits.per_employer = 1; }, "limits.per_employer");
  refuses([](auto& limits) { limits.per_mentor = 1; }, "per_mentor");
  refuses([](auto& limits) { limits.congestion = 1; }, "congestion");
  refuses([](auto& limits) { limits.groups = {{"x"}}; }, "groups");
  refuses([](auto& limits) { limits.locked = {{{"a"}, {"v0"}}}; }, "locked");
}

TEST(AssignmentLimitsTest, RefusesWhatIsNoProblem) {
  const AssignmentProblem good = ProblemOf({{{0, 10}}, {{0, 8}}}, 1);
  const auto refuses = [&](const std::function<void(AssignmentProblem&)>& change,
                           const char* text) {
    AssignmentProblem problem = good;
    change(problem);
    EXPECT_THAT(SolveAssignment(problem).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  refuses([](auto& p) { p.limits.per_mentee = 0; }, "limits.per_mentee: 0");
  refuses([](auto& p) { p.limits.per_opening = 100'001; }, "per_opening: 100001");
  refuses([](auto& p) { p.limits.per_vacancy = 0; }, "per_vacancy: 0");
  refuses([](auto& p) { p.limits.per_employer = -1; }, "per_employer: -1");
  refuses([](auto& p) { p.limits.stay = -1; }, "stay: -1");
  refuses([](auto& p) { p.limits.congestion = 100'000'001; }, "congestion: 100000001");
  refuses([](auto& p) { p.limits.groups = {{"", 1}}; }, "groups[0].label");
  refuses([](auto& p) { p.limits.groups = {{"x", 2, 1}}; }, "groups[0].least: 2");
  refuses([](auto& p) { p.limits.groups = {{"x"}, {"x"}}; }, "groups[1].label: \"x\" comes twice");
  refuses(
      [](auto& p) {
        p.limits.groups = {{"x"}};
        p.limits.per_mentor = 1;
      },
      "groups: not together with per_mentor");
  refuses(
      [](auto& p) {
        p.limits.locked = {{{"z"}, {"v0"}}};
      },
      "limits.locked[0].mentee: mentees/z");
  refuses([](auto& p) { p.limits.locked = {{{"a"}, {"v9"}}}; }, "is no candidate");
  refuses(
      [](auto& p) {
        p.limits.locked = {{{"a"}, {"v0"}}, {{"b"}, {"v0"}}};
      },
      "limits.locked[1]: mentees/b and vacancies/v0: more locked pairs than the vacancy allows");
  // The place in the request, in whatever order pairs are named.
  refuses(
      [](auto& p) {
        p.limits.locked = {{{"b"}, {"v0"}}, {{"a"}, {"v0"}}};
      },
      "limits.locked[1]: mentees/a");
  refuses(
      [](auto& p) {
        p.limits.forbidden = {{{"b"}, {"v0"}}, {{"a"}, {"v0"}}, {{"b"}, {"v0"}}, {{"a"}, {"v0"}}};
      },
      "limits.forbidden[2]: comes twice");
  refuses(
      [](auto& p) {
        p.limits.locked = p.limits.forbidden = {{{"a"}, {"v0"}}};
      },
      "forbidden, too");
  refuses([](auto& p) { p.mentees[1].id = {"a"}; }, "mentees[1].id: \"a\" comes twice");
  refuses([](auto& p) { p.mentees[1].id = {"b b"}; }, "mentees[1].id");
  refuses([](auto& p) { p.mentees[1].candidates[0].vacancy = 1; }, "candidates[0].vacancy: 1");
  refuses([](auto& p) { p.mentees[1].candidates[0].score = -1; }, "candidates[0].score: -1");
  refuses([](auto& p) { p.mentees[1].candidates.push_back({0, 1}); }, "comes twice");
  refuses([](auto& p) { p.vacancies[0].openings = 0; }, "vacancies[0].openings: 0");
}

}  // namespace
}  // namespace passung
