// Many mentees asked one question: what an answer costs, and what each criterion and rule adds.
#ifndef PASSUNG_BINDINGS_CLI_BENCH_H_
#define PASSUNG_BINDINGS_CLI_BENCH_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/search_profile.h"
#include "passung/snapshot.h"

namespace passung::cli {

// Of some numbers: the least that half of them (90 %, 99 %, all) do not exceed. All 0 for none.
struct Spread {
  int64_t median = 0;
  int64_t p90 = 0;
  int64_t p99 = 0;
  int64_t max = 0;
};
Spread SpreadOf(std::vector<int64_t> values);

// The same mentees without one criterion (weight 0, the rest rescaled) or without one rule (off);
// with neither, the question as it is once more, which shows how exact the times are.
struct Cost {
  std::optional<CriterionKey> criterion;
  std::optional<RuleKey> rule;
  int32_t weight = 0;                             // of the criterion, as applied
  RuleSwitch rule_switch = RuleSwitch::kEnforce;  // of the rule, as asked
  int64_t median_ns = 0;                          // of a question without it
  int64_t rows = 0;                               // opened without it, by all questions together
};

struct BenchReport {
  VersionsUsed versions;
  std::string cpu_path;   // passung/cpu_path.h
  int64_t mentees = 0;    // asked
  int64_t vacancies = 0;  // in the market
  int64_t combinations = 0;
  int32_t limit = 0;
  int64_t compared = 0;  // answers equal to those of reading every row

  // By question, nanoseconds.
  Spread plan_ns, search_ns, explain_ns, total_ns;
  Spread scan_ns;  // reading every row, with the counts over all vacancies; of those compared
  // By question; meanings as in SearchWork.
  Spread nodes, ruled_out, jobs, blocks, chunks, rows, scored, offered;
  int64_t rows_in_all = 0;

  int64_t hits = 0;  // in all
  int64_t opened_chunks = 0;
  int64_t chunks_in_vain = 0;
  int64_t chunks_closed = 0;  // a rule or the filter lets nothing in them pass
  // Units of a score.
  Spread slack;       // by opened chunk: its bound less the best score in it
  Spread best_short;  // by question with hits: the first bound less the score of the best hit
  Spread last_short;  // by question with a full list: the first bound less the score of the last
  std::vector<Cost> costs;  // once more, criteria, rules
};

struct BenchInput {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<const Mentee*> mentees;  // at least one
  MatchOptions options;                // `applied` and `summary` are not read
  int64_t compared = 0;                // 1 … number of mentees
  NanosecondClock clock;
  std::function<void(int64_t)> advance;  // is told how many questions were answered
};

// How much `advance` is told of in all.
int64_t QuestionsOf(const BenchInput& input);

// Compares first, then measures. Each round asks the question as it is and every variant of it, each
// of another mentee, so that a machine that becomes slower does so for all, and no answer finds the
// memory warm from the one before.
//
// InvalidArgument for a faulty option; Internal, before anything is timed, where answers are not those
// of reading every row, with their number and the first mentee.
absl::StatusOr<BenchReport> RunBench(const BenchInput& input);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_BENCH_H_
