#include "engine/watch/watched_lists.h"

#include <algorithm>
#include <utility>

#include "engine/base/prefetch.h"
#include "engine/base/sort_unique.h"

namespace passung {

std::vector<uint32_t> WatchedLists::Mentees() const {
  std::vector<uint32_t> mentees;
  mentees.reserve(lists_.size());
  for (const auto& [mentee, list] : lists_) mentees.push_back(mentee);
  return mentees;
}

void WatchedLists::Begin(const RecordStore<Vacancy>& vacancies) {
  vacancies_ = &vacancies;
  moved_ = false;
  changing_.clear();
}

ListInChange& WatchedLists::Touch(uint32_t mentee) {
  const auto [at, is_new] = changing_.try_emplace(mentee);
  ListInChange& change = at->second;
  if (!is_new) return change;
  change.before = lists_[mentee];
  change.moved = moved_;
  if (change.before.size() == limit_) {
    change.edge = change.before.back();
    change.edge_order = vacancies_->OrderOf(change.edge->slot);
  }
  return change;
}

void WatchedLists::Add(uint32_t mentee) { Doubt(mentee); }

ListInChange WatchedLists::Take(uint32_t mentee) {
  ListInChange taken = std::move(Touch(mentee));
  changing_.erase(mentee);
  lists_.erase(mentee);
  return taken;
}

void WatchedLists::Put(uint32_t mentee, ListInChange list) {
  lists_[mentee].clear();
  list.anew = true;
  changing_[mentee] = std::move(list);
}

bool WatchedLists::IsIn(uint32_t mentee, uint32_t vacancy) const {
  const auto list = lists_.find(mentee);
  return list != lists_.end() &&
         std::any_of(list->second.begin(), list->second.end(),
                     [&](const Listed& hit) { return hit.slot == vacancy; });
}

void WatchedLists::Remove(uint32_t vacancy) {
  const auto watchers = watchers_.find(vacancy);
  if (watchers == watchers_.end()) return;
  for (const uint32_t mentee : watchers->second.mentees) {
    if (!IsIn(mentee, vacancy)) continue;
    Touch(mentee);
    std::erase_if(lists_[mentee], [&](const Listed& hit) { return hit.slot == vacancy; });
  }
  watchers_.erase(watchers);
}

void WatchedLists::Move(const std::vector<uint32_t>& mentees,
                        const std::vector<uint32_t>& vacancies, const RecordStore<Vacancy>& to) {
  vacancies_ = &to;
  moved_ = true;
  absl::flat_hash_map<uint32_t, ListedHits> lists;
  for (auto& [mentee, hits] : lists_) {
    for (Listed& hit : hits) hit.slot = vacancies[hit.slot];
    lists.emplace(mentees[mentee], std::move(hits));
  }
  lists_ = std::move(lists);
  absl::btree_map<uint32_t, ListInChange> changing;
  for (auto& [mentee, change] : changing_) {
    change.anew = true;
    changing.emplace(mentees[mentee], std::move(change));
  }
  changing_ = std::move(changing);
  absl::flat_hash_map<uint32_t, Watchers> watchers;
  for (auto& [vacancy, of] : watchers_) {
    // Who was taken out has no list any more.
    std::erase_if(of.mentees, [&](uint32_t& mentee) {
      mentee = mentees[mentee];
      return mentee == UINT32_MAX;
    });
    watchers.emplace(vacancies[vacancy], std::move(of));
  }
  watchers_ = std::move(watchers);
}

void WatchedLists::PrefetchList(uint32_t mentee) const {
  const ListedHits& hits = Of(mentee);
  base::PrefetchBytes(hits.data(), hits.size() * sizeof(Listed));
}

void WatchedLists::Offer(uint32_t mentee, const Listed& hit) {
  const uint64_t order = vacancies_->OrderOf(hit.slot);
  // Orders of others lie anywhere in memory: they are looked at only where scores are equal.
  const auto is_before = [&](const Listed& other) {
    if (hit.score != other.score) return hit.score > other.score;
    return order < vacancies_->OrderOf(other.slot);
  };
  const auto is_before_edge = [&](const ListInChange& of) {
    return hit.score != of.edge->score ? hit.score > of.edge->score : order < of.edge_order;
  };
  const ListedHits& now = Of(mentee);
  if (now.size() == limit_ && !is_before(now.back())) return;
  ListInChange& change = Touch(mentee);
  if (change.anew) return;
  // The edge itself may come back changed.
  const bool is_edge = change.edge && hit.score == change.edge->score && order == change.edge_order;
  if (change.edge && !is_edge && !is_before_edge(change)) return;
  ListedHits& hits = lists_[mentee];
  hits.insert(std::find_if(hits.begin(), hits.end(), is_before), hit);
  if (hits.size() > limit_) hits.pop_back();
}

void WatchedLists::DoubtShortOnes() {
  for (auto& [mentee, change] : changing_) {
    if (change.edge && lists_[mentee].size() < limit_) change.anew = true;
  }
}

void WatchedLists::LookThrough(uint32_t vacancy, Watchers& watchers) {
  base::SortUnique(watchers.mentees);
  std::erase_if(watchers.mentees, [&](uint32_t mentee) { return !IsIn(mentee, vacancy); });
  watchers.sorted = watchers.mentees.size();
}

void WatchedLists::Enter(uint32_t mentee, const ListedHits& hits) {
  for (const Listed& hit : hits) {
    Watchers& watchers = watchers_[hit.slot];
    watchers.mentees.push_back(mentee);
    // Those that it left are still among them: not for ever.
    if (watchers.mentees.size() > 2 * watchers.sorted + 64) LookThrough(hit.slot, watchers);
  }
}

void WatchedLists::Settle() {
  for (const auto& [mentee, of] : changing_) {
    const ListInChange& change = of;
    ListedHits entered = Of(mentee);
    std::erase_if(entered, [&](const Listed& hit) {
      return !change.anew && std::any_of(change.before.begin(), change.before.end(),
                                         [&](const Listed& old) { return old.slot == hit.slot; });
    });
    Enter(mentee, entered);
  }
  changing_.clear();
}

}  // namespace passung
