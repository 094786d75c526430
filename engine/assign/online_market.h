#ifndef PASSUNG_ENGINE_ASSIGN_ONLINE_MARKET_H_
#define PASSUNG_ENGINE_ASSIGN_ONLINE_MARKET_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/assign/graph.h"

namespace passung::assign {

// Both ends included.
struct Stay {
  int32_t first = 0;
  int32_t last = 0;
  bool Has(int32_t day) const { return first <= day && day <= last; }
  bool Meets(const Stay& other) const { return first <= other.last && other.first <= last; }
};

struct OwnedEdge {
  size_t left = 0;
  size_t edge = 0;
};

// A graph whose lefts and rights come and go, and what is left of it after the pairs made so far.
class OnlineMarket {
 public:
  // One stay for each. REQUIRES: the graph outlives it; no groups, no congestion, one pair a left.
  OnlineMarket(const Graph& graph, std::vector<Stay> lefts, std::vector<Stay> rights)
      : graph_(graph),
        lefts_(std::move(lefts)),
        rights_(std::move(rights)),
        is_served_(graph.lefts.size()) {
    for (const Right& right : graph.rights) right_space_.push_back(right.most);
    for (const auto* stays : {&lefts_, &rights_}) {
      for (const Stay& stay : *stays) {
        first_ = std::min(first_, stay.first);
        end_ = std::max(end_, stay.last + 1);
      }
    }
  }

  const Graph& graph() const { return graph_; }
  const std::vector<Stay>& lefts() const { return lefts_; }
  const std::vector<Stay>& rights() const { return rights_; }
  // All days are from first_day() on, before end_day(); none where there is nobody.
  int32_t first_day() const { return std::min(first_, end_); }
  int32_t end_day() const { return end_; }

  bool IsServed(size_t left) const { return is_served_[left] != 0; }
  int32_t right_space(size_t right) const { return right_space_[right]; }
  bool IsOpenLeft(size_t left, int32_t day) const {
    return !IsServed(left) && lefts_[left].Has(day);
  }
  bool IsOpenRight(size_t right, int32_t day) const {
    return right_space_[right] > 0 && rights_[right].Has(day);
  }

  // REQUIRES: the left is not served, and the right has space.
  void Make(const OwnedEdge& pair) {
    is_served_[pair.left] = 1;
    --right_space_[static_cast<size_t>(graph_.edges[pair.edge].right)];
  }

 private:
  const Graph& graph_;
  const std::vector<Stay> lefts_;
  const std::vector<Stay> rights_;
  int32_t first_ = INT32_MAX;
  int32_t end_ = INT32_MIN;
  std::vector<uint8_t> is_served_;  // lefts that have their pair
  std::vector<int32_t> right_space_;
};

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_ONLINE_MARKET_H_
