#ifndef PASSUNG_ENGINE_INGEST_OUTCOME_CSV_H_
#define PASSUNG_ENGINE_INGEST_OUTCOME_CSV_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/ingest.h"

namespace passung {

// UTF-8 text. As of ImportOutcomes.
absl::StatusOr<OutcomeImport> ReadOutcomeCsv(absl::string_view text, const ReadOptions& options);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_OUTCOME_CSV_H_
