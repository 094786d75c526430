#include "engine/watch/listed.h"

#include "engine/index/columns.h"

namespace passung {

// Entries are by rank, so that the first one is put in first; each pushes out what is last then.
void PairDisplaced(std::vector<ListChange>& changes) {
  size_t entrant = 0;
  for (size_t left = changes.size(); left-- > 0;) {
    ListChange& change = changes[left];
    if (change.event != ListEvent::kLeft) return;
    if (change.because != LeftBecause::kDisplaced) continue;
    while (entrant < changes.size() && changes[entrant].event != ListEvent::kEntered) ++entrant;
    if (entrant == changes.size()) return;
    change.counterpart = static_cast<int32_t>(entrant);
    changes[entrant++].counterpart = static_cast<int32_t>(left);
  }
}

ListedMatch DescribeListed(const Listed& listed, int32_t position, const Vacancy& vacancy) {
  const Combination combination = CombinationOf(vacancy, listed.row);
  return {.mentee = {},
          .vacancy = {},
          .rank = position + 1,
          .score = listed.score,
          .hit_class = listed.class_of(),
          .occupation_index = combination.occupation_index,
          .place_index = combination.place_index};
}

}  // namespace passung
