#ifndef PASSUNG_ENGINE_BASE_PREFETCH_H_
#define PASSUNG_ENGINE_BASE_PREFETCH_H_

#include <cstddef>

namespace passung::base {

// Asks the processor to fetch the cache line that this lies in; null is of no harm. The empty statement of
// assembler is something that a function does: without it gcc 12 takes one that only prefetches, and any
// that calls nothing else, for one that does nothing, and leaves out calls that it does not put in their
// place.
inline void Prefetch(const void* at) {
  __builtin_prefetch(at);
  asm volatile("");  // NOLINT(hicpp-no-assembler)
}

// The same of so many bytes.
inline void PrefetchBytes(const void* first, size_t size) {
  constexpr size_t kCacheLine = 64;
  for (size_t at = 0; at < size; at += kCacheLine) Prefetch(static_cast<const char*>(first) + at);
}

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_PREFETCH_H_
