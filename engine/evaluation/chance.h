// Chance for resampling: 64-bit integers, the same on every machine.
#ifndef PASSUNG_ENGINE_EVALUATION_CHANCE_H_
#define PASSUNG_ENGINE_EVALUATION_CHANCE_H_

#include <cstdint>

namespace passung::evaluation {

// SplitMix64 (Steele, Lea, Flood 2014).
class Chance {
 public:
  // One sequence for each pair of numbers.
  explicit Chance(uint64_t seed, uint64_t index = 0)
      : state_(Mix(Mix(seed + kGamma) ^ Mix(index * kGamma + 1))) {}

  uint64_t Next() {
    state_ += kGamma;
    return Mix(state_);
  }
  // 0 … n - 1; off the uniform by less than n / 2^64. REQUIRES: n > 0.
  uint64_t Below(uint64_t n) { return Next() % n; }
  // 0 … 1 without 1, in steps of 2^-53.
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }

 private:
  static constexpr uint64_t kGamma = 0x9E3779B97F4A7C15;
  static constexpr uint64_t Mix(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  uint64_t state_;
};

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_CHANCE_H_
