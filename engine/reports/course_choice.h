#ifndef PASSUNG_ENGINE_REPORTS_COURSE_CHOICE_H_
#define PASSUNG_ENGINE_REPORTS_COURSE_CHOICE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace passung {

// Somebody who may take part in a course, and what that is worth.
struct CourseSeat {
  size_t person = 0;
  int64_t gain = 0;  // at least 1
};

struct CourseChance {
  std::vector<CourseSeat> seats;  // each person once
  std::optional<size_t> places;   // absent: as many as want
  bool again = false;             // it may be held several times
};

struct CourseChoice {
  struct Chosen {
    size_t course = 0;
    int64_t added = 0;
  };
  std::vector<Chosen> chosen;                  // in the order of choice
  std::vector<std::optional<size_t>> attends;  // by person: a place in `chosen`
  int64_t value = 0;                           // Σ gain of those who attend
  int64_t bound = 0;
};

// At most `most` courses, so that the gains of those who attend add up to as much as can be found by
// taking, again and again, the course that adds most: its places go to those whom it gives most beyond
// what they have. Of equal courses the first, of equal people the first. Each person attends one course
// at most.
//
// No other choice of so many courses has more than `bound`: whatever it gives somebody is no more than
// what they have here and what its course gives beyond that, and of the latter a course gives no more
// than to those whom it gives most. The least of this after each step.
CourseChoice ChooseCourses(const std::vector<CourseChance>& courses, size_t people, size_t most);

}  // namespace passung

#endif  // PASSUNG_ENGINE_REPORTS_COURSE_CHOICE_H_
