#ifndef PASSUNG_ENGINE_INDEX_ROW_PARTS_H_
#define PASSUNG_ENGINE_INDEX_ROW_PARTS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "engine/base/generation_memory.h"
#include "engine/index/chunk.h"
#include "engine/index/job_codes.h"

// What lies above the chunks of a RowIndex: blocks of chunks, and the rows of a job in blocks. Each is
// one piece of a GenerationMemory.

namespace passung {

inline constexpr uint32_t kBlockChunks = 16;

// Parts of a whole that are kept in the order of their rows. What it consists of lies behind it.
template <class Part>
struct Parts {
  std::span<Presence> presence;  // of each part; also of rows that are gone since
  std::span<Part*> parts;
  std::span<uint32_t> first_key;  // no row of a part is before it in the order of rows
  uint32_t room = 0;              // for so many parts
};
using Block = Parts<Chunk>;
struct JobRows : Parts<Block> {
  const JobCodes* codes = nullptr;
};

// Where a part comes to, and what is said of it.
template <class Part>
struct NewPart {
  size_t at;
  Part* part;
  const Presence& presence;
  uint32_t first_key;
};

// One with room for so many parts and none in it yet. `memory.Make` makes it.
template <class Whole, class Memory>
Whole* MakeWhole(Memory& memory, size_t room) {
  using PartPointer = typename decltype(Whole::parts)::value_type;
  constexpr size_t kBytes = sizeof(Presence) + sizeof(PartPointer) + sizeof(uint32_t);
  auto* const whole = std::construct_at(memory.template Make<Whole>(sizeof(Whole) + room * kBytes));
  whole->room = static_cast<uint32_t>(room);
  return whole;
}

// The same arrays, of `size` parts, where they lie behind `whole`.
template <class Whole>
void PlaceParts(Whole& whole, size_t size) {
  auto* const presence = reinterpret_cast<Presence*>(&whole + 1);
  whole.presence = {presence, size};
  auto* const parts =
      reinterpret_cast<typename decltype(Whole::parts)::pointer>(presence + whole.room);
  whole.parts = {parts, size};
  whole.first_key = {reinterpret_cast<uint32_t*>(parts + whole.room), size};
}

// REQUIRES: room for it.
template <class Whole, class Part>
void AddPart(Whole& whole, const NewPart<Part>& added) {
  PlaceParts(whole, whole.parts.size() + 1);
  const auto put = [&](auto& all, const auto& value) {
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(added.at);
    std::copy_backward(at, all.end() - 1, all.end());
    *at = value;
  };
  put(whole.presence, added.presence);
  put(whole.parts, added.part);
  put(whole.first_key, added.first_key);
}

// The whole, which the generation begun last may change: itself, or a copy in its place.
template <class Whole>
Whole& OwnWhole(base::GenerationMemory& memory, Whole*& whole) {
  if (!memory.MayChange(whole)) PlaceParts(memory.Own(whole), whole->parts.size());
  return *whole;
}

// The same, with room for one more part.
template <class Whole>
Whole& OwnWithRoom(base::GenerationMemory& memory, Whole*& whole) {
  constexpr size_t kMore = 4;
  const size_t size = whole->parts.size();
  if (size < whole->room) return OwnWhole(memory, whole);
  auto* const larger = MakeWhole<Whole>(memory, size + kMore);
  const uint32_t room = larger->room;
  *larger = *whole;
  larger->room = room;
  PlaceParts(*larger, size);
  std::copy(whole->presence.begin(), whole->presence.end(), larger->presence.begin());
  std::copy(whole->parts.begin(), whole->parts.end(), larger->parts.begin());
  std::copy(whole->first_key.begin(), whole->first_key.end(), larger->first_key.begin());
  memory.Drop(whole);
  whole = larger;
  return *whole;
}

// A copy of the lists; `lists[i]` is a range of codes of the nth job column.
template <class Memory, class Lists>
const JobCodes* MakeJobCodes(Memory& memory, const Lists& lists) {
  size_t count = 0;
  for (const auto& list : lists) count += list.size();
  auto* const codes = std::construct_at(
      memory.template Make<JobCodes>(sizeof(JobCodes) + count * sizeof(uint32_t)));
  auto* at = reinterpret_cast<uint32_t*>(codes + 1);
  for (size_t i = 0; i < codes->size(); ++i) {
    (*codes)[i] = {at, lists[i].size()};
    at = std::copy(lists[i].begin(), lists[i].end(), at);
  }
  return codes;
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_ROW_PARTS_H_
