#include "bindings/cli/report_sheet.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/sheet_writer.h"
#include "passung/date.h"
#include "passung/judgement.h"
#include "passung/reports.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

void AddBlocks(const v1::DistrictBlocks& blocks, bool all, const SheetWriter& writer,
               Sheet& sheet) {
  for (const v1::BlockFigures& rule : blocks.rules()) {
    sheet.Add({writer.District(blocks.district(), all),
               writer.Figure(blocks.has_people(), blocks.people()),
               writer.Word<RuleKey>(rule.rule()), writer.Figure(rule.has_people(), rule.people()),
               writer.Figure(rule.has_pairs(), rule.pairs()),
               writer.Figure(rule.has_pairs_alone(), rule.pairs_alone())});
  }
}

void AddAdequacy(const v1::AdequacyFigures& figures, bool all, const SheetWriter& writer,
                 Sheet& sheet) {
  sheet.Add({writer.District(figures.district(), all),
             writer.Figure(figures.has_people(), figures.people()),
             writer.Figure(figures.has_adequate(), figures.adequate()),
             writer.Figure(figures.has_bridge(), figures.bridge()),
             writer.Figure(figures.has_under_used(), figures.under_used()),
             writer.Figure(figures.has_none(), figures.none()),
             writer.Figure(figures.has_listed(), figures.listed()),
             writer.Figure(figures.has_listed_bridge(), figures.listed_bridge()),
             writer.Figure(figures.has_listed_under_used(), figures.listed_under_used())});
}

SheetCell OfferCell(const v1::PlannedCourse& course, const text::Texts& texts) {
  return {course.offer(), course.offer().empty() ? texts.Get("phrase.new_course") : course.offer()};
}

// "german:B2", "german:B2:speaking+writing", "licence:driving_b", "school:hauptschule".
std::string SubjectOf(const v1::PlannedCourse& course) {
  std::string subject;
  const auto add = [&](absl::string_view kind, const auto& value) {
    if (value.ok()) subject = absl::StrCat(kind, ":", Name(*value));
  };
  add("german", wire::FromProto<LanguageLevel>(course.german(), "german"));
  add("licence", wire::FromProto<LicenceKind>(course.licence(), "licence"));
  add("school", wire::FromProto<SchoolCertificate>(course.school(), "school"));
  for (int i = 0; i < course.skills_size(); ++i) {
    const auto skill = wire::FromProto<LanguageSkill>(course.skills(i), "skills");
    if (skill.ok()) absl::StrAppend(&subject, i == 0 ? ":" : "+", Name(*skill));
  }
  return subject;
}

}  // namespace

void Sheet::WriteCsv(std::ostream& out) const {
  std::vector<std::string> line;
  for (const SheetColumn& column : columns_) line.push_back(column.key);
  out << CsvLine(line);
  for (const SheetRow& row : rows_) {
    line.clear();
    for (const SheetCell& cell : row.cells) line.push_back(cell.data);
    out << CsvLine(line);
  }
}

void Sheet::Print(const text::Texts& texts, int width, std::ostream& out) const {
  out << heading_ << "\n";
  std::vector<TableColumn> titles;
  for (const SheetColumn& column : columns_) {
    if (column.data_only) continue;
    titles.push_back({texts.Get(absl::StrCat("table.", column.key)),
                      column.number ? Align::kRight : Align::kLeft, 40});
  }
  Table table(std::move(titles), width);
  for (const SheetRow& row : rows_) {
    if (row.data_only) continue;
    std::vector<std::string> cells;
    for (size_t i = 0; i < row.cells.size(); ++i) {
      if (!columns_[i].data_only) cells.push_back(row.cells[i].shown);
    }
    table.Add(std::move(cells));
  }
  table.Print(out);
}

Sheet SheetOf(const v1::ListStumblingBlocksResponse& response, const SheetWords& words) {
  const SheetWriter writer(words);
  Sheet sheet(
      writer.Heading("phrase.stumbling_blocks", {{"date", writer.Day(response.versions())},
                                                 {"bar", words.texts.Score(response.bar())}}),
      {{"district"},
       {"district_people", true, true},
       {"rule"},
       {"people", true},
       {"pairs", true},
       {"pairs_alone", true}});
  for (const v1::DistrictBlocks& blocks : response.districts()) {
    AddBlocks(blocks, false, writer, sheet);
  }
  AddBlocks(response.all(), true, writer, sheet);
  return sheet;
}

