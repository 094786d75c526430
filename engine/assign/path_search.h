#ifndef PASSUNG_ENGINE_ASSIGN_PATH_SEARCH_H_
#define PASSUNG_ENGINE_ASSIGN_PATH_SEARCH_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/assign/flow.h"
#include "engine/assign/graph.h"

namespace passung::assign {

// Potentials of all nodes and the search for the best way to give a left one more pair.
//
// Invariant between calls: for every way from node a to node b that a unit could still take (or be taken
// back on), its cost + potential(a) - potential(b) >= 0, where a pair costs -gain. Lefts that have not
// come in yet take no part. The difference of two potentials is then a price (PriceBetween).
class PathSearch {
 public:
  // Groups that want pairs begin with the price of what is missing.
  PathSearch(const Graph& graph, Flow& flow);

  int64_t potential(Node node) const { return potentials_[static_cast<size_t>(node)]; }
  void SetPotential(Node node, int64_t potential) {
    potentials_[static_cast<size_t>(node)] = potential;
  }

  // Brings the left in, without a pair: its potential becomes what its best edge leaves it.
  void BringIn(Node left);
  // Gives it one more pair by the best way, or finds that none adds to the total: false. The potentials
  // prove either. REQUIRES: it was brought in and has space.
  bool AddPair(Node left);
  // Nodes that searches went on from so far: what they took.
  uint64_t expanded() const { return expanded_; }

 private:
  struct Step {
    Node from = 0;
    uint32_t edge = 0;  // of a step between a left and a right
  };
  struct Reached {
    int64_t distance = 0;
    Node node = 0;
    friend bool operator>(const Reached& a, const Reached& b) {
      return a.distance != b.distance ? a.distance > b.distance : a.node > b.node;
    }
  };

  void Begin(Node left);
  void Reach(Node node, int64_t distance, Node from, uint32_t edge);
  bool TakeNext(Reached& next);
  void Expand(const Reached& at);
  void ExpandLeft(const Reached& at);
  void ExpandRight(const Reached& at);
  void ExpandLeftGroup(const Reached& at);
  void ExpandRightGroup(const Reached& at);
  void ExpandRoot(const Reached& at);
  void LowerPotentials();
  void Augment(Node left);
  void Walk(Node from, Node to, uint32_t edge, bool releases);

  const Graph& graph_;
  Flow& flow_;
  std::vector<int64_t> potentials_;
  std::vector<uint8_t> is_in_;  // of lefts
  uint64_t expanded_ = 0;

  // Of the search that runs.
  Node target_ = 0;
  int64_t best_ = 0;     // of the target; at first that of doing nothing
  int64_t current_ = 0;  // what is being expanded
  bool found_ = false;
  uint32_t search_ = 0;
  std::vector<uint32_t> seen_in_;  // search
  std::vector<int64_t> distances_;
  std::vector<Step> steps_;
  std::vector<Node> reached_;
  std::vector<Node> plateau_;  // at the current distance
  std::vector<Reached> heap_;
};

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_PATH_SEARCH_H_
