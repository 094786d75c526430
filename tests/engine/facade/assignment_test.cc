// From people and vacancies to an assignment: the candidates are those that ranking gives.

#include "passung/assignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "passung/engine.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

std::shared_ptr<const Snapshot> Jobs(int count) {
  SnapshotInput input{.knowledge = Knowledge::BuiltIn()};
  for (int i = 0; i < count; ++i) {
    const char* const code = i % 3 == 0 ? "29302" : "81302";
    input.vacancies.push_back(StoryVacancy("v" + std::to_string(i)).Of(code).In("14612"));
  }
  return *BuildSnapshot(std::move(input));
}

std::vector<AssignmentPerson> People(int count) {
  std::vector<AssignmentPerson> people;
  for (int i = count - 1; i >= 0; --i) {
    people.push_back(
        {.mentee = StoryMentee("m" + std::to_string(i)).In("14612").Worked("29301", 12 * i)});
  }
  return people;
}

AssignmentOptions Options(int32_t candidates) {
  return {.match = {.as_of = StoryDay(),
                    .limit = candidates,
                    .profile = *ShippedProfile("default"),
                    .threads = 2}};
}

TEST(AssignmentCandidatesTest, AreTheRankedListsOfEverybody) {
  const auto snapshot = Jobs(30);
  const auto problem = MakeAssignmentProblem(snapshot, People(5), Options(7));
  ASSERT_THAT(problem, IsOk());
  ASSERT_THAT(problem->mentees, SizeIs(5));
  Engine engine;
  engine.Publish(snapshot);
  for (const AssignmentPerson& person : People(5)) {
    const auto ranked = engine.RankVacancies(person.mentee, Options(7).match);
    ASSERT_THAT(ranked, IsOk());
    const auto row = std::find_if(problem->mentees.begin(), problem->mentees.end(),
                                  [&](const auto& of) { return of.id == person.mentee.id; });
    ASSERT_NE(row, problem->mentees.end());
    ASSERT_THAT(row->candidates, SizeIs(7));
    EXPECT_EQ(row->others_score, ranked->matches.back().score);
    for (size_t i = 0; i < 7; ++i) {
      const auto vacancy = static_cast<size_t>(row->candidates[i].vacancy);
      EXPECT_EQ(problem->vacancies[vacancy].id, ranked->matches[i].vacancy);
      EXPECT_EQ(row->candidates[i].score, ranked->matches[i].score);
    }
    EXPECT_EQ(problem->versions, ranked->versions);
  }
  const auto assignment = SolveAssignment(*problem);
  ASSERT_THAT(assignment, IsOk());
  EXPECT_EQ(assignment->proposals, 5);
  EXPECT_THAT(VerifyAssignment(*problem, *assignment), IsOk());
}

TEST(AssignmentCandidatesTest, ALockedVacancyThatIsNotRankedIsScored) {
  const auto snapshot = Jobs(30);
  auto options = Options(1);
  options.limits.locked = {{{"m0"}, {"v29"}}};
  const auto problem = MakeAssignmentProblem(snapshot, People(2), options);
  ASSERT_THAT(problem, IsOk());
  Engine engine;
  engine.Publish(snapshot);
  const auto pair =
      engine.ExplainMatch(People(1)[0].mentee, *snapshot->FindVacancy({"v29"}), options.match);
  ASSERT_THAT(pair, IsOk());
  ASSERT_THAT(problem->mentees[0].candidates, SizeIs(2));
  EXPECT_EQ(problem->mentees[0].candidates[1].score, pair->match.score);
  const auto assignment = SolveAssignment(*problem);
  ASSERT_THAT(assignment, IsOk());
  EXPECT_TRUE(assignment->mentees[0].proposals.front().locked);
}

