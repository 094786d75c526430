// Residence status and limits of a mentee as written in one cell each.
#ifndef PASSUNG_ENGINE_INGEST_MENTEE_RESIDENCE_H_
#define PASSUNG_ENGINE_INGEST_MENTEE_RESIDENCE_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/value_readers.h"
#include "passung/mentee_facts.h"
#include "passung/residence.h"

namespace passung {

// "14713:until=2026-12-31|none:from=2027-01-01"; "none" says that there is no limit.
std::vector<AreaLimit> ReadAreaLimits(absl::string_view text, const ValueContext& context);

// The columns `residence` and `residence_obligations`.
Residence ReadResidence(const CsvRow& row, RecordLog& log);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_MENTEE_RESIDENCE_H_
