#ifndef PASSUNG_ENGINE_WATCH_LISTED_H_
#define PASSUNG_ENGINE_WATCH_LISTED_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "engine/index/columns.h"
#include "engine/index/snapshot_internal.h"
#include "passung/watch.h"

namespace passung {

// Somebody or something in a list, as watches keep it.
struct Listed {
  int32_t score = 0;
  uint32_t slot = 0;      // of the vacancy, in the mirror of the mentee
  uint32_t row : 30 = 0;  // of the vacancy, from 0: the combination that counts
  uint32_t hit_class : 2 = 0;

  HitClass class_of() const { return static_cast<HitClass>(hit_class); }
  friend bool operator==(const Listed&, const Listed&) = default;
};
using ListedHits = std::vector<Listed>;  // best first

inline Listed MakeListed(int32_t score, uint32_t slot, uint32_t row, HitClass hit_class) {
  return {score, slot, row & ((1U << 30U) - 1), static_cast<uint32_t>(hit_class) & 3U};
}

// What is different between two lists, by positions in them.
struct ListedChange {
  static constexpr int32_t kNowhere = -1;
  int32_t before = kNowhere;
  int32_t after = kNowhere;
};

// What entered or changed by its place after, then what left by its place before. `same(b, a)`: whether
// two slots are of records with one id. `same_combination(b, a)`: whether the combination that counts is
// the same, which a row alone does not say of a vacancy that has changed.
template <class Same, class SameCombination>
std::vector<ListedChange> CompareLists(std::span<const Listed> before,
                                       std::span<const Listed> after, Same&& same,
                                       SameCombination&& same_combination) {
  std::vector<ListedChange> changes;
  std::vector<bool> stays(before.size());
  auto next = before.begin();  // most stand in the same order
  for (size_t a = 0; a < after.size(); ++a) {
    const auto is_it = [&](const Listed& b) { return same(b.slot, after[a].slot); };
    const bool is_next = next != before.end() && is_it(*next);
    const auto at = is_next ? next : std::find_if(before.begin(), before.end(), is_it);
    if (at != before.end()) next = at + 1;
    const auto position = static_cast<int32_t>(a);
    if (at == before.end()) {
      changes.push_back({ListedChange::kNowhere, position});
      continue;
    }
    stays[static_cast<size_t>(at - before.begin())] = true;
    const bool alike = at->score == after[a].score && at->hit_class == after[a].hit_class &&
                       same_combination(*at, after[a]);
    if (!alike) changes.push_back({static_cast<int32_t>(at - before.begin()), position});
  }
  for (size_t b = 0; b < before.size(); ++b) {
    if (!stays[b]) changes.push_back({static_cast<int32_t>(b), ListedChange::kNowhere});
  }
  return changes;
}

// A combination, for comparing: occupation, place.
inline std::pair<int32_t, int32_t> CombinationIn(const Vacancy& vacancy, uint32_t row) {
  const Combination combination = CombinationOf(vacancy, row);
  return {combination.occupation_index, combination.place_index};
}

// With everything but the ids.
ListedMatch DescribeListed(const Listed& listed, int32_t position, const Vacancy& vacancy);

// A list, best first.
std::vector<ListedMatch> DescribeList(
    std::span<const Listed> list,
    absl::FunctionRef<ListedMatch(const Listed&, int32_t position)> describe);

// One list before and after, and what is to be said of those in it.
struct ListTelling {
  std::span<const Listed> before;
  std::span<const Listed> after;
  absl::FunctionRef<ListedMatch(const Listed&, int32_t position)> describe_before;
  absl::FunctionRef<ListedMatch(const Listed&, int32_t position)> describe_after;
  absl::FunctionRef<LeftBecause(const Listed& before, const ListedMatch& described)> why_left;
};

// What CompareLists found of the two, told in its order, and who pushed out whom; without matches.
std::vector<ListChange> TellChanges(std::span<const ListedChange> found,
                                    const ListTelling& telling);

}  // namespace passung

#endif  // PASSUNG_ENGINE_WATCH_LISTED_H_
