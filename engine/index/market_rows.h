#ifndef PASSUNG_ENGINE_INDEX_MARKET_ROWS_H_
#define PASSUNG_ENGINE_INDEX_MARKET_ROWS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/base/large_memory.h"
#include "engine/index/bins.h"
#include "engine/index/chunk.h"
#include "engine/index/columns.h"
#include "engine/index/job_order.h"
#include "engine/index/skill_sketch.h"

// The rows of a whole market on their way into the order in which a RowIndex keeps them.

namespace passung {

// Where a row belongs among those of its job: the bins of what decides most, and differs least, are
// its highest digits.
uint32_t KeyOf(const RowBins& bins);

// A row of one job: its key, then its number among those that are sorted together.
using SortedRow = uint64_t;
inline constexpr int kRowNumberBits = 32;
inline uint32_t NumberInJob(SortedRow row) { return static_cast<uint32_t>(row); }
inline uint32_t KeyOf(SortedRow row) { return static_cast<uint32_t>(row >> kRowNumberBits); }

// Sorts rows of one job that come in the order of their numbers. `spare` is memory for it.
// O(rows): a sort by digits, from the last one on.
void SortByKey(std::span<SortedRow> rows, std::vector<SortedRow>& spare);

// Of a vacancy by its slot, with which it rises.
using OrderOfSlot = std::function<uint64_t(uint32_t)>;

// What is worked out once for all rows.
struct MarketRows {
  // The referents must outlive it.
  MarketRows(const Columns& the_columns, const AllBins& bins, OrderOfSlot the_order_of);

  RowBins BinsOf(const CodeTuple& codes) const {
    RowBins bins;
    for (size_t column = 0; column < bins.size(); ++column) {
      bins[column] = bin_of[column][codes[column]];
    }
    return bins;
  }

  const Columns& columns;
  const OrderOfSlot order_of;
  std::vector<SkillSketch> sketches;                        // by code
  std::array<std::vector<uint8_t>, kColumnIdCount> bin_of;  // by code; 0 for jobs
};

// Rows by position of their job, those of one job in the order of their numbers.
class RowsByJob {
 public:
  // O(rows): a counting sort.
  RowsByJob(const Columns& columns, const JobOrder& order);

  std::span<const RowName> Of(uint32_t position) const {
    return std::span(rows_).subspan(begin_[position], begin_[position + 1] - begin_[position]);
  }

 private:
  std::vector<uint32_t> begin_;  // by position, with one more at the end
  std::vector<RowName, base::LargeAllocator<RowName>> rows_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_MARKET_ROWS_H_
