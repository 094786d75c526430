// Day by day: no policy sees what comes, goes beyond its days and places, or beats whoever knows all days.
#include <gmock/gmock.h>

#include <functional>
#include <map>
#include <random>
#include <set>

#include "absl/strings/str_format.h"
#include "passung/online_assignment.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr OnlinePolicy kPolicies[] = {OnlinePolicy::kGreedy, OnlinePolicy::kHoldBack,
                                      OnlinePolicy::kHoldBackUntilSure};

Date Day(int32_t day) { return Date::FromCivil(2026, 3, 2)->PlusDays(day); }

class World {
 public:
  World& Mentee(int32_t first, int32_t last, std::vector<AssignmentCandidate> candidates) {
    online_.problem.mentees.push_back({.id = {absl::StrFormat("m%04d", online_.mentees.size())},
                                       .candidates = std::move(candidates)});
    online_.mentees.push_back({Day(first), Day(last)});
    return *this;
  }
  World& Vacancy(int32_t first, int32_t last, int32_t openings = 1) {
    online_.problem.vacancies.push_back(
        {.id = {absl::StrFormat("v%04d", online_.vacancies.size())}, .openings = openings});
    online_.vacancies.push_back({Day(first), Day(last)});
    return *this;
  }
  OnlineProblem& operator*() { return online_; }

 private:
  OnlineProblem online_;
};

OnlineCourse Played(const OnlineProblem& online, OnlinePolicy policy) {
  auto course = PlayOnline(online, policy);
  EXPECT_THAT(course, IsOk());
  return course.ok() ? *course : OnlineCourse();
}

int64_t BestOf(const OnlineProblem& online) {
  const auto hindsight = HindsightProblem(online);
  EXPECT_THAT(hindsight, IsOk());
  const auto best = SolveAssignment(*hindsight);
  EXPECT_THAT(best, IsOk());
  EXPECT_THAT(VerifyAssignment(*hindsight, *best), IsOk());
  return best->value;
}

int Throw(std::mt19937_64& engine, int sides) {
  return static_cast<int>(engine() % static_cast<uint64_t>(sides));
}

struct WorldSize {
  int mentees = 4;
  int vacancies = 4;
  int days = 20;
  int longest = 8;
};

OnlineProblem RandomWorld(const WorldSize& size, uint64_t seed) {
  std::mt19937_64 engine(seed);
  World world;
  const int vacancies = 1 + Throw(engine, size.vacancies);
  for (int i = 0; i < vacancies; ++i) {
    const int first = Throw(engine, size.days);
    world.Vacancy(first, first + Throw(engine, size.longest), 1 + Throw(engine, 2));
  }
  const int mentees = 1 + Throw(engine, size.mentees);
  const int scores = seed % 2 == 0 ? 1000 : 5;
  for (int i = 0; i < mentees; ++i) {
    std::vector<AssignmentCandidate> candidates;
    for (int32_t v = 0; v < vacancies; ++v) {
      if (Throw(engine, 3) != 0) candidates.push_back({v, 1 + Throw(engine, scores)});
    }
    const int first = Throw(engine, size.days);
    world.Mentee(first, first + Throw(engine, size.longest), candidates);
  }
  if (seed % 3 == 0) (*world).problem.limits.stay = scores / 3;
  if (seed % 4 == 0) (*world).problem.limits.per_opening = 2;
  return *world;
}

// All ways to serve mentee after mentee, or not.
int64_t BestByTrying(const OnlineProblem& online, size_t mentee, std::vector<int32_t>& places) {
  if (mentee == online.mentees.size()) return 0;
  int64_t best = BestByTrying(online, mentee + 1, places);
  const auto& [first, last] = online.mentees[mentee];
  for (const auto& [vacancy, score] : online.problem.mentees[mentee].candidates) {
    const auto at = static_cast<size_t>(vacancy);
    bool meet = false;
    for (Date day = first; day <= last; day = day.PlusDays(1)) {
      meet = meet || online.vacancies[at].Has(day);
    }
    if (!meet || places[at] == 0) continue;
    --places[at];
    best = std::max(best,
                    score - online.problem.limits.stay + BestByTrying(online, mentee + 1, places));
    ++places[at];
  }
  return best;
}

int64_t BestByTrying(const OnlineProblem& online) {
  std::vector<int32_t> places;
  for (const AssignmentVacancy& vacancy : online.problem.vacancies) {
    places.push_back(vacancy.openings * online.problem.limits.per_opening);
  }
  return BestByTrying(online, 0, places);
}

