#ifndef PASSUNG_ENGINE_BASE_KEPT_MEMORY_H_
#define PASSUNG_ENGINE_BASE_KEPT_MEMORY_H_

#include <cstddef>
#include <memory>
#include <utility>

namespace passung::base {

// Memory for parts of a few KiB that are copied and let go with every change. Allocators are slow at
// just these sizes: whatever is longer than 1 KiB misses the quick lists of glibc's. Each thread keeps
// some of what it lets go, at most kMostKept bytes, for what it asks for next, most recent first, so
// that it is still in the near memory. Any thread may let go what another one asked for. Throws
// std::bad_alloc.
void* AllocateKept(size_t bytes);
// REQUIRES: from AllocateKept, with the same number of bytes.
void FreeKept(void* memory, size_t bytes) noexcept;

// Nothing where AddressSanitizer watches what was let go.
#ifdef __SANITIZE_ADDRESS__
inline constexpr size_t kMostKept = 0;
#else
inline constexpr size_t kMostKept = size_t{256} * 1024;
#endif

// The same for containers.
template <class T>
struct KeptAllocator {
  static_assert(alignof(T) <= alignof(std::max_align_t));
  using value_type = T;

  KeptAllocator() = default;
  template <class U>
  KeptAllocator(const KeptAllocator<U>& /*other*/) {}  // NOLINT(google-explicit-constructor)

  T* allocate(size_t count) { return static_cast<T*>(AllocateKept(count * sizeof(T))); }
  void deallocate(T* memory, size_t count) noexcept { FreeKept(memory, count * sizeof(T)); }
  friend bool operator==(const KeptAllocator& /*a*/, const KeptAllocator& /*b*/) { return true; }
};

template <class T, class... Arguments>
std::shared_ptr<T> MakeKept(Arguments&&... arguments) {
  return std::allocate_shared<T>(KeptAllocator<T>(), std::forward<Arguments>(arguments)...);
}

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_KEPT_MEMORY_H_
