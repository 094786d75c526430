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

// Rows `first` … `last` - 1 against all tables.
void Evaluate(const Columns& columns, const QueryPlan& plan, uint32_t first, uint32_t last,
              Buffers& buffers) {
  buffers.totals.assign(last - first, 0);
  buffers.worst.assign(last - first, 0);
  uint32_t done = 0;
  columns.ForEachRun(first, last, [&](const Columns::Run& run) {
    for (const RuleTable& table : plan.rules) {
      WorstLookup(run, table.column, table.verdicts.data(), buffers.worst.data() + done);
    }
    for (const CriterionTable& table : plan.criteria) {
      AddLookup(run, table.column, table.contributions.data(), buffers.totals.data() + done);
    }
    done += run.size();
  });
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

void SearchBlock(const VacancyRows& rows, const QueryPlan& plan, const SearchOptions& options,
                 uint32_t block, Part& part) {
  const Columns& columns = rows.columns;
  const uint32_t begin = block * kBlock;
  const uint32_t end = std::min(rows.slots, begin + kBlock);
  const uint32_t first_row = columns.first_row[begin];
  const uint32_t last_row = columns.first_row[end];
  Buffers buffers;
  Evaluate(columns, plan, first_row, last_row, buffers);
  const RowFilter* filter = options.filter;
  if (filter != nullptr) KeepOut(*filter, first_row, last_row, buffers);
  uint32_t next = first_row;
  for (uint32_t slot = begin; slot < end; ++slot) {
    const uint32_t row = next;
    next = columns.first_row[slot + 1];
    if (next == row || !rows.IsLive(slot)) continue;  // self-employment has no row
    if (filter != nullptr && !filter->PassesVacancy(slot)) continue;
    const uint32_t offset = row - first_row;
    Hit hit = Choose(buffers.totals.data() + offset, buffers.worst.data() + offset, next - row);
    if (buffers.worst[offset + hit.row] == kFilteredOut) continue;  // all of them
    hit.index = slot;
    hit.row += row;
    hit.order = rows.vacancies.OrderOf(slot);
    Count(columns, plan, hit, part.summary);
    if (options.facets && hit.hit_class != HitClass::kClosed) part.facets.Count(columns, hit.row);
    if (options.classes[Index(hit.hit_class)]) part.best.Offer(hit);
  }
}

}  // namespace

SearchResult Search(const VacancyRows& rows, const QueryPlan& plan, const SearchOptions& options) {
  const Dictionaries& dictionaries = rows.columns.dictionaries;
  const uint32_t blocks = (rows.slots + kBlock - 1) / kBlock;
  // One part a thread, each with every nth block, so that merging costs little.
  const auto parts = static_cast<uint32_t>(std::max(1, options.threads));
  std::vector<Part> done(parts,
                         Part{.best = TopK(options.limit), .facets = FacetCounts(dictionaries)});
  ParallelFor(parts, options.threads, [&](size_t part) {
    for (auto block = static_cast<uint32_t>(part); block < blocks; block += parts) {
      SearchBlock(rows, plan, options, block, done[part]);
    }
  });
  Part& whole = done.front();
  for (size_t part = 1; part < done.size(); ++part) {
    whole.best.Merge(done[part].best);
    AddTo(done[part].summary, whole.summary);
    whole.facets.Add(done[part].facets);
  }
  if (options.facets) whole.summary.facets = whole.facets.ToFacets(dictionaries);
  return {.hits = whole.best.Sorted(), .summary = std::move(whole.summary)};
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
        const uint32_t code = columns.CodeAt(table.column, hit.row);
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
