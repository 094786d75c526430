#ifndef PASSUNG_ENGINE_ASSIGN_STABLE_H_
#define PASSUNG_ENGINE_ASSIGN_STABLE_H_

#include <cstddef>
#include <vector>

#include "engine/assign/graph.h"

namespace passung::assign {

// The edges of the stable assignment that is best for every left: lefts propose by gain falling, then by
// right; a right keeps those of the greatest gain, then the first lefts (deferred acceptance, Gale and
// Shapley 1962). Rising. O(edges × log). Edges of a gain of 0 or less are not proposed. REQUIRES: no groups,
// no congestion.
std::vector<size_t> StableEdges(const Graph& graph);

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_STABLE_H_
