// `passung market`: a made-up Saxon labour market in a database.
#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/figures.h"
#include "bindings/cli/options.h"
#include "bindings/cli/progress.h"
#include "engine/base/status_macros.h"
#include "passung/knowledge.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "passung/snapshot.h"

namespace passung::cli {
namespace {

// Large enough that the commit's flush does not count, small enough for a moving bar.
constexpr size_t kBatch = 2000;

struct Options {
  MarketOptions market;
  std::string today;
  std::string db;
  bool force = false;
  OutputOptions output;
};

// Removes what is there, batch by batch; without --force a filled database is refused.
absl::Status MakeEmpty(const Options& options, Repository& repository) {
  while (true) {
    PASSUNG_ASSIGN_OR_RETURN(const auto mentees, repository.ListMentees("", kBatch));
    PASSUNG_ASSIGN_OR_RETURN(const auto vacancies, repository.ListVacancies("", kBatch));
    if (mentees.items.empty() && vacancies.items.empty()) return absl::OkStatus();
    if (!options.force) {
      return absl::FailedPreconditionError(absl::StrCat(
          "--db: \"", options.db,
          "\" holds mentees or vacancies already; name another file, or give --force to replace "
          "them all"));
    }
    WriteBatch batch;
    for (const Mentee& mentee : mentees.items) batch.delete_mentees.push_back(mentee.id);
    for (const Vacancy& vacancy : vacancies.items) batch.delete_vacancies.push_back(vacancy.id);
    PASSUNG_RETURN_IF_ERROR(repository.Write(batch).status());
  }
}

// Rows from `begin` on, one batch of them.
template <class Row>
std::vector<Row> Slice(const std::vector<Row>& rows, size_t begin) {
  const size_t end = std::min(rows.size(), begin + kBatch);
  return {rows.begin() + static_cast<std::ptrdiff_t>(begin),
          rows.begin() + static_cast<std::ptrdiff_t>(end)};
}

absl::Status Store(const Market& market, Repository& repository, Console& console) {
  Progress progress(console, static_cast<int64_t>(market.mentees.size() + market.vacancies.size()));
  for (size_t i = 0; i < market.mentees.size(); i += kBatch) {
    WriteBatch batch{.upsert_mentees = Slice(market.mentees, i)};
    PASSUNG_RETURN_IF_ERROR(repository.Write(batch).status());
    progress.Advance(static_cast<int64_t>(batch.upsert_mentees.size()));
  }
  for (size_t i = 0; i < market.vacancies.size(); i += kBatch) {
    WriteBatch batch{.upsert_vacancies = Slice(market.vacancies, i)};
    PASSUNG_RETURN_IF_ERROR(repository.Write(batch).status());
    progress.Advance(static_cast<int64_t>(batch.upsert_vacancies.size()));
  }
  return absl::OkStatus();
}

void AddFigures(const MarketStats& stats, const Snapshot& snapshot, Figures& figures) {
  const SnapshotStats index = snapshot.stats();
  figures.Count("mentees", stats.mentees);
  figures.Count("vacancies", stats.vacancies);
  figures.Count("rows", index.rows);
  figures.Ratio("rows_per_vacancy", index.rows, stats.vacancies);
  figures.Count("code_tuples", index.code_tuples);
  figures.Ratio("code_tuples_per_vacancy", index.code_tuples, stats.vacancies);
  figures.Share("unknown_german", stats.unknown_german, stats.vacancies);
  figures.Share("unknown_hours", stats.unknown_hours, stats.vacancies);
  figures.Share("unknown_start", stats.unknown_start, stats.vacancies);
  figures.Share("unknown_support", stats.unknown_support, stats.vacancies);
  figures.Share("unknown_shifts", stats.unknown_shifts, stats.vacancies);
  for (size_t i = 0; i < stats.mentees_by_occupations.size(); ++i) {
    figures.Share(absl::StrCat("mentees_with_", i, "_occupations"), stats.mentees_by_occupations[i],
                  stats.mentees);
  }
  figures.Count("employers", stats.employers);
  figures.Share("biggest_employer", stats.biggest_employer, stats.vacancies);
  figures.Share("ten_biggest_employers", stats.ten_biggest_employers, stats.vacancies);
  figures.Share("repeated_offers", stats.repeated_offers, stats.vacancies);
  figures.Count("revision", snapshot.revision());
  figures.Text("digest", snapshot.digest());
}

absl::Status PrintFigures(const Options& options, Market market, const Repository& repository,
                          Console& console) {
  const MarketStats stats = ComputeStats(market);
  PASSUNG_ASSIGN_OR_RETURN(const ClassificationRows rows, repository.ReadClassification());
  PASSUNG_ASSIGN_OR_RETURN(auto knowledge, Knowledge::Create({}, rows));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, repository.revision());
  PASSUNG_ASSIGN_OR_RETURN(const auto snapshot,
                           BuildSnapshot({.knowledge = std::move(knowledge),
                                          .mentees = std::move(market.mentees),
                                          .vacancies = std::move(market.vacancies),
                                          .revision = revision}));
  Figures figures(options.output);
  figures.Text("seed", absl::StrCat(options.market.seed));
  figures.Text("today", options.market.today.ToString());
  AddFigures(stats, *snapshot, figures);
  if (options.output.format == Format::kTable) {
    const text::Texts& texts = options.output.texts();
    console.out << texts.Get("phrase.market", {{{"mentees", texts.Number(stats.mentees)},
                                                {"vacancies", texts.Number(stats.vacancies)},
                                                {"seed", absl::StrCat(options.market.seed)}}})
                << " " << texts.Get("note.test_data") << ".\n";
  }
  figures.Print(console);
  return absl::OkStatus();
}

absl::Status RunMarket(Options options, Console& console) {
  options.market.today = console.today;
  if (!options.today.empty()) {
    const auto today = Date::Parse(options.today);
    if (!today.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("--today: ", today.status().message()));
    }
    options.market.today = *today;
  }
  // Made before the file is touched: faulty options must leave no empty database behind.
  PASSUNG_ASSIGN_OR_RETURN(Market market, MakeMarket(options.market));
  PASSUNG_ASSIGN_OR_RETURN(const auto repository,
                           OpenRepository(absl::StrCat("sqlite:", options.db)));
  PASSUNG_RETURN_IF_ERROR(MakeEmpty(options, *repository));
  PASSUNG_RETURN_IF_ERROR(Store(market, *repository, console));
  return PrintFigures(options, std::move(market), *repository, console);
}

}  // namespace

void AddMarketCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("market", "Makes a made-up Saxon labour market, marked as test data");
  command->footer(
      "The same options give the same market on every machine.\n\n"
      "Example:\n"
      "  passung market --mentees 1000 --vacancies 40000 --seed 1 --db market.db");
  auto options = std::make_shared<Options>();
  command->add_option("--mentees", options->market.mentees, "At most 3 000 000 (default: 1 000)")
      ->type_name("N");
  command
      ->add_option("--vacancies", options->market.vacancies, "At most 10 000 000 (default: 40 000)")
      ->type_name("M");
  command->add_option("--seed", options->market.seed, "Any number (default: 1)")->type_name("S");
  command
      ->add_option("--today", options->today,
                   "Day around which the vacancies are published and start (default: today)")
      ->type_name("YYYY-MM-DD");
  AddDatabaseOption(*command, options->db);
  command->add_flag("--force", options->force,
                    "Replace the mentees and vacancies that the database holds");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunMarket(*options, console); };
  });
}

}  // namespace passung::cli
