// The doors of passung/ingest.h: bytes to text, text to the reader of its format, counts.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/ingest/course_json.h"
#include "engine/ingest/matrix_csv.h"
#include "engine/ingest/mentee_csv.h"
#include "engine/ingest/mentee_json.h"
#include "engine/ingest/occupation_mapper.h"
#include "engine/ingest/offer_csv.h"
#include "engine/ingest/outcome_csv.h"
#include "engine/ingest/text_decoding.h"
#include "engine/ingest/title_guesser.h"
#include "engine/ingest/vacancy_csv.h"
#include "engine/ingest/vacancy_facts.h"
#include "engine/ingest/vacancy_json.h"
#include "passung/ingest.h"

namespace passung {
namespace {

// No header of a table begins like that.
bool BeginsWithOneOf(absl::string_view text, absl::string_view characters) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != absl::string_view::npos && absl::StrContains(characters, text[first]);
}
bool IsJson(absl::string_view text) { return BeginsWithOneOf(text, "{["); }
bool IsPage(absl::string_view text) { return BeginsWithOneOf(text, "<"); }

absl::Status NoTable(const ReadOptions& options, absl::string_view format) {
  if (options.columns.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("map: only tables (CSV) have columns; the file is ", format));
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

absl::StatusOr<VacancyImport> ReadVacancies(absl::string_view content,
                                            const OccupationReader& occupations,
                                            const ReadOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  const auto read = [&]() -> absl::StatusOr<VacancyImport> {
    if (!IsJson(decoded.text()) && !IsPage(decoded.text())) {
      return ReadVacancyCsv(decoded.text(), occupations, options);
    }
    PASSUNG_RETURN_IF_ERROR(NoTable(options, IsPage(decoded.text()) ? "HTML" : "JSON"));
    return IsPage(decoded.text()) ? ReadVacancyPage(decoded.text(), occupations)
                                  : ReadVacancyJson(decoded.text(), occupations);
  };
  PASSUNG_ASSIGN_OR_RETURN(VacancyImport import, read());
  import.report.format = FormatName(import.report.format, decoded.encoding());
  CountFindings(import);
  return import;
}

void Count(const std::optional<OccupationGuess>& guess, OccupationCode code,
           TitleFigures& figures) {
  ++figures.titles;
  const size_t ten = guess ? std::min<size_t>(static_cast<size_t>(guess->confidence) / 10, 9) : 0;
  ++figures.sure[ten];
  if (!guess) return;
  for (int digits = 1; digits <= 5; ++digits) {
    const bool right = guess->code.Prefix(digits) == code.Prefix(digits);
    figures.right[static_cast<size_t>(digits) - 1] += right ? 1 : 0;
  }
  if (guess->code.Prefix(3) == code.Prefix(3)) ++figures.sure_and_right[ten];
}

}  // namespace

absl::StatusOr<VacancyImport> ImportVacancies(absl::string_view content, const Knowledge& knowledge,
                                              const ReadOptions& options) {
  using Titles = OccupationReader::Titles;
  if (options.guess_from < 0 || options.guess_from > 100) {
    return absl::InvalidArgumentError(
        absl::StrCat("guess_from: ", options.guess_from, " is not 0 to 100"));
  }
  const OccupationReader occupations(
      knowledge, options.guess_from > 0 ? Titles::kGuesses : Titles::kNames, options.guess_from);
  return ReadVacancies(content, occupations, options);
}

absl::StatusOr<TitleMeasure> MeasureTitleGuesses(absl::string_view content,
                                                 const Knowledge& knowledge,
                                                 const ReadOptions& options) {
  // A code that came from the title would be found in the title again.
  const OccupationReader named(knowledge, OccupationReader::Titles::kNothing);
  PASSUNG_ASSIGN_OR_RETURN(const VacancyImport import, ReadVacancies(content, named, options));
  const TitleGuesser guesser(knowledge);
  TitleMeasure measure;
  absl::flat_hash_set<std::string> seen;
  for (const Vacancy& vacancy : import.vacancies) {
    if (vacancy.title.empty() || vacancy.occupations.empty()) continue;
    const VacancyOccupation& occupation = vacancy.occupations[0];
    // Without a name the code is one that the source guessed.
    if (!occupation.code || occupation.label.empty()) continue;
    const std::optional<OccupationGuess> guess = guesser.Guess(vacancy.title);
    Count(guess, *occupation.code, measure.rows);
    const std::string key =
        absl::StrCat(StripOccupationName(vacancy.title), "|", occupation.code->ToString());
    if (seen.insert(key).second) Count(guess, *occupation.code, measure.distinct);
  }
  if (measure.rows.titles > 0) return measure;
  return absl::InvalidArgumentError(
      "no vacancy in the file has a title and an occupation whose name has a code");
}

absl::StatusOr<MenteeImport> ImportMentees(absl::string_view content, const Knowledge& knowledge,
                                           const ReadOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  const OccupationReader occupations(knowledge);
  const bool json = IsJson(decoded.text());
  if (json) PASSUNG_RETURN_IF_ERROR(NoTable(options, "JSON"));
  PASSUNG_ASSIGN_OR_RETURN(MenteeImport import,
                           json ? ReadMenteeJson(decoded.text(), occupations)
                                : ReadMenteeCsv(decoded.text(), occupations, options));
  import.report.format = FormatName(json ? "jsonl" : "csv", decoded.encoding());
  return import;
}

absl::StatusOr<OfferImport> ImportOffers(absl::string_view content, const Knowledge& knowledge,
                                         const ReadOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  const bool json = IsJson(decoded.text());
  if (json) PASSUNG_RETURN_IF_ERROR(NoTable(options, "JSON"));
  PASSUNG_ASSIGN_OR_RETURN(OfferImport import,
                           json ? ReadCourseJson(decoded.text(), knowledge)
                                : ReadOfferCsv(decoded.text(), knowledge, options));
  import.report.format = FormatName(json ? "berufssprachkurssuche" : "csv", decoded.encoding());
  return import;
}

absl::StatusOr<OutcomeImport> ImportOutcomes(absl::string_view content,
                                             const ReadOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  PASSUNG_ASSIGN_OR_RETURN(OutcomeImport import, ReadOutcomeCsv(decoded.text(), options));
  import.report.format = FormatName("csv", decoded.encoding());
  return import;
}

absl::StatusOr<MatrixImport> ImportDistrictMatrix(absl::string_view content,
                                                  const MatrixColumns& columns,
                                                  const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(content));
  PASSUNG_ASSIGN_OR_RETURN(MatrixImport import, ReadMatrixCsv(decoded.text(), columns, knowledge));
  import.report.format = FormatName("csv", decoded.encoding());
  return import;
}

}  // namespace passung
