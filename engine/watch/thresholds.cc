#include "engine/watch/thresholds.h"

#include <algorithm>
#include <numeric>

namespace passung {
namespace {

// Calls `visit(entry, group)` for all entries, group by group.
template <class F>
void ForEachEntry(const MenteeIndex& index, F&& visit) {
  const size_t homes = index.homes().size();
  for (size_t occupation = 0; occupation <= index.occupations().size(); ++occupation) {
    for (size_t home = 0; home < homes; ++home) {
      for (const MenteeIndex::Entry& entry : index.Of(occupation, home)) {
        visit(entry, static_cast<uint32_t>(occupation * homes + home));
      }
    }
  }
}

}  // namespace

Thresholds::Thresholds(const MenteeIndex& index, uint32_t slots)
    : homes_(index.homes().size()),
      of_slot_(slots, kNever),
      of_group_((index.occupations().size() + 1) * homes_, kNever),
      of_occupation_(index.occupations().size() + 1, kNever),
      first_place_(size_t{slots} + 1) {
  if (slots == 0) return;
  ForEachEntry(index, [&](const MenteeIndex::Entry& entry, uint32_t) {
    ++first_place_[size_t{entry.slot} + 1];
  });
  std::partial_sum(first_place_.begin(), first_place_.end(), first_place_.begin());
  std::vector<uint32_t> next(first_place_.begin(), first_place_.end() - 1);
  places_.resize(first_place_.back());
  of_entry_.assign(first_place_.back(), kNever);
  ForEachEntry(index, [&](const MenteeIndex::Entry& entry, uint32_t group) {
    places_[next[entry.slot]++] = {index.PlaceOf(entry), group};
  });
}

void Thresholds::Set(uint32_t slot, int32_t needed) {
  of_slot_[slot] = needed;
  for (uint32_t at = first_place_[slot]; at < first_place_[size_t{slot} + 1]; ++at) {
    const Place& place = places_[at];
    of_entry_[place.entry] = needed;
    of_group_[place.group] = std::min(of_group_[place.group], needed);
    int32_t& of_occupation = of_occupation_[place.group / homes_];
    of_occupation = std::min(of_occupation, needed);
  }
}

}  // namespace passung
