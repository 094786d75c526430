#include "engine/reports/course_gains.h"

#include <deque>
#include <utility>
#include <vector>

#include "engine/analysis/fact_parts.h"
#include "engine/analysis/what_if.h"
#include "engine/search/best_first.h"
#include "passung/steps.h"

namespace passung {
namespace {

// The mentee after the course, as a person. Stays where it is: the person points at the mentee.
struct Graduate {
  Graduate(const Query& query, Mentee after) : mentee(std::move(after)), person(query, mentee) {}
  const Mentee mentee;
  const Person person;
};

std::vector<SingleStep> StepsOf(const CourseSubject& subject) {
  if (subject.licence) return {{.act = Step::kObtainLicence, .licence = subject.licence}};
  if (subject.school) return {{.act = Step::kSchoolCertificate, .certificate = subject.school}};
  if (subject.skills.empty()) return {{.act = Step::kLearnGerman, .level = subject.german}};
  std::vector<SingleStep> steps;
  for (const LanguageSkill skill : subject.skills) {
    steps.push_back({.act = Step::kLearnGerman, .skill = skill, .level = subject.german});
  }
  return steps;
}

std::vector<Hit> BestOf(const SnapshotImpl& snapshot, const Query& query, const Person& person) {
  Workspace& workspace = ThisThreadsWorkspace();
  const Judge judge(query, person, workspace);
  const SearchOptions search{.limit = 1, .classes = {true, true, true, false}};
  return SearchBestFirst(snapshot.rows(), judge, workspace, search);
}

}  // namespace

std::map<CourseSubject, CourseGain> CourseGainsOf(const SnapshotImpl& snapshot, const Query& query,
                                                  const Mentee& mentee, const Person& person,
                                                  const std::set<CourseSubject>& subjects,
                                                  int32_t bar) {
  std::deque<Graduate> graduates;
  std::vector<Variant> variants;
  for (const CourseSubject& subject : subjects) {
    const std::vector<SingleStep> steps = StepsOf(subject);
    Mentee after = mentee;
    for (const SingleStep& step : steps) after = AfterStep(after, step, query.as_of);
    const Graduate& graduate = graduates.emplace_back(query, std::move(after));
    variants.push_back({.person = &graduate.person, .changed = ChangedBy(steps.front().act)});
  }
  const std::vector<Hit> best = BestOf(snapshot, query, person);
  const WhatIfAnswer answer = CompareVariants({.query = query,
                                               .rows = snapshot.rows(),
                                               .mentee = mentee.id,
                                               .base = person,
                                               .best = best,
                                               .limit = 1,
                                               .bar = bar,
                                               .examples = 0},
                                              variants);
  const bool has_good = !best.empty() && best.front().score >= bar;
  std::map<CourseSubject, CourseGain> gains;
  size_t variant = 0;
  for (const CourseSubject& subject : subjects) {
    const ChangeGain& gain = answer.gains[variant++];
    gains[subject] = {.openings = gain.opens, .matched = !has_good && gain.enters_bar > 0};
  }
  return gains;
}

}  // namespace passung
