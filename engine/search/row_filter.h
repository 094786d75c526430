#ifndef PASSUNG_ENGINE_SEARCH_ROW_FILTER_H_
#define PASSUNG_ENGINE_SEARCH_ROW_FILTER_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "engine/index/row_index.h"
#include "passung/match.h"

namespace passung {

// The rows that a MatchFilter lets through: one mark per code of the columns that know a
// combination's occupation, district and kind, and the employers of its vacancies. Made once per
// question; any number of threads may ask it.
class RowFilter {
 public:
  // REQUIRES: a valid filter. `columns` must outlive it. O(codes of the columns).
  RowFilter(const MatchFilter& filter, const Columns& columns, const RowIndex& index);

  bool PassesJob(uint32_t code) const { return jobs_.empty() || jobs_[code] != 0; }
  bool PassesVacancy(uint32_t vacancy) const {
    return !by_employer_ || employers_.contains(columns_.employer[vacancy]);
  }
  bool PassesRow(uint32_t row) const {
    return PassesJob(CodeAt(ColumnId::kJob, row)) &&
           (places_.empty() || places_[CodeAt(ColumnId::kPlace, row)] != 0) &&
           (tracks_.empty() || tracks_[CodeAt(ColumnId::kTrack, row)] != 0);
  }
  bool Passes(uint32_t vacancy, uint32_t row) const {
    return PassesRow(row) && PassesVacancy(vacancy);
  }
  // Whether some row of a set of one job that passes may pass.
  bool MayPass(const Presence& presence) const {
    return (presence.bins[Index(ColumnId::kPlace)] & place_bins_) != 0 &&
           (presence.bins[Index(ColumnId::kTrack)] & track_bins_) != 0;
  }

 private:
  using Marks = std::vector<uint8_t>;  // by code; empty: all pass

  uint32_t CodeAt(ColumnId column, uint32_t row) const { return columns_.CodeAt(column, row); }

  const Columns& columns_;
  Marks jobs_;
  Marks places_;
  Marks tracks_;
  uint64_t place_bins_ = ~uint64_t{0};  // in which some code passes
  uint64_t track_bins_ = ~uint64_t{0};
  bool by_employer_ = false;
  absl::flat_hash_set<uint32_t> employers_;  // codes
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_ROW_FILTER_H_
