#include "engine/watch/difference.h"

#include <algorithm>

namespace passung {
namespace {

// Of a snapshot that was made from the other.
SlotChanges ChangesSince(const RecordSet& from, const RecordSet& to) {
  SlotChanges changes;
  to.liveness.ForEachKilledSince(from.liveness, [&](uint32_t slot) {
    if (slot < from.slots) changes.gone.push_back(slot);
  });
  for (uint32_t slot = from.slots; slot < to.slots; ++slot) {
    if (to.Has(slot)) changes.come.push_back(slot);
  }
  return changes;
}

// The same from the later one to the earlier: what came is gone again.
SlotChanges ChangesBack(const RecordSet& from, const RecordSet& to) {
  SlotChanges changes = ChangesSince(to, from);
  std::swap(changes.gone, changes.come);
  return changes;
}

SnapshotDifference WithinStorage(const SnapshotImpl& from, const SnapshotImpl& to) {
  // The earlier one has no more slots of any kind, and no more of them are dead.
  const auto is_later = [](const RecordSet& a, const RecordSet& b) {
    return a.slots > b.slots || a.liveness.dead() > b.liveness.dead();
  };
  const bool back = is_later(from.mentee_set(), to.mentee_set()) ||
                    is_later(from.vacancy_set(), to.vacancy_set());
  const auto changes = back ? &ChangesBack : &ChangesSince;
  return {.mentees = changes(from.mentee_set(), to.mentee_set()),
          .vacancies = changes(from.vacancy_set(), to.vacancy_set())};
}

template <class Record>
SlotChanges BetweenStores(const RecordStore<Record>& from_store, const RecordSet& from,
                          const RecordStore<Record>& to_store, const RecordSet& to) {
  SlotChanges changes;
  changes.moved.emplace(from.slots, SlotChanges::kGone);
  std::vector<bool> stays(to.slots);
  for (uint32_t slot = 0; slot < from.slots; ++slot) {
    if (!from.Has(slot)) continue;
    const auto now = to_store.Find(from_store.IdOf(slot), to.slots);
    if (now && to.Has(*now) && to_store[*now] == from_store[slot]) {
      (*changes.moved)[slot] = *now;
      stays[*now] = true;
    } else {
      changes.gone.push_back(slot);
    }
  }
  for (uint32_t slot = 0; slot < to.slots; ++slot) {
    if (to.Has(slot) && !stays[slot]) changes.come.push_back(slot);
  }
  return changes;
}

}  // namespace

SnapshotDifference DifferenceOf(const SnapshotImpl& from, const SnapshotImpl& to) {
  if (&from.columns() == &to.columns()) return WithinStorage(from, to);
  return {
      .same_storage = false,
      .mentees = BetweenStores(from.mentees(), from.mentee_set(), to.mentees(), to.mentee_set()),
      .vacancies =
          BetweenStores(from.vacancies(), from.vacancy_set(), to.vacancies(), to.vacancy_set())};
}

}  // namespace passung
