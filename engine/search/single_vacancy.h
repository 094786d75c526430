#ifndef PASSUNG_ENGINE_SEARCH_SINGLE_VACANCY_H_
#define PASSUNG_ENGINE_SEARCH_SINGLE_VACANCY_H_

#include "engine/index/query.h"

namespace passung {

// A vacancy by itself, as columns of their own: the mirror and the pair read the same rows that a
// search over all vacancies would.
struct SingleVacancy {
  SingleVacancy(const Vacancy& the_vacancy, const KnowledgeImpl& knowledge) : vacancy(the_vacancy) {
    AppendRows(vacancy, knowledge, columns);
  }
  Where At(uint32_t row) const {
    return {vacancy, CombinationOf(vacancy, row), columns.Tuple(row)};
  }
  const Vacancy& vacancy;
  Columns columns;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_SINGLE_VACANCY_H_
