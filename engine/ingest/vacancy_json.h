// Vacancies in JSON of whatever form, told by what is in it.
#ifndef PASSUNG_ENGINE_INGEST_VACANCY_JSON_H_
#define PASSUNG_ENGINE_INGEST_VACANCY_JSON_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/ingest.h"

namespace passung {

// Job details of the Bundesagentur, results of its Jobsuche, or schema.org's JobPosting; the report's format says
// which. `text` is UTF-8. InvalidArgument if no record can be read.
absl::StatusOr<VacancyImport> ReadVacancyJson(absl::string_view text,
                                              const OccupationReader& occupations);

// JobPosting in the scripts of an HTML page; records have the line on which their script begins.
absl::StatusOr<VacancyImport> ReadVacancyPage(absl::string_view html,
                                              const OccupationReader& occupations);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_VACANCY_JSON_H_
