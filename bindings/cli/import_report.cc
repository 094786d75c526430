#include "bindings/cli/import_report.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bindings/cli/layout.h"
#include "proto/answer/shown_report.h"
#include "proto/text/problem_text.h"

namespace passung::cli {
namespace {

// Longer lists of faults are for --format csv.
constexpr size_t kMostShown = 50;

void PrintProblems(const ImportReport& report, const text::Texts& texts, Console& console) {
  Table table({{texts.Get("table.line"), Align::kRight},
               {texts.Get("table.id"), Align::kLeft, 30},
               {texts.Get("table.verdict")},
               {texts.Get("table.field"), Align::kLeft, 30},
               {texts.Get("table.problem")}},
              console.width);
  size_t lines = 0;
  for (const RecordReport& record : report.records) {
    for (const RecordProblem& problem : record.problems) {
      if (++lines > kMostShown) continue;
      table.Add({absl::StrCat(record.line), record.id, texts.Of(record.verdict), problem.field,
                 text::ProblemText(texts, problem)});
    }
  }
  if (lines == 0) return;
  console.out << "\n";
  table.Print(console.out);
  if (lines > kMostShown) {
    console.out << texts.Get("cli.more_problems",
                             {{{"count", texts.Number(static_cast<int64_t>(lines - kMostShown))}}})
                << "\n";
  }
}

std::string WhereTo(const ReportContext& context, const text::Texts& texts) {
  if (context.revision) {
    return texts.Get("phrase.stored", {{{"revision", texts.Number(*context.revision)}}});
  }
  if (!context.file.empty()) return texts.Get("phrase.written", {{{"file", context.file}}});
  return texts.Get("phrase.dry_run");
}

void PrintTable(const ImportReport& report, const ReportContext& context, const text::Texts& texts,
                Console& console) {
  console.out << texts.Get("phrase.import",
                           {{{"accepted", texts.Number(report.accepted)},
                             {"warnings", texts.Number(report.accepted_with_warnings)},
                             {"refused", texts.Number(report.refused)}}})
              << "\n";
  if (context.vacancies) {
    console.out << texts.Get("phrase.import_vacancies",
                             {{{"with_occupation", texts.Number(report.with_occupation)},
                               {"with_german", texts.Number(report.with_german)}}})
                << "\n";
  }
  if (!report.format.empty()) {
    console.out << texts.Get("phrase.format", {{{"format", report.format}}}) << "\n";
  }
  console.out << WhereTo(context, texts) << "\n";
  for (const RecordProblem& problem : report.problems) {
    console.out << texts.Get("table.field") << " \"" << problem.field
                << "\": " << text::ProblemText(texts, problem) << "\n";
  }
  PrintProblems(report, texts, console);
}

void PrintCsv(const ImportReport& report, std::ostream& out) {
  out << CsvLine({"line", "id", "verdict", "field", "reason"});
  for (const RecordReport& record : report.records) {
    const std::string line = absl::StrCat(record.line);
    const std::string verdict(Name(record.verdict));
    if (record.problems.empty()) out << CsvLine({line, record.id, verdict, "", ""});
    for (const RecordProblem& problem : record.problems) {
      out << CsvLine({line, record.id, verdict, problem.field, problem.reason});
    }
  }
}

}  // namespace

void PrintReport(const ImportReport& report, const ReportContext& context,
                 const OutputOptions& output, Console& console) {
  if (output.format == Format::kJson) {
    console.out << ToJson(answer::ShownReport(report, &output.texts()));
  } else if (output.format == Format::kCsv) {
    PrintCsv(report, console.out);
  } else {
    PrintTable(report, context, output.texts(), console);
  }
}

}  // namespace passung::cli
