#ifndef PASSUNG_ENGINE_ANALYSIS_WHAT_IF_H_
#define PASSUNG_ENGINE_ANALYSIS_WHAT_IF_H_

#include <span>
#include <vector>

#include "engine/analysis/what_if_tables.h"
#include "engine/index/vacancy_rows.h"
#include "engine/search/row_filter.h"
#include "engine/search/top_k.h"
#include "passung/change_gain.h"

namespace passung {

// What is asked of all variants alike.
struct WhatIfQuestion {
  const Query& query;
  const VacancyRows& rows;
  const RowFilter* filter = nullptr;  // null: all rows
  const MenteeId& mentee;
  const Person& base;
  // The best vacancies of `base` that are not closed, best first: at least the first `limit`, or all
  // there are.
  std::span<const Hit> best;
  size_t limit = 20;
  int32_t bar = 0;
  size_t examples = 0;
};

struct WhatIfAnswer {
  ClassCounts before;
  std::vector<ChangeGain> gains;    // by variant
  std::vector<int32_t> best_gains;  // by variant: score of the first after, less that before
};

// Compares each variant with the base over all vacancies, in one pass for 64 variants. A row is read
// once; only those variants are worked out for it that change one of its verdicts, or with which it
// could come above the bar or among the first.
WhatIfAnswer CompareVariants(const WhatIfQuestion& question, std::span<const Variant> variants);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_WHAT_IF_H_