// By the definition, without the library's check.
void KeepsDaysAndPlaces(const OnlineProblem& online, const OnlineCourse& course) {
  std::set<int32_t> mentees;
  std::map<int32_t, int32_t> used;
  int64_t value = 0;
  for (const OnlineProposal& of : course.proposals) {
    EXPECT_TRUE(mentees.insert(of.mentee).second);
    const auto mentee = static_cast<size_t>(of.mentee);
    const auto vacancy = static_cast<size_t>(of.vacancy);
    EXPECT_TRUE(online.mentees[mentee].Has(of.day));
    EXPECT_TRUE(online.vacancies[vacancy].Has(of.day));
    EXPECT_THAT(online.problem.mentees[mentee].candidates,
                testing::Contains(AssignmentCandidate{of.vacancy, of.score}));
    EXPECT_LE(++used[of.vacancy],
              online.problem.vacancies[vacancy].openings * online.problem.limits.per_opening);
    value += of.score - online.problem.limits.stay;
  }
  EXPECT_EQ(course.value, value);
}

TEST(OnlineTest, HindsightIsTheBestOfAllWaysAndNoPolicyBeatsIt) {
  int less = 0;
  for (uint64_t seed = 0; seed < 600; ++seed) {
    const OnlineProblem online = RandomWorld({}, seed);
    const int64_t best = BestOf(online);
    ASSERT_EQ(best, BestByTrying(online)) << seed;
    for (const OnlinePolicy policy : kPolicies) {
      const OnlineCourse course = Played(online, policy);
      KeepsDaysAndPlaces(online, course);
      EXPECT_THAT(VerifyOnline(online, course), IsOk()) << seed;
      EXPECT_LE(course.value, best) << seed;
      if (course.value < best) ++less;
    }
  }
  EXPECT_GT(less, 50);
}

// What comes on a later day, or never comes, makes no difference to what was decided before.
TEST(OnlineTest, NobodyKnowsWhatComes) {
  for (uint64_t seed = 0; seed < 30; ++seed) {
    const OnlineProblem online =
        RandomWorld({.mentees = 60, .vacancies = 40, .days = 100, .longest = 30}, seed);
    for (const OnlinePolicy policy : kPolicies) {
      const OnlineCourse all = Played(online, policy);
      KeepsDaysAndPlaces(online, all);
      EXPECT_LE(all.value, BestOf(online)) << seed;
      for (const int32_t day : {5, 41, 80}) {
        OnlineProblem known = online;
        for (size_t i = 0; i < known.mentees.size(); ++i) {
          auto& candidates = known.problem.mentees[i].candidates;
          if (known.mentees[i].first > Day(day)) candidates.clear();
          std::erase_if(candidates, [&](const AssignmentCandidate& of) {
            return known.vacancies[static_cast<size_t>(of.vacancy)].first > Day(day);
          });
        }
        const auto until = [&](OnlineCourse course) {
          std::erase_if(course.proposals, [&](const auto& of) { return of.day > Day(day); });
          return course.proposals;
        };
        EXPECT_EQ(until(Played(known, policy)), until(all)) << seed << ", day " << day;
      }
    }
  }
}

// Nor does how many come later.
TEST(OnlineTest, HowManyComeLaterDecidesNothing) {
  for (uint64_t seed = 0; seed < 30; ++seed) {
    const OnlineProblem online =
        RandomWorld({.mentees = 12, .vacancies = 6, .days = 60, .longest = 30}, seed);
    OnlineProblem crowded = online;
    for (int i = 0; i < 200; ++i) {
      crowded.problem.mentees.push_back({.id = {absl::StrFormat("z%04d", i)}, .candidates = {}});
      crowded.mentees.push_back({Day(95), Day(99)});
    }
    for (const OnlinePolicy policy : kPolicies) {
      EXPECT_EQ(Played(crowded, policy).proposals, Played(online, policy).proposals) << seed;
    }
  }
}

// The greatest score first, on the first day on which it is possible.
TEST(OnlineTest, GreedyTakesTheBestOfEachDay) {
  World world;
  world.Vacancy(0, 30).Vacancy(5, 30);
  world.Mentee(1, 20, {{0, 50}, {1, 90}}).Mentee(1, 20, {{0, 40}}).Mentee(7, 20, {{1, 10}});
  const OnlineCourse course = Played(*world, OnlinePolicy::kGreedy);
  EXPECT_THAT(course.proposals,
              ElementsAre(OnlineProposal{0, 0, 50, Day(1)}, OnlineProposal{2, 1, 10, Day(7)}));
  EXPECT_EQ(course.total_score, 60);
  EXPECT_EQ(course.days_waited, 0);
}

