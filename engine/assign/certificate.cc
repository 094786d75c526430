#include "engine/assign/certificate.h"

#include <algorithm>
#include <functional>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::assign {
namespace {

// Far above what prices rise to, and four of them still add up in 64 bits.
constexpr int64_t kMostPrice = 1'000'000'000'000'000'000;

int64_t PriceOf(const std::vector<int64_t>& prices, int32_t group) {
  return group == kNoGroup ? 0 : prices[static_cast<size_t>(group)];
}

// Σ ⌊k / round⌋ over 0 <= k < pairs: full rounds of 0, 1, 2 … and what is begun of the next.
absl::int128 RoundsBefore(int64_t pairs, int32_t round) {
  const absl::int128 full = pairs / round;
  return full * (full - 1) / 2 * round + full * (pairs % round);
}

// What `load` pairs of a right cost, beside those that it has already.
absl::int128 CrowdingOf(const Graph& graph, const Right& right, int64_t load) {
  return (RoundsBefore(load + right.taken, right.round) - RoundsBefore(right.taken, right.round)) *
         graph.congestion;
}

// The greatest yield of a right at this price: max over k <= most of price × k - crowding of k. Rounds
// cost more and more, so that it takes all pairs that cost less than the price.
absl::int128 YieldOf(const Graph& graph, const Right& right, int64_t price) {
  if (graph.congestion == 0 || price <= 0)
    return absl::int128(std::max<int64_t>(price, 0)) * right.most;
  const absl::int128 cheap_rounds = (price - 1) / graph.congestion + 1;
  const absl::int128 cheap = cheap_rounds * right.round - right.taken;
  const auto load = static_cast<int64_t>(std::clamp<absl::int128>(cheap, 0, right.most));
  return absl::int128(price) * load - CrowdingOf(graph, right, load);
}

// max over k <= most of price × k - kShortfall × max(0, least - k), for a price of -kShortfall at least.
absl::int128 YieldOf(const LeftGroup& group, int64_t price) {
  return absl::int128(price) * (price > 0 ? group.most : group.least);
}

// Net gains of the edges of a left that are above 0, then the sum of its best.
class SurplusOf {
 public:
  SurplusOf(const Graph& graph, const Certificate& prices) : graph_(graph), prices_(prices) {}

  int64_t operator()(size_t left) {
    const Left& of = graph_.lefts[left];
    if (graph_.TakesNobody(of)) return 0;
    const int64_t own = PriceOf(prices_.left_group_prices, of.group);
    nets_.clear();
    for (const Edge& edge : graph_.EdgesOf(left)) {
      const auto at = static_cast<size_t>(edge.right);
      const Right& right = graph_.rights[at];
      if (graph_.TakesNobody(right)) continue;
      const int64_t net = edge.gain - own - prices_.right_prices[at] -
                          PriceOf(prices_.right_group_prices, right.group);
      if (net > 0) nets_.push_back(net);
    }
    const size_t most = std::min(nets_.size(), static_cast<size_t>(of.most));
    std::nth_element(nets_.begin(), nets_.begin() + static_cast<std::ptrdiff_t>(most), nets_.end(),
                     std::greater<>());
    int64_t sum = 0;
    for (size_t i = 0; i < most; ++i) sum += nets_[i];
    return sum;
  }

 private:
  const Graph& graph_;
  const Certificate& prices_;
  std::vector<int64_t> nets_;
};

// How often each node is used by the chosen edges.
struct Loads {
  explicit Loads(const Graph& graph)
      : lefts(graph.lefts.size()),
        rights(graph.rights.size()),
        left_groups(graph.left_groups.size()),
        right_groups(graph.right_groups.size()) {}

  void Add(const Graph& graph, size_t left, const Edge& edge) {
    const auto right = static_cast<size_t>(edge.right);
    ++lefts[left];
    ++rights[right];
    if (const int32_t group = graph.lefts[left].group; group != kNoGroup) {
      ++left_groups[static_cast<size_t>(group)];
    }
    if (const int32_t group = graph.rights[right].group; group != kNoGroup) {
      ++right_groups[static_cast<size_t>(group)];
    }
  }

