#include "passung/assignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <tuple>
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

// Mentees m000000 … with one candidate each, of `vacancies` in turn.
AssignmentProblem LargeProblem(int mentees, int vacancies) {
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

// All holders for all who are left out would be four hundred million ids.
TEST(AssignmentTest, TwentyOfThoseWhoHoldThePlacesAreNamed) {
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
TEST(AssignmentTest, ALimitFarAboveTheCandidatesCostsNothing) {
  AssignmentProblem problem = LargeProblem(100'000, 100'000);
  problem.limits.per_mentee = 100'000;
  for (AssignmentMentee& mentee : problem.mentees) mentee.others_score = 7;
  EXPECT_EQ(Solved(problem, AssignmentMode::kStable).proposals, 100'000);
  const Assignment best = Solved(problem);
  EXPECT_EQ(best.proposals, 100'000);
  // Each could have 99 999 more, for 7 each.
  EXPECT_EQ(best.beyond, int64_t{100'000} * 99'999 * 7);
}

TEST(AssignmentTest, BeyondIsBoundedWhereAGroupPaysForMembers) {
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
TEST(AssignmentTest, ManyPairsOfOneMenteeAreReadInOnePass) {
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

TEST(AssignmentTest, TheWorstOfManyPairsAreTheFirstOfAll) {
  size_t most = 0;
  for (uint64_t seed = 0; seed < 30; ++seed) {
    std::mt19937_64 engine(seed);
    AssignmentProblem problem = LargeProblem(120, 60);
    // Whoever is strong gains least by a good place, and does not get it for the total.
    for (AssignmentMentee& mentee : problem.mentees) {
      const int strong = Dice(engine, 10);
      mentee.candidates.clear();
      for (int32_t vacancy = 0; vacancy < 60; ++vacancy) {
        const int good = vacancy % 10;
        if (Dice(engine, 3) != 0) continue;
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

// Whoever is left out by the places, by the employer's limit or by the dial has the same reason.
TEST(AssignmentTest, EmployersAndTheDialLeaveSomebodyOutAtAPrice) {
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
TEST(AssignmentTest, TheCostOfLocksIsOverTheSameCandidates) {
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
TEST(AssignmentTest, PricesOfLimitsAreTheSumsOfTheWholeAnswers) {
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

TEST(AssignmentTest, RefusesWhatIsNoProblem) {
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

TEST(AssignmentTest, AStableAssignmentTakesNoLimitsOfGroups) {
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

}  // namespace
}  // namespace passung
