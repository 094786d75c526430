#include "proto/answer/report_answers.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/answer/cohort.h"
#include "proto/answer/sentences.h"
#include "proto/text/report_text.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

constexpr int32_t kEmployersShown = 20;
constexpr int32_t kMostEmployersShown = 500;

std::string HomeOf(const std::optional<DistrictCode>& district) {
  return district ? district->ToString() : "";
}

std::string NameOf(const MenteeId& mentee) { return absl::StrCat("mentees/", mentee.value); }
std::string NameOf(const VacancyId& vacancy) { return absl::StrCat("vacancies/", vacancy.value); }

int32_t BarOf(const SurveyOptions& defaults, bool given, int32_t bar) {
  return given ? bar : defaults.bar;
}

v1::DistrictBlocks ToProto(const DistrictBlocks& blocks, const Sentences& sentences) {
  v1::DistrictBlocks message;
  message.set_district(HomeOf(blocks.district));
  if (blocks.people) message.set_people(*blocks.people);
  for (const BlockFigures& figures : blocks.rules) {
    v1::BlockFigures& rule = *message.add_rules();
    rule.set_rule(wire::ToProto<v1::Rule>(figures.rule));
    if (figures.people) rule.set_people(*figures.people);
    if (figures.pairs) rule.set_pairs(*figures.pairs);
    if (figures.pairs_alone) rule.set_pairs_alone(*figures.pairs_alone);
    if (sentences.texts() != nullptr) rule.set_text(sentences.texts()->Of(figures.rule));
  }
  return message;
}

v1::AdequacyFigures ToProto(const AdequacyFigures& figures) {
  v1::AdequacyFigures message;
  message.set_district(HomeOf(figures.district));
  const auto by_best = [&](BestFit fit) { return figures.by_best[Index(fit)]; };
  if (figures.people) message.set_people(*figures.people);
  if (const auto count = by_best(BestFit::kAdequate)) message.set_adequate(*count);
  if (const auto count = by_best(BestFit::kBridge)) message.set_bridge(*count);
  if (const auto count = by_best(BestFit::kUnderUsed)) message.set_under_used(*count);
  if (const auto count = by_best(BestFit::kNone)) message.set_none(*count);
  if (figures.listed) message.set_listed(*figures.listed);
  if (figures.bridge) message.set_listed_bridge(*figures.bridge);
  if (figures.under_used) message.set_listed_under_used(*figures.under_used);
  return message;
}

v1::UnmatchedMentee ToProto(const Unmatched& unmatched, const Sentences& sentences) {
  const MenteeStanding& standing = *unmatched.standing;
  v1::UnmatchedMentee message;
  message.set_mentee(NameOf(standing.mentee));
  message.set_district(HomeOf(standing.district));
  message.set_cause(wire::ToProto<v1::UnmatchedCause>(unmatched.cause));
  if (unmatched.rule) message.set_rule(wire::ToProto<v1::Rule>(*unmatched.rule));
  message.set_blocked(standing.blocked);
  message.set_listed(standing.vacancies.listed());
  if (standing.best) {
    message.set_best(NameOf(*standing.best));
    message.set_best_score(standing.best_score);
    message.set_best_class(wire::ToProto<v1::HitClass>(standing.best_class));
  }
  if (standing.weakest) message.set_weakest(wire::ToProto<v1::Criterion>(*standing.weakest));
  if (sentences.texts() != nullptr) {
    message.set_text(text::UnmatchedText(*sentences.texts(), unmatched));
  }
  return message;
}

v1::EmployerCall ToProto(const EmployerCall& call, const Sentences& sentences) {
  v1::EmployerCall message;
  message.set_employer(absl::StrCat("employers/", call.employer.value));
  message.set_people(call.people);
  message.set_added(call.added);
  for (const CallReason& of : call.reasons) {
    v1::CallReason& reason = *message.add_reasons();
    reason.set_mentee(NameOf(of.mentee));
    reason.set_vacancy(NameOf(of.near.vacancy));
    reason.set_score(of.near.score);
    reason.set_rule(wire::ToProto<v1::Rule>(of.near.rule));
    if (sentences.texts() != nullptr) {
      reason.set_text(text::CallText(*sentences.texts(), of.near.rule));
    }
  }
  return message;
}

