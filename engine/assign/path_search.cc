#include "engine/assign/path_search.h"

#include <algorithm>
#include <functional>

#include "engine/base/check.h"

namespace passung::assign {

PathSearch::PathSearch(const Graph& graph, Flow& flow)
    : graph_(graph),
      flow_(flow),
      potentials_(flow.nodes()),
      is_in_(graph.lefts.size()),
      seen_in_(flow.nodes()),
      distances_(flow.nodes()),
      steps_(flow.nodes()) {
  for (Node group = flow.left_groups_at(); group < flow.right_groups_at(); ++group) {
    if (flow.HasSpace(group)) SetPotential(group, flow.NextCost(group));
  }
}

void PathSearch::BringIn(Node left) {
  int64_t best = potential(flow_.ParentOf(left));  // as much as no pair
  for (const Edge& edge : graph_.EdgesOf(static_cast<size_t>(left))) {
    best = std::max(best, edge.gain + potential(flow_.RightNode(edge.right)));
  }
  SetPotential(left, best);
  is_in_[static_cast<size_t>(left)] = 1;
}

bool PathSearch::AddPair(Node left) {
  Begin(left);
  if (best_ <= 0) return false;
  Reached next{.distance = 0, .node = left};
  do {
    if (next.distance >= best_) break;
    current_ = next.distance;
    Expand(next);
  } while (best_ > current_ && TakeNext(next));
  LowerPotentials();
  if (found_) Augment(left);
  return found_;
}

void PathSearch::Begin(Node left) {
  if (++search_ == 0) {
    std::fill(seen_in_.begin(), seen_in_.end(), 0);
    search_ = 1;
  }
  target_ = flow_.ParentOf(left);
  // A way that ends here costs as much as none at all.
  best_ = potential(left) - potential(target_);
  current_ = 0;
  found_ = false;
  reached_.assign(1, left);
  plateau_.clear();
  heap_.clear();
  seen_in_[static_cast<size_t>(left)] = search_;
  distances_[static_cast<size_t>(left)] = 0;
}

inline void PathSearch::Reach(Node node, int64_t distance, Node from, uint32_t edge) {
  PASSUNG_DCHECK(distance >= current_);
  if (distance >= best_) return;
  const auto at = static_cast<size_t>(node);
  if (seen_in_[at] == search_) {
    if (distance >= distances_[at]) return;
  } else {
    seen_in_[at] = search_;
    reached_.push_back(node);
  }
  distances_[at] = distance;
  steps_[at] = {.from = from, .edge = edge};
  if (node == target_) {
    best_ = distance;
    found_ = true;
  } else if (distance == current_) {
    plateau_.push_back(node);
  } else {
    heap_.push_back({.distance = distance, .node = node});
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  }
}

bool PathSearch::TakeNext(Reached& next) {
  if (!plateau_.empty()) {
    next = {.distance = current_, .node = plateau_.back()};
    plateau_.pop_back();
    return true;
  }
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    next = heap_.back();
    heap_.pop_back();
    // Else it was reached more cheaply afterwards.
    if (next.distance == distances_[static_cast<size_t>(next.node)]) return true;
  }
  return false;
}

void PathSearch::Expand(const Reached& at) {
  ++expanded_;
  if (flow_.IsLeft(at.node)) return ExpandLeft(at);
  if (flow_.IsRight(at.node)) return ExpandRight(at);
  if (flow_.IsLeftGroup(at.node)) return ExpandLeftGroup(at);
  if (flow_.IsRightGroup(at.node)) return ExpandRightGroup(at);
  ExpandRoot(at);
}

// To a right that it does not have; and giving up a pair.
void PathSearch::ExpandLeft(const Reached& at) {
  const auto left = static_cast<size_t>(at.node);
  const int64_t base = at.distance + potentials_[left];
  const Node parent = flow_.ParentOf(at.node);
  if (flow_.LoadOf(at.node) > 0) Reach(parent, base - potential(parent), at.node, 0);
  const size_t end = graph_.first[left + 1];
  for (size_t e = graph_.first[left]; e < end; ++e) {
    if (current_ == best_) return;  // nothing is nearer
    const Edge& edge = graph_.edges[e];
    const Node right = flow_.RightNode(edge.right);
    const int64_t distance = base - edge.gain - potential(right);
    if (distance >= best_ || flow_.IsChosen(static_cast<uint32_t>(e))) continue;
    Reach(right, distance, at.node, static_cast<uint32_t>(e));
    // Free places end the search: look there at once.
    if (distance == current_ && flow_.HasSpace(right) && flow_.ParentOf(right) == target_) {
      Reach(target_, distance + flow_.NextCost(right) + potential(right) - potential(target_),
            right, 0);
    }
  }
}

