#ifndef PASSUNG_ENGINE_SEARCH_SEARCH_H_
#define PASSUNG_ENGINE_SEARCH_SEARCH_H_

#include <array>
#include <vector>

#include "engine/index/vacancy_rows.h"
#include "engine/search/plan.h"
#include "engine/search/row_filter.h"
#include "engine/search/top_k.h"
#include "passung/match.h"

namespace passung {

struct SearchOptions {
  size_t limit = 20;
  std::array<bool, 4> classes{};  // which to list, by HitClass
  int threads = 1;
  const RowFilter* filter = nullptr;  // rows to look at; null: all
  bool facets = false;                // whether the summary has them
};

struct SearchResult {
  std::vector<Hit> hits;  // best first
  Summary summary;
};

// Reads every row once: O(rows × tables).
SearchResult Search(const VacancyRows& rows, const QueryPlan& plan, const SearchOptions& options);

// The combination of one vacancy that counts, its rows being `first` … `last` - 1 (at least one):
// the highest that no enforced rule drops, else the highest of all; the first of equal ones.
Hit BestRow(const Columns& columns, const QueryPlan& plan, uint32_t first, uint32_t last);

// Counts a hit, and for a closed one the rules that drop its row.
void Count(const Columns& columns, const QueryPlan& plan, const Hit& hit, Summary& summary);
void AddTo(const Summary& part, Summary& sum);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_SEARCH_H_