absl::StatusOr<Sentences> SentencesOf(const std::string& locale, const Cohort& cohort) {
  return Sentences::For(locale, cohort.context.snapshot->knowledge());
}

// ---- Courses -------------------------------------------------------------------------------------

absl::StatusOr<std::vector<Offer>> OffersOf(const CallContext& context) {
  std::vector<Offer> offers;
  PASSUNG_RETURN_IF_ERROR(WalkRows("", {}, context, [&](Offer offer) {
    offers.push_back(std::move(offer));
    return true;
  }));
  return offers;
}

absl::StatusOr<CoursePlanOptions> PlanOptionsOf(const v1::PlanCoursesRequest& request,
                                                const Cohort& cohort) {
  CoursePlanOptions options;
  options.match = cohort.match;
  options.is_over = cohort.is_over;
  if (request.has_bar()) options.bar = request.bar();
  if (request.goal() != v1::PLAN_GOAL_UNSPECIFIED) {
    PASSUNG_ASSIGN_OR_RETURN(options.goal, wire::FromProto<PlanGoal>(request.goal(), "goal"));
  }
  if (request.courses() != 0) options.courses = request.courses();
  options.places = request.places();
  options.only_offered = request.only_offered();
  return options;
}

v1::PlannedCourse ToProto(const PlannedCourse& course, const Sentences& sentences,
                          const Knowledge& knowledge) {
  v1::PlannedCourse message;
  const CourseSubject& subject = course.subject;
  if (subject.german) message.set_german(wire::ToProto<v1::LanguageLevel>(*subject.german));
  for (const LanguageSkill skill : subject.skills) {
    message.add_skills(wire::ToProto<v1::LanguageSkill>(skill));
  }
  if (subject.licence) message.set_licence(wire::ToProto<v1::LicenceKind>(*subject.licence));
  if (subject.school) message.set_school(wire::ToProto<v1::SchoolCertificate>(*subject.school));
  message.set_district(HomeOf(course.district));
  if (course.offer) message.set_offer(absl::StrCat("offers/", course.offer->value));
  if (course.start) message.set_start(course.start->ToString());
  if (sentences.texts() != nullptr) {
    message.set_text(text::CourseText(*sentences.texts(), subject, knowledge));
  }
  return message;
}

// Courses × (with a first good vacancy, without one). Everything that is said of a course tells of those
// who take part in it.
void SetPlanFigures(const CoursePlan& plan, int64_t least, v1::PlanCoursesResponse& response) {
  std::vector<std::vector<int64_t>> people;
  for (const PlannedCourse& course : plan.courses) {
    people.push_back({course.matched, course.people - course.matched});
  }
  const HiddenCounts hidden = HideSmall(people, least);
  bool all = true;
  for (size_t row = 0; row < plan.courses.size(); ++row) {
    const PlannedCourse& course = plan.courses[row];
    v1::PlannedCourse& message = *response.mutable_courses(static_cast<int>(row));
    const bool hide_matched = hidden.cell(row, 0) || hidden.cell(row, 1);
    if (hidden.row_sum(row) || hide_matched) all = false;
    if (hidden.row_sum(row)) continue;
    message.set_people(course.people);
    message.set_openings(course.openings);
    if (hide_matched) continue;
    message.set_matched(course.matched);
    message.set_added(course.added);
  }
  if (all) response.set_value(plan.value);
}

}  // namespace

absl::StatusOr<v1::ListStumblingBlocksResponse> ListStumblingBlocks(
    const v1::ListStumblingBlocksRequest& request, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Cohort cohort, CohortOf(request, v1::VIEW_BASIC, context));
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences, SentencesOf(request.locale(), cohort));
  PASSUNG_ASSIGN_OR_RETURN(const Survey survey, SurveyOf(request, cohort, {}));
  const BlockReport report = StumblingBlocks(survey.people, cohort.least_shown);
  v1::ListStumblingBlocksResponse response;
  for (const DistrictBlocks& blocks : report.districts) {
    *response.add_districts() = ToProto(blocks, sentences);
  }
  *response.mutable_all() = ToProto(report.all, sentences);
  response.set_bar(BarOf({}, request.has_bar(), request.bar()));
  *response.mutable_versions() = wire::ToProto(survey.versions);
  return response;
}

