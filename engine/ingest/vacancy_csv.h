// Vacancies from tables: our own header and that of the public job-listing harvests. Columns:
// engine/ingest/README.md.
#ifndef PASSUNG_ENGINE_INGEST_VACANCY_CSV_H_
#define PASSUNG_ENGINE_INGEST_VACANCY_CSV_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/ingest.h"

namespace passung {

// `text` is UTF-8. InvalidArgument if there is no header with the columns `id` and `title` or
// `occupation`.
absl::StatusOr<VacancyImport> ReadVacancyCsv(absl::string_view text,
                                             const OccupationReader& occupations,
                                             const ReadOptions& options);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_VACANCY_CSV_H_
