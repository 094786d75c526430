#ifndef PASSUNG_ENGINE_REPORTS_COURSE_GAINS_H_
#define PASSUNG_ENGINE_REPORTS_COURSE_GAINS_H_

#include <cstdint>
#include <map>
#include <set>

#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "passung/course_plan.h"

namespace passung {

// What a course would bring one person.
struct CourseGain {
  int64_t openings = 0;  // vacancies that become listed, or open
  bool matched = false;  // a good vacancy, where there is none today
};

// For each subject. One pass over all rows for 63 of them. REQUIRES: subjects that are new to the person.
std::map<CourseSubject, CourseGain> CourseGainsOf(const SnapshotImpl& snapshot, const Query& query,
                                                  const Mentee& mentee, const Person& person,
                                                  const std::set<CourseSubject>& subjects,
                                                  int32_t bar);

}  // namespace passung

#endif  // PASSUNG_ENGINE_REPORTS_COURSE_GAINS_H_
