#include "engine/assign/marginals.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "engine/assign/certificate.h"

namespace passung::assign {
namespace {

constexpr int32_t kUnmatched = -1;

class PriceSearch {
 public:
  PriceSearch(const Graph& graph, const Solution& solution)
      : graph_(graph),
        prices_(solution.right_prices),
        surpluses_(CertificateOf(graph, solution).surpluses),
        matched_(graph.lefts.size(), kUnmatched),
        owners_(graph.edges.size()),
        is_chosen_(graph.edges.size()),
        of_right_(graph.rights.size()),
        lefts_of_(graph.rights.size()) {
    for (size_t left = 0; left < graph.lefts.size(); ++left) {
      for (size_t edge = graph.first[left]; edge < graph.first[left + 1]; ++edge) {
        owners_[edge] = left;
        // What takes nobody has a price of 0 that nobody could pay.
        if (graph.rights[RightOf(edge)].most > 0) of_right_[RightOf(edge)].push_back(edge);
      }
    }
    for (const size_t edge : solution.chosen) {
      is_chosen_[edge] = 1;
      matched_[owners_[edge]] = graph.edges[edge].right;
      lefts_of_[RightOf(edge)].push_back(owners_[edge]);
    }
  }

  Marginals Run() {
    const std::vector<int64_t> up = Rises();
    const std::vector<int64_t> down = Falls();
    Marginals marginals;
    for (size_t left = 0; left < graph_.lefts.size(); ++left) {
      const int32_t right = matched_[left];
      marginals.of_lefts.push_back(
          right == kUnmatched ? 0 : surpluses_[left] + down[static_cast<size_t>(right)]);
    }
    for (size_t right = 0; right < graph_.rights.size(); ++right) {
      marginals.of_rights.push_back(IsFull(right) ? prices_[right] + up[right] : 0);
    }
    return marginals;
  }

 private:
  using Queue = std::priority_queue<std::pair<int64_t, size_t>,
                                    std::vector<std::pair<int64_t, size_t>>, std::greater<>>;

  size_t RightOf(size_t edge) const { return static_cast<size_t>(graph_.edges[edge].right); }
  bool IsFull(size_t right) const {
    return !lefts_of_[right].empty() &&
           lefts_of_[right].size() == static_cast<size_t>(graph_.rights[right].most);
  }
  // What the left would lack to want this pair.
  int64_t SlackOf(size_t edge) const {
    return surpluses_[owners_[edge]] + prices_[RightOf(edge)] - graph_.edges[edge].gain;
  }

  // How much each price can rise with the surpluses of those who pay it falling: until one of them would rather
  // have nothing, or another place. A place that is free costs nothing.
  std::vector<int64_t> Rises() const {
    std::vector<int64_t> rises(graph_.rights.size());
    for (size_t right = 0; right < rises.size(); ++right) {
      if (!IsFull(right)) continue;
      rises[right] = INT64_MAX;
      for (const size_t left : lefts_of_[right]) {
        rises[right] = std::min(rises[right], surpluses_[left]);
      }
    }
    Shorten(rises, [&](size_t at, const auto& reach) {
      for (const size_t edge : of_right_[at]) {
        const int32_t right = matched_[owners_[edge]];
        if (right == kUnmatched || is_chosen_[edge] != 0) continue;
        reach(static_cast<size_t>(right), SlackOf(edge));
      }
    });
    return rises;
  }

  // How much each price can fall: until it is 0, or somebody else would rather have the place.
  std::vector<int64_t> Falls() const {
    std::vector<int64_t> falls = prices_;
    for (size_t edge = 0; edge < owners_.size(); ++edge) {
      const size_t left = owners_[edge];
      if (matched_[left] != kUnmatched || graph_.TakesNobody(graph_.lefts[left])) continue;
      falls[RightOf(edge)] = std::min(falls[RightOf(edge)], SlackOf(edge));
    }
    Shorten(falls, [&](size_t at, const auto& reach) {
      for (const size_t left : lefts_of_[at]) {
        for (size_t edge = graph_.first[left]; edge < graph_.first[left + 1]; ++edge) {
          if (is_chosen_[edge] == 0) reach(RightOf(edge), SlackOf(edge));
        }
      }
    });
    return falls;
  }

  // Dijkstra from distances that are bounds: `expand` tells what a right reaches, and how much farther it is.
  template <class Expand>
  static void Shorten(std::vector<int64_t>& distances, const Expand& expand) {
    Queue queue;
    for (size_t right = 0; right < distances.size(); ++right)
      queue.emplace(distances[right], right);
    while (!queue.empty()) {
      const int64_t distance = queue.top().first;
      const size_t at = queue.top().second;
      queue.pop();
      if (distance > distances[at]) continue;
      expand(at, [&](size_t right, int64_t farther) {
        if (distance + farther >= distances[right]) return;
        distances[right] = distance + farther;
        queue.emplace(distances[right], right);
      });
    }
  }

  const Graph& graph_;
  const std::vector<int64_t>& prices_;
  const std::vector<int64_t> surpluses_;
  std::vector<int32_t> matched_;               // right of each left
  std::vector<size_t> owners_;                 // left of each edge
  std::vector<uint8_t> is_chosen_;             // of edges
  std::vector<std::vector<size_t>> of_right_;  // edges
  std::vector<std::vector<size_t>> lefts_of_;  // matched to each right
};

}  // namespace

Marginals MarginalsOf(const Graph& graph, const Solution& solution) {
  return PriceSearch(graph, solution).Run();
}

}  // namespace passung::assign
