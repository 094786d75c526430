// `passung measure-titles`: how well occupations are guessed from titles, on vacancies whose occupation is known.
#include <memory>
#include <utility>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/options.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/ingest.h"
#include "passung/knowledge.h"
#include "passung/repository.h"
#include "proto/answer/read_file.h"

namespace passung::cli {
namespace {

struct TitlesOptions {
  std::string file;
  std::string db;
  std::string dkz;
  OutputOptions output;
};

// Of the file of names, else of the database.
absl::StatusOr<std::shared_ptr<const Knowledge>> NamesOf(const TitlesOptions& options) {
  if (options.db.empty() == options.dkz.empty()) {
    return UsageError("exactly one of --db and --dkz says which names there are");
  }
  ClassificationRows rows;
  if (!options.dkz.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(std::string dkz, answer::ReadFile(options.dkz));
    PASSUNG_ASSIGN_OR_RETURN(ClassificationImport import,
                             ImportClassification({.dkz = std::move(dkz)}));
    rows = std::move(import.rows);
  } else {
    PASSUNG_ASSIGN_OR_RETURN(const auto repository, OpenStored(options.db));
    PASSUNG_ASSIGN_OR_RETURN(rows, repository->ReadClassification());
  }
  if (rows.activities.empty()) {
    return absl::FailedPreconditionError(
        "there are no names to guess with; passung import --kind classification --dkz FILE stores "
        "them");
  }
  return Knowledge::Create({}, rows);
}

std::string Share(int64_t part, int64_t whole) {
  return whole == 0 ? "–"
                    : absl::StrFormat("%.1f %%", 100.0 * static_cast<double>(part) /
                                                     static_cast<double>(whole));
}

// Of guesses at least so sure, in tens.
struct AtLeast {
  int64_t sure = 0;
  int64_t right = 0;
};
AtLeast From(const TitleFigures& figures, size_t ten) {
  AtLeast sum;
  for (size_t i = ten; i < figures.sure.size(); ++i) {
    sum.sure += figures.sure[i];
    sum.right += figures.sure_and_right[i];
  }
  return sum;
}

using Rows = std::vector<std::vector<std::string>>;

Rows DigitRows(const TitleMeasure& measure) {
  Rows rows;
  for (size_t i = 0; i < 5; ++i) {
    rows.push_back({absl::StrCat(i + 1), Share(measure.rows.right[i], measure.rows.titles),
                    Share(measure.distinct.right[i], measure.distinct.titles)});
  }
  return rows;
}

Rows ConfidenceRows(const TitleMeasure& measure) {
  Rows rows;
  for (size_t ten = 0; ten < 10; ++ten) {
    const AtLeast all = From(measure.rows, ten);
    const AtLeast distinct = From(measure.distinct, ten);
    rows.push_back({absl::StrCat(ten * 10), Share(all.sure, measure.rows.titles),
                    Share(all.right, all.sure), Share(distinct.sure, measure.distinct.titles),
                    Share(distinct.right, distinct.sure)});
  }
  return rows;
}

void PrintRows(const std::vector<std::string>& titles, const Rows& rows,
               const TitlesOptions& options, Console& console) {
  if (options.output.format == Format::kCsv) {
    console.out << CsvLine(titles);
    for (const auto& row : rows) console.out << CsvLine(row);
    return;
  }
  std::vector<TableColumn> columns;
  columns.reserve(titles.size());
  for (const std::string& title : titles) columns.push_back({title, Align::kRight});
  Table table(columns, console.width);
  for (const auto& row : rows) table.Add(row);
  table.Print(console.out);
}

absl::Status RunTitles(const TitlesOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, NamesOf(options));
  PASSUNG_ASSIGN_OR_RETURN(const std::string content, answer::ReadFile(options.file));
  PASSUNG_ASSIGN_OR_RETURN(const TitleMeasure measure, MeasureTitleGuesses(content, *knowledge));
  const text::Texts& texts = options.output.texts();
  console.out << texts.Get("cli.titles_measured",
                           {{{"rows", texts.Number(measure.rows.titles)},
                             {"distinct", texts.Number(measure.distinct.titles)}}})
              << "\n";
  PrintRows({texts.Get("cli.titles_digits"), texts.Get("cli.titles_right"),
             texts.Get("cli.titles_right_distinct")},
            DigitRows(measure), options, console);
  console.out << "\n";
  PrintRows({texts.Get("cli.titles_confidence"), texts.Get("cli.titles_guessed"),
             texts.Get("cli.titles_of_these"), texts.Get("cli.titles_guessed_distinct"),
             texts.Get("cli.titles_of_these")},
            ConfidenceRows(measure), options, console);
  return absl::OkStatus();
}

}  // namespace

void AddMeasureTitlesCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "measure-titles", "How well occupations are guessed from titles alone, where they are known");
  command->footer(
      "Takes the vacancies of a file whose source names an occupation, hides it, guesses from the "
      "title and compares.\nThe second table says what `import --guess-from` would take and how "
      "much of that is right to three digits.\n\n"
      "Example:\n"
      "  passung measure-titles jobs.csv --dkz dkz.csv");
  auto options = std::make_shared<TitlesOptions>();
  command->add_option("file", options->file, "Vacancies, as for import")
      ->required()
      ->type_name("FILE");
  command->add_option("--db", options->db, "Database with the names of occupations")
      ->type_name("FILE");
  command->add_option("--dkz", options->dkz, "Official table of DKZ names instead")
      ->type_name("FILE");
  AddOutputOptions(*command, options->output, {{"table", Format::kTable}, {"csv", Format::kCsv}},
                   "table or csv (default: table)");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunTitles(*options, console); };
  });
}

}  // namespace passung::cli
