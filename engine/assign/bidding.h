#ifndef PASSUNG_ENGINE_ASSIGN_BIDDING_H_
#define PASSUNG_ENGINE_ASSIGN_BIDDING_H_

#include <vector>

#include "engine/assign/flow.h"
#include "engine/assign/graph.h"
#include "engine/assign/path_search.h"

namespace passung::assign {

// The warm start of a graph without groups: lefts of one pair bid for what leaves them most, by the
// difference to their second best, and put out who was there (augmenting row reduction). Equal offers
// raise nothing, and there nobody is put out: a war of prices between equals would never end, and the
// search passes through ties. All that is left satisfies the invariant of the search. Returns the lefts
// that have to be searched for, rising. All of them together bid at most four times as often as there are
// lefts.
std::vector<Node> Bid(const Graph& graph, Flow& flow, PathSearch& search);

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_BIDDING_H_
