#ifndef PASSUNG_ENGINE_REPORTS_COURSE_CANDIDATES_H_
#define PASSUNG_ENGINE_REPORTS_COURSE_CANDIDATES_H_

#include <deque>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "engine/index/columns.h"
#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/course_plan.h"

namespace passung {

// A course that could be in a plan.
struct CourseCandidate {
  CourseSubject subject;
  const Offer* offer = nullptr;  // one that is there, or what a new one would be
  bool is_new = false;
  std::optional<DistrictCode> district;
};

class CourseCandidates {
 public:
  // Those of `offers`, by id; it must outlive the object. REQUIRES: valid offers.
  explicit CourseCandidates(std::span<const Offer> offers);
  CourseCandidates(const CourseCandidates&) = delete;  // points into itself
  CourseCandidates& operator=(const CourseCandidates&) = delete;

  // New ones, after those, by subject and district. Licences: those that some code asks for by law.
  void AddNew(const std::set<DistrictCode>& districts, const Dictionaries& dictionaries);

  const std::vector<CourseCandidate>& all() const { return all_; }

 private:
  void AddOffered(const Offer& offer);
  void AddNew(const CourseSubject& subject, DistrictCode district);

  std::vector<CourseCandidate> all_;
  std::deque<Offer> new_offers_;  // stay where they are
};

// Whether the subject is something new to a person of whom enough is known to say so.
bool IsNewTo(const DayFacts& facts, const CourseSubject& subject);
// … and no gate of the offer bars it.
bool MayAttend(const KnowledgeImpl& knowledge, const DayFacts& facts,
               const CourseCandidate& candidate);

}  // namespace passung

#endif  // PASSUNG_ENGINE_REPORTS_COURSE_CANDIDATES_H_
