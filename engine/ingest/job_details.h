// Job details of the Bundesagentur für Arbeit: the form of 2026 (v4: stellenangebotsTitel,
// stellenlokationen …) and the older one of the public description (titel, arbeitsorte …).
#ifndef PASSUNG_ENGINE_INGEST_JOB_DETAILS_H_
#define PASSUNG_ENGINE_INGEST_JOB_DETAILS_H_

#include "engine/ingest/job_json.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/vacancy.h"

namespace passung {

// The provider's flags are evidence, not truth: what the title or another flag
// contradicts is left out with a warning. A record whose places are all outside Germany is refused.
Vacancy ReadJobDetails(const JsonRecord& json, const OccupationReader& occupations, RecordLog& log);

// The same of an entry of search results, which have less: no working time, no text, one place.
Vacancy ReadSearchEntry(const JsonRecord& json, const OccupationReader& occupations,
                        RecordLog& log);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_JOB_DETAILS_H_
