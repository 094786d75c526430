#include "benchmarks/baseline/column_scan.h"

#include <algorithm>
#include <utility>

#include "engine/index/query.h"
#include "engine/search/person.h"

namespace passung::baseline {
namespace {

// Vacancies a block: their rows' words and codes fit the nearest caches.
constexpr uint32_t kBlock = 1024;

// A word: the sum of weighted points in the low half (at most 100 000 000), above it how many rules
// pass only later, cannot be judged, and fail, eight bits each.
constexpr int kLaterShift = 32;
constexpr int kUnclearShift = 40;
constexpr int kFailShift = 48;

constexpr uint64_t WordOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return 0;
    case Verdict::kPassAfter:
      return uint64_t{1} << kLaterShift;
    case Verdict::kUnknown:
      return uint64_t{1} << kUnclearShift;
    case Verdict::kFail:
      return uint64_t{1} << kFailShift;
  }
  return 0;
}

bool Fails(uint64_t word) { return word >> kFailShift != 0; }
int32_t ScoreOf(uint64_t word) { return static_cast<int32_t>(word & 0xffffffff); }
HitClass ClassOf(uint64_t word) {
  if (Fails(word)) return HitClass::kClosed;
  if (word >> kUnclearShift != 0) return HitClass::kUnclear;
  return word >> kLaterShift != 0 ? HitClass::kLater : HitClass::kOpen;
}

// One table per column that says anything; empty for the others.
using Words = std::array<std::vector<uint64_t>, kColumnIdCount>;

Words WordsOf(const QueryPlan& plan) {
  Words words;
  for (const RuleTable& table : plan.rules) {
    std::vector<uint64_t>& column = words[Index(table.column)];
    column.resize(table.verdicts.size());
    for (size_t code = 0; code < column.size(); ++code) {
      column[code] += WordOf(static_cast<Verdict>(table.verdicts[code]));
    }
  }
  for (const CriterionTable& table : plan.criteria) {
    std::vector<uint64_t>& column = words[Index(table.column)];
    column.resize(table.contributions.size());
    for (size_t code = 0; code < column.size(); ++code) {
      column[code] += static_cast<uint64_t>(table.contributions[code]);
    }
  }
  // A table that says the same of every code of its column need not be read: mostly nothing.
  for (std::vector<uint64_t>& column : words) {
    if (std::all_of(column.begin(), column.end(), [](uint64_t word) { return word == 0; })) {
      column.clear();
    }
  }
  return words;
}

// A column that is read: its codes from the first row on, and its table.
struct Read {
  const uint32_t* codes;
  const uint64_t* words;
};

void AddOne(const Read& a, size_t first, size_t count, uint64_t* sums) {
  const uint32_t* codes = a.codes + first;
  for (size_t i = 0; i < count; ++i) sums[i] += a.words[codes[i]];
}

// Four at once: a sum is read and written once for them instead of four times.
void AddFour(const Read* reads, size_t first, size_t count, uint64_t* sums) {
  const auto [a, aw] = reads[0];
  const auto [b, bw] = reads[1];
  const auto [c, cw] = reads[2];
  const auto [d, dw] = reads[3];
  for (size_t i = 0, row = first; i < count; ++i, ++row) {
    sums[i] += (aw[a[row]] + bw[b[row]]) + (cw[c[row]] + dw[d[row]]);
  }
}

void AddAll(const std::vector<Read>& reads, size_t first, size_t count, uint64_t* sums) {
  size_t done = 0;
  for (; done + 4 <= reads.size(); done += 4) AddFour(&reads[done], first, count, sums);
  for (; done < reads.size(); ++done) AddOne(reads[done], first, count, sums);
}

}  // namespace

