#ifndef PASSUNG_ENGINE_ASSIGN_CERTIFICATE_H_
#define PASSUNG_ENGINE_ASSIGN_CERTIFICATE_H_

#include <cstdint>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "engine/assign/graph.h"

namespace passung::assign {

// Why nothing is better: linear programming's duality, checked without any solver. Take any prices. A
// left that may take up to `most` of its edges and pays for each the prices of the right and of both
// groups keeps at most its *surplus*: the sum of its best net gains that are above 0. No answer is worth
// more than all surpluses and what the prices yield at full capacity. Where the answer is worth exactly
// that, it is the best.
struct Certificate {
  std::vector<int64_t> right_prices;        // at least Graph::LeastPrice
  std::vector<int64_t> left_group_prices;   // below 0, at least -kShortfall, only where least > 0
  std::vector<int64_t> right_group_prices;  // at least 0
  std::vector<int64_t> surpluses;           // one a left
  // Σ gain of the chosen - crowding - kShortfall × pairs missing in groups.
  int64_t total = 0;
  friend bool operator==(const Certificate&, const Certificate&) = default;
};

// The value of a set of edges, by the definition of Certificate::total. REQUIRES: edges of the graph.
int64_t ValueOf(const Graph& graph, const std::vector<size_t>& chosen);

// What no answer can exceed, for these prices; `surpluses`, if not null, gets one a left. One pass over
// the edges.
absl::int128 BoundOf(const Graph& graph, const Certificate& prices,
                     std::vector<int64_t>* surpluses);

// The solution's prices with surpluses and total.
Certificate CertificateOf(const Graph& graph, const Solution& solution);

// OK where the graph is one (Validate) and `chosen`, which rises, keeps its limits; else as Check.
absl::Status CheckLimits(const Graph& graph, const std::vector<size_t>& chosen);

// OK where the graph is one (Validate), `chosen` keeps every limit and the certificate proves it the best. InvalidArgument naming the
// first thing that is wrong: an edge twice, a limit exceeded, a price out of range, a surplus or a total
// that is not what the edges say, a total below the bound. One pass over the edges, O(edges).
absl::Status Check(const Graph& graph, const std::vector<size_t>& chosen,
                   const Certificate& certificate);

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_CERTIFICATE_H_