  std::vector<int64_t> lefts;
  std::vector<int64_t> rights;
  std::vector<int64_t> left_groups;
  std::vector<int64_t> right_groups;
};

size_t LeftOf(const Graph& graph, size_t edge) {
  const auto after = std::upper_bound(graph.first.begin(), graph.first.end(), edge);
  return static_cast<size_t>(after - graph.first.begin()) - 1;
}

Loads LoadsOf(const Graph& graph, const std::vector<size_t>& chosen) {
  Loads loads(graph);
  for (const size_t edge : chosen) loads.Add(graph, LeftOf(graph, edge), graph.edges[edge]);
  return loads;
}

int64_t ValueOf(const Graph& graph, const std::vector<size_t>& chosen, const Loads& loads) {
  absl::int128 value = 0;
  for (const size_t edge : chosen) value += graph.edges[edge].gain;
  for (size_t i = 0; i < graph.rights.size(); ++i) {
    value -= CrowdingOf(graph, graph.rights[i], loads.rights[i]);
  }
  for (size_t i = 0; i < graph.left_groups.size(); ++i) {
    value -= absl::int128(kShortfall) *
             std::max<int64_t>(0, graph.left_groups[i].least - loads.left_groups[i]);
  }
  // No answer worth looking at is worth less.
  return static_cast<int64_t>(std::max<absl::int128>(value, -kMostPrice * 8));
}

template <class Node>
absl::Status CheckLoads(const char* what, const std::vector<Node>& nodes,
                        const std::vector<int64_t>& loads) {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (loads[i] <= nodes[i].most) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(what, " ", i, " has ", loads[i], " pairs, ", nodes[i].most, " are allowed"));
  }
  return absl::OkStatus();
}

absl::Status CheckChosen(const Graph& graph, const std::vector<size_t>& chosen) {
  for (size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i] >= graph.edges.size()) {
      return absl::InvalidArgumentError(absl::StrCat("there is no edge ", chosen[i]));
    }
    if (i > 0 && chosen[i] <= chosen[i - 1]) {
      return absl::InvalidArgumentError(
          absl::StrCat("edge ", chosen[i], " comes twice or out of order"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPrices(const char* what, const std::vector<int64_t>& prices, size_t size,
                         const std::function<int64_t(size_t)>& least) {
  if (prices.size() != size) {
    return absl::InvalidArgumentError(
        absl::StrCat(prices.size(), " prices of ", what, "s, there are ", size));
  }
  for (size_t i = 0; i < size; ++i) {
    if (prices[i] >= least(i) && prices[i] <= kMostPrice) continue;
    return absl::InvalidArgumentError(absl::StrCat("the price of ", what, " ", i, ", ", prices[i],
                                                   ", is not between ", least(i), " and ",
                                                   kMostPrice));
  }
  return absl::OkStatus();
}

// What can take nobody has no price; without this its price would be free to choose.
template <class Node>
absl::Status CheckUnpriced(const char* what, const std::vector<Node>& nodes,
                           const std::vector<int64_t>& prices) {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].most != 0 || prices[i] == 0) continue;
    return absl::InvalidArgumentError(absl::StrCat(what, " ", i, " takes nobody and has a price"));
  }
  return absl::OkStatus();
}

absl::Status CheckAllPrices(const Graph& graph, const Certificate& certificate) {
  const auto zero = [](size_t) -> int64_t { return 0; };
  PASSUNG_RETURN_IF_ERROR(CheckPrices("right", certificate.right_prices, graph.rights.size(),
                                      [&](size_t i) { return graph.LeastPrice(graph.rights[i]); }));
  PASSUNG_RETURN_IF_ERROR(
      CheckPrices("right group", certificate.right_group_prices, graph.right_groups.size(), zero));
  PASSUNG_RETURN_IF_ERROR(
      CheckPrices("left group", certificate.left_group_prices, graph.left_groups.size(),
                  [&](size_t i) { return graph.left_groups[i].least > 0 ? -kShortfall : 0; }));
  PASSUNG_RETURN_IF_ERROR(CheckUnpriced("right", graph.rights, certificate.right_prices));
  PASSUNG_RETURN_IF_ERROR(
      CheckUnpriced("left group", graph.left_groups, certificate.left_group_prices));
  return CheckUnpriced("right group", graph.right_groups, certificate.right_group_prices);
}

}  // namespace

