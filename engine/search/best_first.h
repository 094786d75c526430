#ifndef PASSUNG_ENGINE_SEARCH_BEST_FIRST_H_
#define PASSUNG_ENGINE_SEARCH_BEST_FIRST_H_

#include <functional>
#include <vector>

#include "engine/index/row_index.h"
#include "engine/search/judge.h"
#include "engine/search/search.h"
#include "passung/search_profile.h"

namespace passung {

// For whoever measures a search; it finds the same hits. Functions may be empty.
struct SearchWatch {
  SearchWork work;                             // of the search that ended last
  std::function<void()> prepared;              // called once all bounds of bins are there
  std::function<void()> found;                 // called once all hits are there
  std::vector<OpenedChunk>* chunks = nullptr;  // gets one entry for each opened chunk; costs scores
};

// The best `limit` vacancies whose class is among `classes` (never closed ones), of the rows that the
// filter lets through, on this thread, best first: exactly what looking at every row would give, ties
// by vacancy included.
//
// Jobs, blocks and chunks are opened in the order of the most that any of their rows can score,
// until that is no more than what the worst kept hit has. Nothing is decided here: bounds, points
// and verdicts all come from the criteria and rules.
std::vector<Hit> SearchBestFirst(const VacancyRows& rows, const Judge& judge, Workspace& workspace,
                                 const SearchOptions& options, SearchWatch* watch = nullptr);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_BEST_FIRST_H_
