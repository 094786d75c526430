// Graphs of assignments made up for measuring.
#ifndef PASSUNG_BENCHMARKS_FLOORS_ASSIGNMENT_GRAPHS_H_
#define PASSUNG_BENCHMARKS_FLOORS_ASSIGNMENT_GRAPHS_H_

#include <cstdint>

#include "engine/assign/graph.h"

namespace passung::bench {

struct GraphSize {
  int64_t lefts = 50'000;
  int64_t rights = 200'000;
  int64_t edges_per_left = 50;
};

// Half of all edges go to a sixty-fourth of the rights, whose gains differ as people and as places do: more
// lefts want the good places than there are.
assign::Graph ContendedGraph(const GraphSize& size, uint64_t seed);

// A hundred lefts each have the same list, lists overlap, and there are five different gains: nearly
// everything is a tie, and about half of all lefts find no place.
assign::Graph TiedGraph(const GraphSize& size, uint64_t seed);

// The hard case: all rights are wanted alike, gains differ as in ContendedGraph. With as many rights as lefts
// the last ones find a place only far away or none.
assign::Graph EvenGraph(const GraphSize& size, uint64_t seed);

// Small, of all sizes and capacities, with many ties or none; without groups and congestion.
assign::Graph SmallGraph(uint64_t seed);

// A small one with groups on both sides, of which every second one of lefts wants pairs, and every third graph
// with congestion.
assign::Graph SmallGroupedGraph(uint64_t seed);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_ASSIGNMENT_GRAPHS_H_
