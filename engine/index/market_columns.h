#ifndef PASSUNG_ENGINE_INDEX_MARKET_COLUMNS_H_
#define PASSUNG_ENGINE_INDEX_MARKET_COLUMNS_H_

#include <cstdint>

#include "engine/index/columns.h"
#include "engine/index/record_store.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/vacancy.h"

namespace passung {

// Makes the rows of a market in the order of its vacancies, on so many threads; rows and codes do
// not depend on their number. Returns how many vacancies have rows: fewer than there are where the
// dictionaries became full.
// REQUIRES: `columns` is empty.
uint32_t AppendMarket(const RecordStore<Vacancy>& vacancies, const KnowledgeImpl& knowledge,
                      int threads, Columns& columns);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_MARKET_COLUMNS_H_
