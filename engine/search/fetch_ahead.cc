#include "engine/search/fetch_ahead.h"

#include <algorithm>
#include <span>

#include "engine/base/prefetch.h"

namespace passung {
namespace {

template <class Part>
void FetchParts(const Parts<Part>& of) {
  constexpr size_t kFirst = 4;
  base::Prefetch(of.parts.data());
  // Of one alone nobody asks what is in it.
  if (of.presence.size() == 1) return;
  base::PrefetchBytes(of.presence.data(), sizeof(Presence) * std::min(of.presence.size(), kFirst));
}

}  // namespace

bool FetchAhead::Ask(const SearchNode& node, uint32_t stage) const {
  switch (node.level) {
    case SearchLevel::kTier:
      return false;
    case SearchLevel::kJob:
      return AskOfJob(index_.job(node.number), stage);
    case SearchLevel::kBlock:
      return AskOfBlock(*static_cast<const Block*>(node.part), stage);
    case SearchLevel::kChunk:
      if (stage > 0) return false;
      base::PrefetchBytes(node.part, sizeof(Chunk));
      return true;
    case SearchLevel::kStrip:
      if (stage > 0) return false;
      AskForStrip(*memory_.chunks[node.within].chunk->strips[node.number]);
      return true;
    case SearchLevel::kRows:
      return false;
  }
  return false;
}

// Most jobs are one block, and many one chunk: then that is asked for, too.
bool FetchAhead::AskOfJob(const JobRows& rows, uint32_t stage) const {
  if (stage == 0) {
    base::PrefetchBytes(&rows, sizeof(rows));
    return true;
  }
  const bool one = rows.parts.size() == 1;
  switch (stage) {
    case 1:
      base::PrefetchBytes(rows.codes, sizeof(*rows.codes));
      FetchParts(rows);
      return true;
    case 2:
      for (const std::span<const uint32_t> codes : *rows.codes) base::Prefetch(codes.data());
      if (one) base::PrefetchBytes(rows.parts.front(), sizeof(Block));
      return true;
    case 3:
      if (one) FetchParts(*rows.parts.front());
      return one;
    case 4:
      if (!one || rows.parts.front()->parts.size() != 1) return false;
      base::PrefetchBytes(rows.parts.front()->parts.front(), sizeof(Chunk));
      return true;
    default:
      return false;
  }
}

bool FetchAhead::AskOfBlock(const Block& block, uint32_t stage) {
  if (stage > 1) return false;
  if (stage == 0) {
    base::PrefetchBytes(&block, sizeof(block));
  } else {
    FetchParts(block);
  }
  return true;
}

void FetchAhead::AskForStrip(const Strip& strip) const {
  base::PrefetchBytes(&strip.bins, sizeof(strip.bins));
  if (skills_) base::PrefetchBytes(&strip.skills, sizeof(strip.skills));
  base::PrefetchBytes(&strip.names, sizeof(strip.names));
}

}  // namespace passung
