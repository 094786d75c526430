#include "benchmarks/floors/courses.h"

#include <algorithm>
#include <span>

#include "absl/strings/str_format.h"
#include "benchmarks/floors/step_rival.h"
#include "benchmarks/support/figures.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "passung/course_plan.h"

namespace passung::bench {
namespace {

SingleStep StepOf(const CourseSubject& subject) {
  if (subject.licence) return {.act = Step::kObtainLicence, .licence = subject.licence};
  if (subject.school) return {.act = Step::kSchoolCertificate, .certificate = subject.school};
  return {.act = Step::kLearnGerman, .level = subject.german};
}

// The best course for this person alone.
absl::Status CompareCourse(const World& world, const Mentee& mentee,
                           const CoursePlanOptions& options, const StepRival& rival,
                           Figure& figure) {
  PASSUNG_ASSIGN_OR_RETURN(const CoursePlan plan,
                           PlanCourses(world.engine.Current(), {&mentee, 1}, {}, options));
  if (plan.courses.empty()) return absl::OkStatus();
  const SingleStep step = StepOf(plan.courses.front().subject);
  const Mentee after = AfterStep(mentee, step, options.match.as_of);
  const ChangeGain expected =
      rival.GainOf(rival.StandingsOf(mentee, {}), rival.StandingsOf(after, {}));
  ++figure.compared;
  if (plan.courses.front().openings == expected.opens && plan.value == plan.bound) {
    return absl::OkStatus();
  }
  if (figure.mismatches++ == 0) absl::PrintF("first mismatch: %s\n", mentee.id.value);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Figure> MeasureCoursePlan(const World& world, int64_t compared) {
  CoursePlanOptions options;
  options.match.as_of = BenchDay();
  PASSUNG_ASSIGN_OR_RETURN(options.match.profile, ShippedProfile("default"));
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(options.match.profile, {}));
  options.match.applied = std::make_shared<const AppliedProfile>(applied);
  const StepOptions steps{.match = options.match};
  const StepRival rival(*world.scan, steps, applied);
  Figure figure;
  const auto people = static_cast<int64_t>(world.mentees.size());
  options.courses = 1;
  for (int64_t i = 0; i < std::min(people, compared); ++i) {
    PASSUNG_RETURN_IF_ERROR(
        CompareCourse(world, world.mentees[static_cast<size_t>(i)], options, rival, figure));
  }
  options.courses = 5;
  options.match.threads = Cores();
  absl::StatusOr<CoursePlan> plan = absl::UnknownError("not asked");
  const double microseconds =
      Microseconds([&] { plan = PlanCourses(world.engine.Current(), world.mentees, {}, options); });
  PASSUNG_RETURN_IF_ERROR(plan.status());
  figure.value = microseconds / 1e6;
  figure.note = absl::StrFormat("%d threads, %d courses of %d, %.1f %% of the bound",
                                options.match.threads, plan->courses.size(), plan->candidates,
                                100.0 * static_cast<double>(plan->value) /
                                    static_cast<double>(std::max<int64_t>(1, plan->bound)));
  absl::PrintF("course plan: %s for %d mentees, %s; %d compared, %d mismatches\n",
               Duration(microseconds), people, figure.note, figure.compared, figure.mismatches);
  return figure;
}

}  // namespace passung::bench
