#ifndef PASSUNG_STATISTICS_H_
#define PASSUNG_STATISTICS_H_

#include <cstdint>
#include <functional>
#include <span>

// How sure a figure is. Intervals are of 95 %. All functions are thread-safe; equal input gives equal
// numbers, chance coming from the seed alone. Wilson's interval, and of a paired comparison Student's statistic,
// chance and interval and Wilcoxon's sum and chance, equal those of SciPy to 1e-12 (tests/oracles/compare.py);
// what is drawn at random equals nothing but itself.

namespace passung {

struct Estimate {
  double value = 0;
  double low = 0;
  double high = 0;
  int64_t count = 0;  // of people, pairs or whatever was averaged over; 0: nothing to say
  friend bool operator==(const Estimate&, const Estimate&) = default;
};

// The same with its interval cut to what the figure can be: formulas know nothing of the ends.
// REQUIRES: least <= value <= most.
Estimate Within(const Estimate& estimate, double least, double most);

// The mean with Student's interval; of fewer than two values the interval is the value.
Estimate MeanOf(std::span<const double> values);

// A share with Wilson's interval. REQUIRES: 0 <= good <= count.
Estimate ShareOf(int64_t good, int64_t count);

struct BootstrapOptions {
  int32_t resamples = 200;  // 20 … 100 000
  uint64_t seed = 1;
  int threads = 1;  // 1 … 64; the estimate does not depend on it
};

// The figure that `statistic` has of people 0 … count - 1, taken once each, and the percentiles 2.5 and 97.5
// of what it has of people drawn with replacement. It is given how often each was drawn, on any of the threads.
Estimate Bootstrap(int64_t count,
                   const std::function<double(std::span<const uint32_t> times)>& statistic,
                   const BootstrapOptions& options);

// The figure of everybody, and what it has without one of up to `groups` groups, each so-manyth person together:
// 1.96 standard errors of the jackknife around it. For figures that count distinct things, of which people
// drawn twice would seem to have fewer. `groups`: at least 2.
Estimate Jackknife(int64_t count,
                   const std::function<double(std::span<const uint32_t> times)>& statistic,
                   int32_t groups, int threads);

// Two profiles on the same people.
struct PairedComparison {
  Estimate difference;       // mean of `after` - `before`, with Student's interval
  double t = 0;              // Student's statistic; 0 where nothing differs
  double p_t = 1;            // two-sided
  double wilcoxon = 0;       // the smaller of the two sums of ranks, zeros left out
  double p_wilcoxon = 1;     // two-sided, by the normal distribution, corrected for ties
  double p_permutation = 1;  // two-sided: signs turned at random, the observed one counted
  int64_t better = 0;
  int64_t worse = 0;
  bool counts_hidden = false;  // by WithoutSmallCounts
  friend bool operator==(const PairedComparison&, const PairedComparison&) = default;
};

struct PermutationOptions {
  int32_t permutations = 2000;  // 20 … 1 000 000
  uint64_t seed = 1;
};

// REQUIRES: as many of both.
PairedComparison ComparePaired(std::span<const double> before, std::span<const double> after,
                               const PermutationOptions& options);

// The same of people, telling of no fewer than five (safe_counts.h): where so few are better, worse or alike, or
// could be told from the others, both counts are 0 and hidden, and where so few are better or worse so is
// Wilcoxon's test (0, chance 1); where so few differ at all no test says anything (chances of 1), and the interval
// is all that there can be, -1 to 1. REQUIRES: differences of shares; at least five were compared, or none.
PairedComparison WithoutSmallCounts(const PairedComparison& comparison);

}  // namespace passung

#endif  // PASSUNG_STATISTICS_H_
