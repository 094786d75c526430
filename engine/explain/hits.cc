#include "engine/explain/hits.h"

namespace passung {

// One kind of memory after the other: the processor finds its way to few pages at a time, and what
// lies on a page that it has found comes quickly. Not a function of its own: gcc takes one that does
// nothing but prefetch for one that does nothing, and leaves out its calls.
std::vector<Where> CombinationsOf(const SnapshotImpl& snapshot, const std::vector<Hit>& hits) {
  const Columns& columns = snapshot.columns();
  for (const Hit& hit : hits) __builtin_prefetch(&snapshot.vacancy(hit.index).occupations);
  for (const Hit& hit : hits) {
    columns.Prefetch(hit.row);
    __builtin_prefetch(&columns.first_row[hit.index]);
  }
  for (const Hit& hit : hits) {
    const Vacancy& vacancy = snapshot.vacancy(hit.index);
    __builtin_prefetch(&vacancy.id);
    __builtin_prefetch(&vacancy.shifts);
    __builtin_prefetch(&vacancy.german.phrase);
    __builtin_prefetch(&vacancy.start);
  }
  for (const Hit& hit : hits) {
    __builtin_prefetch(snapshot.vacancy(hit.index).german.phrase.data());
  }
  std::vector<Where> combinations;
  combinations.reserve(hits.size());
  for (const Hit& hit : hits) {
    const Vacancy& vacancy = snapshot.vacancy(hit.index);
    combinations.push_back({vacancy, CombinationOf(vacancy, hit.row - columns.first_row[hit.index]),
                            columns.Tuple(hit.row)});
  }
  return combinations;
}

}  // namespace passung
