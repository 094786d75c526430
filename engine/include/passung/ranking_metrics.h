#ifndef PASSUNG_RANKING_METRICS_H_
#define PASSUNG_RANKING_METRICS_H_

#include <cstdint>
#include <span>
#include <vector>

// What a ranked list is worth, as trec_eval defines it: gains are grades, the discount is log2(rank + 1),
// whatever nobody judged has grade 0. Those of lists equal ir-measures' and the area SciPy's to 1e-12
// (tests/oracles/compare.py), but that somebody of whom nothing was judged has 0 here and is left out there;
// Gini's coefficient is held against its definition. All functions are pure, thread-safe and linear in their
// input, but for sorting.
//
// `ranked`: the grades of what was shown, best place first. `judged`: the grades of everything that was
// judged for that person, in any order; grades of 0 add nothing. Grades are 0 … 100.

namespace passung {

inline constexpr int32_t kMostGrade = 100;

// Σ grade / log2(rank + 1) over the first `k`, over that of the best order; 0 where nothing has a grade
// above 0. REQUIRES: k >= 1.
double NdcgAt(std::span<const int32_t> ranked, std::span<const int32_t> judged, int32_t k);

// A binary metric counts grades of `good` and more.
struct GoodFrom {
  int32_t good = 1;  // 1 … kMostGrade
};

// Mean of the precision at each good place, over the number of good ones judged; 0 where there are none.
double AveragePrecision(std::span<const int32_t> ranked, std::span<const int32_t> judged,
                        GoodFrom from);
// 1 / place of the first good one; 0 without one.
double ReciprocalRank(std::span<const int32_t> ranked, GoodFrom from);
// Good ones among the first `k`, over all good ones judged; 0 where there are none. REQUIRES: k >= 1, as below.
double RecallAt(std::span<const int32_t> ranked, std::span<const int32_t> judged, int32_t k,
                GoodFrom from);
// Good ones among the first `k`, over `k`, also of a shorter list.
double PrecisionAt(std::span<const int32_t> ranked, int32_t k, GoodFrom from);

// One scored pair and whether it was good.
struct ScoredLabel {
  int32_t score = 0;
  bool good = false;
};
// The chance that a good pair scores above one that is not, equal scores counted half: Mann and Whitney's
// U / (n1 n2), which is the area under the receiver's curve. 0.5 where one side is empty.
double AreaUnderCurve(std::vector<ScoredLabel> pairs);

// Gini's coefficient of how often each of `population` things was shown: 0 equal, towards 1 all for one.
// `counts` has those that were shown at all. 0 where nothing was.
// REQUIRES: counts not negative, population >= counts.size().
double Gini(std::vector<int64_t> counts, int64_t population);

}  // namespace passung

#endif  // PASSUNG_RANKING_METRICS_H_
