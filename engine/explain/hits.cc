#include "engine/explain/hits.h"

#include "engine/base/prefetch.h"

namespace passung {

// One kind of memory after the other: the processor finds its way to few pages at a time, and what
// lies on a page that it has found comes quickly. Not a function of its own: gcc takes one that does
// nothing but prefetch for one that does nothing, and leaves out its calls.
HitRows::HitRows(const SnapshotImpl& snapshot, const std::vector<Hit>& hits)
    : snapshot_(snapshot), hits_(hits) {
  const Columns& columns = snapshot.columns();
  for (const Hit& hit : hits) {
    columns.Prefetch(hit.row);
    base::Prefetch(&snapshot.vacancy(hit.index).occupations);
  }
  codes_.reserve(hits.size());
  for (const Hit& hit : hits) {
    codes_.push_back(columns.Tuple(hit.row));
    base::Prefetch(&columns.first_row[hit.index]);
  }
  for (const Hit& hit : hits) {
    const Vacancy& vacancy = snapshot.vacancy(hit.index);
    base::Prefetch(&vacancy.id);
    base::Prefetch(&vacancy.shifts);
    base::Prefetch(&vacancy.german.phrase);
    base::Prefetch(&vacancy.start);
  }
}

std::vector<Where> HitRows::Combinations() const {
  const Columns& columns = snapshot_.columns();
  std::vector<Where> combinations;
  combinations.reserve(hits_.size());
  for (size_t i = 0; i < hits_.size(); ++i) {
    const Hit& hit = hits_[i];
    const Vacancy& vacancy = snapshot_.vacancy(hit.index);
    base::Prefetch(vacancy.german.phrase.data());
    combinations.push_back(
        {vacancy, CombinationOf(vacancy, hit.row - columns.first_row[hit.index]), codes_[i]});
  }
  return combinations;
}

}  // namespace passung
