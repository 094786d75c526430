// Rows of the public job-listing harvests (header id,title,employer,location,land,kreis_ags,…).
#ifndef PASSUNG_ENGINE_INGEST_HARVEST_ROW_H_
#define PASSUNG_ENGINE_INGEST_HARVEST_ROW_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/vacancy.h"

namespace passung {

// Told by the columns `kldb5` and `ba_beruf`, which our own header does not have.
bool IsHarvestHeader(const CsvHeader& header);
absl::Span<const absl::string_view> HarvestColumns();

// The scraper writes "Vollzeit" into every `employment_type`: no evidence for hours, and of the kind
// only that the source lists jobs. The title decides about both.
Vacancy ReadHarvestRow(const CsvRow& row, const OccupationReader& occupations, RecordLog& log);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_HARVEST_ROW_H_
