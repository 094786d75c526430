#include "engine/reports/course_choice.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace passung {
namespace {

class Chooser {
 public:
  Chooser(const std::vector<CourseChance>& courses, size_t people, size_t most)
      : courses_(courses), most_(most), has_(people), taken_(courses.size()) {
    choice_.attends.resize(people);
  }

  CourseChoice Run() {
    choice_.bound = BoundNow();
    while (choice_.chosen.size() < most_ && TakeNext()) {
      choice_.bound = std::min(choice_.bound, BoundNow());
    }
    choice_.value = ValueNow();
    return std::move(choice_);
  }

 private:
  int64_t ValueNow() const { return std::accumulate(has_.begin(), has_.end(), int64_t{0}); }

  // Whom the course gives more than they have: most first, of equal ones the first person.
  std::vector<CourseSeat> BetterOff(const CourseChance& course) const {
    std::vector<CourseSeat> better;
    for (const CourseSeat& seat : course.seats) {
      const int64_t more = seat.gain - has_[seat.person];
      if (more > 0) better.push_back({seat.person, more});
    }
    std::sort(better.begin(), better.end(), [](const CourseSeat& a, const CourseSeat& b) {
      return a.gain != b.gain ? a.gain > b.gain : a.person < b.person;
    });
    return better;
  }

  static size_t PlacesOf(const CourseChance& course, size_t wanted) {
    return std::min(wanted, course.places.value_or(wanted));
  }

  bool TakeNext() {
    std::optional<size_t> best;
    std::vector<CourseSeat> seats;
    int64_t most_added = 0;
    for (size_t i = 0; i < courses_.size(); ++i) {
      if (taken_[i] && !courses_[i].again) continue;
      std::vector<CourseSeat> better = BetterOff(courses_[i]);
      better.resize(PlacesOf(courses_[i], better.size()));
      int64_t added = 0;
      for (const CourseSeat& seat : better) added += seat.gain;
      if (added <= most_added) continue;
      best = i;
      most_added = added;
      seats = std::move(better);
    }
    if (!best) return false;
    taken_[*best] = true;
    for (const CourseSeat& seat : seats) {
      has_[seat.person] += seat.gain;
      choice_.attends[seat.person] = choice_.chosen.size();
    }
    choice_.chosen.push_back({*best, most_added});
    return true;
  }

  int64_t BoundNow() const {
    std::vector<int64_t> blocks;  // what one holding of a course gives at most
    for (const CourseChance& course : courses_) {
      const std::vector<CourseSeat> better = BetterOff(course);
      const size_t places = PlacesOf(course, better.size());
      const size_t holdings = course.again ? most_ : 1;
      for (size_t n = 0; n < holdings && n * places < better.size(); ++n) {
        int64_t block = 0;
        for (size_t i = n * places; i < std::min(better.size(), (n + 1) * places); ++i) {
          block += better[i].gain;
        }
        blocks.push_back(block);
      }
    }
    const size_t count = std::min(most_, blocks.size());
    std::partial_sort(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(count),
                      blocks.end(), std::greater<>());
    return std::accumulate(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(count),
                           ValueNow());
  }

  const std::vector<CourseChance>& courses_;
  const size_t most_;
  std::vector<int64_t> has_;  // by person
  std::vector<bool> taken_;   // by course
  CourseChoice choice_;
};

}  // namespace

CourseChoice ChooseCourses(const std::vector<CourseChance>& courses, size_t people, size_t most) {
  return Chooser(courses, people, most).Run();
}

}  // namespace passung
