// What a bench found, for people and for programs.
#ifndef PASSUNG_BINDINGS_CLI_BENCH_REPORT_H_
#define PASSUNG_BINDINGS_CLI_BENCH_REPORT_H_

#include "bindings/cli/bench.h"
#include "bindings/cli/console.h"
#include "proto/text/text.h"

namespace passung::cli {

void PrintBench(const BenchReport& report, const text::Texts& texts, const Console& console);

// One object: times in nanoseconds, scores and their differences in the units of Match, each spread
// as {"median", "p90", "p99", "max"}; ratios are as asked over without, null where that is none.
std::string BenchToJson(const BenchReport& report);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_BENCH_REPORT_H_