Sheet SheetOf(const v1::ReportAdequacyResponse& response, const SheetWords& words) {
  const SheetWriter writer(words);
  Sheet sheet(writer.Heading("phrase.adequacy", {{"date", writer.Day(response.versions())}}),
              {{"district"},
               {"people", true},
               {"adequate", true},
               {"bridge", true},
               {"under_used", true},
               {"none", true},
               {"listed", true, true},
               {"listed_bridge", true, true},
               {"listed_under_used", true, true}});
  for (const v1::AdequacyFigures& figures : response.districts()) {
    AddAdequacy(figures, false, writer, sheet);
  }
  AddAdequacy(response.all(), true, writer, sheet);
  return sheet;
}

Sheet SheetOf(const v1::ListUnmatchedMenteesResponse& response, const SheetWords& words) {
  const SheetWriter writer(words);
  Sheet sheet(
      writer.Heading("phrase.unmatched", {{"date", writer.Day(response.versions())},
                                          {"bar", words.texts.Score(response.bar())},
                                          {"shown", words.texts.Number(response.mentees_size())},
                                          {"people", words.texts.Number(response.people())}}),
      {{"mentee"},
       {"district"},
       {"cause", false, true},
       {"rule", false, true},
       {"blocked", true, true},
       {"listed", true},
       {"best", false, true},
       {"score", true},
       {"weakest", false, true},
       {"why"}});
  for (const v1::UnmatchedMentee& one : response.mentees()) {
    const SheetCell best_score = one.best().empty() ? SheetCell{} : writer.Score(one.best_score());
    const auto cause = wire::FromProto<UnmatchedCause>(one.cause(), "cause");
    sheet.Add({SheetWriter::Plain(one.mentee()), writer.District(one.district()),
               SheetWriter::Plain(cause.ok() ? std::string(Name(*cause)) : ""),
               writer.Word<RuleKey>(one.rule()), writer.Number(one.blocked()),
               writer.Number(one.listed()), SheetWriter::Plain(one.best()), best_score,
               writer.Word<CriterionKey>(one.weakest()), SheetWriter::Plain(one.text())});
  }
  return sheet;
}

Sheet SheetOf(const v1::ListEmployersToCallResponse& response, const SheetWords& words) {
  const SheetWriter writer(words);
  Sheet sheet(writer.Heading("phrase.employers_to_call",
                             {{"date", writer.Day(response.versions())},
                              {"unmatched", words.texts.Number(response.unmatched())},
                              {"people", words.texts.Number(response.people())}}),
              {{"employer"},
               {"people", true},
               {"added", true},
               {"mentee"},
               {"vacancy"},
               {"score", true},
               {"rule", false, true},
               {"why"}});
  for (const v1::EmployerCall& call : response.employers()) {
    for (const v1::CallReason& reason : call.reasons()) {
      sheet.Add({SheetWriter::Plain(call.employer()), writer.Number(call.people()),
                 writer.Number(call.added()), SheetWriter::Plain(reason.mentee()),
                 SheetWriter::Plain(reason.vacancy()), writer.Score(reason.score()),
                 writer.Word<RuleKey>(reason.rule()), SheetWriter::Plain(reason.text())});
    }
  }
  return sheet;
}

Sheet SheetOf(const v1::PlanCoursesResponse& response, const SheetWords& words) {
  const SheetWriter writer(words);
  Sheet sheet(
      writer.Heading("phrase.course_plan", {{"date", writer.Day(response.versions())},
                                            {"people", words.texts.Number(response.people())},
                                            {"value_known", response.has_value() ? "yes" : "no"},
                                            {"value", words.texts.Number(response.value())},
                                            {"bound", words.texts.Number(response.bound())}}),
      {{"course"},
       {"district"},
       {"offer"},
       {"start"},
       {"people", true},
       {"openings", true},
       {"matched", true},
       {"added", true, true}});
  for (const v1::PlannedCourse& course : response.courses()) {
    const auto start = Date::Parse(course.start());
    sheet.Add({{SubjectOf(course), course.text()},
               writer.District(course.district()),
               OfferCell(course, words.texts),
               {course.start(), start.ok() ? words.texts.Day(*start) : ""},
               writer.Figure(course.has_people(), course.people()),
               writer.Figure(course.has_openings(), course.openings()),
               writer.Figure(course.has_matched(), course.matched()),
               writer.Figure(course.has_added(), course.added())});
  }
  return sheet;
}

}  // namespace passung::cli
