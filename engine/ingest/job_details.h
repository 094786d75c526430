// Job details of the Bundesagentur für Arbeit: the form of 2026 (v4: stellenangebotsTitel,
// stellenlokationen …) and the older one of the public description (titel, arbeitsorte …).
#ifndef PASSUNG_ENGINE_INGEST_JOB_DETAILS_H_
#define PASSUNG_ENGINE_INGEST_JOB_DETAILS_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/ingest.h"

namespace passung {

// `text` is UTF-8. The provider's flags are evidence, not truth: what the title or another flag
// contradicts is left out with a warning. A record whose places are all outside Germany is refused.
// InvalidArgument if no record can be read.
absl::StatusOr<VacancyImport> ReadJobDetails(absl::string_view text,
                                             const OccupationReader& occupations);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_JOB_DETAILS_H_
