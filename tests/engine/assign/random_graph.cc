#include "tests/engine/assign/random_graph.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace passung::assign {
namespace {

class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}
  // least … most
  int32_t operator()(int64_t least, int64_t most) {
    const auto span = static_cast<uint64_t>(most - least + 1);
    return static_cast<int32_t>(least + static_cast<int64_t>(engine_() % span));
  }

 private:
  std::mt19937_64 engine_;
};

int32_t GroupBy(Dice& dice, int groups) { return groups == 0 ? kNoGroup : dice(-1, groups - 1); }

void AddEdges(const GraphKind& kind, Dice& dice, Graph& graph) {
  std::vector<int32_t> order(graph.rights.size());
  std::iota(order.begin(), order.end(), 0);
  graph.first = {0};
  for (size_t left = 0; left < graph.lefts.size(); ++left) {
    const auto count = static_cast<size_t>(
        dice(0, std::min<int64_t>(kind.edges_per_left, static_cast<int64_t>(order.size()))));
    for (size_t i = 0; i < count; ++i) {
      const auto other = static_cast<size_t>(
          dice(static_cast<int64_t>(i), static_cast<int64_t>(order.size()) - 1));
      std::swap(order[i], order[other]);
      const int32_t gain = dice(kind.negative_gains ? -kind.gains / 2 : 1, kind.gains);
      graph.edges.push_back({.right = order[i], .gain = gain});
    }
    graph.first.push_back(graph.edges.size());
  }
}

// Whether the edges of `set` keep all limits.
bool IsAllowed(const Graph& graph, uint32_t set) {
  std::vector<int32_t> lefts(graph.lefts.size());
  std::vector<int32_t> rights(graph.rights.size());
  std::vector<int32_t> left_groups(graph.left_groups.size());
  std::vector<int32_t> right_groups(graph.right_groups.size());
  for (size_t left = 0; left < graph.lefts.size(); ++left) {
    for (size_t e = graph.first[left]; e < graph.first[left + 1]; ++e) {
      if ((set >> e & 1) == 0) continue;
      const auto right = static_cast<size_t>(graph.edges[e].right);
      const int32_t mine = graph.lefts[left].group;
      const int32_t theirs = graph.rights[right].group;
      if (++lefts[left] > graph.lefts[left].most) return false;
      if (++rights[right] > graph.rights[right].most) return false;
      if (mine >= 0 && ++left_groups[static_cast<size_t>(mine)] >
                           graph.left_groups[static_cast<size_t>(mine)].most)
        return false;
      if (theirs >= 0 && ++right_groups[static_cast<size_t>(theirs)] >
                             graph.right_groups[static_cast<size_t>(theirs)].most)
        return false;
    }
  }
  return true;
}

int64_t TotalOf(const Graph& graph, uint32_t set) {
  int64_t total = 0;
  std::vector<int32_t> loads(graph.rights.size());
  std::vector<int32_t> missing;
  for (const LeftGroup& group : graph.left_groups) missing.push_back(group.least);
  for (size_t left = 0; left < graph.lefts.size(); ++left) {
    for (size_t e = graph.first[left]; e < graph.first[left + 1]; ++e) {
      if ((set >> e & 1) == 0) continue;
      const auto right = static_cast<size_t>(graph.edges[e].right);
      total += graph.edges[e].gain;
      total -= graph.congestion *
               ((loads[right]++ + graph.rights[right].taken) / graph.rights[right].round);
      if (graph.lefts[left].group >= 0) --missing[static_cast<size_t>(graph.lefts[left].group)];
    }
  }
  for (const int32_t count : missing) total -= kShortfall * std::max(0, count);
  return total;
}

}  // namespace

Graph RandomGraph(const GraphKind& kind, uint64_t seed) {
  Dice dice(seed);
  Graph graph;
  graph.lefts.resize(static_cast<size_t>(dice(1, kind.lefts)));
  graph.rights.resize(static_cast<size_t>(dice(1, kind.rights)));
  for (Left& left : graph.lefts) {
    left = {.most = dice(kind.most_left > 1 ? 0 : 1, kind.most_left),
            .group = GroupBy(dice, kind.left_groups)};
  }
  for (Right& right : graph.rights) {
    right = {.most = dice(kind.most_right > 1 ? 0 : 1, kind.most_right),
             .round = dice(1, 2),
             .taken = dice(0, 2),
             .group = GroupBy(dice, kind.right_groups)};
  }
  for (int i = 0; i < kind.left_groups; ++i) {
    const int32_t least = kind.quotas ? dice(0, 3) : 0;
    graph.left_groups.push_back({.least = least, .most = least + dice(0, 3)});
  }
  for (int i = 0; i < kind.right_groups; ++i) graph.right_groups.push_back({.most = dice(0, 4)});
  graph.congestion = kind.congestion == 0 ? 0 : dice(0, kind.congestion);
  AddEdges(kind, dice, graph);
  return graph;
}

