#include "engine/watch/listed.h"

#include "engine/index/columns.h"

namespace passung {
namespace {

// Sets the counterparts of what was displaced and what entered.
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

}  // namespace

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

std::vector<ListedMatch> DescribeList(
    std::span<const Listed> list,
    absl::FunctionRef<ListedMatch(const Listed&, int32_t position)> describe) {
  std::vector<ListedMatch> described;
  described.reserve(list.size());
  for (const Listed& hit : list) {
    described.push_back(describe(hit, static_cast<int32_t>(described.size())));
  }
  return described;
}

std::vector<ListChange> TellChanges(std::span<const ListedChange> found,
                                    const ListTelling& telling) {
  std::vector<ListChange> changes;
  changes.reserve(found.size());
  for (const ListedChange& at : found) {
    ListChange& made = changes.emplace_back();
    const bool was = at.before != ListedChange::kNowhere;
    const bool is = at.after != ListedChange::kNowhere;
    made.event = !was ? ListEvent::kEntered : is ? ListEvent::kChanged : ListEvent::kLeft;
    if (was) {
      const Listed& hit = telling.before[static_cast<size_t>(at.before)];
      made.before = telling.describe_before(hit, at.before);
      if (!is) made.because = telling.why_left(hit, *made.before);
    }
    if (is) {
      made.after = telling.describe_after(telling.after[static_cast<size_t>(at.after)], at.after);
    }
  }
  PairDisplaced(changes);
  return changes;
}

}  // namespace passung
