// What a left or a place is worth, against solving again without it.
#include "engine/assign/marginals.h"

#include <gmock/gmock.h>

#include "engine/assign/solver.h"
#include "tests/engine/assign/random_graph.h"

namespace passung::assign {
namespace {

int64_t TotalOf(const Graph& graph) { return BestByLemon(graph); }

void AreTheLosses(const Graph& graph, uint64_t seed) {
  const auto solution = Solve(graph);
  ASSERT_TRUE(solution.ok()) << solution.status();
  const Marginals marginals = MarginalsOf(graph, *solution);
  ASSERT_EQ(marginals.of_lefts.size(), graph.lefts.size());
  ASSERT_EQ(marginals.of_rights.size(), graph.rights.size());
  const int64_t total = TotalOf(graph);
  for (size_t left = 0; left < graph.lefts.size(); ++left) {
    Graph without = graph;
    without.lefts[left].most = 0;
    EXPECT_EQ(marginals.of_lefts[left], total - TotalOf(without)) << seed << ", left " << left;
  }
  for (size_t right = 0; right < graph.rights.size(); ++right) {
    Graph fewer = graph;
    if (fewer.rights[right].most > 0) --fewer.rights[right].most;
    EXPECT_EQ(marginals.of_rights[right], total - TotalOf(fewer)) << seed << ", right " << right;
  }
}

TEST(MarginalsTest, AreWhatTheTotalLosesOnRandomGraphs) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    const int size = 2 + static_cast<int>(seed % 7);
    AreTheLosses(RandomGraph({.lefts = size,
                              .rights = 2 + static_cast<int>(seed % 5),
                              .edges_per_left = 1 + static_cast<int>(seed % 4),
                              .gains = seed % 2 == 0 ? 1000 : 4,
                              .most_right = 1 + static_cast<int>(seed % 3),
                              .negative_gains = seed % 5 == 0},
                             seed),
                 seed);
  }
}

// Prices from 0 to 90 prove the same answer; the place is worth 90, and so is the left.
TEST(MarginalsTest, APairAloneIsWorthItsGainOnBothSides) {
  const Graph graph{
      .first = {0, 1}, .edges = {{.right = 0, .gain = 90}}, .lefts = {{}}, .rights = {{}}};
  const auto solution = Solve(graph);
  ASSERT_TRUE(solution.ok());
  const Marginals marginals = MarginalsOf(graph, *solution);
  EXPECT_THAT(marginals.of_lefts, testing::ElementsAre(90));
  EXPECT_THAT(marginals.of_rights, testing::ElementsAre(90));
}

TEST(MarginalsTest, WhoIsNotServedAndWhatIsNotFullIsWorthNothing) {
  const Graph graph{.first = {0, 1, 2},
                    .edges = {{.right = 0, .gain = 90}, {.right = 0, .gain = 80}},
                    .lefts = {{}, {}},
                    .rights = {{}, {.most = 3}}};
  const auto solution = Solve(graph);
  ASSERT_TRUE(solution.ok());
  const Marginals marginals = MarginalsOf(graph, *solution);
  EXPECT_THAT(marginals.of_lefts, testing::ElementsAre(10, 0));
  EXPECT_THAT(marginals.of_rights, testing::ElementsAre(90, 0));
}

}  // namespace
}  // namespace passung::assign
