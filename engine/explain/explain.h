#ifndef PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_
#define PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_

#include "engine/explain/interval.h"
#include "engine/index/query.h"
#include "engine/search/person.h"
#include "passung/match.h"

namespace passung {

// Everything there is to say of one combination and one person, except their ids: score, class,
// contributions, outcomes, flags, interval. Asks the same rules and criteria that filled the
// tables, so that nothing can drift.
Match ExplainCombination(const Query& query, const Person& person, const Where& where,
                         IntervalCalculator& intervals);

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_
