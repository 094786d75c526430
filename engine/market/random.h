// Chance for a made-up market. Standard distributions differ between libraries and floating point
// between compilers; everything here is 64-bit integer arithmetic, so equal seeds give equal
// markets on every machine.
#ifndef PASSUNG_ENGINE_MARKET_RANDOM_H_
#define PASSUNG_ENGINE_MARKET_RANDOM_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "engine/base/check.h"

namespace passung::market {

// What a stream of numbers is drawn for. Part of every record's seed: never renumber.
enum class Stream : uint64_t {
  kVacancy = 1,
  kRepeat = 2,
  kEmployer = 3,
  kMentee = 4,
  kOutcome = 5,
  kMenteeStay = 6,
  kVacancyStay = 7
};

// SplitMix64 (Steele, Lea, Flood 2014), started from (seed, stream, index): each record has its own
// sequence and depends on no other record. A draw is one call; two draws in one expression have no
// order in C++, so each stands in a statement of its own.
class Random {
 public:
  Random(uint64_t seed, Stream stream, uint64_t index)
      : state_(Mix(Mix(seed + kGamma) ^ Mix(static_cast<uint64_t>(stream) * kGamma) ^
                   Mix(index * kGamma + 1))) {}

  uint64_t Next() {
    state_ += kGamma;
    return Mix(state_);
  }

  // 0 … n - 1; off the uniform by less than n / 2^64. REQUIRES: n > 0.
  int64_t Below(int64_t n) { return static_cast<int64_t>(Next() % static_cast<uint64_t>(n)); }
  // Both ends included. REQUIRES: low <= high.
  int32_t Between(int32_t low, int32_t high) {
    return low + static_cast<int32_t>(Below(int64_t{high} - low + 1));
  }
  bool PerMille(int32_t chance) { return Below(1000) < chance; }

  // The position of one of the weights, in proportion. REQUIRES: some weight is positive, none
  // negative.
  size_t Pick(std::initializer_list<int32_t> weights) {
    int64_t sum = 0;
    for (const int32_t weight : weights) sum += weight;
    int64_t rest = Below(sum);
    size_t position = 0;
    for (const int32_t weight : weights) {
      if (rest < weight) break;
      rest -= weight;
      ++position;
    }
    return position;
  }

  template <class T>
  T OneOf(std::initializer_list<T> values) {
    return values.begin()[Below(static_cast<int64_t>(values.size()))];
  }

 private:
  static constexpr uint64_t kGamma = 0x9E3779B97F4A7C15;
  static constexpr uint64_t Mix(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  uint64_t state_;
};

// Many weights, drawn from often: cumulative sums and a binary search.
class WeightedTable {
 public:
  WeightedTable() = default;
  void Add(int64_t weight) {
    PASSUNG_DCHECK(weight >= 0);
    sums_.push_back((sums_.empty() ? 0 : sums_.back()) + weight);
  }
  bool empty() const { return sums_.empty() || sums_.back() == 0; }
  // REQUIRES: !empty().
  size_t Draw(Random& random) const {
    const int64_t at = random.Below(sums_.back());
    return static_cast<size_t>(std::upper_bound(sums_.begin(), sums_.end(), at) - sums_.begin());
  }

 private:
  std::vector<int64_t> sums_;
};

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_RANDOM_H_
