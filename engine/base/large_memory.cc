#include "engine/base/large_memory.h"

#include <sys/mman.h>

#include <memory>
#include <new>

namespace passung::base {
namespace {

constexpr size_t kLargePage = size_t{2} * 1024 * 1024;

// What lies between its first and its last large page.
void AskForLargePages([[maybe_unused]] void* memory, [[maybe_unused]] size_t bytes) {
#ifdef MADV_HUGEPAGE
  size_t room = bytes;
  void* first = memory;
  if (std::align(kLargePage, kLargePage, first, room) == nullptr) return;
  // Advice only: where it is not taken, everything works with small pages.
  (void)madvise(first, room / kLargePage * kLargePage, MADV_HUGEPAGE);
#endif
}

}  // namespace

void* AllocateLarge(size_t bytes) {
  void* memory = ::operator new(bytes);
  AskForLargePages(memory, bytes);
  return memory;
}

void FreeLarge(void* memory) { ::operator delete(memory); }

}  // namespace passung::base
