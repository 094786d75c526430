#include "engine/index/market_rows.h"

#include <algorithm>
#include <numeric>

namespace passung {
namespace {

// Columns by which the rows of one job are ordered, the most significant first.
constexpr ColumnId kOrder[] = {ColumnId::kTrack, ColumnId::kPlace, ColumnId::kLanguage,
                               ColumnId::kSkills, ColumnId::kHours};

// Digits of a key, three of which are all of it.
constexpr int kDigitBits = 10;
constexpr uint32_t kDigits = 1U << kDigitBits;
constexpr int kDigitCount = 3;
// Fewer rows are sorted sooner by comparing them.
constexpr size_t kFewestByDigits = 512;
static_assert(uint64_t{1} << (kDigitBits * kDigitCount) ==
              uint64_t{kBinCount} * kBinCount * kBinCount * kBinCount * kBinCount);

uint32_t DigitOf(SortedRow row, int place) {
  return static_cast<uint32_t>(row >> (kRowNumberBits + place * kDigitBits)) % kDigits;
}

// Calls `visit(i, position)` for the job of each row of a run.
template <class F>
void ForEachJob(const Columns::Run& run, const std::vector<uint32_t>& position_of, F&& visit) {
  run.ForEachCode(ColumnId::kJob, [&](uint32_t i, uint32_t code) { visit(i, position_of[code]); });
}

// The keys of the rows of a run.
void MakeKeys(const MarketRows& market, const Columns::Run& run, std::vector<uint32_t>& keys) {
  keys.assign(run.size(), 0);
  for (const ColumnId column : kOrder) {
    const std::vector<uint8_t>& bin_of = market.bin_of[Index(column)];
    run.ForEachCode(
        column, [&](uint32_t i, uint32_t code) { keys[i] = keys[i] * kBinCount + bin_of[code]; });
  }
}

}  // namespace

uint32_t KeyOf(const RowBins& bins) {
  uint32_t key = 0;
  for (const ColumnId column : kOrder) key = key * kBinCount + bins[Index(column)];
  return key;
}

void SortByKey(std::span<SortedRow> rows, std::vector<SortedRow>& spare) {
  if (rows.size() < kFewestByDigits) return std::sort(rows.begin(), rows.end());
  std::array<std::array<uint32_t, kDigits>, kDigitCount> begin{};  // of each digit
  for (const SortedRow row : rows) {
    for (int place = 0; place < kDigitCount; ++place)
      ++begin[static_cast<size_t>(place)][DigitOf(row, place)];
  }
  spare.resize(std::max(spare.size(), rows.size()));
  std::span<SortedRow> from = rows;
  std::span<SortedRow> to = std::span(spare).first(rows.size());
  for (int place = 0; place < kDigitCount; ++place) {
    std::array<uint32_t, kDigits>& next = begin[static_cast<size_t>(place)];
    if (next[DigitOf(from.front(), place)] == rows.size()) continue;  // all the same
    std::exclusive_scan(next.begin(), next.end(), next.begin(), 0U);
    for (const SortedRow row : from) to[next[DigitOf(row, place)]++] = row;
    std::swap(from, to);
  }
  if (from.data() != rows.data()) std::copy(from.begin(), from.end(), rows.begin());
}

MarketRows::MarketRows(const Columns& the_columns, const AllBins& bins,
                       const std::vector<uint64_t>& the_orders)
    : columns(the_columns), orders(the_orders), slot_of(columns.row_count()) {
  const Dictionary<SkillsKey>& skills = columns.dictionaries.skills;
  sketches.reserve(skills.size());
  for (uint32_t code = 0; code < skills.size(); ++code) sketches.emplace_back(skills[code]);
  for (size_t column = 0; column < kColumnIdCount; ++column) {
    if (column != Index(ColumnId::kJob)) bin_of[column] = bins[column].bins->ToVector();
  }
  for (uint32_t slot = 0; slot + 1 < columns.first_row.size(); ++slot) {
    std::fill(slot_of.begin() + columns.first_row[slot],
              slot_of.begin() + columns.first_row[slot + 1], slot);
  }
}

RowsByJob::RowsByJob(const MarketRows& market, const JobOrder& order)
    : begin_(order.size() + 1), rows_(market.columns.row_count()) {
  std::vector<uint32_t> position_of(order.size());  // by code
  for (uint32_t code = 0; code < order.size(); ++code) position_of[code] = order.position_of(code);
  market.columns.ForEachShortRun([&](const Columns::Run& run) {
    ForEachJob(run, position_of, [&](uint32_t, uint32_t position) { ++begin_[position + 1]; });
  });
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::vector<uint32_t> next = begin_;
  std::vector<uint32_t> keys;
  uint32_t first = 0;
  market.columns.ForEachShortRun([&](const Columns::Run& run) {
    MakeKeys(market, run, keys);
    ForEachJob(run, position_of, [&](uint32_t i, uint32_t position) {
      rows_[next[position]++] = SortedRow{keys[i]} << kRowNumberBits | (first + i);
    });
    first += run.size();
  });
}

}  // namespace passung
