#ifndef PASSUNG_ENGINE_INDEX_BINS_H_
#define PASSUNG_ENGINE_INDEX_BINS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/index/columns.h"

namespace passung {

inline constexpr int kBinCount = 64;
inline constexpr uint8_t kLastBin = kBinCount - 1;
// Bins with more members than this are not worth asking all of them.
inline constexpr size_t kMostBinMembers = 64;

// A coarse view of one column: each of its codes is in one of 64 bins, so that one 64-bit word says
// which bins occur in a set of rows.
//
// Contract, on which every bound rests and which tests/engine/index/bins_test.cc checks: for every
// person, profile and day, a code of a bin scores no more than the best of the bin's
// representatives, and where an enforced rule fails all of these it fails the code.
//
// Where codes are few, each is its own bin and represents itself. Else similar codes share a bin
// and are represented either by all of them or by an invented key that is at least as favourable as
// each (the lowest level asked for, the latest start …), which is a code of the dictionary that no
// row has. Of an `unbounded` bin nothing is known: it may score everything and passes every rule.
struct Bins {
  // By code; for representatives that no row has, too. Only ever appended to, and shared by all
  // later views of the column.
  std::shared_ptr<base::StableVector<uint8_t>> bins =
      std::make_shared<base::StableVector<uint8_t>>();
  std::array<std::vector<uint32_t>, kBinCount> representatives;
  uint64_t unbounded = 0;
  uint64_t complete = 0;  // bins that all of their codes represent
  // Of these bins alone, as long as the process runs; AllBins gives it. None have 0.
  uint64_t number = 0;
  // All representatives in a row, those of one bin together, for whoever asks about all of them.
  std::vector<uint32_t> in_a_row;

  uint8_t BinOf(uint32_t code) const { return (*bins)[code]; }
  uint64_t MaskOf(uint32_t code) const { return uint64_t{1} << BinOf(code); }
};

// One for each column; that of kJob is empty, because rows are kept apart by job anyway. A copy
// shares what does not change.
class AllBins {
 public:
  AllBins() {
    auto owned = std::make_shared<Owned>();
    owned->fill(std::make_shared<const Bins>());
    Take(std::move(owned));
  }

  const Bins& operator[](size_t column) const { return *bins_[column]; }
  void Set(ColumnId column, Bins bins) {
    bins.in_a_row.clear();
    for (const auto& codes : bins.representatives) {
      bins.in_a_row.insert(bins.in_a_row.end(), codes.begin(), codes.end());
    }
    bins.number = NextNumber();
    auto owned = std::make_shared<Owned>(*owned_);
    (*owned)[Index(column)] = std::make_shared<const Bins>(std::move(bins));
    Take(std::move(owned));
  }

 private:
  using Owned = std::array<std::shared_ptr<const Bins>, kColumnIdCount>;
  static uint64_t NextNumber();  // from 1

  void Take(std::shared_ptr<const Owned> owned) {
    for (size_t column = 0; column < bins_.size(); ++column) bins_[column] = (*owned)[column].get();
    owned_ = std::move(owned);
  }

  std::array<const Bins*, kColumnIdCount> bins_{};
  std::shared_ptr<const Owned> owned_;  // counted together: every snapshot has a copy
};

// Groups the codes of each column, the frequent ones finest. Adds representatives to the
// dictionaries. O(rows + codes log codes).
AllBins MakeBins(Columns& columns);

// Gives the codes that the dictionaries got since their bins: one with codes like them, or one of
// their own, or at last one of which nothing is known. May add representatives to the
// dictionaries. The bins of all other codes stay what they are.
void AddNewCodes(Columns& columns, AllBins& bins);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_BINS_H_
