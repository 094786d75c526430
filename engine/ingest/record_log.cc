#include "engine/ingest/record_log.h"

#include <utility>

namespace passung {

void RecordLog::Warn(RecordProblem problem) { problems_.push_back(std::move(problem)); }

void RecordLog::Refuse(RecordProblem problem) {
  const auto place = problems_.begin() + static_cast<std::ptrdiff_t>(refusals_++);
  problems_.insert(place, std::move(problem));
}

RecordReport RecordLog::ToReport(int64_t line, absl::string_view id) {
  RecordReport report;
  report.line = line;
  report.id = std::string(id);
  report.problems = std::exchange(problems_, {});
  if (refused()) {
    report.verdict = RecordVerdict::kRefused;
  } else if (!report.problems.empty()) {
    report.verdict = RecordVerdict::kAcceptedWithWarnings;
  }
  return report;
}

void AddRecord(RecordReport record, ImportReport& report) {
  switch (record.verdict) {
    case RecordVerdict::kAccepted:
      ++report.accepted;
      break;
    case RecordVerdict::kAcceptedWithWarnings:
      ++report.accepted_with_warnings;
      break;
    case RecordVerdict::kRefused:
      ++report.refused;
      break;
  }
  report.records.push_back(std::move(record));
}

}  // namespace passung
