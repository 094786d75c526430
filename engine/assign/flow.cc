#include "engine/assign/flow.h"

#include <algorithm>

#include "engine/base/check.h"

namespace passung::assign {

Flow::Flow(const Graph& graph)
    : graph_(graph),
      rights_at_(static_cast<Node>(graph.lefts.size())),
      left_groups_at_(rights_at_ + static_cast<Node>(graph.rights.size())),
      right_groups_at_(left_groups_at_ + static_cast<Node>(graph.left_groups.size())),
      root_(right_groups_at_ + static_cast<Node>(graph.right_groups.size())),
      chosen_(graph.edges.size()) {
  HangUp();
  MakeSlots();
}

void Flow::HangUp() {
  limits_.reserve(nodes());
  parents_.reserve(static_cast<size_t>(left_groups_at_));
  for (const Left& left : graph_.lefts) {
    limits_.push_back(left.most);
    parents_.push_back(left.group == kNoGroup ? root_ : left_groups_at_ + left.group);
  }
  for (const Right& right : graph_.rights) {
    limits_.push_back(right.most);
    parents_.push_back(right.group == kNoGroup ? root_ : right_groups_at_ + right.group);
  }
  for (const LeftGroup& group : graph_.left_groups) limits_.push_back(group.most);
  for (const RightGroup& group : graph_.right_groups) limits_.push_back(group.most);
  limits_.push_back(0);
  loads_.resize(nodes());
  // Members of groups, by counting.
  first_member_.resize(static_cast<size_t>(root_ - left_groups_at_) + 2);
  const auto group_of = [&](size_t node) {
    return static_cast<size_t>(parents_[node] - left_groups_at_);
  };
  for (size_t node = 0; node < parents_.size(); ++node) {
    if (parents_[node] != root_) ++first_member_[group_of(node) + 2];
  }
  for (size_t i = 2; i < first_member_.size(); ++i) first_member_[i] += first_member_[i - 1];
  members_.resize(first_member_.back());
  for (size_t node = 0; node < parents_.size(); ++node) {
    if (parents_[node] != root_)
      members_[first_member_[group_of(node) + 1]++] = static_cast<Node>(node);
  }
}

void Flow::MakeSlots() {
  std::vector<size_t> degrees(graph_.rights.size());
  for (const Edge& edge : graph_.edges) ++degrees[static_cast<size_t>(edge.right)];
  first_slot_.assign(1, 0);
  first_slot_.reserve(degrees.size() + 1);
  for (size_t i = 0; i < degrees.size(); ++i) {
    first_slot_.push_back(first_slot_.back() +
                          std::min(degrees[i], static_cast<size_t>(graph_.rights[i].most)));
  }
  slots_.resize(first_slot_.back());
}

std::span<const Node> Flow::MembersOf(Node group) const {
  const auto at = static_cast<size_t>(group - left_groups_at_);
  return std::span(members_).subspan(first_member_[at], first_member_[at + 1] - first_member_[at]);
}

std::span<const Held> Flow::HeldBy(Node right) const {
  return std::span(slots_).subspan(first_slot_[static_cast<size_t>(right - rights_at_)],
                                   static_cast<size_t>(LoadOf(right)));
}

void Flow::Choose(uint32_t edge, Node left, Node right) {
  PASSUNG_DCHECK(!IsChosen(edge) && HasSpace(right));
  chosen_[edge] = 1;
  const size_t slot = first_slot_[static_cast<size_t>(right - rights_at_)] +
                      static_cast<size_t>(loads_[static_cast<size_t>(right)]++);
  slots_[slot] = {.edge = edge, .left = left};
  ++loads_[static_cast<size_t>(left)];
}

void Flow::Release(uint32_t edge, Node left, Node right) {
  PASSUNG_DCHECK(IsChosen(edge));
  chosen_[edge] = 0;
  const size_t begin = first_slot_[static_cast<size_t>(right - rights_at_)];
  const size_t last = begin + static_cast<size_t>(--loads_[static_cast<size_t>(right)]);
  size_t slot = begin;
  while (slots_[slot].edge != edge) ++slot;
  slots_[slot] = slots_[last];
  --loads_[static_cast<size_t>(left)];
}

std::vector<size_t> Flow::Chosen() const {
  std::vector<size_t> chosen;
  for (size_t edge = 0; edge < chosen_.size(); ++edge) {
    if (chosen_[edge] != 0) chosen.push_back(edge);
  }
  return chosen;
}

}  // namespace passung::assign
