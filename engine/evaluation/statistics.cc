#include "passung/statistics.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/base/parallel.h"
#include "engine/evaluation/chance.h"
#include "engine/evaluation/normal.h"
#include "passung/safe_counts.h"

namespace passung {
namespace {

using evaluation::Chance;
using evaluation::kNormalQuantile;

double Average(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

// Of the mean; 0 for fewer than two.
double StandardError(std::span<const double> values, double mean) {
  if (values.size() < 2) return 0;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const auto n = static_cast<double>(values.size());
  return std::sqrt(squares / (n - 1) / n);
}

// The value that `share` of the sorted ones do not exceed, interpolated between neighbours.
double Quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(at);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double TwoSided(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

struct RankedDifference {
  double size = 0;
  bool positive = false;
};

// Wilcoxon's signed ranks: equal sizes share their mean rank.
void SetWilcoxon(std::span<const double> differences, PairedComparison& result) {
  std::vector<RankedDifference> ranked;
  for (const double difference : differences) {
    if (difference != 0) ranked.push_back({std::abs(difference), difference > 0});
  }
  if (ranked.empty()) return;
  std::sort(ranked.begin(), ranked.end(),
            [](const auto& a, const auto& b) { return a.size < b.size; });
  double positive = 0;
  double ties = 0;
  for (size_t begin = 0; begin < ranked.size();) {
    size_t end = begin;
    double above = 0;
    while (end < ranked.size() && ranked[end].size == ranked[begin].size) {
      above += ranked[end++].positive ? 1 : 0;
    }
    const auto equal = static_cast<double>(end - begin);
    positive += above * (static_cast<double>(begin + end + 1) / 2);
    ties += equal * equal * equal - equal;
    begin = end;
  }
  const auto n = static_cast<double>(ranked.size());
  result.wilcoxon = std::min(positive, n * (n + 1) / 2 - positive);
  const double variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24;
  result.p_wilcoxon = TwoSided((result.wilcoxon - n * (n + 1) / 4) / std::sqrt(variance));
}

void SetStudent(std::span<const double> differences, PairedComparison& result) {
  result.difference = MeanOf(differences);
  const double error = StandardError(differences, result.difference.value);
  if (error == 0) {
    // All differ alike: chance cannot do that.
    if (differences.size() > 1 && result.difference.value != 0) result.p_t = 0;
    return;
  }
  result.t = result.difference.value / error;
  const boost::math::students_t student(static_cast<double>(differences.size()) - 1);
  result.p_t = 2 * boost::math::cdf(boost::math::complement(student, std::abs(result.t)));
}

void SetPermutation(std::span<const double> differences, const PermutationOptions& options,
                    PairedComparison& result) {
  double observed = 0;
  for (const double difference : differences) observed += difference;
  // Sums that differ by rounding alone are equal.
  const double bar = std::abs(observed) * (1 - 1e-12);
  Chance chance(options.seed);
  int64_t as_large = 0;
  for (int32_t i = 0; i < options.permutations; ++i) {
    double sum = 0;
    uint64_t bits = 0;
    for (size_t j = 0; j < differences.size(); ++j) {
      if (j % 64 == 0) bits = chance.Next();
      sum += (bits & 1) != 0 ? differences[j] : -differences[j];
      bits >>= 1;
    }
    as_large += std::abs(sum) >= bar ? 1 : 0;
  }
  result.p_permutation = static_cast<double>(as_large + 1) / (options.permutations + 1);
}

}  // namespace

Estimate Within(const Estimate& estimate, double least, double most) {
  Estimate cut = estimate;
  cut.low = std::max(cut.low, least);
  cut.high = std::min(cut.high, most);
  return cut;
}

Estimate MeanOf(std::span<const double> values) {
  const double mean = Average(values);
  Estimate estimate = {
      .value = mean, .low = mean, .high = mean, .count = static_cast<int64_t>(values.size())};
  const double error = StandardError(values, mean);
  if (error == 0) return estimate;
  const boost::math::students_t student(static_cast<double>(values.size()) - 1);
  const double reach = boost::math::quantile(student, 0.975) * error;
  estimate.low = mean - reach;
  estimate.high = mean + reach;
  return estimate;
}

Estimate ShareOf(int64_t good, int64_t count) {
  if (count == 0) return {};
  const auto n = static_cast<double>(count);
  const double share = static_cast<double>(good) / n;
  const double z2 = kNormalQuantile * kNormalQuantile;
  const double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double reach =
      kNormalQuantile / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
  // At the ends the formula gives 0 and 1 but for rounding.
  return {.value = share,
          .low = good == 0 ? 0 : middle - reach,
          .high = good == count ? 1 : middle + reach,
          .count = count};
}

Estimate Bootstrap(int64_t count,
                   const std::function<double(std::span<const uint32_t> times)>& statistic,
                   const BootstrapOptions& options) {
  if (count == 0) return {};
  const double value = statistic(std::vector<uint32_t>(static_cast<size_t>(count), 1));
  std::vector<double> drawn(static_cast<size_t>(options.resamples));
  ParallelFor(drawn.size(), options.threads, [&](size_t i) {
    Chance chance(options.seed, i + 1);
    std::vector<uint32_t> times(static_cast<size_t>(count));
    for (int64_t j = 0; j < count; ++j) ++times[chance.Below(static_cast<uint64_t>(count))];
    drawn[i] = statistic(times);
  });
  std::sort(drawn.begin(), drawn.end());
  return {.value = value,
          .low = Quantile(drawn, 0.025),
          .high = Quantile(drawn, 0.975),
          .count = count};
}

Estimate Jackknife(int64_t count,
                   const std::function<double(std::span<const uint32_t> times)>& statistic,
                   int32_t groups, int threads) {
  if (count == 0) return {};
  const double value = statistic(std::vector<uint32_t>(static_cast<size_t>(count), 1));
  std::vector<double> without(static_cast<size_t>(std::min<int64_t>(groups, count)));
  ParallelFor(without.size(), threads, [&](size_t group) {
    std::vector<uint32_t> times(static_cast<size_t>(count), 1);
    for (size_t i = group; i < times.size(); i += without.size()) times[i] = 0;
    without[group] = statistic(times);
  });
  const double mean = Average(without);
  double squares = 0;
  for (const double one : without) squares += (one - mean) * (one - mean);
  const auto n = static_cast<double>(without.size());
  const double reach = kNormalQuantile * std::sqrt((n - 1) / n * squares);
  return {.value = value, .low = value - reach, .high = value + reach, .count = count};
}

PairedComparison ComparePaired(std::span<const double> before, std::span<const double> after,
                               const PermutationOptions& options) {
  std::vector<double> differences(before.size());
  PairedComparison result;
  for (size_t i = 0; i < before.size(); ++i) {
    differences[i] = after[i] - before[i];
    result.better += differences[i] > 0 ? 1 : 0;
    result.worse += differences[i] < 0 ? 1 : 0;
  }
  SetStudent(differences, result);
  SetWilcoxon(differences, result);
  if (result.better + result.worse > 0) SetPermutation(differences, options, result);
  return result;
}

PairedComparison WithoutSmallCounts(const PairedComparison& comparison) {
  const int64_t differ = comparison.better + comparison.worse;
  const HiddenCounts hidden =
      HideSmall({{comparison.better, comparison.worse, comparison.difference.count - differ}});
  PairedComparison safe = comparison;
  for (size_t column = 0; column < hidden.columns(); ++column) {
    safe.counts_hidden |= hidden.cell(0, column);
  }
  if (safe.counts_hidden) safe.better = safe.worse = 0;
  const auto few = [](int64_t count) { return count > 0 && count < kLeastShown; };
  // The smaller sum of ranks is 1, 2 … where one alone is among them.
  if (few(comparison.better) || few(comparison.worse) || few(differ)) {
    safe.wilcoxon = 0;
    safe.p_wilcoxon = 1;
  }
  // Of one who differs Student's statistic is 1, whatever the difference, and the interval a multiple of it.
  if (few(differ)) {
    safe.t = 0;
    safe.p_t = safe.p_permutation = 1;
    safe.difference.low = -1;
    safe.difference.high = 1;
  }
  return safe;
}

}  // namespace passung
