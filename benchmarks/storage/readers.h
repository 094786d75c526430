// What durable writes cost those who read meanwhile.
#ifndef PASSUNG_BENCHMARKS_STORAGE_READERS_H_
#define PASSUNG_BENCHMARKS_STORAGE_READERS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "benchmarks/support/floors.h"

namespace passung::bench {

struct ReaderFigures {
  Figure loss;    // percent of what one reader gets through alone
  Figure unseen;  // writes that their writer did not see with the next question
};

// One reader ranks vacancies of a market in a SQLite database, alone and while writers store 1 000 changes a second, each
// of them durable before it is answered, in turn.
absl::StatusOr<ReaderFigures> MeasureReaders(const std::string& folder, int64_t vacancies,
                                             double seconds);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_STORAGE_READERS_H_
