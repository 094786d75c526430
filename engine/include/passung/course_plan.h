#ifndef PASSUNG_COURSE_PLAN_H_
#define PASSUNG_COURSE_PLAN_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/offer.h"
#include "passung/snapshot.h"
#include "passung/vocabulary.h"

// Which courses, where and when, would open most for a cohort: those that are offered, and those that
// could be set up. No promise that somebody passes, or is hired.

namespace passung {

// What a plan is to bring most of.
enum class PlanGoal : uint8_t {
  kOpenings,  // pairs of person and vacancy that the course makes listed or open
  kPeople,    // people who have a good vacancy through it and had none
};
template <>
struct EnumNames<PlanGoal> {
  static constexpr absl::string_view kNames[] = {"openings", "people"};
};

struct CoursePlanOptions {
  // As for RankVacancies; `classes` and `filter` must be empty, `limit` and `summary` are ignored.
  // `threads` people are looked at at a time.
  MatchOptions match;
  int32_t bar = 70'000'000;  // a *good* vacancy has at least this score, 0 … 100 000 000
  PlanGoal goal = PlanGoal::kOpenings;
  int32_t courses = 5;  // 1 … 20
  // Of a course that is to be set up, and of an offered one that does not say how many are left:
  // 1 … 1 000; 0: as many as want.
  int32_t places = 0;
  bool only_offered = false;  // none that would have to be set up
  // Whether nobody waits for the answer any more, asked between two people, on several threads at a time; then
  // the answer is Cancelled. May be empty.
  std::function<bool()> is_over = nullptr;
};

// What a course leads to: one of `german`, `licence` and `school` is set.
struct CourseSubject {
  // Those of `skills` whose level is known have at least this one afterwards.
  std::optional<LanguageLevel> german;
  std::vector<LanguageSkill> skills;  // of German; empty: all four
  std::optional<LicenceKind> licence;
  std::optional<SchoolCertificate> school;
  friend auto operator<=>(const CourseSubject&, const CourseSubject&) = default;
};

struct PlannedCourse {
  CourseSubject subject;
  std::optional<DistrictCode>
      district;                  // where it takes place; absent: an offer that names no place
  std::optional<OfferId> offer;  // absent: to be set up
  std::optional<Date> start;     // of the offer
  int64_t added = 0;     // that the goal gained when it was chosen, in the order of the plan
  int64_t people = 0;    // who take part in the end
  int64_t openings = 0;  // over them
  int64_t matched = 0;   // of them: who have a good vacancy through it and had none
  friend bool operator==(const PlannedCourse&, const PlannedCourse&) = default;
};

struct CoursePlan {
  // In the order in which they were chosen: each adds most to those before it. Fewer than asked for
  // where no other adds anything.
  std::vector<PlannedCourse> courses;
  int64_t value = 0;  // of the goal, over all of them: each person takes part in one course at most
  // No plan of so many courses in which each person takes part in one at most is worth more. Equal to
  // `value`: none is better.
  int64_t bound = 0;
  int64_t people = 0;      // of the cohort
  int64_t candidates = 0;  // courses that would bring anybody anything
  VersionsUsed versions;
};

// The greedy plan. Candidates are
//   - offers for mentees that lead to a level of German, to a licence (one candidate for each) or to a
//     school certificate, and are not full;
//   - unless `only_offered`, in each district in which somebody of the cohort lives: German to each level,
//     for who is no more than one level below; each licence that a vacancy asks for by law; each school
//     certificate, for who has the one before.
// Whether somebody may take part is for the gates of offers to say (passung/offers.h): a course is in
// reach up to a bordering district. Of candidates that add the same, offers come first, by id.
// InvalidArgument naming the faulty option, person or offer; Cancelled. Cost: for each person one pass over all
// rows.
absl::StatusOr<CoursePlan> PlanCourses(const std::shared_ptr<const Snapshot>& snapshot,
                                       std::span<const Mentee> cohort,
                                       std::span<const Offer> offers,
                                       const CoursePlanOptions& options);

}  // namespace passung

#endif  // PASSUNG_COURSE_PLAN_H_
