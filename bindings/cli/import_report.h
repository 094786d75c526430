// What became of the records of an import.
#ifndef PASSUNG_BINDINGS_CLI_IMPORT_REPORT_H_
#define PASSUNG_BINDINGS_CLI_IMPORT_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "bindings/cli/console.h"
#include "bindings/cli/options.h"
#include "passung/ingest.h"

namespace passung::cli {

struct ReportContext {
  bool vacancies = false;           // counts of occupations and German make sense
  std::optional<int64_t> revision;  // absent: nothing was stored in a database
  std::string file = {};            // what was written instead; empty: nothing
};

// As a table: the counts, then each record with something to say. JSON is v1.ImportReport; CSV has
// a line for each problem, or one for a record without.
void PrintReport(const ImportReport& report, const ReportContext& context,
                 const OutputOptions& output, Console& console);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_IMPORT_REPORT_H_
