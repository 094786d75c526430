// The second rival of the search: a full scan of columns, written as well as plain code allows. Rows
// lie in the order of ids as one array of codes per column; a question becomes one table per column,
// whose entries hold the weighted points of a code and the verdicts of all rules on it in one word;
// the scan adds words, column after column in blocks that fit the nearest cache, and keeps the best.
// No index, no bounds, no early end, no intrinsics: what is left to gain when every row is read.
#ifndef PASSUNG_BENCHMARKS_BASELINE_COLUMN_SCAN_H_
#define PASSUNG_BENCHMARKS_BASELINE_COLUMN_SCAN_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "benchmarks/baseline/hit.h"
#include "engine/index/columns.h"
#include "engine/search/plan.h"
#include "passung/knowledge.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/profile.h"

namespace passung::baseline {

class ColumnScan {
 public:
  // Copies what it needs of `vacancies`, which may come in any order.
  ColumnScan(std::shared_ptr<const Knowledge> knowledge, std::span<const Vacancy> vacancies);

  // The question as the engine's own tables over the codes of this scan's columns. Of `options` it
  // reads `as_of` and `frozen`. REQUIRES: the mentee is valid.
  QueryPlan Plan(const Mentee& mentee, const MatchOptions& options,
                 const AppliedProfile& profile) const;

  // The best `limit` vacancies that are not closed, best first. Reads every row.
  std::vector<RivalHit> Scan(const QueryPlan& plan, size_t limit) const;

  // Plan and scan in one.
  std::vector<RivalHit> Rank(const Mentee& mentee, const MatchOptions& options,
                             const AppliedProfile& profile) const {
    return Scan(Plan(mentee, options, profile), static_cast<size_t>(options.limit));
  }

  const Columns& columns() const { return columns_; }
  // By place in the order of ids.
  const std::vector<std::string>& ids() const { return ids_; }

 private:
  // A vacancy found, by its place in the order of ids.
  struct Found {
    int32_t score = 0;
    uint32_t vacancy = 0;
    uint32_t row = 0;
    HitClass hit_class = HitClass::kOpen;
  };
  static bool IsBetterFound(const Found& a, const Found& b) {
    return a.score != b.score ? a.score > b.score : a.vacancy < b.vacancy;
  }
  // Adds the best row of `vacancy` that no rule drops to the heap of the best `limit`, if it is
  // good enough; `words` are those of its rows.
  void Offer(uint32_t vacancy, const uint64_t* words, size_t limit, std::vector<Found>& heap) const;

  std::shared_ptr<const Knowledge> knowledge_;
  std::vector<std::string> ids_;
  std::vector<uint32_t> places_;  // of each vacancy, at least 1
  Columns columns_;
  // The same without gaps, as a scan likes it best.
  std::array<std::vector<uint32_t>, kColumnIdCount> codes_;
  std::vector<uint32_t> first_row_;
};

}  // namespace passung::baseline

#endif  // PASSUNG_BENCHMARKS_BASELINE_COLUMN_SCAN_H_
