#include "benchmarks/baseline/network_simplex.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <vector>

#include "benchmarks/support/figures.h"

namespace passung::baseline {

absl::StatusOr<SimplexResult> AssignBySimplex(const assign::Graph& graph) {
  lemon::SmartDigraph network;
  lemon::SmartDigraph::ArcMap<int64_t> capacity(network);
  lemon::SmartDigraph::ArcMap<int64_t> cost(network);
  using Node = lemon::SmartDigraph::Node;
  const auto connect = [&](Node from, Node to, int64_t most, int64_t each) {
    const auto arc = network.addArc(from, to);
    capacity[arc] = most;
    cost[arc] = each;
  };
  const Node root = network.addNode();
  std::vector<Node> rights;
  for (const assign::Right& right : graph.rights) {
    rights.push_back(network.addNode());
    connect(rights.back(), root, right.most, 0);
  }
  for (size_t i = 0; i < graph.lefts.size(); ++i) {
    const Node left = network.addNode();
    connect(root, left, graph.lefts[i].most, 0);
    for (const assign::Edge& edge : graph.EdgesOf(i)) {
      connect(left, rights[static_cast<size_t>(edge.right)], 1, -edge.gain);
    }
  }
  lemon::NetworkSimplex<lemon::SmartDigraph, int64_t, int64_t> simplex(network);
  simplex.upperMap(capacity).costMap(cost);
  bool optimal = false;
  const double microseconds =
      bench::CpuMicroseconds([&] { optimal = simplex.run() == decltype(simplex)::OPTIMAL; });
  if (!optimal) return absl::InternalError("the simplex found no optimum");
  return SimplexResult{.total = -simplex.totalCost<int64_t>(), .seconds = microseconds / 1e6};
}

}  // namespace passung::baseline
