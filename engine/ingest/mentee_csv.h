// Mentees from tables that a person can write. Columns: engine/ingest/README.md.
#ifndef PASSUNG_ENGINE_INGEST_MENTEE_CSV_H_
#define PASSUNG_ENGINE_INGEST_MENTEE_CSV_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/ingest.h"

namespace passung {

// `text` is UTF-8. InvalidArgument if there is no header with the column `id`.
absl::StatusOr<MenteeImport> ReadMenteeCsv(absl::string_view text,
                                           const OccupationReader& occupations,
                                           const ReadOptions& options);

// The fields there are, and one record of them, for other ways of writing the same.
absl::Span<const absl::string_view> MenteeColumns();
Mentee ReadMenteeRow(const CsvRow& row, const OccupationReader& occupations, RecordLog& log);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_MENTEE_CSV_H_
