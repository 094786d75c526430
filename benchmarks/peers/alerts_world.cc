// Writes stored questions and new vacancies for percolate.py, which asks a search engine for stored queries whom each new
// vacancy reaches: the heart question of everybody, with what their list asks for.
//
//   questions.i32   for each mentee: the score that is needed, then for each column: count, (code, points)…; count of
//                   codes that a rule drops, or -1 - count of those that it lets pass, whichever are fewer; codes…
//   fresh.i32       for each new vacancy: count of rows, then 16 codes for each
//   alerts.json     sizes, columns, and for each new vacancy whom it reaches by the engine, with scores, and its time
//
// A vacancy reaches somebody if one of its rows is dropped by no column and its points come to what is needed.

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/baseline/column_scan.h"
#include "benchmarks/floors/alerts.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/plain_tables.h"
#include "benchmarks/support/program.h"
#include "benchmarks/support/questions.h"
#include "benchmarks/support/world.h"
#include "engine/base/status_macros.h"
#include "passung/snapshot_writer.h"
#include "passung/watch.h"

namespace passung::bench {
namespace {

using nlohmann::json;

using Tables = std::array<std::vector<int64_t>, kColumnIdCount>;

void AddColumn(const std::vector<int64_t>& column, std::vector<int32_t>& out) {
  std::vector<int32_t> scored;
  std::vector<int32_t> dropped;
  std::vector<int32_t> passing;
  for (size_t code = 0; code < column.size(); ++code) {
    const auto number = static_cast<int32_t>(code);
    (column[code] < 0 ? dropped : passing).push_back(number);
    if (column[code] <= 0) continue;
    scored.push_back(number);
    scored.push_back(static_cast<int32_t>(column[code]));
  }
  out.push_back(static_cast<int32_t>(scored.size() / 2));
  out.insert(out.end(), scored.begin(), scored.end());
  const bool by_dropped = dropped.size() <= passing.size();
  const std::vector<int32_t>& codes = by_dropped ? dropped : passing;
  const auto count = static_cast<int32_t>(codes.size());
  out.push_back(by_dropped ? count : -1 - count);
  out.insert(out.end(), codes.begin(), codes.end());
}

// What somebody's list asks of a vacancy; 0 where there is room.
absl::StatusOr<int32_t> NeededBy(const MatchWatch& watch, const MenteeId& mentee, int32_t limit) {
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<ListedMatch> list, watch.ListOf(mentee));
  return std::ssize(list) < limit ? 0 : list.back().score;
}

// By place in the order of ids, as rows of the scan have it.
std::vector<int32_t> RowsOf(const baseline::ColumnScan& scan, const std::vector<Vacancy>& fresh) {
  std::array<std::vector<uint32_t>, kColumnIdCount> codes;
  for (size_t i = 0; i < codes.size(); ++i) {
    codes[i] = scan.columns().CodesOf(static_cast<ColumnId>(i));
  }
  std::vector<int32_t> out;
  for (const Vacancy& vacancy : fresh) {
    const auto at = static_cast<uint32_t>(
        std::lower_bound(scan.ids().begin(), scan.ids().end(), vacancy.id.value) -
        scan.ids().begin());
    const uint32_t first = scan.columns().first_row[at];
    const uint32_t last = scan.columns().first_row[at + 1];
    out.push_back(static_cast<int32_t>(last - first));
    for (uint32_t row = first; row < last; ++row) {
      for (const auto& column : codes) out.push_back(static_cast<int32_t>(column[row]));
    }
  }
  return out;
}

// One by one, each gone again before the next one comes.
absl::StatusOr<json> Reached(SnapshotWriter& writer, MatchWatch& watch,
                             const std::vector<Vacancy>& fresh,
                             const std::map<std::string, size_t>& place_of) {
  json all = json::array();
  int64_t revision = 0;
  for (const Vacancy& vacancy : fresh) {
    PASSUNG_ASSIGN_OR_RETURN(auto with, writer.Apply({.upsert_vacancies = {vacancy}}, ++revision));
    WatchDelta delta;
    const double time = CpuMicroseconds([&] {
      delta = watch.Advance({with, BenchDay(), nullptr});
    });
    json reached = json::array();
    for (const ListDelta& list : delta.lists) {
      for (const ListChange& change : list.changes) {
        if (!change.after || change.after->vacancy != vacancy.id) continue;
        reached.push_back({place_of.at(list.mentee.value), change.after->score});
      }
    }
    all.push_back({{"engine_microseconds", time}, {"reached", std::move(reached)}});
    PASSUNG_ASSIGN_OR_RETURN(auto without,
                             writer.Apply({.delete_vacancies = {vacancy.id}}, ++revision));
    watch.Advance({without, BenchDay(), nullptr});
  }
  return all;
}

absl::StatusOr<int> Run(const Arguments& arguments) {
  const bool quick = arguments.Has("quick");
  const std::string folder = arguments.Text("folder", ".");
  PASSUNG_ASSIGN_OR_RETURN(const int64_t mentees,
                           arguments.Number("mentees", quick ? 1'000 : 20'000));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t vacancies,
                           arguments.Number("vacancies", quick ? 4'000 : 40'000));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t count, arguments.Number("fresh", quick ? 20 : 50));
  PASSUNG_ASSIGN_OR_RETURN(
      Market market,
      MakeMarket({.mentees = mentees, .vacancies = vacancies, .seed = 1, .today = BenchDay()}));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<Vacancy> fresh, FreshVacancies(count));
  PASSUNG_ASSIGN_OR_RETURN(
      const Questions questions,
      Questions::Make(QuestionKind::kHeart, std::span(market.mentees).first(1)));
  const Asked& asked = questions.asked().front();
  std::vector<Vacancy> everything = market.vacancies;
  everything.insert(everything.end(), fresh.begin(), fresh.end());
  const baseline::ColumnScan scan(Knowledge::BuiltIn(), everything);
  PASSUNG_ASSIGN_OR_RETURN(const auto writer,
                           SnapshotWriter::Create({.knowledge = Knowledge::BuiltIn(),
                                                   .mentees = market.mentees,
                                                   .vacancies = std::move(market.vacancies)}));
  WatchOptions options{.match = *asked.options};
  PASSUNG_ASSIGN_OR_RETURN(
      const auto watch,
      MatchWatch::Start({writer->current(), BenchDay(), nullptr}, options, std::nullopt));
  std::vector<int32_t> written;
  std::map<std::string, size_t> place_of;
  for (const Mentee& mentee : market.mentees) {
    place_of.emplace(mentee.id.value, place_of.size());
    PASSUNG_ASSIGN_OR_RETURN(const int32_t needed,
                             NeededBy(*watch, mentee.id, options.match.limit));
    written.push_back(needed);
    const QueryPlan plan = scan.Plan(mentee, *asked.options, *asked.applied);
    const Tables tables = PlainTables(scan.columns(), plan);
    for (const std::vector<int64_t>& column : tables) AddColumn(column, written);
  }
  PASSUNG_RETURN_IF_ERROR(WriteNumbers(absl::StrCat(folder, "/questions.i32"), written));
  PASSUNG_RETURN_IF_ERROR(WriteNumbers(absl::StrCat(folder, "/fresh.i32"), RowsOf(scan, fresh)));
  PASSUNG_ASSIGN_OR_RETURN(json reached, Reached(*writer, *watch, fresh, place_of));
  const json document = {{"command", arguments.command()},
                         {"machine", Machine()},
                         {"load", Load()},
                         {"mentees", mentees},
                         {"vacancies", vacancies},
                         {"columns", kColumnNames},
                         {"fresh", std::move(reached)}};
  std::ofstream file(absl::StrCat(folder, "/alerts.json"));
  file << document.dump() << "\n";
  if (!file.flush()) return absl::UnavailableError("alerts.json could not be written");
  absl::PrintF("%d mentees, %d vacancies, %d new ones written\n", mentees, vacancies, count);
  return 0;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"folder", "mentees", "vacancies", "fresh"},
                                    {"quick"}, passung::bench::Run);
}