absl::StatusOr<v1::ReportAdequacyResponse> ReportAdequacy(const v1::ReportAdequacyRequest& request,
                                                          const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(Cohort cohort, CohortOf(request, v1::VIEW_BASIC, context));
  if (request.limit() != 0) cohort.match.limit = request.limit();
  PASSUNG_ASSIGN_OR_RETURN(const Survey survey, SurveyOf(request, cohort, {}));
  const AdequacyReport report = AdequacyOf(survey.people, cohort.least_shown);
  v1::ReportAdequacyResponse response;
  for (const AdequacyFigures& figures : report.districts) {
    *response.add_districts() = ToProto(figures);
  }
  *response.mutable_all() = ToProto(report.all);
  response.set_limit(cohort.match.limit);
  *response.mutable_versions() = wire::ToProto(survey.versions);
  return response;
}

absl::StatusOr<v1::ListUnmatchedMenteesResponse> ListUnmatchedMentees(
    const v1::ListUnmatchedMenteesRequest& request, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Cohort cohort, CohortOf(request, v1::VIEW_FULL, context));
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences, SentencesOf(request.locale(), cohort));
  PASSUNG_ASSIGN_OR_RETURN(const Survey survey, SurveyOf(request, cohort, {}));
  v1::ListUnmatchedMenteesResponse response;
  for (const Unmatched& unmatched : FindUnmatched(survey.people)) {
    *response.add_mentees() = ToProto(unmatched, sentences);
  }
  response.set_people(static_cast<int64_t>(survey.people.size()));
  response.set_bar(BarOf({}, request.has_bar(), request.bar()));
  *response.mutable_versions() = wire::ToProto(survey.versions);
  return response;
}

absl::StatusOr<v1::ListEmployersToCallResponse> ListEmployersToCall(
    const v1::ListEmployersToCallRequest& request, const CallContext& context) {
  const int32_t limit = request.limit() == 0 ? kEmployersShown : request.limit();
  if (limit < 1 || limit > kMostEmployersShown) {
    return wire::FieldErrorStatus(
        {{.field = "limit",
          .description = absl::StrCat(limit, " is not between 1 and ", kMostEmployersShown)}});
  }
  PASSUNG_ASSIGN_OR_RETURN(const Cohort cohort, CohortOf(request, v1::VIEW_FULL, context));
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences, SentencesOf(request.locale(), cohort));
  PASSUNG_ASSIGN_OR_RETURN(const Survey survey, SurveyOf(request, cohort, {}));
  v1::ListEmployersToCallResponse response;
  for (const EmployerCall& call : EmployersToCall(survey.people, limit)) {
    *response.add_employers() = ToProto(call, sentences);
  }
  response.set_people(static_cast<int64_t>(survey.people.size()));
  response.set_unmatched(static_cast<int64_t>(FindUnmatched(survey.people).size()));
  response.set_bar(BarOf({}, request.has_bar(), request.bar()));
  *response.mutable_versions() = wire::ToProto(survey.versions);
  return response;
}

absl::StatusOr<v1::PlanCoursesResponse> PlanCourses(const v1::PlanCoursesRequest& request,
                                                    const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Cohort cohort, CohortOf(request, v1::VIEW_BASIC, context));
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences, SentencesOf(request.locale(), cohort));
  PASSUNG_ASSIGN_OR_RETURN(const CoursePlanOptions options, PlanOptionsOf(request, cohort));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<Offer> offers, OffersOf(context));
  PASSUNG_ASSIGN_OR_RETURN(
      const CoursePlan plan,
      passung::PlanCourses(cohort.context.snapshot, cohort.people, offers, options));
  v1::PlanCoursesResponse response;
  for (const PlannedCourse& course : plan.courses) {
    *response.add_courses() = ToProto(course, sentences, cohort.context.snapshot->knowledge());
  }
  SetPlanFigures(plan, cohort.least_shown, response);
  response.set_bound(plan.bound);
  response.set_people(plan.people);
  response.set_candidates(plan.candidates);
  response.set_bar(options.bar);
  *response.mutable_versions() = wire::ToProto(plan.versions);
  return response;
}

}  // namespace passung::answer
