// The greedy choice against every choice there is, on small cases.
#include "engine/reports/course_choice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/random_source.h"

namespace passung {
namespace {

struct ChoiceCase {
  std::vector<CourseChance> courses;
  size_t people = 0;
  size_t most = 1;
};

ChoiceCase RandomChoiceCase(RandomSource& random, bool limited) {
  ChoiceCase c;
  c.people = static_cast<size_t>(random.Between(1, 5));
  c.most = static_cast<size_t>(random.Between(1, 3));
  c.courses.resize(static_cast<size_t>(random.Between(0, 4)));
  for (CourseChance& course : c.courses) {
    for (size_t person = 0; person < c.people; ++person) {
      if (random.Between(0, 2) > 0) course.seats.push_back({person, random.Between(1, 6)});
    }
    if (limited && random.Between(0, 2) > 0) {
      course.places = static_cast<size_t>(random.Between(0, 3));
      course.again = random.Between(0, 1) == 1;
    }
  }
  return c;
}

// The most that some people, from `person` on, can have of holdings with so many places left.
int64_t BestSeats(const ChoiceCase& c, const std::vector<size_t>& holdings,
                  std::vector<size_t>& places, size_t person) {
  if (person == c.people) return 0;
  int64_t best = BestSeats(c, holdings, places, person + 1);
  for (size_t i = 0; i < holdings.size(); ++i) {
    if (places[i] == 0) continue;
    for (const CourseSeat& seat : c.courses[holdings[i]].seats) {
      if (seat.person != person) continue;
      --places[i];
      best = std::max(best, seat.gain + BestSeats(c, holdings, places, person + 1));
      ++places[i];
    }
  }
  return best;
}

// Of all choices of holdings, in rising order of courses.
int64_t BestChoice(const ChoiceCase& c, std::vector<size_t>& holdings) {
  std::vector<size_t> places;
  places.reserve(holdings.size());
  for (const size_t course : holdings)
    places.push_back(c.courses[course].places.value_or(c.people));
  int64_t best = BestSeats(c, holdings, places, 0);
  if (holdings.size() == c.most) return best;
  for (size_t course = holdings.empty() ? 0 : holdings.back(); course < c.courses.size();
       ++course) {
    const bool held = !holdings.empty() && holdings.back() == course;
    if (held && !c.courses[course].again) continue;
    holdings.push_back(course);
    best = std::max(best, BestChoice(c, holdings));
    holdings.pop_back();
  }
  return best;
}

int64_t GainOf(const CourseChance& course, size_t person) {
  for (const CourseSeat& seat : course.seats) {
    if (seat.person == person) return seat.gain;
  }
  return -1;
}

// Everything that the answer says of itself.
void ExpectHonest(const ChoiceCase& c, const CourseChoice& choice) {
  int64_t value = 0;
  std::map<size_t, size_t> attending;
  for (size_t person = 0; person < c.people; ++person) {
    const auto place = choice.attends[person];
    if (!place) continue;
    ASSERT_LT(*place, choice.chosen.size());
    const int64_t gain = GainOf(c.courses[choice.chosen[*place].course], person);
    ASSERT_GT(gain, 0);
    value += gain;
    ++attending[*place];
  }
  EXPECT_EQ(choice.value, value);
  EXPECT_LE(choice.chosen.size(), c.most);
  int64_t added = 0;
  std::set<size_t> once;
  for (size_t i = 0; i < choice.chosen.size(); ++i) {
    const CourseChance& course = c.courses[choice.chosen[i].course];
    added += choice.chosen[i].added;
    EXPECT_GT(choice.chosen[i].added, 0);
    if (course.places) {
      EXPECT_LE(attending[i], *course.places);
    }
    if (!course.again) {
      EXPECT_TRUE(once.insert(choice.chosen[i].course).second);
    }
  }
  EXPECT_EQ(added, value);
}

TEST(CourseChoiceTest, NoChoiceIsWorthMoreThanTheBound) {
  int64_t proved = 0;
  for (uint64_t seed = 1; seed <= 3000 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(seed);
    const ChoiceCase c = RandomChoiceCase(random, true);
    const CourseChoice choice = ChooseCourses(c.courses, c.people, c.most);
    ExpectHonest(c, choice);
    std::vector<size_t> holdings;
    const int64_t best = BestChoice(c, holdings);
    EXPECT_LE(choice.value, best);
    EXPECT_LE(best, choice.bound);
    proved += choice.value == choice.bound ? 1 : 0;
  }
  EXPECT_GT(proved, 500);
}

TEST(CourseChoiceTest, WithoutLimitsItHasAtLeastTheShareThatGreedyChoiceIsKnownFor) {
  for (uint64_t seed = 1; seed <= 1000 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(seed);
    const ChoiceCase c = RandomChoiceCase(random, false);
    std::vector<size_t> holdings;
    const int64_t best = BestChoice(c, holdings);
    // 1 - 1/e of the best.
    EXPECT_GE(1000 * ChooseCourses(c.courses, c.people, c.most).value, 632 * best);
  }
}

TEST(CourseChoiceTest, PlacesGoToThoseWhoGainMost) {
  const std::vector<CourseChance> courses = {
      {.seats = {{0, 1}, {1, 5}, {2, 3}}, .places = 2, .again = false}};
  const CourseChoice choice = ChooseCourses(courses, 3, 4);
  ASSERT_EQ(choice.chosen.size(), 1U);
  EXPECT_EQ(choice.value, 8);
  EXPECT_EQ(choice.attends[0], std::nullopt);
  EXPECT_EQ(choice.attends[1], 0U);
}

TEST(CourseChoiceTest, ACourseThatMayBeHeldAgainIsHeldForThoseLeft) {
  const std::vector<CourseChance> courses = {
      {.seats = {{0, 1}, {1, 5}, {2, 3}}, .places = 2, .again = true}};
  const CourseChoice choice = ChooseCourses(courses, 3, 4);
  ASSERT_EQ(choice.chosen.size(), 2U);
  EXPECT_EQ(choice.chosen[1].added, 1);
  EXPECT_EQ(choice.value, choice.bound);
}

}  // namespace
}  // namespace passung
