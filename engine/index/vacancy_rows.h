#ifndef PASSUNG_ENGINE_INDEX_VACANCY_ROWS_H_
#define PASSUNG_ENGINE_INDEX_VACANCY_ROWS_H_

#include <cstdint>

#include "engine/index/columns.h"
#include "engine/index/liveness.h"
#include "engine/index/record_store.h"
#include "engine/index/row_index.h"
#include "passung/vacancy.h"

namespace passung {

// What a search reads: the vacancies of one snapshot, their rows and the index over these. The
// referents may hold more, which came later and of which the snapshot knows nothing.
struct VacancyRows {
  const RecordStore<Vacancy>& vacancies;
  const Columns& columns;
  const RowIndex& index;
  const Liveness& liveness;
  uint32_t slots = 0;  // the snapshot's are the live ones of the first so many

  bool IsLive(uint32_t slot) const { return !liveness.AnyDead() || !liveness.IsDead(slot); }
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_VACANCY_ROWS_H_