TEST(OnlineTest, HoldBackWaitsForWhatIsBetter) {
  World world;
  world.Vacancy(0, 30).Vacancy(5, 30);
  world.Mentee(1, 20, {{0, 50}, {1, 90}}).Mentee(1, 20, {{0, 40}}).Mentee(7, 20, {{1, 10}});
  const OnlineCourse course = Played(*world, OnlinePolicy::kHoldBack);
  EXPECT_THAT(course.proposals,
              ElementsAre(OnlineProposal{0, 1, 90, Day(20)}, OnlineProposal{1, 0, 40, Day(20)}));
  EXPECT_EQ(course.value, BestOf(*world));
  EXPECT_EQ(course.days_waited, 19 + 19);
}

// As long as nothing was seen that would be better, what is about to be lost is taken.
TEST(OnlineTest, HoldBackTakesAVacancyBeforeItCloses) {
  World world;
  world.Vacancy(0, 3).Mentee(1, 20, {{0, 50}});
  EXPECT_THAT(Played(*world, OnlinePolicy::kHoldBack).proposals,
              ElementsAre(OnlineProposal{0, 0, 50, Day(3)}));
}

// Each week somebody comes whom the place suits much better: so it is kept for the next one.
TEST(OnlineTest, HoldBackKeepsAPlaceForThoseWhoComeEachWeek) {
  World world;
  world.Vacancy(20, 60);
  for (int week = 0; week < 8; ++week) world.Mentee(7 * week, 7 * week + 3, {{0, 90}});
  world.Mentee(22, 26, {{0, 30}});
  EXPECT_THAT(Played(*world, OnlinePolicy::kGreedy).value, 90);
  const OnlineCourse held = Played(*world, OnlinePolicy::kHoldBack);
  ASSERT_THAT(held.proposals, SizeIs(1));
  EXPECT_EQ(held.proposals[0].score, 90);
}

TEST(OnlineTest, HoldBackGivesAPlaceAwayWhereNobodyBetterWasSeen) {
  World world;
  world.Vacancy(20, 60);
  for (int week = 0; week < 8; ++week) world.Mentee(7 * week, 7 * week + 3, {{0, 10}});
  world.Mentee(22, 25, {{0, 30}});
  EXPECT_THAT(Played(*world, OnlinePolicy::kHoldBack).proposals,
              ElementsAre(OnlineProposal{8, 0, 30, Day(25)}));
}

// Ten weeks of which nobody better comes out of: then nobody waits, and before it everybody does.
TEST(OnlineTest, HoldBackUntilSureMakesWhatEveryWeekWouldMake) {
  World world;
  world.Vacancy(0, 100, 20);
  for (int week = 0; week < 12; ++week) world.Mentee(7 * week, 7 * week + 3, {{0, 50}});
  const OnlineCourse held = Played(*world, OnlinePolicy::kHoldBack);
  const OnlineCourse sure = Played(*world, OnlinePolicy::kHoldBackUntilSure);
  EXPECT_EQ(held.value, 12 * 50);
  EXPECT_EQ(sure.value, 12 * 50);
  EXPECT_EQ(held.days_waited, 12 * 3);
  // From day 62 on nine weeks have been seen: those of the weeks 9, 10 and 11 do not wait.
  EXPECT_EQ(sure.days_waited, 9 * 3);
}

TEST(OnlineTest, HoldBackUntilSureWaitsWhereAWeekShowedSomethingBetter) {
  World world;
  world.Vacancy(0, 100);
  for (int week = 0; week < 9; ++week) world.Vacancy(7 * week + 5, 7 * week + 6);
  world.Vacancy(68, 69);
  std::vector<AssignmentCandidate> better = {{0, 50}};
  for (int32_t vacancy = 1; vacancy <= 10; ++vacancy) better.push_back({vacancy, 90});
  world.Mentee(64, 80, better);
  EXPECT_THAT(Played(*world, OnlinePolicy::kHoldBackUntilSure).proposals,
              ElementsAre(OnlineProposal{0, 10, 90, Day(69)}));
}

