#include "engine/base/generation_memory.h"

#include <algorithm>

#include "engine/base/large_memory.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(memory, bytes) ((void)(memory), (void)(bytes))
#define ASAN_UNPOISON_MEMORY_REGION(memory, bytes) ((void)(memory), (void)(bytes))
#endif

namespace passung::base {

GenerationMemory::~GenerationMemory() {
  for (const Slab& slab : slabs_) {
    ASAN_UNPOISON_MEMORY_REGION(slab.memory, slab.bytes);
    FreeLarge(slab.memory, slab.bytes);
  }
}

GenerationHold GenerationMemory::Begin() {
  dropped_.clear();
  // The later ones first: what they kept may be what an earlier one has, too.
  for (size_t i = held_.size(); i-- > 0;) {
    if (held_[i]->is_gone.load(std::memory_order_acquire)) TakeBack(i);
  }
  if (spare_.empty()) spare_.push_back(std::make_unique<Held>());
  held_.push_back(std::move(spare_.back()));
  spare_.pop_back();
  held_.back()->number = ++generation_;
  held_.back()->is_gone.store(false, std::memory_order_relaxed);
  return GenerationHold(held_.back()->is_gone);
}

void GenerationMemory::Finish() {
  Held* const before = held_.size() < 2 ? nullptr : held_[held_.size() - 2].get();
  for (Head* const part : dropped_) {
    if (before != nullptr && before->number >= part->made_by) {
      before->kept.push_back(part);
    } else {
      Free(part);
    }
  }
  dropped_.clear();
}

// What a generation kept that nobody holds any more is free, unless one before it has it.
void GenerationMemory::TakeBack(size_t held) {
  std::unique_ptr<Held> gone = std::move(held_[held]);
  held_.erase(held_.begin() + static_cast<std::ptrdiff_t>(held));
  Held* const before = held == 0 ? nullptr : held_[held - 1].get();
  for (Head* const part : gone->kept) {
    if (before != nullptr && before->number >= part->made_by) {
      before->kept.push_back(part);
    } else {
      Free(part);
    }
  }
  gone->kept.clear();
  spare_.push_back(std::move(gone));
}

// Long parts are rounded up to an eighth of a power of two, so that those dropped fit again.
size_t GenerationMemory::RoundUp(size_t bytes) {
  const size_t step = bytes <= kLongest ? kStep : std::bit_floor(bytes) / 8;
  return (std::max<size_t>(bytes, 1) + step - 1) / step * step;
}

GenerationMemory::Head*& GenerationMemory::FreeListOf(size_t bytes) {
  if (bytes <= kLongest) return free_[bytes / kStep - 1];
  const size_t list = kListCount + (static_cast<size_t>(std::bit_width(bytes / kLongest)) - 1) * 8 +
                      bytes / (std::bit_floor(bytes) / 8) % 8;
  if (list >= free_.size()) free_.resize(list + 1);
  return free_[list];
}

void* GenerationMemory::Allocate(size_t bytes) {
  const size_t rounded = RoundUp(bytes);
  Head*& list = FreeListOf(rounded);
  if (list == nullptr) return Cut(room_, rounded);
  Head* const part = std::exchange(list, list->next);
  ASAN_UNPOISON_MEMORY_REGION(part + 1, rounded);
  part->made_by = generation_;
  return part + 1;
}

void* GenerationMemory::Replace(void* part) {
  const size_t bytes = HeadOf(part)->bytes;
  void* const copy = Allocate(bytes);
  std::memcpy(copy, part, bytes);
  Drop(part);
  return copy;
}

void GenerationMemory::Free(Head* part) {
  Head*& list = FreeListOf(part->bytes);
  part->next = list;
  list = part;
  ASAN_POISON_MEMORY_REGION(part + 1, part->bytes);
}

void* GenerationMemory::Cut(Stretch::Room& room, size_t bytes) {
  const size_t whole = sizeof(Head) + bytes;
  if (room.left < whole) AddSlab(room, whole);
  Head* const part = std::construct_at(reinterpret_cast<Head*>(room.at));
  room.at += whole;
  room.left -= whole;
  part->made_by = generation_;
  part->bytes = bytes;
  return part + 1;
}

void GenerationMemory::AddSlab(Stretch::Room& room, size_t least) {
  const std::lock_guard lock(slabs_mutex_);
  const size_t bytes = std::max(least, next_slab_);
  slabs_.push_back({static_cast<std::byte*>(AllocateLarge(bytes)), bytes});
  next_slab_ = std::min(next_slab_ * 2, kLargestSlab);
  room = {slabs_.back().memory, bytes};
}

// What is left of a stretch, where it is more than there is for parts made one by one.
void GenerationMemory::GiveRoom(const Stretch::Room& room) {
  const std::lock_guard lock(slabs_mutex_);
  if (room.left > room_.left) room_ = room;
}

}  // namespace passung::base
