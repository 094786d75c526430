// Random lists and values with what we make of them, for tests/oracles/compare.py: one JSON object a line.
#include <cstdint>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "passung/ranking_metrics.h"
#include "passung/statistics.h"
#include "tests/support/random_source.h"

namespace passung {
namespace {

using nlohmann::json;

constexpr int kCases = 300;

// A run and its judgements; what is judged but not found, and what is found but not judged, among them.
json RankingCase(uint64_t seed) {
  RandomSource random(seed);
  const int32_t found = random.Between(1, 40);
  const int32_t k = random.Between(1, 20);
  std::vector<int32_t> ranked;
  std::vector<int32_t> judged;
  json run = json::array();
  for (int32_t i = 0; i < found; ++i) {
    const bool known = random.Chance(60);
    ranked.push_back(known ? random.Below(4) : 0);
    if (known) judged.push_back(ranked.back());
    run.push_back(known ? json(ranked.back()) : json());
  }
  json missed = json::array();
  for (int32_t i = random.Below(6); i > 0; --i) {
    judged.push_back(random.Below(4));
    missed.push_back(judged.back());
  }
  const std::vector<int32_t> first(ranked.begin(), ranked.begin() + std::min(k, found));
  return {{"kind", "ranking"},
          {"run", run},
          {"missed", missed},
          {"k", k},
          {"ndcg", NdcgAt(ranked, judged, k)},
          {"ap", AveragePrecision(first, judged, {2})},
          {"rr", ReciprocalRank(ranked, {2})},
          {"recall", RecallAt(ranked, judged, k, {2})},
          {"precision", PrecisionAt(ranked, k, {2})},
          {"success", ReciprocalRank(first, {2}) > 0 ? 1.0 : 0.0}};
}

json AreaCase(uint64_t seed) {
  RandomSource random(seed);
  std::vector<ScoredLabel> pairs = {{1, true}, {1, false}};
  json scores = json::array({1, 1});
  json good = json::array({true, false});
  for (int32_t i = random.Below(60); i > 0; --i) {
    pairs.push_back({random.Below(20), random.Chance(40)});
    scores.push_back(pairs.back().score);
    good.push_back(pairs.back().good);
  }
  return {{"kind", "area"}, {"scores", scores}, {"good", good}, {"area", AreaUnderCurve(pairs)}};
}

json PairedCase(uint64_t seed) {
  RandomSource random(seed);
  std::vector<double> before;
  std::vector<double> after;
  // Coarse values in every second case, so that differences tie.
  const int32_t steps = seed % 2 == 0 ? 8 : 1'000'000;
  for (int32_t i = random.Between(12, 60); i > 0; --i) {
    before.push_back(random.Below(steps) / static_cast<double>(steps));
    after.push_back(random.Below(steps) / static_cast<double>(steps));
  }
  const PairedComparison comparison = ComparePaired(before, after, {.permutations = 20});
  return {{"kind", "paired"},
          {"before", before},
          {"after", after},
          {"t", comparison.t},
          {"p_t", comparison.p_t},
          {"low", comparison.difference.low},
          {"high", comparison.difference.high},
          {"wilcoxon", comparison.wilcoxon},
          {"p_wilcoxon", comparison.p_wilcoxon}};
}

json ShareCase(uint64_t seed) {
  RandomSource random(seed);
  const int64_t count = random.Between(1, 200);
  const int64_t good = random.Below(static_cast<int32_t>(count) + 1);
  const Estimate estimate = ShareOf(good, count);
  return {{"kind", "share"},
          {"good", good},
          {"count", count},
          {"low", estimate.low},
          {"high", estimate.high}};
}

}  // namespace
}  // namespace passung

int main() {
  std::cout.precision(17);
  for (uint64_t seed = 1; seed <= passung::kCases; ++seed) {
    std::cout << passung::RankingCase(seed) << "\n"
              << passung::AreaCase(seed) << "\n"
              << passung::PairedCase(seed) << "\n"
              << passung::ShareCase(seed) << "\n";
  }
}
