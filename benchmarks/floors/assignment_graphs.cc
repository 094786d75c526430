#include "benchmarks/floors/assignment_graphs.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "absl/container/flat_hash_set.h"

namespace passung::bench {
namespace {

class Draw {
 public:
  explicit Draw(uint64_t seed) : engine_(seed) {}
  // 0 … below - 1
  int64_t Below(int64_t below) {
    return static_cast<int64_t>(engine_() % static_cast<uint64_t>(below));
  }
  // 0 … 1
  double Share() { return static_cast<double>(engine_() >> 11) / 9007199254740992.0; }

 private:
  std::mt19937_64 engine_;
};

assign::Graph Empty(const GraphSize& size) {
  assign::Graph graph{.first = {0}};
  graph.lefts.resize(static_cast<size_t>(size.lefts));
  graph.rights.resize(static_cast<size_t>(size.rights));
  graph.edges.reserve(static_cast<size_t>(size.lefts * size.edges_per_left));
  return graph;
}

// Rights are drawn by their place, 0 … 1; gains differ as people and as places do.
template <class PlaceOf>
assign::Graph WantedGraph(const GraphSize& size, uint64_t seed, PlaceOf place_of) {
  Draw draw(seed);
  assign::Graph graph = Empty(size);
  std::vector<int64_t> worth(graph.rights.size());
  for (int64_t& value : worth) value = draw.Below(20'000'000);
  absl::flat_hash_set<int32_t> mine;
  for (int64_t left = 0; left < size.lefts; ++left) {
    mine.clear();
    while (static_cast<int64_t>(mine.size()) < size.edges_per_left) {
      const double place = place_of(draw.Share());
      const auto right = static_cast<int32_t>(place * static_cast<double>(size.rights));
      if (!mine.insert(right).second) continue;
      const int64_t gain = 50'000'000 + worth[static_cast<size_t>(right)] + draw.Below(30'000'000);
      graph.edges.push_back({.right = right, .gain = static_cast<int32_t>(gain)});
    }
    graph.first.push_back(graph.edges.size());
  }
  return graph;
}

}  // namespace

assign::Graph ContendedGraph(const GraphSize& size, uint64_t seed) {
  return WantedGraph(size, seed, [](double share) { return std::pow(share, 6); });
}

assign::Graph EvenGraph(const GraphSize& size, uint64_t seed) {
  return WantedGraph(size, seed, [](double share) { return share; });
}

assign::Graph TiedGraph(const GraphSize& size, uint64_t seed) {
  constexpr int64_t kAlike = 100;
  Draw draw(seed);
  assign::Graph graph = Empty(size);
  std::vector<assign::Edge> list;
  for (int64_t left = 0; left < size.lefts; ++left) {
    if (left % kAlike == 0) {
      list.clear();
      absl::flat_hash_set<int32_t> taken;
      while (static_cast<int64_t>(list.size()) < size.edges_per_left) {
        const auto right = static_cast<int32_t>(draw.Below(size.rights));
        if (!taken.insert(right).second) continue;
        list.push_back({.right = right,
                        .gain = static_cast<int32_t>(60'000'000 + 10'000'000 * draw.Below(5))});
      }
    }
    graph.edges.insert(graph.edges.end(), list.begin(), list.end());
    graph.first.push_back(graph.edges.size());
  }
  return graph;
}

assign::Graph SmallGraph(uint64_t seed) {
  Draw draw(seed);
  const int64_t rights = 1 + draw.Below(30);
  assign::Graph graph = Empty({.lefts = 1 + draw.Below(30), .rights = rights, .edges_per_left = 0});
  const int64_t gains = seed % 2 == 0 ? 3 : assign::kMostGain;
  if (seed % 3 == 0) {
    for (assign::Right& right : graph.rights) right.most = static_cast<int32_t>(draw.Below(4));
  }
  for (size_t left = 0; left < graph.lefts.size(); ++left) {
    for (int32_t right = 0; right < rights; ++right) {
      if (draw.Below(4) != 0) continue;
      graph.edges.push_back({.right = right, .gain = static_cast<int32_t>(1 + draw.Below(gains))});
    }
    graph.first.push_back(graph.edges.size());
  }
  return graph;
}

assign::Graph SmallGroupedGraph(uint64_t seed) {
  constexpr int64_t kGroups = 3;
  assign::Graph graph = SmallGraph(seed);
  Draw draw(seed + 1'000'000);
  for (assign::Left& left : graph.lefts) left.group = static_cast<int32_t>(draw.Below(kGroups));
  for (assign::Right& right : graph.rights) right.group = static_cast<int32_t>(draw.Below(kGroups));
  for (int64_t i = 0; i < kGroups; ++i) {
    const auto most = static_cast<int32_t>(1 + draw.Below(6));
    graph.left_groups.push_back(
        {.least = i % 2 == 1 ? static_cast<int32_t>(draw.Below(most + 1)) : 0, .most = most});
    graph.right_groups.push_back({.most = static_cast<int32_t>(1 + draw.Below(6))});
  }
  if (seed % 3 == 0) graph.congestion = draw.Below(4);
  return graph;
}

}  // namespace passung::bench
