#ifndef PASSUNG_ENGINE_ANALYSIS_MARKET_POINTS_H_
#define PASSUNG_ENGINE_ANALYSIS_MARKET_POINTS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "passung/profile.h"

namespace passung {

// Points of one combination, in the order of CriterionKey, also those of criteria without weight.
using PointsRow = std::array<int16_t, kCriterionCount>;
// Weights of any sum, in the order of CriterionKey.
using WeightsRow = std::array<int64_t, kCriterionCount>;

WeightsRow WeightsRowOf(const AppliedProfile& applied);
int64_t ScoreOf(const PointsRow& points, const WeightsRow& weights);

// A vacancy by its score: what orders a list.
struct ScoredVacancy {
  int64_t score = 0;
  uint64_t order = 0;   // rises with the id
  uint32_t number = 0;  // in MarketPoints::vacancies()

  // Best first; a total order, since no two vacancies have the same.
  friend bool operator<(const ScoredVacancy& a, const ScoredVacancy& b) {
    return a.score != b.score ? a.score > b.score : a.order < b.order;
  }
};

// What every vacancy of a market is worth to one person before weights are put in: for whoever asks
// what other weights would do. Which rules drop what does not depend on weights.
//
// Made for one person and one request; views into nothing. Memory: 18 bytes a combination.
class MarketPoints {
 public:
  struct Entry {
    uint32_t slot = 0;
    uint64_t order = 0;
    bool closed = false;  // an enforced rule drops every combination
    uint32_t first_row = 0;
    uint32_t last_row = 0;  // one after
  };

  // Reads every row once.
  MarketPoints(const SnapshotImpl& snapshot, const Query& query, const Person& person);

  // By slot; without self-employment, which is never ranked.
  absl::Span<const Entry> entries() const { return entries_; }
  // Of the combinations that no enforced rule drops; of a closed vacancy, of all.
  absl::Span<const PointsRow> rows(const Entry& entry) const {
    return absl::MakeConstSpan(rows_).subspan(entry.first_row, entry.last_row - entry.first_row);
  }
  // The number of the entry of a slot; absent for self-employment.
  std::optional<uint32_t> Find(uint32_t slot) const;

  // That of the best combination.
  int64_t Score(const Entry& entry, const WeightsRow& weights) const;
  // The vacancies that no enforced rule drops, best first.
  std::vector<ScoredVacancy> List(const WeightsRow& weights) const;

 private:
  void AddVacancy(const VacancyRows& rows, const struct QueryPlan& plan, uint32_t slot);

  std::vector<Entry> entries_;
  std::vector<PointsRow> rows_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_MARKET_POINTS_H_
