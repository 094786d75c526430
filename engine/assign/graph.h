#ifndef PASSUNG_ENGINE_ASSIGN_GRAPH_H_
#define PASSUNG_ENGINE_ASSIGN_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"

namespace passung::assign {

// Who may be proposed to whom, and how often: a sparse graph of integers that knows nothing of people.
// Lefts are mentees, rights are vacancies; each left and each right may belong to one group (a mentor
// or a label on the left, an employer on the right).

struct Edge {
  int32_t right = 0;
  int32_t gain = 0;  // what the pair adds to the total, -kMostGain … kMostGain
};

inline constexpr int32_t kNoGroup = -1;

struct Left {
  int32_t most = 1;  // pairs, 0 … kMostLefts as all limits
  int32_t group = kNoGroup;
};

struct Right {
  int32_t most = 1;   // pairs
  int32_t round = 1;  // at least 1: pairs that cost the same, see Graph::congestion
  int32_t taken =
      0;  // pairs that it has already, beside `most`: they count for what the next one costs
  int32_t group = kNoGroup;
};

struct LeftGroup {
  int32_t least =
      0;  // pairs wanted, of all groups at most kMostLefts; each missing costs kShortfall
  int32_t most = 0;  // pairs, at least `least`
};

struct RightGroup {
  int32_t most = 0;  // pairs
};

// What one pair too few in a group costs: more than any other change of one pair can bring, so that the
// fewest are missing and the total is the greatest among the answers of which that holds. A change of one
// pair moves at most one pair of each left on the way, kMostGain each, and the crowding of two rights.
inline constexpr int64_t kMostLefts = 100'000;
inline constexpr int64_t kMostGain = 100'000'000;
inline constexpr int64_t kShortfall = 3 * kMostLefts * kMostGain;

struct Graph {
  std::vector<size_t> first;  // lefts + 1 offsets into `edges`
  std::vector<Edge> edges;    // of each left a right at most once
  std::vector<Left> lefts;
  std::vector<Right> rights;
  std::vector<LeftGroup> left_groups;
  std::vector<RightGroup> right_groups;
  // The k-th pair of a right, with those it has already, costs congestion × ⌊(k - 1) / round⌋.
  // 0 … kMostGain.
  int64_t congestion = 0;

  std::span<const Edge> EdgesOf(size_t left) const {
    return std::span(edges).subspan(first[left], first[left + 1] - first[left]);
  }
  // Whether no pair of it is allowed, by its own limit or its group's.
  bool TakesNobody(const Left& left) const {
    return left.most == 0 ||
           (left.group != kNoGroup && left_groups[static_cast<size_t>(left.group)].most == 0);
  }
  bool TakesNobody(const Right& right) const {
    return right.most == 0 ||
           (right.group != kNoGroup && right_groups[static_cast<size_t>(right.group)].most == 0);
  }
  // What one more pair costs where the right has `load`.
  int64_t Crowding(const Right& right, int32_t load) const {
    return congestion * ((load + right.taken) / right.round);
  }
  // What a pair of the right costs in any case.
  int64_t LeastPrice(const Right& right) const { return right.most == 0 ? 0 : Crowding(right, 0); }
};

// InvalidArgument naming the first offset, index, limit or gain that is out of its range, or a left that has
// a right twice. O(nodes + edges).
absl::Status Validate(const Graph& graph);

// The best set of edges and the prices that prove it.
struct Solution {
  std::vector<size_t> chosen;  // edges, rising
  std::vector<int64_t> right_prices;
  std::vector<int64_t> left_group_prices;
  std::vector<int64_t> right_group_prices;
};

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_GRAPH_H_
