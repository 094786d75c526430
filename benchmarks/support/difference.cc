#include "benchmarks/support/difference.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace passung::bench {

std::string DifferenceOfHits(std::span<const Match> engine,
                             std::span<const baseline::RivalHit> rival) {
  if (engine.size() != rival.size()) {
    return absl::StrCat("hits: engine ", engine.size(), ", rival ", rival.size());
  }
  for (size_t i = 0; i < rival.size(); ++i) {
    const Match& a = engine[i];
    const baseline::RivalHit& b = rival[i];
    const bool equal = a.vacancy.value == b.vacancy && a.score == b.score &&
                       a.hit_class == b.hit_class && a.occupation_index == b.occupation_index &&
                       a.place_index == b.place_index;
    if (equal) continue;
    return absl::StrFormat("hit %d: engine %s %d %s (%d, %d), rival %s %d %s (%d, %d)", i + 1,
                           a.vacancy.value, a.score, Name(a.hit_class), a.occupation_index,
                           a.place_index, b.vacancy, b.score, Name(b.hit_class), b.occupation_index,
                           b.place_index);
  }
  return "";
}

}  // namespace passung::bench
