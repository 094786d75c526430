// Reproducible randomness of our own: the same numbers on every machine and library.
#ifndef PASSUNG_TESTS_SUPPORT_RANDOM_SOURCE_H_
#define PASSUNG_TESTS_SUPPORT_RANDOM_SOURCE_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace passung {

// splitmix64 (Steele, Lea, Flood 2014).
class RandomSource {
 public:
  explicit RandomSource(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // 0 … n - 1. REQUIRES: n > 0.
  int32_t Below(int32_t n) { return static_cast<int32_t>(Next() % static_cast<uint64_t>(n)); }
  // low … high, both included.
  int32_t Between(int32_t low, int32_t high) { return low + Below(high - low + 1); }
  bool Chance(int32_t percent) { return Below(100) < percent; }

  template <class T>
  const T& Pick(const std::vector<T>& values) {
    return values[static_cast<size_t>(Below(static_cast<int32_t>(values.size())))];
  }
  template <class E>
  E PickEnum(size_t count) {
    return static_cast<E>(Below(static_cast<int32_t>(count)));
  }
  // Absent in `percent` of the cases.
  template <class T>
  std::optional<T> Unless(int32_t percent, T value) {
    return Chance(percent) ? std::nullopt : std::optional<T>(std::move(value));
  }
  template <class T>
  void Shuffle(std::vector<T>& values) {
    for (size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[static_cast<size_t>(Below(static_cast<int32_t>(i)))]);
    }
  }

 private:
  uint64_t state_;
};

}  // namespace passung

#endif  // PASSUNG_TESTS_SUPPORT_RANDOM_SOURCE_H_
