#include "proto/answer/outcome_report_answers.h"

#include <string>
#include <utility>
#include <vector>

#include "passung/outcome_reports.h"
#include "proto/answer/at_field.h"
#include "proto/answer/outcome_rows.h"
#include "proto/text/outcome_text.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

// Whom figures are about, and over which time.
struct OutcomeCohort {
  std::vector<OutcomePerson> people;
  ReportPeriod period;
  int64_t least_shown = kLeastShown;
  int64_t revision = 0;
  const text::Texts* texts = nullptr;  // none are wanted
};

absl::StatusOr<Date> ReadDay(const std::string& text, absl::string_view field, Date otherwise) {
  if (text.empty()) return otherwise;
  const absl::StatusOr<Date> day = Date::Parse(text);
  if (!day.ok()) return AtField(field, day.status());
  return *day;
}

// 1 January of the year of a day.
Date BeginOfYear(Date day) {
  const absl::StatusOr<Date> begin = Date::Parse(day.ToString().substr(0, 4) + "-01-01");
  return begin.ok() ? *begin : day;
}

template <class Request>
absl::StatusOr<ReportPeriod> PeriodOf(const Request& request, Date today) {
  ReportPeriod period;
  PASSUNG_ASSIGN_OR_RETURN(period.until, ReadDay(request.until(), "until", today));
  PASSUNG_ASSIGN_OR_RETURN(period.from, ReadDay(request.from(), "from", BeginOfYear(period.until)));
  if (period.from <= period.until) return period;
  return AtField(
      "from", absl::InvalidArgumentError(absl::StrCat(
                  "\"", period.from.ToString(), "\" is after until, ", period.until.ToString())));
}

template <class Request>
absl::StatusOr<OutcomeCohort> OutcomeCohortOf(const Request& request, const CallContext& context) {
  OutcomeCohort cohort;
  PASSUNG_ASSIGN_OR_RETURN(cohort.period, PeriodOf(request, context.today));
  if (!request.locale().empty()) {
    const auto locale = text::ParseLocale(request.locale());
    if (!locale.ok()) return AtField("locale", locale.status());
    cohort.texts = &text::Texts::For(*locale);
  }
  // A mentor knows whom the figures are of.
  if (context.caller.mentor) cohort.least_shown = 1;
  PASSUNG_ASSIGN_OR_RETURN(
      const Look look, LookOf(request.purpose(), v1::VIEW_BASIC, context.today, context.caller));
  PASSUNG_ASSIGN_OR_RETURN(cohort.revision, context.backend.repository().revision());
  absl::Status read;
  PASSUNG_RETURN_IF_ERROR(WalkRows("", look, context, [&](const StoredMentee& row) {
    std::vector<Outcome> outcomes;
    read = WalkOutcomesOf(row.mentee.id, "", context, [&](Outcome outcome) {
      outcomes.push_back(std::move(outcome));
      return true;
    });
    cohort.people.push_back(OutcomePersonOf(row.mentee, std::move(outcomes), cohort.period.until));
    return read.ok();
  }));
  PASSUNG_RETURN_IF_ERROR(read);
  return cohort;
}

v1::OutcomeFigures ToProto(const OutcomeFigures& figures, const text::Texts* texts) {
  v1::OutcomeFigures message;
  message.set_kind(wire::ToProto<v1::OutcomeKind>(figures.of.kind));
  if (figures.of.placement) {
    message.set_placement(wire::ToProto<v1::PlacementKind>(*figures.of.placement));
  }
  if (figures.people) message.set_people(*figures.people);
  if (figures.outcomes) message.set_outcomes(*figures.outcomes);
  const auto said_by = [&](OutcomeSource source) { return figures.by_source[Index(source)]; };
  if (const auto count = said_by(OutcomeSource::kMentor)) message.set_said_by_mentor(*count);
  if (const auto count = said_by(OutcomeSource::kMentee)) message.set_said_by_mentee(*count);
  if (const auto count = said_by(OutcomeSource::kEmployer)) message.set_said_by_employer(*count);
  if (const auto count = said_by(OutcomeSource::kOffice)) message.set_said_by_office(*count);
  if (const auto count = said_by(OutcomeSource::kOtherSystem)) {
    message.set_said_by_other_system(*count);
  }
  if (texts != nullptr) {
    message.set_text(text::OutcomeClassText(*texts, figures.of.kind, figures.of.placement));
  }
  return message;
}

v1::DistrictOutcomes ToProto(const DistrictOutcomes& outcomes, const text::Texts* texts) {
  v1::DistrictOutcomes message;
  if (outcomes.district) message.set_district(outcomes.district->ToString());
  if (outcomes.people) message.set_people(*outcomes.people);
  for (const OutcomeFigures& figures : outcomes.figures) {
    *message.add_figures() = ToProto(figures, texts);
  }
  return message;
}

v1::GapResult ToProto(const GapResult& result, const text::Texts* texts) {
  v1::GapResult message;
  message.set_gap(wire::ToProto<v1::GapKind>(result.gap));
  if (result.people) message.set_people(*result.people);
  const auto by = [&](GapCourse course) { return result.by_course[Index(course)]; };
  if (const auto count = by(GapCourse::kClosed)) message.set_closed(*count);
  if (const auto count = by(GapCourse::kDespite)) message.set_despite(*count);
  if (const auto count = by(GapCourse::kElsewhere)) message.set_elsewhere(*count);
  if (const auto count = by(GapCourse::kDeclined)) message.set_declined(*count);
  if (const auto count = by(GapCourse::kUnderWay)) message.set_under_way(*count);
  if (texts != nullptr) message.set_text(texts->Of(result.gap));
  return message;
}

template <class Response>
void SetCounted(const OutcomeCohort& cohort, Response& response) {
  response.set_from(cohort.period.from.ToString());
  response.set_until(cohort.period.until.ToString());
  response.set_revision(cohort.revision);
}

}  // namespace

absl::StatusOr<v1::ReportProgrammeResponse> ReportProgramme(
    const v1::ReportProgrammeRequest& request, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const OutcomeCohort cohort, OutcomeCohortOf(request, context));
  const ProgrammeReport report = ProgrammeFigures(cohort.people, cohort.period, cohort.least_shown);
  v1::ReportProgrammeResponse response;
  for (const DistrictOutcomes& outcomes : report.districts) {
    *response.add_districts() = ToProto(outcomes, cohort.texts);
  }
  *response.mutable_all() = ToProto(report.all, cohort.texts);
  SetCounted(cohort, response);
  return response;
}

absl::StatusOr<v1::ReportWhatWorkedResponse> ReportWhatWorked(
    const v1::ReportWhatWorkedRequest& request, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const OutcomeCohort cohort, OutcomeCohortOf(request, context));
  const WorkedReport report = WhatWorked(cohort.people, cohort.period, cohort.least_shown);
  v1::ReportWhatWorkedResponse response;
  for (const GapResult& result : report.gaps) *response.add_gaps() = ToProto(result, cohort.texts);
  if (report.people) response.set_people(*report.people);
  SetCounted(cohort, response);
  return response;
}

}  // namespace passung::answer
