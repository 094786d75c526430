#include "engine/watch/thresholds.h"

#include <algorithm>
#include <numeric>
#include <utility>

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
      begin_((index.occupations().size() + 1) * homes_ + 1),
      of_occupation_(index.occupations().size() + 1, kNever),
      first_place_(size_t{slots} + 1) {
  if (slots == 0) return;
  ForEachEntry(index, [&](const MenteeIndex::Entry& entry, uint32_t group) {
    ++first_place_[size_t{entry.slot} + 1];
    ++begin_[size_t{group} + 1];
    needed_.push_back({kNever, index.PlaceOf(entry), entry.claims});
  });
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::partial_sum(first_place_.begin(), first_place_.end(), first_place_.begin());
  std::vector<uint32_t> next(first_place_.begin(), first_place_.end() - 1);
  places_.resize(first_place_.back());
  of_entry_.assign(first_place_.back(), kNever);
  ForEachEntry(index, [&](const MenteeIndex::Entry& entry, uint32_t group) {
    places_[next[entry.slot]++] = {index.PlaceOf(entry), group};
  });
}

void Thresholds::Set(uint32_t slot, int32_t needed) {
  const int32_t before = std::exchange(of_slot_[slot], needed);
  if (before == needed) return;
  for (uint32_t at = first_place_[slot]; at < first_place_[size_t{slot} + 1]; ++at) {
    const Place& place = places_[at];
    of_entry_[place.entry] = needed;
    Move(place, before, needed);
    int32_t& of_occupation = of_occupation_[place.group / homes_];
    of_occupation = std::min(of_occupation, needed);
  }
}

void Thresholds::PrefetchPlaces(uint32_t slot) const {
  base::Prefetch(&of_slot_[slot]);
  base::Prefetch(&places_[first_place_[slot]]);
}

void Thresholds::PrefetchEntries(uint32_t slot) const {
  for (uint32_t at = first_place_[slot]; at < first_place_[size_t{slot} + 1]; ++at) {
    const Place& place = places_[at];
    base::Prefetch(&of_entry_[place.entry]);
    base::Prefetch(&of_group_[place.group]);
    base::Prefetch(&needed_[begin_[place.group]]);
  }
}

// To its place in the order of its group.
void Thresholds::Move(const Place& place, int32_t from, int32_t to) {
  const auto begin = needed_.begin() + begin_[place.group];
  const auto end = needed_.begin() + begin_[size_t{place.group} + 1];
  const auto needs_less = [](const Needed& of, int32_t score) { return of.score < score; };
  auto at = std::find_if(std::lower_bound(begin, end, from, needs_less), end,
                         [&](const Needed& of) { return of.entry == place.entry; });
  const auto target = std::lower_bound(begin, end, to, needs_less);
  at->score = to;
  if (target > at) {
    std::rotate(at, at + 1, target);
  } else {
    std::rotate(target, at, at + 1);
  }
  of_group_[place.group] = begin->score;
}

}  // namespace passung
