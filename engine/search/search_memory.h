#ifndef PASSUNG_ENGINE_SEARCH_SEARCH_MEMORY_H_
#define PASSUNG_ENGINE_SEARCH_SEARCH_MEMORY_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/index/row_index.h"
#include "engine/search/gates.h"
#include "engine/search/sifted_rows.h"

// What a search that opens the best first keeps of what it has seen: nodes that wait, what is open.

namespace passung {

enum class SearchLevel : uint8_t { kTier, kJob, kBlock, kChunk, kStrip, kRows };

// A set of rows not yet looked into.
struct SearchNode {
  SearchLevel level = SearchLevel::kTier;
  uint8_t column = 0;   // kTier
  uint8_t nearest = 0;  // kTier
  // kJob: position; kStrip: which one of its chunk; kRows: which of SearchMemory::waiting.
  uint32_t number = 0;
  uint32_t within = 0;       // number of the opened job, kStrip: of the opened chunk, that it is in
  int32_t bound = 0;         // no row scores more
  uint64_t first_order = 0;  // no row is of an earlier vacancy
  int32_t job_part = 0;      // kJob: what the job's criteria give
  const void* part = nullptr;  // Block or Chunk
  const Presence* presence = nullptr;
};

// Where a node stands in the heap: by what it promises, then by its earliest vacancy, as far as that
// fits. One number, because which of two is larger cannot be guessed, and numbers are compared without
// guessing.
struct Turn {
  uint64_t key = 0;
  uint32_t node = 0;  // number

  Turn(int32_t bound, uint64_t first_order, uint32_t of)
      : key(static_cast<uint64_t>(bound) << kOrderBits |
            (kLastOrder - std::min(first_order >> kOrderShift, kLastOrder))),
        node(of) {}
  int32_t bound() const { return static_cast<int32_t>(key >> kOrderBits); }
  friend bool operator<(const Turn& a, const Turn& b) { return a.key < b.key; }

 private:
  static constexpr int kOrderBits = 36;
  static constexpr int kOrderShift = 28;
  static constexpr uint64_t kLastOrder = (uint64_t{1} << kOrderBits) - 1;
};

struct OpenedJob {
  int32_t part = 0;  // what the job's criteria give
  Gates::OfJob gates;
};

struct OpenedRows {
  const Chunk* chunk = nullptr;
  uint32_t job = 0;      // number
  RuleSet doubtful = 0;  // rules that may fail some row
  bool offered = false;  // some row got in
};

// Rows of a strip that may get in and were not looked at yet.
struct WaitingRows {
  uint32_t number = 0;  // which of SearchMemory::waiting
  uint32_t first = 0;   // in SearchMemory::promises
  uint32_t count = 0;   // up to kStripRows
  uint32_t chunk = 0;   // number
  // Parts that some row of the strip may be worth less in (RowBounds::PartSet).
  uint32_t inexact = 0;
  const Strip* strip = nullptr;
  uint64_t first_order = 0;  // of the strip
};

// A queue that holds up to kSize things, a power of two.
template <class T, size_t kSize>
class Ring {
 public:
  bool empty() const { return first_ == last_; }
  size_t size() const { return last_ - first_; }
  // The one pushed last. REQUIRES: not empty.
  const T& last() const { return things_[(last_ - 1) % kSize]; }
  void Push(const T& thing) { things_[last_++ % kSize] = thing; }
  T Take() { return things_[first_++ % kSize]; }

 private:
  std::array<T, kSize> things_;
  size_t first_ = 0;
  size_t last_ = 0;
};

// Its memory is used by one question after the other.
struct SearchMemory {
  std::vector<SearchNode> nodes;
  std::vector<Turn> heap;
  std::vector<OpenedJob> jobs;
  std::vector<OpenedRows> chunks;
  std::vector<WaitingRows> waiting;
  std::vector<Promise> promises;    // of rows that wait, in no order within a strip
  std::vector<uint32_t> positions;  // of the jobs of the tier being opened

  void Clear() {
    nodes.clear();
    heap.clear();
    jobs.clear();
    chunks.clear();
    waiting.clear();
    promises.clear();
  }
};

// That of the calling thread, empty.
SearchMemory& ThisThreadsSearchMemory();

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_SEARCH_MEMORY_H_
