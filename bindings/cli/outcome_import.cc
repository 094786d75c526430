#include "bindings/cli/outcome_import.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "proto/wire/outcome_wire.h"
#include "proto/wire/result_wire.h"

namespace passung::cli {
namespace {

// "outcomes[3].date" is the column date.
std::string ColumnOf(const std::string& field) {
  const size_t dot = field.find("].");
  return dot == std::string::npos ? field : field.substr(dot + 2);
}

// Each record that the reader took is the next one of `judged`.
void AddVerdicts(const ImportReport& judged, ImportReport& report) {
  size_t next = 0;
  for (RecordReport& record : report.records) {
    if (record.verdict == RecordVerdict::kRefused || next == judged.records.size()) continue;
    const RecordReport& verdict = judged.records[next++];
    if (verdict.verdict != RecordVerdict::kRefused) continue;
    (record.verdict == RecordVerdict::kAccepted ? report.accepted
                                                : report.accepted_with_warnings) -= 1;
    ++report.refused;
    record.verdict = RecordVerdict::kRefused;
    for (const RecordProblem& problem : verdict.problems) {
      record.problems.push_back(problem);
      record.problems.back().field = ColumnOf(problem.field);
    }
  }
}

}  // namespace

absl::StatusOr<OutcomesStored> StoreOutcomes(OutcomeImport import, bool dry_run, Source& source) {
  OutcomesStored stored{.report = std::move(import.report), .revision = std::nullopt};
  if (import.outcomes.empty()) return stored;
  v1::BatchRecordOutcomesRequest request;
  for (const Outcome& outcome : import.outcomes) *request.add_outcomes() = wire::ToProto(outcome);
  request.set_validate_only(dry_run);
  PASSUNG_ASSIGN_OR_RETURN(const v1::BatchRecordOutcomesResponse response, source.Ask(request));
  PASSUNG_ASSIGN_OR_RETURN(const ImportReport judged, wire::FromProto(response.report()));
  AddVerdicts(judged, stored.report);
  if (!dry_run && judged.accepted > 0) stored.revision = response.revision();
  return stored;
}

}  // namespace passung::cli
