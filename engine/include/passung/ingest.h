#ifndef PASSUNG_INGEST_H_
#define PASSUNG_INGEST_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"
#include "passung/offer.h"
#include "passung/outcome.h"
#include "passung/record_problem.h"
#include "passung/vacancy.h"

namespace passung {

enum class RecordVerdict : uint8_t { kAccepted, kAcceptedWithWarnings, kRefused };
template <>
struct EnumNames<RecordVerdict> {
  static constexpr absl::string_view kNames[] = {"accepted", "accepted_with_warnings", "refused"};
};

struct RecordReport {
  int64_t line = 0;  // first line of the record in the file, from 1; JSON: number of the record
  std::string id;  // of the mentee (also of an outcome), vacancy or offer, where one could be read
  RecordVerdict verdict = RecordVerdict::kAccepted;
  std::vector<RecordProblem> problems;
};

struct ImportReport {
  int64_t accepted = 0;  // without warnings
  int64_t accepted_with_warnings = 0;
  int64_t refused = 0;
  int64_t with_occupation = 0;        // vacancies whose main occupation got a code
  int64_t with_german = 0;            // vacancies with a German level, stated or inferred
  std::vector<RecordReport> records;  // one each, in the order of the file
  std::string format;  // "csv", "ba_jobdetails", "ba_jobsuche", "schema_org", "jsonl",
                       // "berufssprachkurssuche"; "csv (windows-1252)" and so on
  std::vector<RecordProblem> problems;  // of the file as a whole, such as an unknown column
};

struct VacancyImport {
  std::vector<Vacancy> vacancies;  // the accepted ones
  ImportReport report;
};
struct MenteeImport {
  std::vector<Mentee> mentees;
  ImportReport report;
};
struct OfferImport {
  std::vector<Offer> offers;
  ImportReport report;
};

struct OutcomeImport {
  std::vector<Outcome> outcomes;
  ImportReport report;
};

// A column of a table whose heading is not ours, and the field it is read as.
struct ColumnName {
  std::string column;  // as in the header, in any case
  std::string field;   // a column of engine/ingest/README.md
};

struct ReadOptions {
  // For tables with foreign headings. InvalidArgument naming what is not there and what is: a column that the header
  // has not, a field that the kind of file has not, a field that two columns would be read as, any for JSON.
  std::vector<ColumnName> columns;
  // Of vacancies that name no occupation: from which confidence on (1 to 100) the guess from the title is taken, with a
  // warning that names both; 0: no guess. A title that is a DKZ name is taken always.
  int32_t guess_from = 0;
  // Of tables of vacancies, whose rows are read at the same time; 1 or more. No result depends on it.
  int threads = 1;
  // While a table of vacancies is read: bytes read, of how many. Called by one thread at a time; may be empty.
  std::function<void(int64_t done, int64_t total)> progress;
};

// What a bare title is most likely about.
struct OccupationGuess {
  OccupationCode
      code;  // of the most similar name in the group of three digits that most names speak for
  std::string name;  // that DKZ name
  int32_t confidence =
      0;  // percent: how far the most similar names agree, times how similar that one is
};

// How well occupations are guessed from titles alone.
struct TitleFigures {
  int64_t titles = 0;
  std::array<int64_t, 5> right{};  // to so many digits, 1 to 5
  // By tens of confidence: how many guesses were that sure (0 to 9, 10 to 19 …; the last has 100, too), and how many of
  // them right to three digits. What has no guess is in the first.
  std::array<int64_t, 10> sure{};
  std::array<int64_t, 10> sure_and_right{};
};
struct TitleMeasure {
  TitleFigures rows;
  TitleFigures distinct;  // of titles that are the same with the same code only one
};

// Reads vacancies from CSV (header as documented in engine/ingest/README.md or as written by the
// public job-listing harvests), from job details or search results of the Bundesagentur, or from schema.org's
// JobPosting (JSON: an object, an array of them, or one object a line; the last also inside an HTML page); the format
// is found from the content. One bad record never stops the rest.
// InvalidArgument only where nothing can be read: an empty file, a header without the needed
// columns, bytes that are neither. `knowledge` maps names to codes and checks codes.
absl::StatusOr<VacancyImport> ImportVacancies(absl::string_view content, const Knowledge& knowledge,
                                              const ReadOptions& options = {});
// Guesses the occupation of each vacancy in `content` whose source names one that has a code, from its title alone, and
// compares. InvalidArgument as ImportVacancies, and where no vacancy has both.
absl::StatusOr<TitleMeasure> MeasureTitleGuesses(absl::string_view content,
                                                 const Knowledge& knowledge,
                                                 const ReadOptions& options = {});

// From CSV, or from JSON (usually one object a line) with the same fields.
absl::StatusOr<MenteeImport> ImportMentees(absl::string_view content, const Knowledge& knowledge,
                                           const ReadOptions& options = {});
// Support offers from CSV, or from results of the Berufssprachkurssuche of the Bundesagentur (JSON; format
// "berufssprachkurssuche"). A record is also refused where a value that limits who may take part cannot
// be read: the offer would look more open than it is. `knowledge` knows the schemes of admission.
absl::StatusOr<OfferImport> ImportOffers(absl::string_view content, const Knowledge& knowledge,
                                         const ReadOptions& options = {});

// What became of suggestions, from CSV. A record is refused where any of its values cannot be read: what happened
// is told as a whole or not at all. Whether mentee, vacancy and decision are there is for others to say.
absl::StatusOr<OutcomeImport> ImportOutcomes(absl::string_view content,
                                             const ReadOptions& options = {});

// Which columns of a published table are read; an empty one is found by the names it usually has.
struct MatrixColumns {
  std::string home;  // codes of districts (AGS)
  std::string work;
  std::string minutes;
  std::string km;
  std::string commuters;
  int32_t kmh = 0;     // speed over the whole way where lengths are read, 5 to 300; 0: not given
  std::string source;  // of the figures: who published them, of which day
};
struct MatrixImport {
  std::string csv;  // district_matrix.csv (engine/data/README.md), rows by home and work
  ImportReport
      report;  // refused: rows left out, since no figure is published or a district is none
};
// Makes district_matrix.csv of a published table with one row for each pair of districts. Figures are
// rounded to whole ones. Unlike other imports it is all or nothing: InvalidArgument naming line, column,
// value and what is allowed for anything that cannot be read, for a pair that comes twice, and where no
// row is left.
absl::StatusOr<MatrixImport> ImportDistrictMatrix(absl::string_view content,
                                                  const MatrixColumns& columns,
                                                  const Knowledge& knowledge);

// The official CSV files, as texts; an empty one is left out.
struct ClassificationFiles {
  std::string kldb;        // code,level,parent,title_de,short_de,…
  std::string dkz;         // …,kldb5,typ,…,anforderungsniveaus,…,name_kurz
  std::string neighbours;  // code,level,neighbour_code
  std::string isco;        // kldb5,isco08_4,rank: the Bundesagentur's crosswalk to ISCO-08
  std::string esco;        // uuid,isco08,…,label_de: occupations of ESCO
};
struct ClassificationImport {
  ClassificationRows rows;
  ImportReport report;  // problems only: records holds refused rows and rows with warnings
};
absl::StatusOr<ClassificationImport> ImportClassification(const ClassificationFiles& files);

// What a German advertisement demands of German, found in its text. Level absent: nothing found.
struct GermanPhrase {
  LanguageRequirement requirement;  // strength required or desired for a named level, else inferred
  bool found = false;
};
GermanPhrase FindGermanRequirement(absl::string_view text);

}  // namespace passung

#endif  // PASSUNG_INGEST_H_
