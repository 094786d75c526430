#include "engine/index/market_rows.h"

#include <algorithm>
#include <numeric>
#include <utility>

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

MarketRows::MarketRows(const Columns& the_columns, const AllBins& bins, OrderOfSlot the_order_of)
    : columns(the_columns), order_of(std::move(the_order_of)) {
  const Dictionary<SkillsKey>& skills = columns.dictionaries.skills;
  sketches.reserve(skills.size());
  for (uint32_t code = 0; code < skills.size(); ++code) sketches.emplace_back(skills[code]);
  for (size_t column = 0; column < kColumnIdCount; ++column) {
    bin_of[column] = bins[column].bins->ToVector();
  }
  bin_of[Index(ColumnId::kJob)].resize(columns.dictionaries.job.size());
}

RowsByJob::RowsByJob(const Columns& columns, const JobOrder& order)
    : begin_(order.size() + 1), rows_(columns.row_count()) {
  std::vector<uint32_t> position_of(order.size());  // by code
  for (uint32_t code = 0; code < order.size(); ++code) position_of[code] = order.position_of(code);
  const auto for_each_row = [&](auto&& visit) {
    columns.ForEachRun(0, columns.row_count(), [&](const Columns::Run& run) {
      run.ForEachCode(ColumnId::kJob, [&](uint32_t, uint32_t code) { visit(position_of[code]); });
    });
  };
  for_each_row([&](uint32_t position) { ++begin_[position + 1]; });
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::vector<uint32_t> next = begin_;
  uint32_t row = 0;
  uint32_t next_slot = 0;
  uint32_t first_of_next = 0;
  for_each_row([&](uint32_t position) {
    while (row == first_of_next) first_of_next = columns.first_row[++next_slot];
    rows_[next[position]++] = {.slot = next_slot - 1, .row = row++};
  });
}

}  // namespace passung
