#include "passung/assignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Mentees a, b, c … with candidates {vacancy, score}; vacancies v0, v1 … of one opening.
AssignmentProblem ProblemOf(const std::vector<std::vector<AssignmentCandidate>>& mentees,
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

Assignment Solved(const AssignmentProblem& problem,
                  AssignmentMode mode = AssignmentMode::kGreatestTotal) {
  const auto assignment = SolveAssignment(problem, {.mode = mode});
  EXPECT_THAT(assignment, IsOk());
  if (!assignment.ok()) return {};
  EXPECT_THAT(VerifyAssignment(problem, *assignment), IsOk());
  return *assignment;
}

std::vector<int32_t> VacanciesOf(const AssignedMentee& mentee) {
  std::vector<int32_t> vacancies;
  for (const Proposal& proposal : mentee.proposals) vacancies.push_back(proposal.vacancy);
  return vacancies;
}

int Dice(std::mt19937_64& engine, int below) {
  return static_cast<int>(engine() % static_cast<uint64_t>(below));
}

// Every limit in turn, locked and forbidden pairs among them.
AssignmentProblem RandomProblem(uint64_t seed) {
  std::mt19937_64 engine(seed);
  const int vacancies = 1 + Dice(engine, 10);
  std::vector<std::vector<AssignmentCandidate>> mentees(1 + engine() % 14);
  for (auto& candidates : mentees) {
    for (int vacancy = 0; vacancy < vacancies; ++vacancy) {
      if (Dice(engine, 3) != 0) candidates.push_back({vacancy, 1 + Dice(engine, 50)});
    }
  }
  AssignmentProblem problem = ProblemOf(mentees, vacancies);
  for (AssignmentVacancy& vacancy : problem.vacancies) {
    vacancy.employer = {absl::StrFormat("e%d", Dice(engine, 3))};
    vacancy.openings = 1 + Dice(engine, 3);
  }
  for (AssignmentMentee& mentee : problem.mentees) {
    mentee.mentor = {absl::StrFormat("t%d", Dice(engine, 3))};
    mentee.label = Dice(engine, 2) == 0 ? "north" : "south";
    if (Dice(engine, 2) == 0) mentee.others_score = Dice(engine, 20);
  }
  AssignmentLimits& limits = problem.limits;
  limits.per_mentee = 1 + Dice(engine, 3);
  limits.per_opening = 1 + Dice(engine, 2);
  limits.stay = Dice(engine, 2) * Dice(engine, 30);
  if (seed % 2 == 0) limits.per_vacancy = 2 + Dice(engine, 2);
  if (seed % 3 == 0) limits.per_employer = 2 + Dice(engine, 4);
  if (seed % 5 == 0) limits.per_mentor = 2 + Dice(engine, 4);
  if (seed % 4 == 0) limits.congestion = Dice(engine, 20);
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

TEST(AssignmentTest, LockedPairsUseUpWhatTheyTakeAndForbiddenOnesNeverCome) {
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

TEST(AssignmentTest, TheDialSpreadsProposals) {
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

TEST(AssignmentTest, AGroupGetsItsLeastAndSaysWhatIsMissing) {
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

TEST(AssignmentTest, RefusesWhatIsNoProblem) {
  const AssignmentProblem good = ProblemOf({{{0, 10}}, {{0, 8}}}, 1);
  const auto refuses = [&](const std::function<void(AssignmentProblem&)>& change,
                           const char* text) {
    AssignmentProblem problem = good;
    change(problem);
    EXPECT_THAT(SolveAssignment(problem).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  refuses([](auto& p) { p.limits.per_mentee = 0; }, "per_mentee: 0");
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
  refuses([](auto& p) { p.limits.locked = {{{"z"}, {"v0"}}}; }, "mentees/z");
  refuses([](auto& p) { p.limits.locked = {{{"a"}, {"v9"}}}; }, "is no candidate");
  refuses(
      [](auto& p) {
        p.limits.locked = {{{"a"}, {"v0"}}, {{"b"}, {"v0"}}};
      },
      "more locked pairs than the vacancy allows");
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

TEST(AssignmentTest, AStableAssignmentTakesNoLimitsOfGroups) {
  const AssignmentProblem good = ProblemOf({{{0, 10}}}, 1);
  const auto refuses = [&](const std::function<void(AssignmentLimits&)>& change, const char* text) {
    AssignmentProblem problem = good;
    change(problem.limits);
    EXPECT_THAT(SolveAssignment(problem, {.mode = AssignmentMode::kStable}).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  refuses([](auto& limits) { limits.per_employer = 1; }, "per_employer");
  refuses([](auto& limits) { limits.per_mentor = 1; }, "per_mentor");
  refuses([](auto& limits) { limits.congestion = 1; }, "congestion");
  refuses([](auto& limits) { limits.groups = {{"x"}}; }, "groups");
  refuses([](auto& limits) { limits.locked = {{{"a"}, {"v0"}}}; }, "locked");
}

}  // namespace
}  // namespace passung
