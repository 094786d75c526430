#include "passung/ranking_metrics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>

namespace passung {
namespace {

// The discounted gain of the first `k`.
double DiscountedGain(std::span<const int32_t> grades, int32_t k) {
  const size_t most = std::min(grades.size(), static_cast<size_t>(k));
  double sum = 0;
  for (size_t i = 0; i < most; ++i) {
    if (grades[i] > 0) sum += grades[i] / std::log2(static_cast<double>(i) + 2);
  }
  return sum;
}

int64_t CountGood(std::span<const int32_t> grades, GoodFrom from) {
  return std::count_if(grades.begin(), grades.end(),
                       [from](int32_t grade) { return grade >= from.good; });
}

std::span<const int32_t> First(std::span<const int32_t> grades, int32_t k) {
  return grades.first(std::min(grades.size(), static_cast<size_t>(k)));
}

}  // namespace

double NdcgAt(std::span<const int32_t> ranked, std::span<const int32_t> judged, int32_t k) {
  std::vector<int32_t> best(judged.begin(), judged.end());
  std::sort(best.begin(), best.end(), std::greater<>());
  const double ideal = DiscountedGain(best, k);
  return ideal == 0 ? 0 : DiscountedGain(ranked, k) / ideal;
}

double AveragePrecision(std::span<const int32_t> ranked, std::span<const int32_t> judged,
                        GoodFrom from) {
  const int64_t all = CountGood(judged, from);
  if (all == 0) return 0;
  double sum = 0;
  int64_t found = 0;
  for (size_t i = 0; i < ranked.size(); ++i) {
    if (ranked[i] < from.good) continue;
    sum += static_cast<double>(++found) / (static_cast<double>(i) + 1);
  }
  return sum / static_cast<double>(all);
}

double ReciprocalRank(std::span<const int32_t> ranked, GoodFrom from) {
  const auto first = std::find_if(ranked.begin(), ranked.end(),
                                  [from](int32_t grade) { return grade >= from.good; });
  return first == ranked.end() ? 0 : 1 / static_cast<double>(first - ranked.begin() + 1);
}

double RecallAt(std::span<const int32_t> ranked, std::span<const int32_t> judged, int32_t k,
                GoodFrom from) {
  const int64_t all = CountGood(judged, from);
  if (all == 0) return 0;
  return static_cast<double>(CountGood(First(ranked, k), from)) / static_cast<double>(all);
}

double PrecisionAt(std::span<const int32_t> ranked, int32_t k, GoodFrom from) {
  return static_cast<double>(CountGood(First(ranked, k), from)) / k;
}

double AreaUnderCurve(std::vector<ScoredLabel> pairs) {
  std::sort(pairs.begin(), pairs.end(),
            [](const ScoredLabel& a, const ScoredLabel& b) { return a.score < b.score; });
  // Twice the number of pairs in the right order, so that halves stay integers.
  int64_t twice = 0;
  int64_t bad_below = 0;
  int64_t good_all = 0;
  for (size_t begin = 0; begin < pairs.size();) {
    size_t end = begin;
    int64_t good = 0;
    while (end < pairs.size() && pairs[end].score == pairs[begin].score) {
      good += pairs[end++].good ? 1 : 0;
    }
    const int64_t bad = static_cast<int64_t>(end - begin) - good;
    twice += good * (2 * bad_below + bad);
    bad_below += bad;
    good_all += good;
    begin = end;
  }
  if (good_all == 0 || bad_below == 0) return 0.5;
  return static_cast<double>(twice) /
         (2 * static_cast<double>(good_all) * static_cast<double>(bad_below));
}

double Gini(std::vector<int64_t> counts, int64_t population) {
  std::sort(counts.begin(), counts.end());
  // Those that were never shown come first and add nothing.
  const int64_t hidden = population - static_cast<int64_t>(counts.size());
  double weighted = 0;
  double sum = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    const double place = static_cast<double>(hidden) + static_cast<double>(i) + 1;
    weighted += place * static_cast<double>(counts[i]);
    sum += static_cast<double>(counts[i]);
  }
  if (sum == 0) return 0;
  const auto n = static_cast<double>(population);
  return 2 * weighted / (n * sum) - (n + 1) / n;
}

}  // namespace passung