TEST(AssignmentCandidatesTest, RefusesWhomAndWhatItDoesNotKnow) {
  const auto snapshot = Jobs(3);
  const auto refuses = [&](std::vector<AssignmentPerson> people, AssignmentOptions options,
                           const char* text) {
    EXPECT_THAT(MakeAssignmentProblem(snapshot, std::move(people), options).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  auto locked = Options(2);
  locked.limits.locked = {{{"m9"}, {"v0"}}};
  refuses(People(2), locked, "limits.locked[0].mentee: mentees/m9 is not among those");
  auto forbidden = Options(2);
  forbidden.limits.forbidden = {{{"m0"}, {"v9"}}};
  refuses(People(2), forbidden, "limits.forbidden[0].vacancy: vacancies/v9 is not stored");
  auto repeated = Options(2);
  repeated.limits.forbidden = {{{"m1"}, {"v0"}}, {{"m0"}, {"v0"}}, {{"m1"}, {"v0"}}};
  refuses(People(2), repeated, "limits.forbidden[2]: comes twice");
  auto many = Options(2);
  many.limits.locked = {{{"m1"}, {"v0"}}, {{"m0"}, {"v0"}}, {{"m1"}, {"v1"}}};
  refuses(People(2), many, "limits.locked[2]: mentees/m1 has more than 1");
  auto limit = Options(2);
  limit.limits.stay = -1;
  refuses(People(2), limit, "limits.stay: -1");
  auto twice = People(2);
  twice.push_back(twice.front());
  refuses(twice, Options(2), "mentees/m1 comes twice");
  auto faulty = People(1);
  faulty[0].mentee.id = {"no id"};
  refuses(faulty, Options(2), "no id");
  refuses(People(1), Options(0), "limit: 0");
  EXPECT_THAT(MakeAssignmentProblem(nullptr, {}, Options(1)).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST(AssignmentCandidatesTest, SoManyPeopleTakeFewerCandidates) {
  std::vector<AssignmentPerson> people = People(1);
  for (int i = 0; i < 10'000; ++i) {
    people.push_back({.mentee = {.id = {"p" + std::to_string(i)}}});
  }
  EXPECT_THAT(MakeAssignmentProblem(Jobs(1), people, Options(1000)).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("candidates: 1000 for each of 10001 mentees")));
}

TEST(AssignmentCandidatesTest, LocksStayInTheOrderOfTheRequest) {
  auto options = Options(3);
  options.limits.per_mentee = 2;
  options.limits.locked = {{{"m1"}, {"v29"}}, {{"m0"}, {"v5"}}, {{"m1"}, {"v2"}}};
  const auto problem = MakeAssignmentProblem(Jobs(30), People(2), options);
  ASSERT_THAT(problem, IsOk());
  EXPECT_EQ(problem->limits.locked, options.limits.locked);
  EXPECT_TRUE(std::is_sorted(problem->vacancies.begin(), problem->vacancies.end(),
                             [](const auto& a, const auto& b) { return a.id < b.id; }));
  const auto assignment = SolveAssignment(*problem);
  ASSERT_THAT(assignment, IsOk());
  EXPECT_THAT(assignment->mentees[1].proposals, SizeIs(2));
  EXPECT_THAT(VerifyAssignment(*problem, *assignment), IsOk());
}

TEST(AssignmentCandidatesTest, EndsAmongLocksWhenNobodyWaits) {
  auto options = Options(1);
  options.limits.locked = {{{"m0"}, {"v1"}}, {{"m1"}, {"v2"}}};
  int asked = 0;
  // Two people are ranked first.
  options.is_over = [&] { return ++asked > 3; };
  EXPECT_THAT(MakeAssignmentProblem(Jobs(30), People(2), options).status(),
              StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ(asked, 4);
}

TEST(AssignmentCandidatesTest, EndsWhenNobodyWaits) {
  auto options = Options(2);
  options.is_over = [] { return true; };
  EXPECT_THAT(MakeAssignmentProblem(Jobs(3), People(3), options).status(),
              StatusIs(absl::StatusCode::kCancelled));
}

}  // namespace
}  // namespace passung
