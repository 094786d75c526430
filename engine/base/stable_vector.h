#ifndef PASSUNG_ENGINE_BASE_STABLE_VECTOR_H_
#define PASSUNG_ENGINE_BASE_STABLE_VECTOR_H_

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/large_memory.h"

namespace passung::base {

// A sequence that only grows and whose elements never move. One thread appends while any number of
// others read the elements below a size that they have seen; nobody waits. Elements lie in runs
// that become longer with their number. At most 2^32 - 1 elements.
template <class T>
class StableVector {
  static_assert(alignof(T) <= alignof(std::max_align_t));

 public:
  StableVector() = default;
  // Not while others read.
  StableVector(StableVector&& other) noexcept
      : runs_(std::exchange(other.runs_, {})), size_(other.size_.exchange(0)) {}
  StableVector& operator=(StableVector&& other) noexcept {
    std::swap(runs_, other.runs_);
    size_.store(other.size_.exchange(size_.load()));
    return *this;
  }
  StableVector(const StableVector&) = delete;
  StableVector& operator=(const StableVector&) = delete;
  ~StableVector() {
    const uint32_t size = this->size();
    for (size_t run = 0; run < kRuns && runs_[run] != nullptr; ++run) {
      const uint32_t first = FirstOf(run);
      const uint32_t used = size < first ? 0 : std::min(size - first, LengthOf(run));
      std::destroy_n(runs_[run], used);
      FreeLarge(runs_[run], BytesOf(run));
    }
  }

  uint32_t size() const { return size_.load(std::memory_order_acquire); }
  bool empty() const { return size() == 0; }
  const T& operator[](uint32_t i) const { return *At(i); }
  // For the appending thread, and only for elements that nobody has been told of.
  T& Mutable(uint32_t i) { return *At(i); }

  template <class... Arguments>
  T& Append(Arguments&&... arguments) {
    const uint32_t size = size_.load(std::memory_order_relaxed);
    T*& run = runs_[RunOf(size)];
    if (run == nullptr) run = static_cast<T*>(AllocateLarge(BytesOf(RunOf(size))));
    T* at = std::construct_at(At(size), std::forward<Arguments>(arguments)...);
    size_.store(size + 1, std::memory_order_release);
    return *at;
  }

  // All of them, of a type that may be copied as bytes.
  void AppendAll(const T* from, uint32_t count) requires std::is_trivially_copyable_v<T> {
    while (count > 0) {
      const uint32_t size = size_.load(std::memory_order_relaxed);
      const size_t of = RunOf(size);
      if (runs_[of] == nullptr) runs_[of] = static_cast<T*>(AllocateLarge(BytesOf(of)));
      const uint32_t fit = std::min(count, FirstOf(of) + LengthOf(of) - size);
      std::uninitialized_copy_n(from, fit, At(size));
      size_.store(size + fit, std::memory_order_release);
      from += fit;
      count -= fit;
    }
  }

  // Calls `visit(pointer, count)` for the stretches in which elements first … last - 1 lie.
  template <class F>
  void ForEachRun(uint32_t first, uint32_t last, F&& visit) const {
    while (first < last) {
      const size_t run = RunOf(first);
      const uint32_t end = std::min(last, FirstOf(run) + LengthOf(run));
      visit(At(first), end - first);
      first = end;
    }
  }

  std::vector<T> ToVector() const {
    std::vector<T> copy;
    copy.reserve(size());
    ForEachRun(0, size(),
               [&](const T* from, uint32_t count) { copy.insert(copy.end(), from, from + count); });
    return copy;
  }

 private:
  static constexpr int kFirstLog = 5;
  static constexpr size_t kRuns = 1 + size_t{4} * (32 - kFirstLog);

  // A run of 32, then four of 8, four of 16 and so on: little memory is held in advance.
  static size_t RunOf(uint32_t i) {
    const int log = std::bit_width(i) - 1;
    if (log < kFirstLog) return 0;
    return static_cast<size_t>(log - kFirstLog) * 4 + ((i >> (log - 2)) & 3U) + 1;
  }
  static int LogOf(size_t run) { return kFirstLog + static_cast<int>((run - 1) / 4); }
  static uint32_t FirstOf(size_t run) {
    return run == 0 ? 0 : static_cast<uint32_t>(4 + (run - 1) % 4) << (LogOf(run) - 2);
  }
  static uint32_t LengthOf(size_t run) {
    return uint32_t{1} << (run == 0 ? kFirstLog : LogOf(run) - 2);
  }
  static size_t BytesOf(size_t run) { return LengthOf(run) * sizeof(T); }
  T* At(uint32_t i) const {
    const size_t run = RunOf(i);
    return runs_[run] + (i - FirstOf(run));
  }

  std::array<T*, kRuns> runs_{};
  std::atomic<uint32_t> size_{0};
};

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_STABLE_VECTOR_H_
