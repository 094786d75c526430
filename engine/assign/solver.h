#ifndef PASSUNG_ENGINE_ASSIGN_SOLVER_H_
#define PASSUNG_ENGINE_ASSIGN_SOLVER_H_

#include <functional>

#include "absl/status/statusor.h"
#include "engine/assign/graph.h"

namespace passung::assign {

struct SolveOptions {
  // Called with the number of lefts that are done, of all, every 256 of them and after each search with which
  // 4096 more nodes were expanded; false ends it: Cancelled. May be empty.
  std::function<bool(size_t done, size_t lefts)> progress;
};

// The set of edges of the greatest total (Certificate::total) and prices that prove it: exact, in
// integers, the same for equal graphs. Ties are broken by the order of lefts and edges.
//
// Successive shortest augmenting paths with integer duals (Edmonds and Karp 1972; Jonker and Volgenant
// 1987): lefts come in one by one, each by the path of Dijkstra's algorithm that adds most to the total,
// until the next pair would add nothing. Before that, where no group and no second pair of a left is
// involved, lefts outbid each other by the difference to their second best (augmenting row reduction),
// which raises most prices without any search. A plateau of ties is walked through without a heap and
// left at the first free place. Time: O(lefts × most × (edges reached) × log), in practice a few edges
// per left; memory 40 bytes a node and 24 an edge.
//
// InvalidArgument where the graph is not one: offsets, indices, negative limits, a gain beyond kMostGain,
// more than kMostLefts lefts.
absl::StatusOr<Solution> Solve(const Graph& graph, const SolveOptions& options = {});

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_SOLVER_H_
