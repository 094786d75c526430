#ifndef PASSUNG_ENGINE_SEARCH_BEST_FIRST_H_
#define PASSUNG_ENGINE_SEARCH_BEST_FIRST_H_

#include <cstdint>
#include <vector>

#include "engine/index/row_index.h"
#include "engine/search/judge.h"
#include "engine/search/search.h"

namespace passung {

// What a search looked at: for whoever tunes weights, and for the benchmarks.
struct SearchWork {
  int64_t nodes = 0;   // bounds worked out
  int64_t chunks = 0;  // opened
  int64_t rows = 0;    // in opened chunks
  int64_t scored = 0;  // rows whose score was worked out to the end
};

// The best `limit` vacancies whose class is among `classes` (never closed ones), of the rows that the
// filter lets through, on this thread, best first: exactly what looking at every row would give, ties
// by vacancy included.
//
// Jobs, blocks and chunks are opened in the order of the most that any of their rows can score,
// until that is no more than what the worst kept hit has. Nothing is decided here: bounds, points
// and verdicts all come from the criteria and rules.
std::vector<Hit> SearchBestFirst(const VacancyRows& rows, const Judge& judge, Workspace& workspace,
                                 const SearchOptions& options, SearchWork* work = nullptr);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_BEST_FIRST_H_
