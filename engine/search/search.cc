#include "engine/search/search.h"

#include <algorithm>

#include "engine/base/parallel.h"
#include "engine/search/facets.h"
#include "engine/search/kernels.h"

namespace passung {
namespace {

// Vacancies a part of the work: their rows fit the nearest caches together with the tables.
constexpr uint32_t kBlock = 1024;

constexpr auto kFail = static_cast<uint8_t>(Verdict::kFail);
// Worse than every verdict: a row that a filter keeps out.
constexpr uint8_t kFilteredOut = kFail + 1;

// Rows that do not fail are all alike when one is chosen.
int Rank(uint8_t worst) { return std::max(0, worst - kFail + 1); }

// Chooses the row of one vacancy among totals and worst verdicts that begin at its first row.
Hit Choose(const int32_t* totals, const uint8_t* worst, uint32_t count) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < count; ++i) {
    const int rank = Rank(worst[i]);
    const int best_rank = Rank(worst[best]);
    if (rank != best_rank ? rank < best_rank : totals[i] > totals[best]) best = i;
  }
  return {.score = totals[best], .row = best, .hit_class = static_cast<HitClass>(worst[best])};
}

struct Buffers {
  std::vector<int32_t> totals;
  std::vector<uint8_t> worst;
};

void Evaluate(const Columns& columns, const QueryPlan& plan, uint32_t first, uint32_t last,
              Buffers& buffers) {
  const size_t count = last - first;
  buffers.totals.assign(count, 0);
  buffers.worst.assign(count, 0);
  for (const RuleTable& table : plan.rules) {
    WorstLookup(columns.codes[Index(table.column)].data() + first, count, table.verdicts.data(),
                buffers.worst.data());
  }
  for (const CriterionTable& table : plan.criteria) {
    AddLookup(columns.codes[Index(table.column)].data() + first, count, table.contributions.data(),
              buffers.totals.data());
  }
}

void KeepOut(const RowFilter& filter, uint32_t first, uint32_t last, Buffers& buffers) {
  for (uint32_t row = first; row < last; ++row) {
    if (!filter.PassesRow(row)) buffers.worst[row - first] = kFilteredOut;
  }
}

struct Part {
  TopK best;
  Summary summary;
  FacetCounts facets;
};

void SearchBlock(const Columns& columns, const QueryPlan& plan, const SearchOptions& options,
                 uint32_t block, Part& part) {
  const auto vacancies = static_cast<uint32_t>(columns.first_row.size() - 1);
  const uint32_t begin = block * kBlock;
  const uint32_t end = std::min(vacancies, begin + kBlock);
  const uint32_t first_row = columns.first_row[begin];
  Buffers buffers;
  Evaluate(columns, plan, first_row, columns.first_row[end], buffers);
  const RowFilter* filter = options.filter;
  if (filter != nullptr) KeepOut(*filter, first_row, columns.first_row[end], buffers);
  for (uint32_t vacancy = begin; vacancy < end; ++vacancy) {
    const uint32_t row = columns.first_row[vacancy];
    const uint32_t count = columns.first_row[vacancy + 1] - row;
    if (count == 0) continue;  // self-employment is never ranked
    if (filter != nullptr && !filter->PassesVacancy(vacancy)) continue;
    const uint32_t offset = row - first_row;
    Hit hit = Choose(buffers.totals.data() + offset, buffers.worst.data() + offset, count);
    if (buffers.worst[offset + hit.row] == kFilteredOut) continue;  // all of them
    hit.index = vacancy;
    hit.row += row;
    Count(columns, plan, hit, part.summary);
    if (options.facets && hit.hit_class != HitClass::kClosed) part.facets.Count(columns, hit.row);
    if (options.classes[Index(hit.hit_class)]) part.best.Offer(hit);
  }
}

}  // namespace

SearchResult Search(const Columns& columns, const QueryPlan& plan, const SearchOptions& options) {
  const auto vacancies = static_cast<uint32_t>(columns.first_row.size() - 1);
  const uint32_t blocks = (vacancies + kBlock - 1) / kBlock;
  // One part a thread, each with every nth block, so that merging costs little.
  const auto parts = static_cast<uint32_t>(std::max(1, options.threads));
  std::vector<Part> done(
      parts, Part{.best = TopK(options.limit), .facets = FacetCounts(columns.dictionaries)});
  ParallelFor(parts, options.threads, [&](size_t part) {
    for (auto block = static_cast<uint32_t>(part); block < blocks; block += parts) {
      SearchBlock(columns, plan, options, block, done[part]);
    }
  });
  SearchResult result;
  TopK best(options.limit);
  FacetCounts facets(columns.dictionaries);
  for (const Part& part : done) {
    best.Merge(part.best);
    AddTo(part.summary, result.summary);
    facets.Add(part.facets);
  }
  if (options.facets) result.summary.facets = facets.ToFacets(columns.dictionaries);
  result.hits = best.Sorted();
  return result;
}

Hit BestRow(const Columns& columns, const QueryPlan& plan, uint32_t first, uint32_t last) {
  Buffers buffers;
  Evaluate(columns, plan, first, last, buffers);
  Hit hit = Choose(buffers.totals.data(), buffers.worst.data(), last - first);
  hit.row += first;
  return hit;
}

void Count(const Columns& columns, const QueryPlan& plan, const Hit& hit, Summary& summary) {
  switch (hit.hit_class) {
    case HitClass::kOpen:
      ++summary.open;
      break;
    case HitClass::kLater:
      ++summary.later;
      break;
    case HitClass::kUnclear:
      ++summary.unclear;
      break;
    case HitClass::kClosed: {
      ++summary.closed;
      for (const RuleTable& table : plan.rules) {
        const uint32_t code = columns.codes[Index(table.column)][hit.row];
        if (table.verdicts[code] != static_cast<uint8_t>(Verdict::kFail)) continue;
        ++summary.dropped_by_rule[Index(table.rule->key())];
      }
      return;
    }
  }
  ++summary.listed;
}

void AddTo(const Summary& part, Summary& sum) {
  sum.listed += part.listed;
  sum.open += part.open;
  sum.later += part.later;
  sum.unclear += part.unclear;
  sum.closed += part.closed;
  for (size_t i = 0; i < sum.dropped_by_rule.size(); ++i) {
    sum.dropped_by_rule[i] += part.dropped_by_rule[i];
  }
}

}  // namespace passung
