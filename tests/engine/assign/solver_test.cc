#include "engine/assign/solver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "engine/assign/certificate.h"
#include "tests/engine/assign/random_graph.h"
#include "tests/support/status_matchers.h"

namespace passung::assign {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Lefts with edges {right, gain}.
Graph GraphOf(const std::vector<std::vector<Edge>>& lefts, size_t rights) {
  Graph graph{.first = {0}, .lefts = std::vector<Left>(lefts.size())};
  graph.rights.resize(rights);
  for (const auto& edges : lefts) {
    graph.edges.insert(graph.edges.end(), edges.begin(), edges.end());
    graph.first.push_back(graph.edges.size());
  }
  return graph;
}

void ExpectBest(const Graph& graph, int64_t best) {
  const absl::StatusOr<Solution> solution = Solve(graph);
  ASSERT_THAT(solution, IsOk());
  const Certificate certificate = CertificateOf(graph, *solution);
  EXPECT_EQ(certificate.total, best);
  EXPECT_THAT(Check(graph, solution->chosen, certificate), IsOk());
}

TEST(SolverTest, NothingToAssignIsAnAnswer) {
  ExpectBest(GraphOf({}, 0), 0);
  ExpectBest(GraphOf({{}, {}}, 3), 0);
}

TEST(SolverTest, GivesUpTheBestOfOneForTheTotal) {
  const Graph graph = GraphOf({{{0, 10}, {1, 9}}, {{0, 8}}}, 2);
  const auto solution = Solve(graph);
  ASSERT_THAT(solution, IsOk());
  EXPECT_THAT(solution->chosen, ElementsAre(1, 2));
}

TEST(SolverTest, LeavesSomebodyAloneRatherThanTakeALoss) {
  const auto solution = Solve(GraphOf({{{0, -1}}, {{1, 0}}}, 2));
  ASSERT_THAT(solution, IsOk());
  EXPECT_THAT(solution->chosen, IsEmpty());
}

TEST(SolverTest, EqualListsEndAtThePlaces) {
  // 300 equal lists of 40 equal places: whoever comes 41st finds the price in one search.
  std::vector<Edge> list;
  for (int32_t right = 0; right < 40; ++right) list.push_back({right, 7});
  const Graph graph = GraphOf(std::vector<std::vector<Edge>>(300, list), 40);
  const auto solution = Solve(graph);
  ASSERT_THAT(solution, IsOk());
  EXPECT_EQ(solution->chosen.size(), 40u);
  EXPECT_THAT(solution->right_prices, testing::Each(7));
}

TEST(SolverTest, AGroupThatWantsPairsGetsThemFirst) {
  Graph graph = GraphOf({{{0, 100}}, {{0, 1}}}, 1);
  graph.lefts[1].group = 0;
  graph.left_groups = {{.least = 1, .most = 1}};
  const auto solution = Solve(graph);
  ASSERT_THAT(solution, IsOk());
  EXPECT_THAT(solution->chosen, ElementsAre(1));
}

TEST(SolverTest, WhatAGroupCannotGetIsMissingOnce) {
  Graph graph = GraphOf({{{0, 5}}}, 1);
  graph.lefts[0].group = 0;
  graph.left_groups = {{.least = 3, .most = 4}};
  ExpectBest(graph, 5 - 2 * kShortfall);
}

TEST(SolverTest, EqualsTryingEverySetOfEdges) {
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    GraphKind kind = KindOf(seed, 4);
    kind.edges_per_left = 3;
    const Graph graph = RandomGraph(kind, seed);
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    ExpectBest(graph, BestByTrying(graph));
    if (testing::Test::HasFailure()) return;
  }
}

TEST(SolverTest, EqualsNetworkSimplexOnThousandsOfGraphs) {
  for (uint64_t seed = 0; seed < 8000; ++seed) {
    const Graph graph = RandomGraph(KindOf(seed, 4 + static_cast<int>(seed % 37)), seed);
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    ExpectBest(graph, BestByLemon(graph));
    if (testing::Test::HasFailure()) return;
  }
}

TEST(SolverTest, EqualGraphsGiveEqualAnswers) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    const Graph graph = RandomGraph(KindOf(seed, 40), seed);
    const auto first = Solve(graph);
    const auto second = Solve(graph);
    ASSERT_THAT(first, IsOk());
    ASSERT_THAT(second, IsOk());
    EXPECT_EQ(first->chosen, second->chosen);
    EXPECT_EQ(CertificateOf(graph, *first), CertificateOf(graph, *second));
  }
}

TEST(SolverTest, EndsWhenItIsTold) {
  Graph graph = GraphOf({{{0, 1}}, {{0, 1}}}, 1);
  EXPECT_THAT(Solve(graph, {.progress = [](size_t, size_t) { return false; }}).status(),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr("of 2")));
}

// Few lefts and a long way for each of their pairs: counting lefts alone would ask once.
TEST(SolverTest, AsksByTheWorkThatIsDone) {
  constexpr int32_t kRights = 200;
  std::vector<std::vector<Edge>> lefts(30);
  for (size_t left = 0; left < lefts.size(); ++left) {
    for (int32_t right = 0; right < kRights; ++right) {
      lefts[left].push_back({right, 1000 + right * static_cast<int32_t>(left % 7)});
    }
  }
  Graph graph = GraphOf(lefts, kRights);
  for (Left& left : graph.lefts) left.most = 20;
  int asked = 0;
  EXPECT_THAT(Solve(graph, {.progress = [&](size_t, size_t) { return ++asked > 0; }}), IsOk());
  EXPECT_GT(asked, 3);
  const int all = asked;
  asked = 0;
  EXPECT_THAT(Solve(graph, {.progress = [&](size_t, size_t) { return ++asked < 3; }}).status(),
              StatusIs(absl::StatusCode::kCancelled, HasSubstr("of 30")));
  EXPECT_EQ(asked, 3);
  EXPECT_LT(asked, all);
}

TEST(SolverTest, RefusesWhatIsNoGraph) {
  const Graph good = GraphOf({{{0, 1}, {1, 1}}}, 2);
  const auto refuses = [&](auto change, const char* text) {
    Graph graph = good;
    change(graph);
    EXPECT_THAT(Solve(graph).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  refuses([](Graph& graph) { graph.first.pop_back(); }, "offsets");
  refuses([](Graph& graph) { graph.first = {0, 1}; }, "offsets");
  refuses([](Graph& graph) { graph.edges[1].right = 2; }, "edge 1: 2");
  refuses([](Graph& graph) { graph.edges[1].right = 0; }, "right 0 twice");
  refuses([](Graph& graph) { graph.edges[0].gain = 100'000'001; }, "100000001");
  refuses([](Graph& graph) { graph.lefts[0].most = -1; }, "left 0: -1");
  refuses([](Graph& graph) { graph.lefts[0].group = 0; }, "left 0: 0");
  refuses([](Graph& graph) { graph.rights[1].most = 100'001; }, "right 1: 100001");
  refuses([](Graph& graph) { graph.rights[1].round = 0; }, "right 1: 0");
  refuses([](Graph& graph) { graph.congestion = -1; }, "congestion");
  refuses([](Graph& graph) { graph.left_groups = {{.least = 2, .most = 1}}; }, "left group 0: 2");
  refuses([](Graph& graph) { graph.right_groups = {{.most = -1}}; }, "right group 0: -1");
}

}  // namespace
}  // namespace passung::assign
