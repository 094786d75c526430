// Qualifications, experience and wishes of a mentee as written in one cell each.
#ifndef PASSUNG_ENGINE_INGEST_MENTEE_CLAIMS_H_
#define PASSUNG_ENGINE_INGEST_MENTEE_CLAIMS_H_

#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/mentee_facts.h"

namespace passung {

// A claim whose occupation cannot be told is left out, with a warning.
void ReadClaims(const CsvRow& row, const OccupationReader& occupations, RecordLog& log,
                MenteeFacts& facts);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_MENTEE_CLAIMS_H_
