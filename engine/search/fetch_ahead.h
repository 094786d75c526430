#ifndef PASSUNG_ENGINE_SEARCH_FETCH_AHEAD_H_
#define PASSUNG_ENGINE_SEARCH_FETCH_AHEAD_H_

#include <cstdint>

#include "engine/index/row_index.h"
#include "engine/search/search_memory.h"

namespace passung {

// What opening a node reads, asked for stage by stage: what a job names lies behind pointers, each of
// which has to be there before the next one is known. Decides nothing.
class FetchAhead {
 public:
  // Both outlive it. `skills`: whether those of rows will be looked at.
  FetchAhead(const RowIndex& index, const SearchMemory& memory, bool skills)
      : index_(index), memory_(memory), skills_(skills) {}

  // Asks for what the node needs at this stage, from 0; each stage reads what the one before asked for.
  // False where nothing is left to be asked for: it can be opened.
  bool Ask(const SearchNode& node, uint32_t stage) const;

 private:
  bool AskOfJob(const JobRows& rows, uint32_t stage) const;
  static bool AskOfBlock(const Block& block, uint32_t stage);
  void AskForStrip(const Strip& strip) const;

  const RowIndex& index_;
  const SearchMemory& memory_;
  const bool skills_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_FETCH_AHEAD_H_
