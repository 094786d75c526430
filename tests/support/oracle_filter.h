// Filters and facets of engine/SCORING.md, section 11, by comparing texts.
#ifndef PASSUNG_TESTS_SUPPORT_ORACLE_FILTER_H_
#define PASSUNG_TESTS_SUPPORT_ORACLE_FILTER_H_

#include "passung/match.h"
#include "tests/support/oracle_case.h"

namespace passung::oracle {

bool Passes(const Combination& combination, const MatchFilter& filter);

// Counts one listed combination; every list stays in order.
void CountFacets(const Combination& combination, Facets& facets);

}  // namespace passung::oracle

#endif  // PASSUNG_TESTS_SUPPORT_ORACLE_FILTER_H_
