#ifndef PASSUNG_ENGINE_ASSIGN_FLOW_H_
#define PASSUNG_ENGINE_ASSIGN_FLOW_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/assign/graph.h"

namespace passung::assign {

// Nodes of the flow: lefts, rights, groups of lefts, groups of rights, and the root through which all
// flow returns. A pair is a unit on root → group → left → right → group → root; who has no group hangs
// on the root itself.
using Node = int32_t;

struct Held {
  uint32_t edge = 0;
  Node left = 0;
};

// The chosen edges so far, and what of each limit they use.
class Flow {
 public:
  // REQUIRES: Validate(graph) is OK; graph outlives this.
  explicit Flow(const Graph& graph);

  Node RightNode(int32_t right) const { return rights_at_ + right; }
  Node root() const { return root_; }
  size_t nodes() const { return static_cast<size_t>(root_) + 1; }
  bool IsLeft(Node node) const { return node < rights_at_; }
  bool IsRight(Node node) const { return node >= rights_at_ && node < left_groups_at_; }
  bool IsLeftGroup(Node node) const { return node >= left_groups_at_ && node < right_groups_at_; }
  bool IsRightGroup(Node node) const { return node >= right_groups_at_ && node < root_; }
  Node left_groups_at() const { return left_groups_at_; }
  Node right_groups_at() const { return right_groups_at_; }
  Node rights_at() const { return rights_at_; }

  // Of a left or a right: its group or the root.
  Node ParentOf(Node node) const { return parents_[static_cast<size_t>(node)]; }
  // Of a group: lefts or rights.
  std::span<const Node> MembersOf(Node group) const;

  // Pairs through a left, a right or a group, and how many there may be.
  int32_t LoadOf(Node node) const { return loads_[static_cast<size_t>(node)]; }
  bool HasSpace(Node node) const {
    return loads_[static_cast<size_t>(node)] < limits_[static_cast<size_t>(node)];
  }
  int32_t LimitOf(Node node) const { return limits_[static_cast<size_t>(node)]; }
  // What the next pair costs on the way between this right or group and what it hangs on.
  int64_t NextCost(Node node) const { return CostAt(node, LoadOf(node)); }
  // What the last pair cost there. REQUIRES: LoadOf(node) > 0.
  int64_t LastCost(Node node) const { return CostAt(node, LoadOf(node) - 1); }

  bool IsChosen(uint32_t edge) const { return chosen_[edge] != 0; }
  // The chosen edges of a right.
  std::span<const Held> HeldBy(Node right) const;

  void Choose(uint32_t edge, Node left, Node right);
  void Release(uint32_t edge, Node left, Node right);
  // Pairs of a group are not counted by Choose and Release: a path may enter and leave it.
  void AddToGroup(Node group, int32_t pairs) { loads_[static_cast<size_t>(group)] += pairs; }

  std::vector<size_t> Chosen() const;

 private:
  int64_t CostAt(Node node, int32_t load) const {
    if (IsRight(node)) {
      return graph_.congestion == 0
                 ? 0
                 : graph_.Crowding(graph_.rights[static_cast<size_t>(node - rights_at_)], load);
    }
    if (!IsLeftGroup(node)) return 0;
    const LeftGroup& group = graph_.left_groups[static_cast<size_t>(node - left_groups_at_)];
    return load < group.least ? -kShortfall : 0;
  }
  void HangUp();
  void MakeSlots();

  const Graph& graph_;
  const Node rights_at_;
  const Node left_groups_at_;
  const Node right_groups_at_;
  const Node root_;
  std::vector<Node> parents_;  // of lefts and rights
  std::vector<int32_t> limits_;
  std::vector<int32_t> loads_;
  std::vector<size_t> first_member_;  // of groups
  std::vector<Node> members_;
  std::vector<uint8_t> chosen_;     // edges
  std::vector<size_t> first_slot_;  // of rights
  std::vector<Held> slots_;
};

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_FLOW_H_