// Into a free place; and in place of who is there.
void PathSearch::ExpandRight(const Reached& at) {
  const int64_t base = at.distance + potential(at.node);
  const Node parent = flow_.ParentOf(at.node);
  if (flow_.HasSpace(at.node)) {
    Reach(parent, base + flow_.NextCost(at.node) - potential(parent), at.node, 0);
  }
  for (const Held& held : flow_.HeldBy(at.node)) {
    Reach(held.left, base + graph_.edges[held.edge].gain - potential(held.left), at.node,
          held.edge);
  }
}

// A member takes the pair instead; and the group has one pair less.
void PathSearch::ExpandLeftGroup(const Reached& at) {
  const int64_t base = at.distance + potential(at.node);
  if (flow_.LoadOf(at.node) > 0) {
    Reach(flow_.root(), base - flow_.LastCost(at.node) - potential(flow_.root()), at.node, 0);
  }
  for (const Node left : flow_.MembersOf(at.node)) {
    if (is_in_[static_cast<size_t>(left)] == 0 || !flow_.HasSpace(left)) continue;
    Reach(left, base - potential(left), at.node, 0);
  }
}

// One pair more; and another right of the group has one less.
void PathSearch::ExpandRightGroup(const Reached& at) {
  const int64_t base = at.distance + potential(at.node);
  if (flow_.HasSpace(at.node)) Reach(flow_.root(), base - potential(flow_.root()), at.node, 0);
  for (const Node right : flow_.MembersOf(at.node)) {
    if (flow_.LoadOf(right) == 0) continue;
    Reach(right, base - flow_.LastCost(right) - potential(right), at.node, 0);
  }
}

// Only on the way to a group: everything that hangs on the root.
void PathSearch::ExpandRoot(const Reached& at) {
  const Node root = flow_.root();
  const int64_t base = at.distance + potential(root);
  for (Node group = flow_.left_groups_at(); group < flow_.right_groups_at(); ++group) {
    if (!flow_.HasSpace(group)) continue;
    Reach(group, base + flow_.NextCost(group) - potential(group), root, 0);
  }
  for (Node group = flow_.right_groups_at(); group < root; ++group) {
    if (flow_.LoadOf(group) > 0) Reach(group, base - potential(group), root, 0);
  }
  // The target is one of the groups: where it was reached at no cost, nothing is nearer.
  if (current_ == best_) return;
  for (Node left = 0; left < flow_.rights_at(); ++left) {
    if (flow_.ParentOf(left) != root || is_in_[static_cast<size_t>(left)] == 0) continue;
    if (flow_.HasSpace(left)) Reach(left, base - potential(left), root, 0);
  }
  for (Node right = flow_.rights_at(); right < flow_.left_groups_at(); ++right) {
    if (flow_.ParentOf(right) != root || flow_.LoadOf(right) == 0) continue;
    Reach(right, base - flow_.LastCost(right) - potential(right), root, 0);
  }
}

// Everything nearer than the target comes as near to it as ways allow.
void PathSearch::LowerPotentials() {
  for (const Node node : reached_) {
    const auto at = static_cast<size_t>(node);
    if (distances_[at] < best_) potentials_[at] -= best_ - distances_[at];
  }
}

// Releases come first, so that no right ever has more than its places.
void PathSearch::Augment(Node left) {
  for (const bool releases : {true, false}) {
    Node to = target_;
    do {
      const Step step = steps_[static_cast<size_t>(to)];
      Walk(step.from, to, step.edge, releases);
      to = step.from;
    } while (to != left);
  }
}

void PathSearch::Walk(Node from, Node to, uint32_t edge, bool releases) {
  if (flow_.IsRight(from) && flow_.IsLeft(to)) {
    if (releases) flow_.Release(edge, to, from);
  } else if (releases) {
    return;
  } else if (flow_.IsLeft(from) && flow_.IsRight(to)) {
    flow_.Choose(edge, from, to);
  } else if (to == flow_.root() && flow_.IsRightGroup(from)) {
    flow_.AddToGroup(from, 1);
  } else if (to == flow_.root() && flow_.IsLeftGroup(from)) {
    flow_.AddToGroup(from, -1);
  } else if (from == flow_.root() && flow_.IsRightGroup(to)) {
    flow_.AddToGroup(to, -1);
  } else if (from == flow_.root() && flow_.IsLeftGroup(to)) {
    flow_.AddToGroup(to, 1);
  }
}

}  // namespace passung::assign
