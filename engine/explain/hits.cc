#include "engine/explain/hits.h"

namespace passung {

// First the records, then what they point to: asking for the latter waits for the former.
void FetchHits(const SnapshotImpl& snapshot, const std::vector<Hit>& hits) {
  const Columns& columns = snapshot.columns();
  for (const Hit& hit : hits) {
    columns.Prefetch(hit.row);
    __builtin_prefetch(&columns.first_row[hit.index]);
    const Vacancy& vacancy = snapshot.vacancy(hit.index);
    __builtin_prefetch(&vacancy.id);
    __builtin_prefetch(&vacancy.occupations);
    __builtin_prefetch(&vacancy.shifts);
    __builtin_prefetch(&vacancy.german.phrase);
    __builtin_prefetch(&vacancy.start);
  }
  for (const Hit& hit : hits) {
    const Vacancy& vacancy = snapshot.vacancy(hit.index);
    __builtin_prefetch(vacancy.occupations.data());
    __builtin_prefetch(vacancy.german.phrase.data());
  }
}

Where WhereOf(const SnapshotImpl& snapshot, const Hit& hit) {
  const Columns& columns = snapshot.columns();
  const Vacancy& vacancy = snapshot.vacancy(hit.index);
  return {vacancy, CombinationOf(vacancy, hit.row - columns.first_row[hit.index]),
          columns.Tuple(hit.row)};
}

}  // namespace passung
