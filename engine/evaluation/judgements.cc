// What outcomes say about a pair.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "passung/evaluation.h"

namespace passung {
namespace {

// What happened between one person and one vacancy.
struct Course {
  int32_t reached = 0;
  Date last;
  bool any = false;
  std::optional<Date> placed;
  std::optional<Date> ended_by_notice;
  bool ended = false;
  bool declined = false;
  bool declined_for_the_fit = false;
};

// Whether a refusal says something about the two. Without a reason it is taken to.
bool IsAboutTheFit(const std::optional<OutcomeReason>& reason) {
  if (!reason) return true;
  switch (*reason) {
    case OutcomeReason::kAnotherPerson:
    case OutcomeReason::kAnotherVacancy:
    case OutcomeReason::kNoAnswer:
    case OutcomeReason::kVacancyGone:
      return false;
    default:
      return true;
  }
}

void AddEnd(const Outcome& outcome, Course& course) {
  course.ended = true;
  if (outcome.reason == OutcomeReason::kEmployersNotice ||
      outcome.reason == OutcomeReason::kMenteesNotice) {
    course.ended_by_notice = outcome.date;
  }
}

void Add(const Outcome& outcome, Course& course) {
  course.last = course.any ? std::max(course.last, outcome.date) : outcome.date;
  course.any = true;
  switch (outcome.kind) {
    case OutcomeKind::kProposed:
      break;
    case OutcomeKind::kContacted:
      course.reached = std::max(course.reached, kGradeContacted);
      break;
    case OutcomeKind::kInterview:
      course.reached = std::max(course.reached, kGradeInterview);
      break;
    case OutcomeKind::kPlaced:
      course.reached = kGradePlaced;
      course.placed = outcome.date;
      break;
    case OutcomeKind::kDeclined:
      course.declined = true;
      course.declined_for_the_fit |= IsAboutTheFit(outcome.reason);
      break;
    case OutcomeKind::kEnded:
      AddEnd(outcome, course);
      break;
  }
}

// Nothing where it is too early to say.
std::optional<int32_t> GradeOf(const Course& course, Date as_of) {
  if (course.placed) {
    const bool lasted = !course.ended_by_notice ||
                        course.ended_by_notice->days() - course.placed->days() >= kLastingDays;
    return lasted ? kGradePlaced : kGradeInterview;
  }
  if (course.declined) return course.declined_for_the_fit ? 0 : course.reached;
  if (as_of.days() - course.last.days() < kSettledDays) return std::nullopt;
  return course.reached;
}

}  // namespace

std::vector<Judgement> JudgementsOf(std::span<const Outcome> outcomes, Date as_of) {
  std::map<std::pair<MenteeId, VacancyId>, Course> courses;
  for (const Outcome& outcome : outcomes) {
    if (outcome.vacancy.value.empty() || outcome.date > as_of) continue;
    Add(outcome, courses[{outcome.mentee, outcome.vacancy}]);
  }
  std::vector<Judgement> judgements;
  for (const auto& [pair, course] : courses) {
    const std::optional<int32_t> grade = GradeOf(course, as_of);
    if (grade)
      judgements.push_back({.mentee = pair.first, .vacancy = pair.second, .grade = *grade});
  }
  return judgements;
}

}  // namespace passung
