#include "engine/base/large_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <new>
#include <string>

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

void UnmapLarge(void* memory, size_t bytes) {
  munmap(memory, RoundUp(bytes));
  InUse() -= RoundUp(bytes);
}

// Moving is done whatever the system is set to, and must not be where somebody has switched large pages off.
bool AreLargePagesWanted() {
  std::ifstream file("/sys/kernel/mm/transparent_hugepage/enabled");
  std::string modes;
  return std::getline(file, modes) && modes.find("[never]") == std::string::npos;
}

// Pieces shorter than a large page, side by side in some of them.
class SharedPieces {
 public:
  void* Allocate(size_t bytes) {
    const size_t rounded = (bytes + kLargeAlignment - 1) / kLargeAlignment * kLargeAlignment;
    const std::lock_guard lock(mutex_);
    auto fits = std::find_if(blocks_.begin(), blocks_.end(), [&](const auto& block) {
      return kBlock - block.second.used >= rounded;
    });
    if (fits == blocks_.end()) {
      fits = blocks_.emplace(static_cast<char*>(MapLarge(kBlock)), Block()).first;
    }
    auto& [memory, block] = *fits;
    void* const piece = memory + block.used;
    block.used += rounded;
    ++block.pieces;
    return piece;
  }

  void Free(void* piece) {
    const std::lock_guard lock(mutex_);
    const auto of = std::prev(blocks_.upper_bound(static_cast<char*>(piece)));
    if (--of->second.pieces > 0) return;
    UnmapLarge(of->first, kBlock);
    blocks_.erase(of);
  }

 private:
  struct Block {
    size_t used = 0;    // from its beginning
    size_t pieces = 0;  // not yet given back
  };
  static constexpr size_t kBlock = 2 * kLargePage;

  std::mutex mutex_;
  std::map<char*, Block> blocks_;  // by where they begin
};

// Lives on: threads that end after everything else give back what they have, too.
SharedPieces& Shared() {
  static auto* const pieces = new SharedPieces();
  return *pieces;
}

}  // namespace

void* AllocateLarge(size_t bytes) {
  if (bytes < kShortestShared) return ::operator new(bytes);
  return bytes < kLargePage ? Shared().Allocate(bytes) : MapLarge(bytes);
}

void FreeLarge(void* memory, size_t bytes) noexcept {
  if (bytes < kShortestShared) return ::operator delete(memory);
  if (bytes < kLargePage) return Shared().Free(memory);
  UnmapLarge(memory, bytes);
}

void MoveToLargePages(const void* memory, size_t bytes) {
  if (!AreLargePagesWanted()) return;
#ifdef MADV_COLLAPSE
  constexpr int kCollapse = MADV_COLLAPSE;
#else
  constexpr int kCollapse = 25;  // of Linux 6.1, which headers of the C library may not know
#endif
  const size_t begin = RoundUp(reinterpret_cast<uintptr_t>(memory));
  const size_t end = (reinterpret_cast<uintptr_t>(memory) + bytes) / kLargePage * kLargePage;
  // One by one: where one cannot be moved, the next one may.
  for (size_t page = begin; page < end; page += kLargePage) {
    const int moved = madvise(reinterpret_cast<void*>(page), kLargePage, kCollapse);
    if (moved != 0 && errno == EINVAL) return;  // an older system, which cannot do that
  }
}

size_t LargeBytesInUse() { return InUse(); }

}  // namespace passung::base