ColumnScan::ColumnScan(std::shared_ptr<const Knowledge> knowledge,
                       std::span<const Vacancy> vacancies)
    : knowledge_(std::move(knowledge)) {
  std::vector<const Vacancy*> order;
  order.reserve(vacancies.size());
  for (const Vacancy& vacancy : vacancies) order.push_back(&vacancy);
  std::sort(order.begin(), order.end(),
            [](const Vacancy* a, const Vacancy* b) { return a->id < b->id; });
  columns_.first_row.Append(0U);
  ids_.reserve(order.size());
  places_.reserve(order.size());
  for (const Vacancy* vacancy : order) {
    ids_.push_back(vacancy->id.value);
    places_.push_back(static_cast<uint32_t>(std::max<size_t>(1, vacancy->places.size())));
    AppendRows(*vacancy, KnowledgeImpl::From(*knowledge_), columns_);
  }
  for (size_t column = 0; column < codes_.size(); ++column) {
    codes_[column] = columns_.CodesOf(static_cast<ColumnId>(column));
  }
  first_row_ = columns_.first_row.ToVector();
}

QueryPlan ColumnScan::Plan(const Mentee& mentee, const MatchOptions& options,
                           const AppliedProfile& profile) const {
  const Query query{KnowledgeImpl::From(*knowledge_), profile, options.as_of, columns_.dictionaries,
                    options.frozen};
  return Compile(query, Person(query, mentee));
}

void ColumnScan::Offer(uint32_t vacancy, const uint64_t* words, size_t limit,
                       std::vector<Found>& heap) const {
  const uint32_t first = first_row_[vacancy];
  const uint32_t count = first_row_[vacancy + 1] - first;
  // A row scores at least what is asked for, or it is not looked at again.
  int32_t best_score = heap.size() < limit ? -1 : heap.front().score;
  uint32_t best = count;
  for (uint32_t i = 0; i < count; ++i) {
    // The score first: that it is too low is what a processor can foresee.
    if (ScoreOf(words[i]) <= best_score || Fails(words[i])) continue;
    best_score = ScoreOf(words[i]);
    best = i;
  }
  // Vacancies come in the order of ids, so that an equal score never displaces an earlier one.
  if (best == count) return;
  if (heap.size() == limit) {
    std::pop_heap(heap.begin(), heap.end(), IsBetterFound);
    heap.pop_back();
  }
  heap.push_back({best_score, vacancy, first + best, ClassOf(words[best])});
  std::push_heap(heap.begin(), heap.end(), IsBetterFound);
}

std::vector<RivalHit> ColumnScan::Scan(const QueryPlan& plan, size_t limit) const {
  const Words tables = WordsOf(plan);
  std::vector<Read> reads;
  for (size_t column = 0; column < tables.size(); ++column) {
    if (tables[column].empty()) continue;
    reads.push_back({codes_[column].data(), tables[column].data()});
  }
  const auto vacancies = static_cast<uint32_t>(ids_.size());
  std::vector<uint64_t> sums;
  std::vector<Found> heap;
  for (uint32_t begin = 0; begin < vacancies; begin += kBlock) {
    const uint32_t end = std::min(vacancies, begin + kBlock);
    const uint32_t first = first_row_[begin];
    const size_t count = first_row_[end] - first;
    sums.assign(count, 0);
    AddAll(reads, first, count, sums.data());
    for (uint32_t vacancy = begin; vacancy < end; ++vacancy) {
      Offer(vacancy, sums.data() + (first_row_[vacancy] - first), limit, heap);
    }
  }
  std::sort_heap(heap.begin(), heap.end(), IsBetterFound);
  std::vector<RivalHit> hits;
  hits.reserve(heap.size());
  for (const Found& found : heap) {
    const uint32_t nth_row = found.row - first_row_[found.vacancy];
    hits.push_back({.vacancy = ids_[found.vacancy],
                    .score = found.score,
                    .hit_class = found.hit_class,
                    .occupation_index = static_cast<int32_t>(nth_row / places_[found.vacancy]),
                    .place_index = static_cast<int32_t>(nth_row % places_[found.vacancy])});
  }
  return hits;
}

}  // namespace passung::baseline
