#ifndef PASSUNG_ENGINE_BASE_PREFETCH_H_
#define PASSUNG_ENGINE_BASE_PREFETCH_H_

#include <cstddef>

namespace passung::base {

// Asks the processor to fetch so many bytes. Inlined always: gcc 12 takes a function that only
// prefetches for one that does nothing.
[[gnu::always_inline]] inline void PrefetchBytes(const void* first, size_t size) {
  constexpr size_t kCacheLine = 64;
  for (size_t at = 0; at < size; at += kCacheLine) {
    __builtin_prefetch(static_cast<const char*>(first) + at);
  }
}

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_PREFETCH_H_
