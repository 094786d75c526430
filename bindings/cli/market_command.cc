// `passung market`: a made-up labour market in a database.
#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "bindings/cli/arrivals_file.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/figures.h"
#include "bindings/cli/options.h"
#include "bindings/cli/outcome_import.h"
#include "bindings/cli/planted_outcomes.h"
#include "bindings/cli/progress.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/knowledge.h"
#include "passung/market.h"
#include "passung/market_arrivals.h"
#include "passung/repository.h"
#include "passung/snapshot.h"

namespace passung::cli {
namespace {

// Large enough that the commit's flush does not count, small enough for a moving bar.
constexpr int64_t kBatch = 2000;
// Up to here the snapshot that counts tuples of codes and makes the digest is built in memory, with
// less than 2 GB. The database and all other figures have no such limit.
constexpr int64_t kMostIndexedMentees = 100'000;
constexpr int64_t kMostIndexedVacancies = 1'000'000;

struct MarketCommandOptions {
  MarketOptions market;
  std::string today;
  std::string db;
  bool force = false;
  int64_t outcomes = 0;         // people who have some
  std::string outcomes_follow;  // the profile that they follow; empty: none
  std::string arrivals;         // file; empty: none
  int32_t arrival_days = 120;
  OutputOptions output;
};

// Removes what is there, batch by batch; without --force a filled database is refused.
absl::Status MakeEmpty(const MarketCommandOptions& options, Repository& repository) {
  while (true) {
    PASSUNG_ASSIGN_OR_RETURN(const auto mentees, repository.ListMentees("", kBatch));
    PASSUNG_ASSIGN_OR_RETURN(const auto vacancies, repository.ListVacancies("", kBatch));
    if (mentees.items.empty() && vacancies.items.empty()) return absl::OkStatus();
    if (!options.force) {
      return absl::FailedPreconditionError(absl::StrCat(
          "--db: \"", ShownDatabase(options.db),
          "\" holds mentees or vacancies already; name another file, or give --force to replace "
          "them all"));
    }
    WriteBatch batch;
    for (const Mentee& mentee : mentees.items) batch.delete_mentees.push_back(mentee.id);
    for (const Vacancy& vacancy : vacancies.items) batch.delete_vacancies.push_back(vacancy.id);
    PASSUNG_RETURN_IF_ERROR(repository.Write(batch).status());
  }
}

// Made, counted and stored batch by batch: only one batch is in memory.
absl::Status Store(const MarketMaker& maker, Repository& repository, MarketCounter& counter,
                   Console& console) {
  Progress progress(console, maker.mentees() + maker.vacancies());
  const UnixTime now{absl::ToUnixSeconds(absl::Now())};
  for (int64_t begin = 0; begin < maker.mentees(); begin += kBatch) {
    WriteBatch batch;
    batch.written = now;
    const int64_t end = std::min(maker.mentees(), begin + kBatch);
    for (int64_t i = begin; i < end; ++i) {
      counter.Add(batch.upsert_mentees.emplace_back(maker.MenteeAt(i)));
      batch.upsert_records.push_back(maker.RecordAt(i));
    }
    PASSUNG_RETURN_IF_ERROR(repository.Write(batch).status());
    progress.Advance(end - begin);
  }
  for (int64_t begin = 0; begin < maker.vacancies(); begin += kBatch) {
    WriteBatch batch;
    batch.written = now;
    const int64_t end = std::min(maker.vacancies(), begin + kBatch);
    for (int64_t i = begin; i < end; ++i) {
      counter.Add(batch.upsert_vacancies.emplace_back(maker.VacancyAt(i)));
    }
    PASSUNG_RETURN_IF_ERROR(repository.Write(batch).status());
    progress.Advance(end - begin);
  }
  return absl::OkStatus();
}

absl::Status CheckOutcomes(const MarketCommandOptions& options) {
  const int64_t most = std::min(options.market.mentees, kMostIndexedMentees);
  if (options.outcomes >= 0 && options.outcomes <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--outcomes: ", options.outcomes, " is not between 0 and ", most,
                   ", the number of mentees or the most that can be judged"));
}

absl::StatusOr<std::vector<Outcome>> MakeOutcomes(const MarketMaker& maker,
                                                  const MarketCommandOptions& options) {
  if (!options.outcomes_follow.empty()) {
    return MakePlantedOutcomes(options.market, options.outcomes, options.outcomes_follow);
  }
  std::vector<Outcome> outcomes;
  for (int64_t i = 0; i < options.outcomes; ++i) {
    for (Outcome& outcome : maker.OutcomesAt(i)) outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

// Recorded as anybody's are, so that what stood in the way is judged. How many.
absl::StatusOr<int64_t> StoreMadeOutcomes(const MarketMaker& maker,
                                          const MarketCommandOptions& options) {
  if (options.outcomes == 0) return 0;
  OutcomeImport made;
  PASSUNG_ASSIGN_OR_RETURN(made.outcomes, MakeOutcomes(maker, options));
  for (const Outcome& outcome : made.outcomes) {
    made.report.records.push_back({.line = 0, .id = outcome.mentee.value, .problems = {}});
    ++made.report.accepted;
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto source,
                           OpenDatabase(options.db, {.today = options.market.today}));
  PASSUNG_ASSIGN_OR_RETURN(const OutcomesStored stored,
                           StoreOutcomes(std::move(made), false, *source));
  return stored.report.accepted;
}

// nullptr for a market too large for it.
absl::StatusOr<std::shared_ptr<const Snapshot>> BuildIndex(const MarketCommandOptions& options,
                                                           const Repository& repository) {
  if (options.market.mentees > kMostIndexedMentees ||
      options.market.vacancies > kMostIndexedVacancies) {
    return nullptr;
  }
  PASSUNG_ASSIGN_OR_RETURN(Market market, MakeMarket(options.market));
  PASSUNG_ASSIGN_OR_RETURN(const ClassificationRows rows, repository.ReadClassification());
  PASSUNG_ASSIGN_OR_RETURN(auto knowledge, Knowledge::Create({}, rows));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, repository.revision());
  return BuildSnapshot({.knowledge = std::move(knowledge),
                        .mentees = std::move(market.mentees),
                        .vacancies = std::move(market.vacancies),
                        .revision = revision});
}

void AddFigures(const MarketStats& stats, const Snapshot* snapshot, Figures& figures) {
  figures.Count("mentees", stats.mentees);
  figures.Count("vacancies", stats.vacancies);
  figures.Count("rows", stats.rows);
  figures.Ratio("rows_per_vacancy", stats.rows, stats.vacancies);
  if (snapshot != nullptr) {
    const int64_t code_tuples = snapshot->stats().code_tuples;
    figures.Count("code_tuples", code_tuples);
    figures.Ratio("code_tuples_per_vacancy", code_tuples, stats.vacancies);
  }
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
}

absl::Status PrintFigures(const MarketCommandOptions& options, const MarketStats& stats,
                          int64_t outcomes, const Repository& repository, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto snapshot, BuildIndex(options, repository));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, repository.revision());
  Figures figures(options.output);
  figures.Text("region", Name(options.market.region));
  figures.Text("seed", absl::StrCat(options.market.seed));
  figures.Text("today", options.market.today.ToString());
  AddFigures(stats, snapshot.get(), figures);
  if (options.outcomes > 0) figures.Count("outcomes", outcomes);
  figures.Count("revision", revision);
  if (snapshot != nullptr) figures.Text("digest", snapshot->digest());
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

absl::Status RunMarket(MarketCommandOptions options, Console& console) {
  options.market.today = console.today;
  if (!options.today.empty()) {
    const auto today = Date::Parse(options.today);
    if (!today.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("--today: ", today.status().message()));
    }
    options.market.today = *today;
  }
  // Checked before the file is touched: faulty options must leave no empty database behind.
  PASSUNG_ASSIGN_OR_RETURN(const MarketMaker maker, MarketMaker::Create(options.market));
  PASSUNG_RETURN_IF_ERROR(CheckOutcomes(options));
  if (!options.outcomes_follow.empty()) {
    PASSUNG_RETURN_IF_ERROR(ShippedProfile(options.outcomes_follow).status());
  }
  PASSUNG_ASSIGN_OR_RETURN(const ArrivalMaker arrivals,
                           ArrivalMaker::Create({.seed = options.market.seed,
                                                 .first = options.market.today,
                                                 .days = options.arrival_days}));
  PASSUNG_ASSIGN_OR_RETURN(const auto repository, OpenRepository(DatabaseUrl(options.db)));
  PASSUNG_RETURN_IF_ERROR(MakeEmpty(options, *repository));
  MarketCounter counter;
  PASSUNG_RETURN_IF_ERROR(Store(maker, *repository, counter, console));
  if (!options.arrivals.empty()) {
    PASSUNG_RETURN_IF_ERROR(WriteArrivals(options.arrivals, maker, arrivals));
  }
  PASSUNG_ASSIGN_OR_RETURN(const int64_t outcomes, StoreMadeOutcomes(maker, options));
  return PrintFigures(options, counter.stats(), outcomes, *repository, console);
}

}  // namespace

void AddMarketCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("market", "Makes a made-up labour market, marked as test data");
  command->footer(
      "The same options give the same market on every machine. Beyond 100 000 mentees or 1 000 "
      "000\n"
      "vacancies the figures leave out the tuples of codes and the digest, which need all of it "
      "in\n"
      "memory.\n\n"
      "Examples:\n"
      "  passung market --mentees 1000 --vacancies 40000 --seed 1 --db market.db\n"
      "  passung market --region germany --vacancies 1000000 --db germany.db\n"
      "  passung market --outcomes 1000 --db market.db\n"
      "  passung market --mentees 400 --vacancies 2000 --arrivals arrivals.csv --db market.db");
  auto options = std::make_shared<MarketCommandOptions>();
  command->add_option("--mentees", options->market.mentees, "At most 3 000 000 (default: 1 000)")
      ->type_name("N");
  command
      ->add_option("--vacancies", options->market.vacancies, "At most 10 000 000 (default: 40 000)")
      ->type_name("M");
  const std::map<std::string, MarketRegion> regions = {{"saxony", MarketRegion::kSaxony},
                                                       {"germany", MarketRegion::kGermany}};
  command
      ->add_option("--region", options->market.region,
                   "saxony: 13 districts, germany: all 400 (default: saxony)")
      ->transform(CLI::CheckedTransformer(regions).description(""))
      ->type_name("REGION");
  command->add_option("--seed", options->market.seed, "Any number (default: 1)")->type_name("S");
  command
      ->add_option("--today", options->today,
                   "Day around which the vacancies are published and start (default: today)")
      ->type_name("YYYY-MM-DD");
  command
      ->add_option(
          "--outcomes", options->outcomes,
          "The first so many people have outcomes of suggestions, for the reports programme "
          "and\nworked (default: 0)")
      ->type_name("N");
  command
      ->add_option(
          "--outcomes-follow", options->outcomes_follow,
          "Outcomes of eight suggestions each that turn out by a profile that comes with the\n"
          "program, for `passung tune` to find; without it chance alone decides")
      ->type_name("PROFILE");
  command
      ->add_option("--arrivals", options->arrivals,
                   "Also write when each of them comes and goes, for `passung assign --online`")
      ->type_name("FILE");
  command
      ->add_option("--arrival-days", options->arrival_days,
                   "Days on which somebody comes, from --today on, at most 3000 (default: 120)")
      ->type_name("N");
  AddDatabaseOption(*command, options->db);
  command->add_flag("--force", options->force,
                    "Replace the mentees and vacancies that the database holds");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunMarket(*options, console); };
  });
}

}  // namespace passung::cli
