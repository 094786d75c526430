// Reports about outcomes as rows.
#include <string>

#include "bindings/cli/report_sheet.h"
#include "bindings/cli/sheet_writer.h"
#include "passung/gap.h"
#include "passung/outcome.h"

namespace passung::cli {
namespace {

// "placed:job", "declined".
std::string ClassOf(const v1::OutcomeFigures& figures) {
  const auto kind = wire::FromProto<OutcomeKind>(figures.kind(), "kind");
  const auto placement = wire::FromProto<PlacementKind>(figures.placement(), "placement");
  if (!kind.ok()) return "";
  return absl::StrCat(Name(*kind), placement.ok() ? ":" : "",
                      placement.ok() ? Name(*placement) : "");
}

struct ReportTime {
  std::string from;
  std::string until;
};

void AddOutcomes(const v1::DistrictOutcomes& outcomes, bool all, const ReportTime& time,
                 const SheetWriter& writer, Sheet& sheet) {
  for (const v1::OutcomeFigures& figures : outcomes.figures()) {
    const auto figure = [&](bool shown, int64_t value) { return writer.Figure(shown, value); };
    // A table tells of districts only what happened there.
    const bool nothing = !all && figures.has_people() && figures.people() == 0;
    sheet.Add({SheetWriter::Plain(time.from),
               SheetWriter::Plain(time.until),
               writer.District(outcomes.district(), all),
               figure(outcomes.has_people(), outcomes.people()),
               {ClassOf(figures), figures.text()},
               figure(figures.has_people(), figures.people()),
               figure(figures.has_outcomes(), figures.outcomes()),
               figure(figures.has_said_by_mentor(), figures.said_by_mentor()),
               figure(figures.has_said_by_mentee(), figures.said_by_mentee()),
               figure(figures.has_said_by_employer(), figures.said_by_employer()),
               figure(figures.has_said_by_office(), figures.said_by_office()),
               figure(figures.has_said_by_other_system(), figures.said_by_other_system())},
              nothing);
  }
}

}  // namespace

Sheet SheetOf(const v1::ReportProgrammeResponse& response, const SheetWords& words) {
  const SheetWriter writer(words);
  Sheet sheet(
      writer.Heading("phrase.programme", {{"from", ShownDay(response.from(), words.texts)},
                                          {"until", ShownDay(response.until(), words.texts)}}),
      {{"from", false, true},
       {"until", false, true},
       {"district"},
       {"district_people", true, true},
       {"outcome"},
       {"people", true},
       {"outcomes", true},
       {"said_by_mentor", true},
       {"said_by_mentee", true},
       {"said_by_employer", true},
       {"said_by_office", true},
       {"said_by_other_system", true}});
  const ReportTime time{response.from(), response.until()};
  for (const v1::DistrictOutcomes& outcomes : response.districts()) {
    AddOutcomes(outcomes, false, time, writer, sheet);
  }
  AddOutcomes(response.all(), true, time, writer, sheet);
  return sheet;
}

Sheet SheetOf(const v1::ReportWhatWorkedResponse& response, const SheetWords& words) {
  const SheetWriter writer(words);
  Sheet sheet(
      writer.Heading("phrase.worked", {{"from", ShownDay(response.from(), words.texts)},
                                       {"until", ShownDay(response.until(), words.texts)},
                                       {"people_known", response.has_people() ? "yes" : "no"},
                                       {"people", words.texts.Number(response.people())}}),
      {{"from", false, true},
       {"until", false, true},
       {"gap"},
       {"people", true},
       {"closed", true},
       {"despite", true},
       {"elsewhere", true},
       {"declined", true},
       {"under_way", true}});
  for (const v1::GapResult& result : response.gaps()) {
    const bool nothing = result.has_people() && result.people() == 0;
    sheet.Add(
        {SheetWriter::Plain(response.from()), SheetWriter::Plain(response.until()),
         writer.Word<GapKind>(result.gap()), writer.Figure(result.has_people(), result.people()),
         writer.Figure(result.has_closed(), result.closed()),
         writer.Figure(result.has_despite(), result.despite()),
         writer.Figure(result.has_elsewhere(), result.elsewhere()),
         writer.Figure(result.has_declined(), result.declined()),
         writer.Figure(result.has_under_way(), result.under_way())},
        nothing);
  }
  return sheet;
}

}  // namespace passung::cli
