#ifndef PASSUNG_ENGINE_BASE_GENERATION_MEMORY_H_
#define PASSUNG_ENGINE_BASE_GENERATION_MEMORY_H_

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

namespace passung::base {

// Keeps the parts of one generation, and those it shares with others, as long as it exists. Any thread
// may let it go. Must not outlive the memory.
class GenerationHold {
 public:
  GenerationHold() = default;
  GenerationHold(GenerationHold&& other) noexcept
      : is_gone_(std::exchange(other.is_gone_, nullptr)) {}
  GenerationHold& operator=(GenerationHold&& other) noexcept {
    std::swap(is_gone_, other.is_gone_);
    return *this;
  }
  ~GenerationHold() {
    if (is_gone_ != nullptr) is_gone_->store(true, std::memory_order_release);
  }

 private:
  friend class GenerationMemory;
  explicit GenerationHold(std::atomic<bool>& is_gone) : is_gone_(&is_gone) {}

  std::atomic<bool>* is_gone_ = nullptr;
};

// Memory for the parts of something that changes while others read it as it was. Every change begins
// a generation, and a part belongs to the generation that made it: only that one changes it, a later
// one makes a copy and drops the part. What was dropped is given out again once no generation is held
// that has it: each part has the number of its generation before it, and owners of parts are not
// counted, which took longer than copying them.
//
// Parts are trivial types. One thread begins generations, makes, changes and drops parts; others read
// those of generations that they hold. Generations come one out of the other: a change begins with
// what the last finished one has.
class GenerationMemory {
 public:
  GenerationMemory() = default;
  ~GenerationMemory();
  GenerationMemory(const GenerationMemory&) = delete;
  GenerationMemory& operator=(const GenerationMemory&) = delete;

  // Parts are made and changed by this generation from now on. If the one before was not finished
  // nobody ever reads it, and what it dropped is still in use.
  [[nodiscard]] GenerationHold Begin();
  // What was dropped since Begin is in no generation from this one on.
  void Finish();

  // A part of so many bytes at least, of no content; aligned for every type. Throws std::bad_alloc.
  template <class T>
  T* Make(size_t bytes = sizeof(T)) {
    CheckType<T>();
    return static_cast<T*>(Allocate(bytes));
  }
  // Whether the part is of the generation begun last.
  bool MayChange(const void* part) const { return HeadOf(part)->made_by == generation_; }
  // No later generation has the part.
  void Drop(const void* part) { dropped_.push_back(HeadOf(part)); }
  // The part, which this generation may change: itself, or a copy in its place.
  template <class T>
  T& Own(T*& part) {
    CheckType<T>();
    if (!MayChange(part)) part = static_cast<T*>(Replace(part));
    return *part;
  }

  // For threads that make parts of the same generation at the same time, and do nothing else with the
  // memory: each has a stretch of its own. Must not outlive the memory.
  class Stretch {
   public:
    explicit Stretch(GenerationMemory& memory) : memory_(memory) {}
    ~Stretch() { memory_.GiveRoom(room_); }
    Stretch(const Stretch&) = delete;
    Stretch& operator=(const Stretch&) = delete;
    template <class T>
    T* Make(size_t bytes = sizeof(T)) {
      CheckType<T>();
      return static_cast<T*>(memory_.Cut(room_, RoundUp(bytes)));
    }

   private:
    friend class GenerationMemory;
    struct Room {
      std::byte* at = nullptr;
      size_t left = 0;
    };
    GenerationMemory& memory_;
    Room room_;
  };

 private:
  // Before each part.
  struct alignas(16) Head {
    union {
      uint64_t made_by;  // generation
      Head* next;        // of a free one
    };
    uint64_t bytes;  // of the part behind it
  };
  static constexpr size_t kStep = 16;  // parts are multiples of it
  static constexpr size_t kLongest = 8192;
  static constexpr size_t kFirstSlab = 4096;
  static constexpr size_t kLargestSlab = size_t{2} << 20U;  // a large page
  static constexpr size_t kListCount = kLongest / kStep;

  // A generation that may be held.
  struct Held {
    uint64_t number = 0;
    std::atomic<bool> is_gone{false};
    std::vector<Head*> kept;  // dropped by later ones, of which it is the last that has them
  };
  struct Slab {
    std::byte* memory;
    size_t bytes;
  };

  template <class T>
  static constexpr void CheckType() {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    static_assert(alignof(T) <= alignof(Head));
  }
  static size_t RoundUp(size_t bytes);
  static Head* HeadOf(const void* part) {
    return static_cast<Head*>(const_cast<void*>(part)) - 1;  // NOLINT(*-const-cast)
  }

  void* Allocate(size_t bytes);
  void* Replace(void* part);
  void* Cut(Stretch::Room& room, size_t bytes);
  void AddSlab(Stretch::Room& room, size_t least);
  void GiveRoom(const Stretch::Room& room);
  Head*& FreeListOf(size_t bytes);
  void Free(Head* part);
  void TakeBack(size_t held);

  uint64_t generation_ = 0;
  std::vector<std::unique_ptr<Held>> held_;  // by number
  std::vector<std::unique_ptr<Held>> spare_;
  std::vector<Head*> dropped_;  // since Begin
  std::vector<Head*> free_ = std::vector<Head*>(kListCount + 64);
  Stretch::Room room_;
  std::mutex slabs_mutex_;
  std::vector<Slab> slabs_;
  size_t next_slab_ = kFirstSlab;
};

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_GENERATION_MEMORY_H_