TEST(OnlineTest, WhereNobodyIsThereNothingHappens) {
  const OnlineProblem nobody;
  for (const OnlinePolicy policy : kPolicies) {
    EXPECT_THAT(Played(nobody, policy).proposals, IsEmpty());
  }
  EXPECT_EQ(BestOf(nobody), 0);
  World apart;
  apart.Vacancy(0, 3).Mentee(4, 20, {{0, 50}});
  for (const OnlinePolicy policy : kPolicies) {
    EXPECT_THAT(Played(*apart, policy).proposals, IsEmpty());
  }
  EXPECT_EQ(BestOf(*apart), 0);
}

TEST(OnlineTest, EndsWhenNobodyWaits) {
  World world;
  world.Vacancy(0, 3).Mentee(1, 20, {{0, 50}});
  int asked = 0;
  EXPECT_THAT(PlayOnline(*world, OnlinePolicy::kHoldBack, [&] { return ++asked == 3; }).status(),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr(Day(2).ToString())));
  EXPECT_EQ(asked, 3);
}

TEST(OnlineTest, RefusesWhatCannotBePlayed) {
  World good;
  good.Vacancy(0, 3).Mentee(1, 20, {{0, 50}});
  const auto refuses = [&](const std::function<void(OnlineProblem&)>& change, const char* text) {
    OnlineProblem bad = *good;
    change(bad);
    const auto status = StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text));
    for (const OnlinePolicy policy : kPolicies) {
      EXPECT_THAT(PlayOnline(bad, policy).status(), status);
    }
    EXPECT_THAT(HindsightProblem(bad).status(), status);
    EXPECT_THAT(VerifyOnline(bad, {}), status);
  };
  refuses([](auto& of) { of.mentees.clear(); }, "mentees: 0 stays came, not 1");
  refuses([](auto& of) { of.vacancies.resize(2); }, "vacancies: 2 stays came, not 1");
  refuses([](auto& of) { of.vacancies[0].last = Day(-1); }, "vacancies[0].last: 2026-03-01");
  refuses([](auto& of) { of.mentees[0].last = Day(3660); }, "are more than 3660");
  refuses([](auto& of) { of.problem.limits.per_mentee = 2; }, "limits.per_mentee: 2 is not 1");
  refuses([](auto& of) { of.problem.limits.per_employer = 1; }, "limits.per_employer: not day by");
  refuses([](auto& of) { of.problem.limits.congestion = 1; }, "limits.congestion");
  refuses([](auto& of) { of.problem.mentees[0].candidates[0].vacancy = 7; }, "vacancy");
  refuses(
      [](auto& of) {
        of.problem.mentees.resize(10'001);
        of.mentees.resize(10'001);
      },
      "mentees: 10001 are more than 10000");
}

TEST(OnlineTest, TheCheckFindsWhatIsWrongInACourse) {
  World world;
  world.Vacancy(0, 8).Vacancy(2, 9);
  world.Mentee(1, 6, {{0, 50}, {1, 40}}).Mentee(1, 20, {{0, 30}});
  const OnlineCourse good = Played(*world, OnlinePolicy::kGreedy);
  ASSERT_THAT(good.proposals, SizeIs(1));
  const auto refuses = [&](const std::function<void(OnlineCourse&)>& change, const char* text) {
    OnlineCourse bad = good;
    change(bad);
    EXPECT_THAT(VerifyOnline(*world, bad),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  refuses([](auto& of) { of.proposals[0].mentee = 2; }, "proposals[0]: no such mentee");
  refuses([](auto& of) { of.proposals[0].mentee = -1; }, "proposals[0]: no such mentee");
  refuses([](auto& of) { of.proposals[0].vacancy = 2; }, "is no candidate");
  refuses([](auto& of) { of.proposals[0].score = 51; }, "another score");
  refuses([](auto& of) { of.proposals[0].day = Day(0); }, "the mentee is not there that day");
  refuses([](auto& of) { of.proposals[0] = {1, 0, 30, Day(9)}; }, "the vacancy is not open");
  refuses([](auto& of) { of.proposals.push_back({0, 1, 40, Day(3)}); }, "has one already");
  refuses([](auto& of) { of.proposals.push_back({1, 0, 30, Day(3)}); }, "than the vacancy has");
  refuses(
      [](auto& of) {
        of.proposals.push_back({1, 0, 30, Day(0)});
      },
      "proposals[1]: out of order");
  refuses([](auto& of) { ++of.total_score; }, "total_score");
  refuses([](auto& of) { ++of.value; }, "value");
  refuses([](auto& of) { ++of.days_waited; }, "days_waited");
}

}  // namespace
}  // namespace passung