int64_t ValueOf(const Graph& graph, const std::vector<size_t>& chosen) {
  return ValueOf(graph, chosen, LoadsOf(graph, chosen));
}

absl::int128 BoundOf(const Graph& graph, const Certificate& prices,
                     std::vector<int64_t>* surpluses) {
  absl::int128 bound = 0;
  for (size_t i = 0; i < graph.rights.size(); ++i) {
    bound += YieldOf(graph, graph.rights[i], prices.right_prices[i]);
  }
  for (size_t i = 0; i < graph.right_groups.size(); ++i) {
    bound += absl::int128(prices.right_group_prices[i]) * graph.right_groups[i].most;
  }
  for (size_t i = 0; i < graph.left_groups.size(); ++i) {
    bound += YieldOf(graph.left_groups[i], prices.left_group_prices[i]);
  }
  SurplusOf surplus_of(graph, prices);
  if (surpluses != nullptr) surpluses->resize(graph.lefts.size());
  for (size_t i = 0; i < graph.lefts.size(); ++i) {
    const int64_t surplus = surplus_of(i);
    if (surpluses != nullptr) (*surpluses)[i] = surplus;
    bound += surplus;
  }
  return bound;
}

Certificate CertificateOf(const Graph& graph, const Solution& solution) {
  Certificate certificate{.right_prices = solution.right_prices,
                          .left_group_prices = solution.left_group_prices,
                          .right_group_prices = solution.right_group_prices,
                          .total = ValueOf(graph, solution.chosen)};
  BoundOf(graph, certificate, &certificate.surpluses);
  return certificate;
}

absl::Status CheckLimits(const Graph& graph, const std::vector<size_t>& chosen) {
  PASSUNG_RETURN_IF_ERROR(Validate(graph));
  PASSUNG_RETURN_IF_ERROR(CheckChosen(graph, chosen));
  const Loads loads = LoadsOf(graph, chosen);
  PASSUNG_RETURN_IF_ERROR(CheckLoads("left", graph.lefts, loads.lefts));
  PASSUNG_RETURN_IF_ERROR(CheckLoads("right", graph.rights, loads.rights));
  PASSUNG_RETURN_IF_ERROR(CheckLoads("left group", graph.left_groups, loads.left_groups));
  PASSUNG_RETURN_IF_ERROR(CheckLoads("right group", graph.right_groups, loads.right_groups));
  return absl::OkStatus();
}

absl::Status Check(const Graph& graph, const std::vector<size_t>& chosen,
                   const Certificate& certificate) {
  PASSUNG_RETURN_IF_ERROR(CheckLimits(graph, chosen));
  PASSUNG_RETURN_IF_ERROR(CheckAllPrices(graph, certificate));
  if (const int64_t value = ValueOf(graph, chosen); value != certificate.total) {
    return absl::InvalidArgumentError(
        absl::StrCat("the total is ", value, ", not ", certificate.total));
  }
  std::vector<int64_t> surpluses;
  const absl::int128 bound = BoundOf(graph, certificate, &surpluses);
  if (surpluses != certificate.surpluses) {
    return absl::InvalidArgumentError("a surplus is not what the prices leave");
  }
  if (bound != certificate.total) {
    return absl::InvalidArgumentError(absl::StrCat("the total, ", certificate.total,
                                                   ", is not shown to be the best: the bound is ",
                                                   static_cast<double>(bound)));
  }
  return absl::OkStatus();
}

}  // namespace passung::assign
