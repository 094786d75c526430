#include "engine/assign/graph.h"

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::assign {
namespace {

absl::Status OutOfRange(const char* what, size_t index, int64_t value, int64_t least,
                        int64_t most) {
  return absl::InvalidArgumentError(
      absl::StrCat(what, " ", index, ": ", value, " is not between ", least, " and ", most));
}

bool IsLimit(int32_t limit) { return limit >= 0 && limit <= kMostLefts; }

template <class Node>
absl::Status ValidateNodes(const char* what, const std::vector<Node>& nodes, size_t groups) {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (!IsLimit(nodes[i].most)) return OutOfRange(what, i, nodes[i].most, 0, kMostLefts);
    if (nodes[i].group < kNoGroup || nodes[i].group >= static_cast<int64_t>(groups)) {
      return OutOfRange(what, i, nodes[i].group, kNoGroup, static_cast<int64_t>(groups) - 1);
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateGroups(const Graph& graph) {
  int64_t wanted = 0;
  for (size_t i = 0; i < graph.left_groups.size(); ++i) {
    const LeftGroup& group = graph.left_groups[i];
    if (!IsLimit(group.most)) return OutOfRange("left group", i, group.most, 0, kMostLefts);
    if (group.least < 0 || group.least > group.most) {
      return OutOfRange("left group", i, group.least, 0, group.most);
    }
    wanted += group.least;
    if (wanted > kMostLefts) return OutOfRange("left group", i, wanted, 0, kMostLefts);
  }
  for (size_t i = 0; i < graph.right_groups.size(); ++i) {
    const int32_t most = graph.right_groups[i].most;
    if (!IsLimit(most)) return OutOfRange("right group", i, most, 0, kMostLefts);
  }
  return absl::OkStatus();
}

absl::Status ValidateEdges(const Graph& graph) {
  const size_t lefts = graph.lefts.size();
  if (graph.first.size() != lefts + 1 || graph.first.front() != 0 ||
      graph.first.back() != graph.edges.size()) {
    return absl::InvalidArgumentError("the offsets of edges do not fit the lefts");
  }
  std::vector<size_t> last_seen(graph.rights.size(), lefts);
  for (size_t left = 0; left < lefts; ++left) {
    if (graph.first[left] > graph.first[left + 1]) {
      return absl::InvalidArgumentError("the offsets of edges do not rise");
    }
    for (size_t e = graph.first[left]; e < graph.first[left + 1]; ++e) {
      const Edge& edge = graph.edges[e];
      if (edge.right < 0 || edge.right >= static_cast<int64_t>(graph.rights.size())) {
        return OutOfRange("edge", e, edge.right, 0, static_cast<int64_t>(graph.rights.size()) - 1);
      }
      if (edge.gain < -kMostGain || edge.gain > kMostGain) {
        return OutOfRange("edge", e, edge.gain, -kMostGain, kMostGain);
      }
      size_t& seen = last_seen[static_cast<size_t>(edge.right)];
      if (seen == left) {
        return absl::InvalidArgumentError(
            absl::StrCat("left ", left, " has right ", edge.right, " twice"));
      }
      seen = left;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Validate(const Graph& graph) {
  if (graph.lefts.size() > static_cast<size_t>(kMostLefts)) {
    return absl::InvalidArgumentError(
        absl::StrCat(graph.lefts.size(), " lefts are more than ", kMostLefts));
  }
  if (graph.congestion < 0 || graph.congestion > kMostGain) {
    return OutOfRange("congestion", 0, graph.congestion, 0, kMostGain);
  }
  PASSUNG_RETURN_IF_ERROR(ValidateNodes("left", graph.lefts, graph.left_groups.size()));
  PASSUNG_RETURN_IF_ERROR(ValidateNodes("right", graph.rights, graph.right_groups.size()));
  for (size_t i = 0; i < graph.rights.size(); ++i) {
    const int32_t round = graph.rights[i].round;
    if (round < 1 || round > kMostLefts) return OutOfRange("right", i, round, 1, kMostLefts);
  }
  for (size_t i = 0; i < graph.rights.size(); ++i) {
    if (!IsLimit(graph.rights[i].taken)) {
      return OutOfRange("right", i, graph.rights[i].taken, 0, kMostLefts);
    }
  }
  PASSUNG_RETURN_IF_ERROR(ValidateGroups(graph));
  return ValidateEdges(graph);
}

}  // namespace passung::assign
