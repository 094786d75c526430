// What became of suggestions, from a file into a database.
#ifndef PASSUNG_BINDINGS_CLI_OUTCOME_IMPORT_H_
#define PASSUNG_BINDINGS_CLI_OUTCOME_IMPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bindings/cli/source.h"
#include "passung/ingest.h"

namespace passung::cli {

struct OutcomesStored {
  ImportReport report;
  std::optional<int64_t> revision;  // absent: nothing was to be stored
};

// Judges the accepted rows of an import as `passung outcomes record` would, each after those before it, and
// stores the good ones in one write; `dry_run`: stores nothing.
absl::StatusOr<OutcomesStored> StoreOutcomes(OutcomeImport import, bool dry_run, Source& source);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_OUTCOME_IMPORT_H_
