#ifndef PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_
#define PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_

#include <cstddef>

namespace passung::base {

// Memory for arrays that are read all over the place, aligned for every type. Large pieces lie in large
// pages where the system has them: a search reads a few hundred rows out of millions, and with small
// pages finding where each one lies costs as much as reading it. Throws std::bad_alloc.
void* AllocateLarge(size_t bytes);
// REQUIRES: from AllocateLarge, with the same number of bytes.
void FreeLarge(void* memory, size_t bytes);

// For containers of which much is read all over the place.
template <class T>
struct LargeAllocator {
  using value_type = T;
  LargeAllocator() = default;
  template <class U>
  explicit LargeAllocator(const LargeAllocator<U>&) {}
  T* allocate(size_t count) { return static_cast<T*>(AllocateLarge(count * sizeof(T))); }
  void deallocate(T* memory, size_t count) { FreeLarge(memory, count * sizeof(T)); }
  friend bool operator==(const LargeAllocator&, const LargeAllocator&) { return true; }
};

// What pieces in large pages take together, of this process; no allocator counts them.
size_t LargeBytesInUse();

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_
