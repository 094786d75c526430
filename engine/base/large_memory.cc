#include "engine/base/large_memory.h"

#include <sys/mman.h>

#include <atomic>
#include <cstdint>
#include <new>

namespace passung::base {
namespace {

constexpr size_t kLargePage = size_t{2} * 1024 * 1024;

std::atomic<size_t>& InUse() {
  static std::atomic<size_t> bytes{0};
  return bytes;
}

size_t RoundUp(size_t bytes) { return (bytes + kLargePage - 1) / kLargePage * kLargePage; }

// From the system, beginning with a large page. Not from the allocator: what it gives back out was
// touched before in small pages, and stays in them.
void* MapLarge(size_t bytes) {
  const size_t wanted = RoundUp(bytes);
  const size_t mapped = wanted + kLargePage;
  void* const memory =
      mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  const size_t before =
      RoundUp(reinterpret_cast<uintptr_t>(memory)) - reinterpret_cast<uintptr_t>(memory);
  char* const first = static_cast<char*>(memory) + before;
  if (before > 0) munmap(memory, before);
  if (before < kLargePage) munmap(first + wanted, kLargePage - before);
#ifdef MADV_HUGEPAGE
  // Advice only: where it is not taken, everything works with small pages.
  (void)madvise(first, wanted, MADV_HUGEPAGE);
#endif
  InUse() += wanted;
  return first;
}

}  // namespace

void* AllocateLarge(size_t bytes) {
  return bytes < kLargePage ? ::operator new(bytes) : MapLarge(bytes);
}

void FreeLarge(void* memory, size_t bytes) {
  if (bytes < kLargePage) return ::operator delete(memory);
  munmap(memory, RoundUp(bytes));
  InUse() -= RoundUp(bytes);
}

size_t LargeBytesInUse() { return InUse(); }

}  // namespace passung::base
