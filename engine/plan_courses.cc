// From a question about courses for a cohort to the plan: who may take part in what, what that would
// bring them, and which courses bring most.
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/cohort.h"
#include "engine/rank_vacancies.h"
#include "engine/reports/course_candidates.h"
#include "engine/reports/course_choice.h"
#include "engine/reports/course_gains.h"
#include "passung/course_plan.h"

namespace passung {
namespace {

constexpr int32_t kMostCourses = 20;
constexpr int32_t kMostPlaces = 1'000;

absl::Status OutOfRange(absl::string_view name, int32_t value, int32_t least, int32_t most) {
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": ", value, " is not between ", least, " and ", most));
}

absl::Status CheckPlan(const CoursePlanOptions& options, std::span<const Offer> offers) {
  if (options.courses < 1 || options.courses > kMostCourses) {
    return OutOfRange("courses", options.courses, 1, kMostCourses);
  }
  if (options.places < 0 || options.places > kMostPlaces) {
    return OutOfRange("places", options.places, 0, kMostPlaces);
  }
  std::set<std::string> ids;
  for (size_t i = 0; i < offers.size(); ++i) {
    const absl::Status status = Validate(offers[i]);
    if (!status.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("offers[", i, "].", status.message()));
    }
    if (!ids.insert(offers[i].id.value).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("offers[", i, "].id: \"", offers[i].id.value, "\" comes twice"));
    }
  }
  return absl::OkStatus();
}

// A course that a person may take part in, and what it brings them.
struct Chance {
  size_t candidate = 0;
  CourseGain gain;
};

class Planner {
 public:
  Planner(const SnapshotImpl& snapshot, const AppliedProfile& applied,
          std::span<const Mentee> cohort, const CoursePlanOptions& options,
          const CourseCandidates& candidates)
      : snapshot_(snapshot),
        query_{snapshot.knowledge_impl(), applied, options.match.as_of,
               snapshot.columns().dictionaries, options.match.frozen},
        cohort_(cohort),
        options_(options),
        candidates_(candidates.all()) {}

  absl::StatusOr<CoursePlan> Run() {
    std::vector<std::vector<Chance>> chances(cohort_.size());
    PASSUNG_RETURN_IF_ERROR(
        LookAtEach(cohort_.size(), options_.match.threads, options_.is_over,
                   [&](size_t person) { chances[person] = ChancesOf(cohort_[person]); }));
    const CourseChoice choice = Choose(chances);
    CoursePlan plan;
    plan.people = static_cast<int64_t>(cohort_.size());
    plan.candidates = worth_anything_;
    plan.value = choice.value;
    plan.bound = choice.bound;
    for (const CourseChoice::Chosen& chosen : choice.chosen) {
      plan.courses.push_back(Describe(candidates_[chosen.course]));
      plan.courses.back().added = chosen.added;
    }
    for (size_t person = 0; person < cohort_.size(); ++person) {
      const auto place = choice.attends[person];
      if (!place) continue;
      const size_t candidate = choice.chosen[*place].course;
      PlannedCourse& course = plan.courses[*place];
      for (const Chance& chance : chances[person]) {
        if (chance.candidate != candidate) continue;
        ++course.people;
        course.openings += chance.gain.openings;
        course.matched += chance.gain.matched ? 1 : 0;
      }
    }
    return plan;
  }

 private:
  std::vector<Chance> ChancesOf(const Mentee& mentee) const {
    if (mentee.facts.german.size() >= kMostFacts || mentee.facts.schools.size() >= kMostFacts ||
        (mentee.facts.licences && mentee.facts.licences->size() >= kMostFacts)) {
      return {};  // nothing can be added to these
    }
    const Person person(query_, mentee);
    std::vector<Chance> chances;
    std::set<CourseSubject> subjects;
    for (size_t i = 0; i < candidates_.size(); ++i) {
      if (!MayAttend(snapshot_.knowledge_impl(), person.today, candidates_[i])) continue;
      chances.push_back({i, {}});
      subjects.insert(candidates_[i].subject);
    }
    if (subjects.empty()) return {};
    const std::map<CourseSubject, CourseGain> gains =
        CourseGainsOf(snapshot_, query_, mentee, person, subjects, options_.bar);
    for (Chance& chance : chances) chance.gain = gains.at(candidates_[chance.candidate].subject);
    return chances;
  }

  int64_t WorthOf(const CourseGain& gain) const {
    return options_.goal == PlanGoal::kOpenings ? gain.openings : gain.matched ? 1 : 0;
  }

  std::optional<size_t> PlacesOf(const CourseCandidate& candidate) const {
    const auto& left = candidate.offer->places_left;
    if (left) return static_cast<size_t>(*left);
    if (options_.places > 0) return static_cast<size_t>(options_.places);
    return std::nullopt;
  }

  CourseChoice Choose(const std::vector<std::vector<Chance>>& chances) {
    std::vector<CourseChance> courses(candidates_.size());
    for (size_t i = 0; i < courses.size(); ++i) {
      courses[i].places = PlacesOf(candidates_[i]);
      // What is limited and new can be set up twice.
      courses[i].again = candidates_[i].is_new && courses[i].places.has_value();
    }
    for (size_t person = 0; person < chances.size(); ++person) {
      for (const Chance& chance : chances[person]) {
        const int64_t worth = WorthOf(chance.gain);
        if (worth > 0) courses[chance.candidate].seats.push_back({person, worth});
      }
    }
    for (const CourseChance& course : courses) worth_anything_ += course.seats.empty() ? 0 : 1;
    return ChooseCourses(courses, cohort_.size(), static_cast<size_t>(options_.courses));
  }

  static PlannedCourse Describe(const CourseCandidate& candidate) {
    PlannedCourse course;
    course.subject = candidate.subject;
    course.district = candidate.district;
    if (candidate.is_new) return course;
    course.offer = candidate.offer->id;
    course.start = candidate.offer->start;
    return course;
  }

  static constexpr size_t kMostFacts = 60;  // four steps below the most that a list may have

  const SnapshotImpl& snapshot_;
  const Query query_;
  const std::span<const Mentee> cohort_;
  const CoursePlanOptions& options_;
  const std::vector<CourseCandidate>& candidates_;
  int64_t worth_anything_ = 0;
};

}  // namespace

absl::StatusOr<CoursePlan> PlanCourses(const std::shared_ptr<const Snapshot>& snapshot,
                                       std::span<const Mentee> cohort,
                                       std::span<const Offer> offers,
                                       const CoursePlanOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckCohort(snapshot, cohort, options.match, options.bar));
  PASSUNG_RETURN_IF_ERROR(CheckPlan(options, offers));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options.match));
  const SnapshotImpl& all = SnapshotImpl::From(*snapshot);
  CourseCandidates candidates(offers);
  if (!options.only_offered) {
    std::set<DistrictCode> homes;
    for (const Mentee& mentee : cohort) {
      const Home* home = LatestOn(mentee.facts.homes, options.match.as_of);
      if (home != nullptr) homes.insert(home->district);
    }
    candidates.AddNew(homes, all.columns().dictionaries);
  }
  PASSUNG_ASSIGN_OR_RETURN(CoursePlan plan,
                           Planner(all, *applied, cohort, options, candidates).Run());
  plan.versions = VersionsOf(all, *applied, options.match.as_of);
  return plan;
}

}  // namespace passung
