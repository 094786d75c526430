// The rival of the search: the same question answered as one would write it down first. An array of
// structures, walked from the first vacancy to the last; for each of its occupations and places every
// enforced rule and every criterion is a function with branches; a heap keeps the best. No table of
// points, no dictionary, no pruning. It is not naive: what follows from the vacancy alone is worked
// out when rows are loaded, the mentee's days are resolved once, the first failing rule ends a row,
// and reasons, evidence and intervals are left out.
#ifndef PASSUNG_BENCHMARKS_BASELINE_ROW_AT_A_TIME_H_
#define PASSUNG_BENCHMARKS_BASELINE_ROW_AT_A_TIME_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "benchmarks/baseline/hit.h"
#include "benchmarks/baseline/offer.h"
#include "passung/knowledge.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/profile.h"

namespace passung::baseline {

struct RivalAnswer {
  std::vector<RivalHit> hits;  // by score falling, then by id
  // Over all vacancies, as in Summary.
  int64_t open = 0;
  int64_t later = 0;
  int64_t unclear = 0;
  int64_t closed = 0;
};

class RowAtATime {
 public:
  // Keeps views into `vacancies`, which must outlive it.
  RowAtATime(std::shared_ptr<const Knowledge> knowledge, const std::vector<Vacancy>& vacancies,
             Date as_of);

  // Of `options` it reads `limit` and `frozen`; open, later and unclear hits are listed.
  // REQUIRES: the mentee is valid, `options.as_of` is the day of the constructor.
  RivalAnswer Rank(const Mentee& mentee, const MatchOptions& options,
                   const AppliedProfile& profile) const;

  int64_t rows() const { return rows_; }

 private:
  std::shared_ptr<const Knowledge> knowledge_;
  Date as_of_;
  std::vector<int> stay_months_;
  std::vector<Offer> offers_;
  int64_t rows_ = 0;
};

}  // namespace passung::baseline

#endif  // PASSUNG_BENCHMARKS_BASELINE_ROW_AT_A_TIME_H_
