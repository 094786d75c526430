#ifndef PASSUNG_TESTS_ENGINE_ASSIGN_RANDOM_GRAPH_H_
#define PASSUNG_TESTS_ENGINE_ASSIGN_RANDOM_GRAPH_H_

#include <cstdint>
#include <random>

#include "engine/assign/graph.h"

namespace passung::assign {

// What a random graph may have; its sizes are upper limits.
struct GraphKind {
  int lefts = 4;
  int rights = 4;
  int edges_per_left = 3;
  int gains = 1000;     // so many different ones; few make ties
  int most_left = 1;    // pairs of a left
  int most_right = 1;   // of a right
  int left_groups = 0;  // 0: none
  int right_groups = 0;
  int congestion = 0;
  bool negative_gains = false;
  bool quotas = false;  // groups of lefts want pairs
};

// The same graph for the same seed.
Graph RandomGraph(const GraphKind& kind, uint64_t seed);

// The seeds' kinds in turn: plain, tied, several pairs, every kind of group, crowding, all of it.
GraphKind KindOf(uint64_t seed, int size);

// The greatest total by trying all sets of edges. REQUIRES: at most 20 edges.
int64_t BestByTrying(const Graph& graph);

// The greatest total by LEMON's network simplex.
int64_t BestByLemon(const Graph& graph);

}  // namespace passung::assign

#endif  // PASSUNG_TESTS_ENGINE_ASSIGN_RANDOM_GRAPH_H_
