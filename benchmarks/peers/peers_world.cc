// Writes one market and some questions as plain arrays, for the peers that run.py asks the same
// things: nothing of what the engine thinks is hidden from them, least of all its tables.
//
//   world.json      sizes, columns, and of each mentee the engine's answer and its time
//   first_row.u32   [vacancy + 1] the rows of a vacancy, by its place in the order of ids
//   vacancy.u32     [row] the vacancy of a row
//   COLUMN.u32      [row] the code of a row in that column
//   mentee_N.i64    for each column in turn [code]: weighted points, or -1 where a rule drops it
//
// A row counts if no column drops it; its score is the sum over the columns; a vacancy has the
// score of its best row; asked for are the 20 best, of equal ones the first by id.

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/plain_tables.h"
#include "benchmarks/support/program.h"
#include "benchmarks/support/question.h"
#include "benchmarks/support/questions.h"
#include "benchmarks/support/world.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

using nlohmann::json;

absl::Status WriteRows(const std::string& folder, const Columns& columns) {
  PASSUNG_RETURN_IF_ERROR(
      WriteNumbers(absl::StrCat(folder, "/first_row.u32"), columns.first_row.ToVector()));
  std::vector<uint32_t> vacancy(columns.row_count());
  for (uint32_t i = 0; i + 1 < columns.first_row.size(); ++i) {
    std::fill(vacancy.begin() + columns.first_row[i], vacancy.begin() + columns.first_row[i + 1],
              i);
  }
  PASSUNG_RETURN_IF_ERROR(WriteNumbers(absl::StrCat(folder, "/vacancy.u32"), vacancy));
  for (size_t i = 0; i < kColumnNames.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(WriteNumbers(absl::StrCat(folder, "/", kColumnNames[i], ".u32"),
                                         columns.CodesOf(static_cast<ColumnId>(i))));
  }
  return absl::OkStatus();
}

// One value a code for all columns, one column behind the other.
std::vector<int64_t> ValuesOf(const Columns& columns, const QueryPlan& plan) {
  std::vector<int64_t> all;
  for (const auto& column : PlainTables(columns, plan)) {
    all.insert(all.end(), column.begin(), column.end());
  }
  return all;
}

// The engine's answer: places in the order of ids, and scores.
absl::StatusOr<json> AnswerOf(const World& world, const Asked& asked) {
  PASSUNG_ASSIGN_OR_RETURN(const RankResult result,
                           world.engine.RankVacancies(*asked.mentee, *asked.options));
  const std::vector<std::string>& ids = world.scan->ids();
  json answer = json::array();
  for (const Match& match : result.matches) {
    const auto at = std::lower_bound(ids.begin(), ids.end(), match.vacancy.value);
    answer.push_back({at - ids.begin(), match.score});
  }
  return answer;
}

// Median over rounds, each of which asks everybody, so that no answer is warm.
std::vector<double> TimeEngine(const World& world, const std::vector<Asked>& asked, size_t count,
                               double seconds) {
  const auto snapshot = world.engine.Current();
  std::vector<std::vector<double>> times(count);
  double spent = 0;
  for (int round = 0; round < 5 && (round == 0 || spent < seconds * 1e6); ++round) {
    for (size_t i = 0; i < asked.size(); ++i) {
      // What nobody reads need not be asked for ever.
      if (i >= count && spent > seconds * 1e6) break;
      const double time = CpuMicroseconds([&] {
        Question question(*snapshot, *asked[i].mentee, *asked[i].options, *asked[i].applied);
        question.Search();
      });
      spent += time;
      if (i < count) times[i].push_back(time);
    }
  }
  std::vector<double> medians;
  for (const std::vector<double>& of_one : times) medians.push_back(Median(of_one));
  return medians;
}

absl::StatusOr<int> Run(const Arguments& arguments) {
  const bool quick = arguments.Has("quick");
  const std::string folder = arguments.Text("folder", ".");
  PASSUNG_ASSIGN_OR_RETURN(const int64_t vacancies,
                           arguments.Number("vacancies", quick ? 20'000 : 1'000'000));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t mentees, arguments.Number("mentees", quick ? 5 : 20));
  const int64_t between = quick ? 200 : 2000;  // asked in between, so that nothing stays warm
  PASSUNG_ASSIGN_OR_RETURN(
      const auto world, MakeWorld({.vacancies = vacancies, .mentees = std::max(mentees, between)}));
  PASSUNG_ASSIGN_OR_RETURN(const Questions questions,
                           Questions::Make(QuestionKind::kHeart, world->mentees));
  const Columns& columns = world->scan->columns();
  PASSUNG_RETURN_IF_ERROR(WriteRows(folder, columns));

  const auto count = static_cast<size_t>(mentees);
  const std::vector<double> times = TimeEngine(*world, questions.asked(), count, 60);
  json document = {
      {"command", arguments.command()}, {"machine", Machine()},        {"load", Load()},
      {"vacancies", vacancies},         {"rows", columns.row_count()}, {"columns", json::array()},
      {"mentees", json::array()}};
  for (size_t i = 0; i < kColumnNames.size(); ++i) {
    const uint32_t size = columns.dictionaries.size(static_cast<ColumnId>(i));
    document["columns"].push_back({{"name", kColumnNames[i]}, {"size", size}});
  }
  for (size_t i = 0; i < count; ++i) {
    const Asked& asked = questions.asked()[i];
    const QueryPlan plan = world->scan->Plan(*asked.mentee, *asked.options, *asked.applied);
    PASSUNG_RETURN_IF_ERROR(
        WriteNumbers(absl::StrCat(folder, "/mentee_", i, ".i64"), ValuesOf(columns, plan)));
    PASSUNG_ASSIGN_OR_RETURN(json answer, AnswerOf(*world, asked));
    document["mentees"].push_back(
        {{"engine_microseconds", times[i]}, {"answer", std::move(answer)}});
  }
  std::ofstream file(absl::StrCat(folder, "/world.json"));
  file << document.dump() << "\n";
  if (!file.flush()) return absl::UnavailableError("world.json could not be written");
  absl::PrintF("%d vacancies, %d rows, %d mentees written; engine median %s\n", vacancies,
               columns.row_count(), mentees, Duration(Median(times)));
  return 0;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"folder", "vacancies", "mentees"}, {"quick"},
                                    passung::bench::Run);
}
