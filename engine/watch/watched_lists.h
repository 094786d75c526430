#ifndef PASSUNG_ENGINE_WATCH_WATCHED_LISTS_H_
#define PASSUNG_ENGINE_WATCH_WATCHED_LISTS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "engine/watch/listed.h"

namespace passung {

// A list on its way from one moment to the next.
struct ListInChange {
  ListedHits before;
  bool moved = false;  // slots of `before` are already those of the other storage
  // Nothing that was outside before comes before this; absent: nothing outside was listed at all.
  std::optional<Listed> edge;
  uint64_t edge_order = 0;
  bool anew = false;  // what it has become is not known: it is to be asked
};

// The lists of watched mentees by slot, each the best `limit` vacancies, and which lists have a
// vacancy. Changes are made between Begin and Settle; those that are touched keep what they were.
class WatchedLists {
 public:
  explicit WatchedLists(size_t limit) : limit_(limit) {}

  size_t size() const { return lists_.size(); }
  bool Has(uint32_t mentee) const { return lists_.contains(mentee); }
  // REQUIRES: Has(mentee).
  const ListedHits& Of(uint32_t mentee) const { return lists_.find(mentee)->second; }
  // The score that is needed to come in.
  int32_t NeededBy(uint32_t mentee) const {
    const ListedHits& hits = Of(mentee);
    return hits.size() < limit_ ? 0 : hits.back().score;
  }
  // Of all, in no order.
  std::vector<uint32_t> Mentees() const;

  // Those touched since Begin, by slot.
  absl::btree_map<uint32_t, ListInChange>& changing() { return changing_; }
  void Begin(const RecordStore<Vacancy>& vacancies);
  // A list of which nothing is known.
  void Add(uint32_t mentee);
  // The list is to be asked anew.
  void Doubt(uint32_t mentee) { Touch(mentee).anew = true; }
  // Takes a list out; what it was.
  ListInChange Take(uint32_t mentee);
  // Puts it back for somebody's other slot, in doubt.
  void Put(uint32_t mentee, ListInChange list);
  // A vacancy is not what it was, or not there: it leaves every list.
  void Remove(uint32_t vacancy);
  // Slots of the other storage; lists that are touched are in doubt from now on.
  // REQUIRES: what is gone was taken or removed.
  void Move(const std::vector<uint32_t>& mentees, const std::vector<uint32_t>& vacancies,
            const RecordStore<Vacancy>& to);
  // Has somebody's list brought nearer, the second step after the first has come: most of an Offer is
  // waiting for it.
  void PrefetchFinding(uint32_t mentee) const { lists_.prefetch(mentee); }
  void PrefetchList(uint32_t mentee) const;
  // A vacancy that was in no list since Begin. Does nothing where it is not among the best.
  void Offer(uint32_t mentee, const Listed& hit);
  // Lists of which it is not known any more what belongs at their end come into doubt.
  void DoubtShortOnes();
  void Set(uint32_t mentee, ListedHits hits) { lists_[mentee] = std::move(hits); }
  // What was touched is as it is now.
  void Settle();

 private:
  ListInChange& Touch(uint32_t mentee);
  void Enter(uint32_t mentee, const ListedHits& hits);

  // Lists that have, or had, a vacancy.
  struct Watchers {
    std::vector<uint32_t> mentees;
    size_t sorted = 0;  // how many remained when they were last looked through
  };
  void LookThrough(uint32_t vacancy, Watchers& watchers);
  bool IsIn(uint32_t mentee, uint32_t vacancy) const;

  const size_t limit_;
  const RecordStore<Vacancy>* vacancies_ = nullptr;  // while changing: for their order
  bool moved_ = false;                               // since Begin
  absl::flat_hash_map<uint32_t, ListedHits> lists_;
  absl::flat_hash_map<uint32_t, Watchers> watchers_;
  absl::btree_map<uint32_t, ListInChange> changing_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_WATCH_WATCHED_LISTS_H_
