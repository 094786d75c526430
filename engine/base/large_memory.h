#ifndef PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_
#define PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_

#include <cstddef>
#include <new>

namespace passung::base {

// Memory for arrays that are read all over the place, aligned for every type. It lies in large pages
// where the system has them: a search reads a few hundred rows, codes and keys out of millions, and with
// small pages finding where each one lies costs as much as reading it. What is shorter than a large page
// shares them with others of its kind, and should live about as long as these: no part of a page is
// given back before all of it is. From any thread. Throws std::bad_alloc.
void* AllocateLarge(size_t bytes);
// REQUIRES: from AllocateLarge, with the same number of bytes.
void FreeLarge(void* memory, size_t bytes) noexcept;

// Has the system move what lies there to large pages, where it can and `transparent_hugepage` is not `never`. Contents
// and addresses stay. Takes 0.3 ms a page, which the caller waits for, or more where memory has to be found first.
void MoveToLargePages(const void* memory, size_t bytes);

// What AllocateLarge has mapped in large pages, of this process; no allocator counts it.
size_t LargeBytesInUse();

// Shorter pieces come from the allocator. All shorter than a large page do where AddressSanitizer
// watches: it would not see one run over into the next.
#ifdef __SANITIZE_ADDRESS__
inline constexpr size_t kShortestShared = size_t{2} * 1024 * 1024;
#else
inline constexpr size_t kShortestShared = size_t{4} * 1024;
#endif

// How pieces that are no shorter are aligned: a cache line.
inline constexpr size_t kLargeAlignment = 64;

// The same for containers, also of what has to begin with a cache line.
template <class T>
struct LargeAllocator {
  static_assert(alignof(T) <= kLargeAlignment);
  using value_type = T;

  LargeAllocator() = default;
  template <class U>
  LargeAllocator(const LargeAllocator<U>& /*other*/) {}  // NOLINT(google-explicit-constructor)

  T* allocate(size_t count) {
    const size_t bytes = count * sizeof(T);
    if (IsAlignedApart(bytes)) {
      return static_cast<T*>(::operator new (bytes, std::align_val_t{alignof(T)}));
    }
    return static_cast<T*>(AllocateLarge(bytes));
  }
  void deallocate(T* memory, size_t count) noexcept {
    const size_t bytes = count * sizeof(T);
    if (IsAlignedApart(bytes)) return ::operator delete (memory, std::align_val_t{alignof(T)});
    FreeLarge(memory, bytes);
  }
  friend bool operator==(const LargeAllocator& /*a*/, const LargeAllocator& /*b*/) { return true; }

 private:
  // Asking the allocator for more than its own alignment costs, and short pieces are many.
  static constexpr bool IsAlignedApart(size_t bytes) {
    return alignof(T) > alignof(std::max_align_t) && bytes < kShortestShared;
  }
};

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_
