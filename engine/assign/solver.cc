#include "engine/assign/solver.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "engine/assign/bidding.h"
#include "engine/assign/flow.h"
#include "engine/assign/path_search.h"
#include "engine/base/status_macros.h"

namespace passung::assign {
namespace {

constexpr size_t kLeftsBetweenReports = 256;
constexpr uint64_t kNodesBetweenReports = 4096;

class Reporter {
 public:
  Reporter(size_t lefts, const SolveOptions& options) : lefts_(lefts), options_(options) {}

  // Cancelled where that is wanted.
  absl::Status At(size_t done) const {
    if (!options_.progress || options_.progress(done, lefts_)) return absl::OkStatus();
    return absl::CancelledError(
        absl::StrCat("the assignment was cancelled after ", done, " of ", lefts_));
  }

  // As At, where many nodes were expanded since it was called so: some lefts take thousands of times as long
  // as others.
  absl::Status AfterWork(size_t done, uint64_t expanded) {
    if (expanded - expanded_ < kNodesBetweenReports) return absl::OkStatus();
    expanded_ = expanded;
    return At(done);
  }

 private:
  const size_t lefts_;
  const SolveOptions& options_;
  uint64_t expanded_ = 0;
};

// The warm start sees neither groups nor prices that rise with the load.
bool IsPlain(const Graph& graph) {
  const auto in_group = [](const auto& node) { return node.group != kNoGroup; };
  return graph.congestion == 0 && std::none_of(graph.lefts.begin(), graph.lefts.end(), in_group) &&
         std::none_of(graph.rights.begin(), graph.rights.end(), in_group);
}

std::vector<Node> AllLefts(const Graph& graph) {
  std::vector<Node> lefts(graph.lefts.size());
  std::iota(lefts.begin(), lefts.end(), 0);
  return lefts;
}

Solution SolutionOf(const Graph& graph, const Flow& flow, const PathSearch& search) {
  // What nobody uses may have been left behind with a price below the least one; what can take nobody
  // has none, whatever was tried for it.
  const auto price = [&](const auto& limits, Node buyer, Node seller, int64_t least) {
    return limits.most == 0 ? 0
                            : std::max(search.potential(buyer) - search.potential(seller), least);
  };
  Solution solution{.chosen = flow.Chosen()};
  for (size_t i = 0; i < graph.rights.size(); ++i) {
    const Node right = flow.RightNode(static_cast<int32_t>(i));
    solution.right_prices.push_back(
        price(graph.rights[i], flow.ParentOf(right), right, graph.LeastPrice(graph.rights[i])));
  }
  for (size_t i = 0; i < graph.left_groups.size(); ++i) {
    const int64_t least = graph.left_groups[i].least > 0 ? -kShortfall : 0;
    const Node group = flow.left_groups_at() + static_cast<Node>(i);
    solution.left_group_prices.push_back(price(graph.left_groups[i], group, flow.root(), least));
  }
  for (size_t i = 0; i < graph.right_groups.size(); ++i) {
    const Node group = flow.right_groups_at() + static_cast<Node>(i);
    solution.right_group_prices.push_back(price(graph.right_groups[i], flow.root(), group, 0));
  }
  return solution;
}

// As many pairs of the left as add to the total.
absl::Status AddPairs(Node left, size_t done, const Flow& flow, PathSearch& search,
                      Reporter& report) {
  search.BringIn(left);
  for (bool more = true; more && flow.HasSpace(left);) {
    more = search.AddPair(left);
    PASSUNG_RETURN_IF_ERROR(report.AfterWork(done, search.expanded()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Solution> Solve(const Graph& graph, const SolveOptions& options) {
  PASSUNG_RETURN_IF_ERROR(Validate(graph));
  Reporter report(graph.lefts.size(), options);
  PASSUNG_RETURN_IF_ERROR(report.At(0));
  Flow flow(graph);
  PathSearch search(graph, flow);
  const std::vector<Node> waiting = IsPlain(graph) ? Bid(graph, flow, search) : AllLefts(graph);
  const size_t before = graph.lefts.size() - waiting.size();
  for (size_t i = 0; i < waiting.size(); ++i) {
    if (i % kLeftsBetweenReports == 0) PASSUNG_RETURN_IF_ERROR(report.At(before + i));
    PASSUNG_RETURN_IF_ERROR(AddPairs(waiting[i], before + i, flow, search, report));
  }
  return SolutionOf(graph, flow, search);
}

}  // namespace passung::assign
