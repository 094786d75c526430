// What outcomes say about a pair.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "passung/evaluation.h"

namespace passung {
namespace {

// What happened between one person and one vacancy.
struct Course {
  int32_t reached = 0;
  std::optional<Date> last;
  std::optional<Date> placed;  // the last time
  std::vector<Date> notices;
  std::vector<Date> other_ends;
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
  const bool by_notice = outcome.reason == OutcomeReason::kEmployersNotice ||
                         outcome.reason == OutcomeReason::kMenteesNotice;
  (by_notice ? course.notices : course.other_ends).push_back(outcome.date);
}

void Add(const Outcome& outcome, Course& course) {
  course.last = course.last ? std::max(*course.last, outcome.date) : outcome.date;
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
      course.placed = course.placed ? std::max(*course.placed, outcome.date) : outcome.date;
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

// The first of them that is not before `from`.
std::optional<Date> FirstFrom(Date from, const std::vector<Date>& days) {
  std::optional<Date> first;
  for (const Date day : days) {
    if (day >= from && (!first || day < *first)) first = day;
  }
  return first;
}

// Of the last placement: what ended before it belongs to another.
std::optional<int32_t> GradeOfPlacement(const Course& course, Date as_of) {
  const Date placed = *course.placed;
  const auto lasted = [placed](Date until) { return until.days() - placed.days() >= kLastingDays; };
  if (const auto notice = FirstFrom(placed, course.notices)) {
    return lasted(*notice) ? kGradePlaced : kGradeInterview;
  }
  if (FirstFrom(placed, course.other_ends) || lasted(as_of)) return kGradePlaced;
  return std::nullopt;
}

// Nothing where it is too early to say.
std::optional<int32_t> GradeOf(const Course& course, Date as_of) {
  if (course.placed) return GradeOfPlacement(course, as_of);
  if (course.declined) return course.declined_for_the_fit ? 0 : course.reached;
  if (as_of.days() - course.last->days() < kSettledDays) return std::nullopt;
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
