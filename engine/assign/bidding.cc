#include "engine/assign/bidding.h"

#include <algorithm>
#include <optional>

namespace passung::assign {
namespace {

constexpr size_t kBidsPerLeft = 4;

class Bidding {
 public:
  Bidding(const Graph& graph, Flow& flow, PathSearch& search)
      : graph_(graph), flow_(flow), search_(search) {}

  std::vector<Node> Run() {
    const auto lefts = static_cast<Node>(graph_.lefts.size());
    budget_ = kBidsPerLeft * graph_.lefts.size();
    for (Node left = 0; left < lefts; ++left) {
      if (graph_.lefts[static_cast<size_t>(left)].most != 1) {
        waiting_.push_back(left);
        continue;
      }
      std::optional<Node> next = left;
      while (next) next = BidOf(*next);
    }
    std::sort(waiting_.begin(), waiting_.end());
    return std::move(waiting_);
  }

 private:
  struct Offer {
    uint32_t edge = 0;
    int64_t net = 0;
    bool free = false;
  };

  // The best offer, a free place before another of the same, and what the second best leaves.
  Offer BestOf(Node left, int64_t& second) const {
    Offer best{.net = -1};
    second = 0;
    const auto at = static_cast<size_t>(left);
    for (size_t e = graph_.first[at]; e < graph_.first[at + 1]; ++e) {
      const Edge& edge = graph_.edges[e];
      const Node right = flow_.RightNode(edge.right);
      const int64_t net = edge.gain + search_.potential(right);
      if (net < second) continue;
      const bool free = flow_.HasSpace(right);
      if (net > best.net || (net == best.net && free && !best.free)) {
        second = std::max(second, best.net);
        best = {.edge = static_cast<uint32_t>(e), .net = net, .free = free};
      } else {
        second = net;
      }
    }
    return best;
  }

  // Who is put out by the bid.
  std::optional<Node> BidOf(Node left) {
    search_.BringIn(left);
    int64_t second = 0;
    const Offer best = BestOf(left, second);
    if (best.net <= 0) return std::nullopt;  // prices only rise: it stays alone
    const Node right = flow_.RightNode(graph_.edges[best.edge].right);
    const bool single = graph_.rights[static_cast<size_t>(graph_.edges[best.edge].right)].most == 1;
    if (budget_ == 0 || (!best.free && (!single || best.net == second))) {
      waiting_.push_back(left);
      return std::nullopt;
    }
    --budget_;
    if (!single) {
      // A price would be due for all who are there.
      flow_.Choose(best.edge, left, right);
      return std::nullopt;
    }
    std::optional<Node> out;
    if (!best.free) {
      const Held held = flow_.HeldBy(right).front();
      flow_.Release(held.edge, held.left, right);
      out = held.left;
    }
    flow_.Choose(best.edge, left, right);
    search_.SetPotential(right, search_.potential(right) - (best.net - second));
    search_.SetPotential(left, second);
    return out;
  }

  const Graph& graph_;
  Flow& flow_;
  PathSearch& search_;
  size_t budget_ = 0;
  std::vector<Node> waiting_;
};

}  // namespace

std::vector<Node> Bid(const Graph& graph, Flow& flow, PathSearch& search) {
  return Bidding(graph, flow, search).Run();
}

}  // namespace passung::assign