GraphKind KindOf(uint64_t seed, int size) {
  GraphKind kind{.lefts = size, .rights = size, .edges_per_left = std::min(size, 12)};
  if (seed % 3 == 0) kind.gains = 3;
  if (seed % 3 == 1) kind.gains = 100'000'000;
  switch (seed % 8) {
    case 0:
      break;
    case 1:
      kind.rights = std::max(1, size / 4);
      break;
    case 2:
      kind.most_right = 4;
      break;
    case 3:
      kind.most_left = 3;
      kind.most_right = 3;
      break;
    case 4:
      kind.right_groups = 2;
      kind.most_right = 3;
      break;
    case 5:
      kind.left_groups = 2;
      kind.most_left = 2;
      break;
    case 6:
      kind.congestion = kind.gains / 3 + 1;
      kind.most_right = 4;
      break;
    default:
      kind.most_left = 3;
      kind.most_right = 4;
      kind.left_groups = 3;
      kind.right_groups = 3;
      kind.congestion = kind.gains / 4 + 1;
      kind.negative_gains = true;
      kind.quotas = true;
  }
  return kind;
}

int64_t BestByTrying(const Graph& graph) {
  int64_t best = std::numeric_limits<int64_t>::min();
  for (uint32_t set = 0; set < (1U << graph.edges.size()); ++set) {
    if (IsAllowed(graph, set)) best = std::max(best, TotalOf(graph, set));
  }
  return best;
}

int64_t BestByLemon(const Graph& graph) {
  lemon::SmartDigraph network;
  lemon::SmartDigraph::ArcMap<int64_t> capacity(network);
  lemon::SmartDigraph::ArcMap<int64_t> cost(network);
  using NetworkNode = lemon::SmartDigraph::Node;
  const auto connect = [&](NetworkNode from, NetworkNode to, int64_t most, int64_t each) {
    const auto arc = network.addArc(from, to);
    capacity[arc] = most;
    cost[arc] = each;
  };
  const NetworkNode root = network.addNode();
  std::vector<NetworkNode> left_groups;
  std::vector<NetworkNode> right_groups;
  std::vector<NetworkNode> rights;
  int64_t total = 0;
  for (const LeftGroup& group : graph.left_groups) {
    left_groups.push_back(network.addNode());
    connect(root, left_groups.back(), group.least, -kShortfall);
    connect(root, left_groups.back(), group.most - group.least, 0);
    total -= kShortfall * group.least;
  }
  for (const RightGroup& group : graph.right_groups) {
    right_groups.push_back(network.addNode());
    connect(right_groups.back(), root, group.most, 0);
  }
  for (const Right& right : graph.rights) {
    rights.push_back(network.addNode());
    const NetworkNode parent =
        right.group < 0 ? root : right_groups[static_cast<size_t>(right.group)];
    for (int32_t k = 0; k < right.most; ++k) {
      connect(rights.back(), parent, 1, graph.congestion * ((k + right.taken) / right.round));
    }
  }
  for (size_t i = 0; i < graph.lefts.size(); ++i) {
    const Left& left = graph.lefts[i];
    const NetworkNode node = network.addNode();
    connect(left.group < 0 ? root : left_groups[static_cast<size_t>(left.group)], node, left.most,
            0);
    for (const Edge& edge : graph.EdgesOf(i)) {
      connect(node, rights[static_cast<size_t>(edge.right)], 1, -edge.gain);
    }
  }
  lemon::NetworkSimplex<lemon::SmartDigraph, int64_t, int64_t> simplex(network);
  simplex.upperMap(capacity).costMap(cost);
  if (simplex.run() != decltype(simplex)::OPTIMAL) return std::numeric_limits<int64_t>::min();
  return total - simplex.totalCost<int64_t>();
}

}  // namespace passung::assign
