#ifndef PASSUNG_ENGINE_ASSIGN_MARGINALS_H_
#define PASSUNG_ENGINE_ASSIGN_MARGINALS_H_

#include <cstdint>
#include <vector>

#include "engine/assign/graph.h"

namespace passung::assign {

// What the greatest total would lose.
struct Marginals {
  std::vector<int64_t> of_lefts;   // without the left
  std::vector<int64_t> of_rights;  // with one place fewer at the right; 0 where it has none
};

// Prices that prove an optimum are seldom the only ones. The highest that do are what places are worth, and with
// the lowest each left keeps what it is worth (Shapley and Shubik 1971): from any that the solver found, two
// searches for shortest paths. O(edges × log). REQUIRES: the solution is of the graph; no groups, no
// congestion, no left of more than one pair.
Marginals MarginalsOf(const Graph& graph, const Solution& solution);

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_MARGINALS_H_
