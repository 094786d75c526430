// The doors of passung/ingest.h: bytes to text, text to the reader of its format, counts.

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/ingest/course_json.h"
#include "engine/ingest/job_details.h"
#include "engine/ingest/matrix_csv.h"
#include "engine/ingest/mentee_csv.h"
#include "engine/ingest/offer_csv.h"
#include "engine/ingest/outcome_csv.h"
#include "engine/ingest/text_decoding.h"
#include "engine/ingest/vacancy_csv.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/ingest.h"

namespace passung {
namespace {

// No header of a table begins like that.
bool IsJson(absl::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != absl::string_view::npos && (text[first] == '{' || text[first] == '[');
}

std::string FormatName(absl::string_view format, TextEncoding encoding) {
  return absl::StrCat(format, encoding == TextEncoding::kWindows1252 ? " (windows-1252)" : "");
}

void CountFindings(VacancyImport& import) {
  for (const Vacancy& vacancy : import.vacancies) {
    const bool coded = !vacancy.occupations.empty() && vacancy.occupations[0].code.has_value();
    import.report.with_occupation += coded ? 1 : 0;
    import.report.with_german += HasGerman(vacancy) ? 1 : 0;
  }
}

}  // namespace

absl::StatusOr<VacancyImport> ImportVacancies(absl::string_view content,
                                              const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  const OccupationReader occupations(knowledge);
  const bool json = IsJson(decoded.text);
  PASSUNG_ASSIGN_OR_RETURN(VacancyImport import, json ? ReadJobDetails(decoded.text, occupations)
                                                      : ReadVacancyCsv(decoded.text, occupations));
  import.report.format = FormatName(json ? "ba_jobdetails" : "csv", decoded.encoding);
  CountFindings(import);
  return import;
}

absl::StatusOr<MenteeImport> ImportMentees(absl::string_view content, const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  const OccupationReader occupations(knowledge);
  PASSUNG_ASSIGN_OR_RETURN(MenteeImport import, ReadMenteeCsv(decoded.text, occupations));
  import.report.format = FormatName("csv", decoded.encoding);
  return import;
}

absl::StatusOr<OfferImport> ImportOffers(absl::string_view content, const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  const bool json = IsJson(decoded.text);
  PASSUNG_ASSIGN_OR_RETURN(OfferImport import, json ? ReadCourseJson(decoded.text, knowledge)
                                                    : ReadOfferCsv(decoded.text, knowledge));
  import.report.format = FormatName(json ? "berufssprachkurssuche" : "csv", decoded.encoding);
  return import;
}

absl::StatusOr<OutcomeImport> ImportOutcomes(absl::string_view content) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  PASSUNG_ASSIGN_OR_RETURN(OutcomeImport import, ReadOutcomeCsv(decoded.text));
  import.report.format = FormatName("csv", decoded.encoding);
  return import;
}

absl::StatusOr<MatrixImport> ImportDistrictMatrix(absl::string_view content,
                                                  const MatrixColumns& columns,
                                                  const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  PASSUNG_ASSIGN_OR_RETURN(MatrixImport import, ReadMatrixCsv(decoded.text, columns, knowledge));
  import.report.format = FormatName("csv", decoded.encoding);
  return import;
}

}  // namespace passung
