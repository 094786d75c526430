#include "engine/assign/stable.h"

#include <algorithm>
#include <tuple>

namespace passung::assign {
namespace {

struct Kept {
  size_t edge = 0;
  size_t left = 0;
  int32_t gain = 0;
};

// A heap with the one who goes first in front.
bool IsKeptBefore(const Kept& a, const Kept& b) {
  return std::tie(b.gain, a.left) < std::tie(a.gain, b.left);
}

class Acceptance {
 public:
  explicit Acceptance(const Graph& graph)
      : graph_(graph), order_(graph.edges.size()), next_(graph.first), kept_(graph.rights.size()) {
    for (size_t left = 0; left < graph.lefts.size(); ++left) {
      for (size_t e = graph.first[left]; e < graph.first[left + 1]; ++e) order_[e] = e;
      std::sort(order_.begin() + static_cast<std::ptrdiff_t>(graph.first[left]),
                order_.begin() + static_cast<std::ptrdiff_t>(graph.first[left + 1]),
                [&](size_t a, size_t b) {
                  return std::tie(graph.edges[b].gain, graph.edges[a].right) <
                         std::tie(graph.edges[a].gain, graph.edges[b].right);
                });
    }
  }

  std::vector<size_t> Run() {
    for (size_t left = 0; left < graph_.lefts.size(); ++left) {
      const size_t edges = graph_.first[left + 1] - graph_.first[left];
      waiting_.insert(waiting_.end(), std::min(static_cast<size_t>(graph_.lefts[left].most), edges),
                      left);
    }
    std::reverse(waiting_.begin(), waiting_.end());
    while (!waiting_.empty()) {
      const size_t left = waiting_.back();
      waiting_.pop_back();
      ProposeFor(left);
    }
    std::vector<size_t> chosen;
    for (const auto& of_right : kept_) {
      for (const Kept& kept : of_right) chosen.push_back(kept.edge);
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
  }

 private:
  // One proposal of the left that is kept for now, or none any more.
  void ProposeFor(size_t left) {
    while (next_[left] < graph_.first[left + 1]) {
      const size_t edge = order_[next_[left]++];
      const auto right = static_cast<size_t>(graph_.edges[edge].right);
      if (graph_.edges[edge].gain <= 0) return;
      std::vector<Kept>& kept = kept_[right];
      kept.push_back({.edge = edge, .left = left, .gain = graph_.edges[edge].gain});
      std::push_heap(kept.begin(), kept.end(), IsKeptBefore);
      if (kept.size() <= static_cast<size_t>(graph_.rights[right].most)) return;
      std::pop_heap(kept.begin(), kept.end(), IsKeptBefore);
      const size_t out = kept.back().left;
      kept.pop_back();
      if (out == left) continue;
      waiting_.push_back(out);
      return;
    }
  }

  const Graph& graph_;
  std::vector<size_t> order_;  // edges of each left as it likes them
  std::vector<size_t> next_;   // of each left, into order_
  std::vector<std::vector<Kept>> kept_;
  std::vector<size_t> waiting_;
};

}  // namespace

std::vector<size_t> StableEdges(const Graph& graph) { return Acceptance(graph).Run(); }

}  // namespace passung::assign
