#include "engine/base/kept_memory.h"

#include <array>
#include <new>
#include <utility>

namespace passung::base {
namespace {

// What is shorter the allocator is quick at, what is longer is rare.
constexpr size_t kShortest = 1024;
constexpr size_t kLongest = 8192;
constexpr size_t kStep = 128;  // pieces are multiples of it
constexpr size_t kListCount = (kLongest - kShortest) / kStep;

struct Piece {
  Piece* next;
};

// Of one thread. Needs no destructor, so that it can be asked when the thread is about to end.
struct Kept {
  std::array<Piece*, kListCount> lists;
  size_t bytes;
  bool is_over;
};
constinit thread_local Kept kept{};

// Gives everything back when the thread ends, once it was armed: thread_local objects are made when
// they are first used.
struct AtThreadEnd {
  ~AtThreadEnd() {
    kept.is_over = true;
    for (Piece*& list : kept.lists) {
      while (list != nullptr) ::operator delete(std::exchange(list, list->next));
    }
  }
  void Arm() { is_armed = true; }
  bool is_armed = false;
};
thread_local AtThreadEnd at_thread_end;

bool IsKept(size_t bytes) { return kShortest < bytes && bytes <= kLongest; }
size_t WholeSteps(size_t bytes) { return (bytes + kStep - 1) / kStep * kStep; }
Piece*& ListOf(size_t rounded) { return kept.lists[(rounded - kShortest) / kStep - 1]; }

}  // namespace

void* AllocateKept(size_t bytes) {
  if (!IsKept(bytes)) return ::operator new(bytes);
  const size_t rounded = WholeSteps(bytes);
  Piece*& list = ListOf(rounded);
  if (list == nullptr) return ::operator new(rounded);
  kept.bytes -= rounded;
  return std::exchange(list, list->next);
}

void FreeKept(void* memory, size_t bytes) noexcept {
  const size_t rounded = WholeSteps(bytes);
  if (!IsKept(bytes) || kept.is_over || kept.bytes + rounded > kMostKept) {
    return ::operator delete(memory);
  }
  at_thread_end.Arm();
  Piece*& list = ListOf(rounded);
  list = std::construct_at(static_cast<Piece*>(memory), Piece{list});
  kept.bytes += rounded;
}

}  // namespace passung::base
