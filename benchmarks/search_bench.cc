// How long it takes to rank all vacancies of a market for one mentee, with explanation and interval
// of the 20 best, against a rival that goes through the rows one at a time. Both answers are
// compared for every mentee before anything is timed; a difference ends the program with 1.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/baseline/row_at_a_time.h"
#include "benchmarks/support/difference.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "passung/market.h"

namespace passung::bench {
namespace {

struct Settings {
  std::vector<int64_t> vacancies;
  int64_t mentees = 0;      // compared, and timed with the engine
  int64_t rival_timed = 0;  // of these also timed with the rival
  int64_t rounds = 0;
  std::string profile;
};

absl::StatusOr<Settings> ReadSettings(const Arguments& arguments) {
  const bool quick = arguments.Has("quick");
  Settings settings;
  PASSUNG_ASSIGN_OR_RETURN(
      settings.vacancies,
      arguments.Numbers("vacancies", quick ? std::vector<int64_t>{20'000}
                                           : std::vector<int64_t>{100'000, 1'000'000}));
  PASSUNG_ASSIGN_OR_RETURN(settings.mentees, arguments.Number("mentees", quick ? 50 : 200));
  PASSUNG_ASSIGN_OR_RETURN(settings.rival_timed, arguments.Number("rival", quick ? 20 : 50));
  settings.rival_timed = std::min(settings.rival_timed, settings.mentees);
  PASSUNG_ASSIGN_OR_RETURN(settings.rounds, arguments.Number("rounds", 3));
  settings.profile = arguments.Text("profile", "default");
  return settings;
}

// Empty where both agree on hits, order, classes, combinations and counts.
std::string Difference(const RankResult& engine, const baseline::RivalAnswer& rival) {
  std::string difference = DifferenceOfHits(engine.matches, rival.hits);
  if (!difference.empty()) return difference;
  const Summary& s = engine.summary;
  if (s.open == rival.open && s.later == rival.later && s.unclear == rival.unclear &&
      s.closed == rival.closed) {
    return "";
  }
  return absl::StrFormat("open, later, unclear, closed: engine %d %d %d %d, rival %d %d %d %d",
                         s.open, s.later, s.unclear, s.closed, rival.open, rival.later,
                         rival.unclear, rival.closed);
}

struct World {
  Market market;
  Engine engine;
  std::unique_ptr<baseline::RowAtATime> rival;
  MatchOptions options;
  AppliedProfile applied;
};

absl::Status Prepare(int64_t vacancies, const Settings& settings, World& world) {
  PASSUNG_ASSIGN_OR_RETURN(const Date today, Date::FromCivil(2026, 2, 15));
  PASSUNG_ASSIGN_OR_RETURN(
      world.market,
      MakeMarket({.mentees = settings.mentees, .vacancies = vacancies, .seed = 1, .today = today}));
  world.options.as_of = today;
  PASSUNG_ASSIGN_OR_RETURN(world.options.profile, ShippedProfile(settings.profile));
  PASSUNG_ASSIGN_OR_RETURN(world.applied, Apply(world.options.profile, {}));
  const std::shared_ptr<const Knowledge> knowledge = Knowledge::BuiltIn();
  SnapshotInput input;
  input.knowledge = knowledge;
  input.vacancies = world.market.vacancies;
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, BuildSnapshot(std::move(input)));
  world.engine.Publish(std::move(snapshot));
  world.rival = std::make_unique<baseline::RowAtATime>(knowledge, world.market.vacancies, today);
  const SnapshotStats stats = world.engine.Current()->stats();
  absl::PrintF("\n%d vacancies, %d rows (%.2f each), %d code tuples (%.2f each)\n", stats.vacancies,
               stats.rows, static_cast<double>(stats.rows) / static_cast<double>(stats.vacancies),
               stats.code_tuples,
               static_cast<double>(stats.code_tuples) / static_cast<double>(stats.vacancies));
  return absl::OkStatus();
}

absl::Status Compare(const World& world) {
  for (const Mentee& mentee : world.market.mentees) {
    PASSUNG_ASSIGN_OR_RETURN(const RankResult answer,
                             world.engine.RankVacancies(mentee, world.options));
    const baseline::RivalAnswer rival = world.rival->Rank(mentee, world.options, world.applied);
    const std::string difference = Difference(answer, rival);
    if (!difference.empty()) {
      return absl::InternalError(absl::StrCat("mentee ", mentee.id.value, ": ", difference));
    }
  }
  absl::PrintF("answers equal for %d mentees: hits, order, scores, classes, counts\n",
               world.market.mentees.size());
  return absl::OkStatus();
}

struct Times {
  std::vector<double> engine;  // every mentee, every round
  std::vector<double> rival;
  std::vector<double> ratio;  // of one mentee, one after the other
};

Times Measure(const World& world, const Settings& settings) {
  Times times;
  for (int64_t round = 0; round < settings.rounds; ++round) {
    int64_t done = 0;
    for (const Mentee& mentee : world.market.mentees) {
      const double engine =
          Microseconds([&] { (void)world.engine.RankVacancies(mentee, world.options); });
      times.engine.push_back(engine);
      if (round > 0 || done++ >= settings.rival_timed) continue;
      const double rival =
          Microseconds([&] { (void)world.rival->Rank(mentee, world.options, world.applied); });
      times.rival.push_back(rival);
      times.ratio.push_back(rival / engine);
    }
  }
  return times;
}

void Print(const char* name, const std::vector<double>& times) {
  absl::PrintF("%-22s median %10s   p99 %10s   (%d questions)\n", name, Duration(Median(times)),
               Duration(Percentile(times, 99)), times.size());
}

absl::StatusOr<int> Run(const Arguments& arguments) {
  PASSUNG_ASSIGN_OR_RETURN(const Settings settings, ReadSettings(arguments));
  absl::PrintF("command: %s\nmachine: %s\nprofile %s, 20 hits, 1 thread\n", arguments.command(),
               Machine(), settings.profile);
  for (const int64_t vacancies : settings.vacancies) {
    World world;
    PASSUNG_RETURN_IF_ERROR(Prepare(vacancies, settings, world));
    PASSUNG_RETURN_IF_ERROR(Compare(world));
    const Times times = Measure(world, settings);
    Print("engine", times.engine);
    Print("row at a time", times.rival);
    absl::PrintF("ratio                  median %9.1fx   least %8.1fx\n", Median(times.ratio),
                 *std::min_element(times.ratio.begin(), times.ratio.end()));
  }
  return 0;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv,
                                    {"vacancies", "mentees", "rival", "rounds", "profile"},
                                    {"quick"}, passung::bench::Run);
}
