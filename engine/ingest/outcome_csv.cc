#include "engine/ingest/outcome_csv.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/problem_status.h"

namespace passung {
namespace {

constexpr std::array<absl::string_view, 9> kOutcomeColumns = {"mentee", "vacancy",   "kind",
                                                              "date",   "placement", "declined_by",
                                                              "reason", "source",    "decision"};

class OutcomeRow final {
 public:
  OutcomeRow(const CsvRow& row, RecordLog& log) : row_(row), log_(log) {}

  Outcome Read() {
    Outcome outcome;
    outcome.mentee.value = IdIn("mentee", "mentees/");
    outcome.vacancy.value = IdIn("vacancy", "vacancies/");
    if (const auto kind = Word<OutcomeKind>("kind")) outcome.kind = *kind;
    if (const auto date = Whole("date", ReadDate(row_.Get("date"), At("date")))) {
      outcome.date = *date;
    }
    for (const absl::string_view column : {"kind", "date"}) {
      if (!row_.Has(column)) log_.Refuse(column, ProblemCode::kMissing);
    }
    outcome.placement = Word<PlacementKind>("placement");
    outcome.declined_by = Word<DeclinedBy>("declined_by");
    outcome.reason = Word<OutcomeReason>("reason");
    outcome.source = Word<OutcomeSource>("source").value_or(OutcomeSource::kMentor);
    ReadDecision(outcome);
    outcome.id = OutcomeIdOf(outcome);
    return outcome;
  }

 private:
  ValueContext At(absl::string_view column) { return {.field = column, .log = log_}; }

  // "m1" or "mentees/m1".
  std::string IdIn(absl::string_view column, absl::string_view prefix) const {
    return std::string(absl::StripPrefix(row_.Get(column), prefix));
  }

  // What happened is told as a whole or not at all.
  template <class T>
  std::optional<T> Whole(absl::string_view column, std::optional<T> value) {
    if (!value && row_.Has(column)) {
      log_.Refuse(column, ProblemCode::kUnreadable, {{"value", Shown(row_.Get(column))}});
    }
    return value;
  }
  template <class E>
  std::optional<E> Word(absl::string_view column) {
    return Whole(column, ReadName<E>(row_.Get(column), At(column)));
  }

  void ReadDecision(Outcome& outcome) {
    if (!row_.Has("decision")) return;
    OutcomeDecision decision;
    if (absl::SimpleAtoi(row_.Get("decision"), &decision.number) && decision.number > 0) {
      outcome.decision = decision;
    } else {
      At("decision").RefuseNotAllowed(row_.Get("decision"), AllowedCode::kLoggedAnswer);
    }
  }

  const CsvRow& row_;
  RecordLog& log_;
};

}  // namespace

absl::StatusOr<OutcomeImport> ReadOutcomeCsv(absl::string_view text, const ReadOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(CsvSheet sheet, OpenCsvSheet(text));
  PASSUNG_RETURN_IF_ERROR(sheet.header.Rename(options.columns, kOutcomeColumns));
  for (const absl::string_view needed : {"mentee", "kind", "date"}) {
    if (sheet.header.Has(needed)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("header has not the column \"", needed,
                     "\"; columns are described in engine/ingest/README.md"));
  }
  OutcomeImport import;
  import.report.problems = sheet.header.Unknown(kOutcomeColumns);
  while (const std::optional<CsvRecord> record = sheet.reader.Next()) {
    RecordLog log;
    Outcome outcome;
    if (CheckShape(*record, sheet.header, log)) {
      outcome = OutcomeRow(CsvRow(sheet.header, *record), log).Read();
    }
    if (!log.refused()) {
      const absl::Status status = Validate(outcome);
      if (!status.ok()) log.Refuse(ProblemOf(status));
    }
    AddRecord(log.ToReport(record->line, outcome.mentee.value), import.report);
    if (!log.refused()) import.outcomes.push_back(std::move(outcome));
  }
  return import;
}

}  // namespace passung
