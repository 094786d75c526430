#include "engine/assign/certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "engine/assign/solver.h"
#include "tests/engine/assign/random_graph.h"
#include "tests/support/status_matchers.h"

namespace passung::assign {
namespace {

using ::testing::HasSubstr;

// An answer of which one thing is changed at a time.
struct Answer {
  Graph graph;
  std::vector<size_t> chosen;
  Certificate certificate;

  absl::Status status() const { return Check(graph, chosen, certificate); }
};

Answer AnswerOf(uint64_t seed, int size) {
  Answer answer{.graph = RandomGraph(KindOf(seed, size), seed)};
  const auto solution = Solve(answer.graph);
  EXPECT_THAT(solution, IsOk());
  answer.chosen = solution->chosen;
  answer.certificate = CertificateOf(answer.graph, *solution);
  return answer;
}

void ExpectRejected(const Answer& good, const char* what,
                    const std::function<void(Answer&)>& corrupt) {
  Answer bad = good;
  corrupt(bad);
  EXPECT_FALSE(bad.status().ok()) << what;
}

std::vector<std::vector<int64_t> Certificate::*> Numbers() {
  return {&Certificate::right_prices, &Certificate::left_group_prices,
          &Certificate::right_group_prices, &Certificate::surpluses};
}

TEST(CertificateTest, EveryChangedNumberIsRejected) {
  int64_t changes = 0;
  for (uint64_t seed = 0; seed < 400; ++seed) {
    const Answer good = AnswerOf(seed, 12);
    ASSERT_THAT(good.status(), IsOk());
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    for (const auto numbers : Numbers()) {
      for (size_t i = 0; i < (good.certificate.*numbers).size(); ++i) {
        for (const int64_t by : {-1'000'000, -1, 1, 7, 100'000'000}) {
          ExpectRejected(good, "a price or a surplus",
                         [&](Answer& bad) { (bad.certificate.*numbers)[i] += by; });
          ++changes;
        }
      }
    }
    ExpectRejected(good, "the total", [](Answer& bad) { ++bad.certificate.total; });
    ExpectRejected(good, "the total", [](Answer& bad) { --bad.certificate.total; });
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(changes, 10'000);
}

TEST(CertificateTest, EveryChangedChoiceIsRejected) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Answer good = AnswerOf(seed, 10);
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    for (size_t edge = 0; edge < good.graph.edges.size(); ++edge) {
      const bool is_chosen = std::binary_search(good.chosen.begin(), good.chosen.end(), edge);
      ExpectRejected(good, "an edge more or less, the total as it was", [&](Answer& bad) {
        if (is_chosen) {
          bad.chosen.erase(std::find(bad.chosen.begin(), bad.chosen.end(), edge));
        } else {
          bad.chosen.insert(std::upper_bound(bad.chosen.begin(), bad.chosen.end(), edge), edge);
        }
        // What is worth nothing may go or come where it keeps the limits: that is as good.
        if (ValueOf(bad.graph, bad.chosen) == bad.certificate.total) {
          bad.certificate.total += 1;
        }
      });
    }
    if (testing::Test::HasFailure()) return;
  }
}

// Every other set of pairs that keeps the limits and says its own total: accepted only where it is as good.
TEST(CertificateTest, AWorseAnswerIsNotShownToBeTheBest) {
  int64_t worse = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    const Answer good = AnswerOf(seed, 10);
    for (size_t i = 0; i < good.chosen.size(); ++i) {
      Answer bad = good;
      bad.chosen.erase(bad.chosen.begin() + static_cast<std::ptrdiff_t>(i));
      bad.certificate.total = ValueOf(bad.graph, bad.chosen);
      if (bad.certificate.total == good.certificate.total) continue;
      ++worse;
      EXPECT_THAT(bad.status(), StatusIs(absl::StatusCode::kInvalidArgument,
                                         HasSubstr("not shown to be the best")));
    }
  }
  EXPECT_GT(worse, 300);
}

TEST(CertificateTest, NamesWhatIsWrong) {
  Answer good{.graph = {.first = {0, 2, 3},
                        .edges = {{0, 10}, {1, 9}, {0, 8}},
                        .lefts = std::vector<Left>(2),
                        .rights = std::vector<Right>(2)}};
  const auto solution = Solve(good.graph);
  ASSERT_THAT(solution, IsOk());
  good.chosen = solution->chosen;
  good.certificate = CertificateOf(good.graph, *solution);
  ASSERT_THAT(good.status(), IsOk());
  const auto says = [&](const std::function<void(Answer&)>& corrupt, const char* text) {
    Answer bad = good;
    corrupt(bad);
    EXPECT_THAT(bad.status(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  says([](Answer& bad) { bad.chosen = {1, 1, 2}; }, "edge 1 comes twice");
  says([](Answer& bad) { bad.chosen = {1, 9}; }, "no edge 9");
  says([](Answer& bad) { bad.chosen = {0, 2}; }, "right 0 has 2 pairs, 1 are allowed");
  says([](Answer& bad) { bad.chosen = {0, 1}; }, "left 0 has 2 pairs");
  says([](Answer& bad) { bad.certificate.total = 18; }, "the total is 17, not 18");
  says([](Answer& bad) { bad.certificate.right_prices[1] = -1; }, "right 1, -1");
  says([](Answer& bad) { bad.certificate.right_prices.pop_back(); }, "1 prices of rights");
  says([](Answer& bad) { ++bad.certificate.surpluses[0]; }, "surplus");
  says([](Answer& bad) { bad.graph.edges[0].gain = 20; }, "surplus");
  says([](Answer& bad) { bad.graph.first = {0}; }, "offsets");
}

// A right alone: the bound is what its price yields, by definition the best of all numbers of pairs.
absl::int128 YieldByTrying(const Graph& graph, int64_t price) {
  absl::int128 best = 0;
  absl::int128 sum = 0;
  for (int32_t load = 0; load < graph.rights[0].most; ++load) {
    sum += price - graph.Crowding(graph.rights[0], load);
    best = std::max(best, sum);
  }
  return best;
}

TEST(CertificateTest, APriceYieldsTheBestOfAllNumbersOfPairs) {
  std::mt19937_64 engine(7);
  const auto below = [&](uint64_t end) { return static_cast<int32_t>(engine() % end); };
  for (int i = 0; i < 20'000; ++i) {
    Graph graph{.first = {0},
                .rights = {{.most = below(40), .round = 1 + below(9), .taken = below(20)}},
                .congestion = below(5)};
    const int64_t price = i % 50 == 0 ? int64_t{1'000'000'000'000'000'000} : below(80);
    EXPECT_EQ(BoundOf(graph, {.right_prices = {price}}, nullptr), YieldByTrying(graph, price)) << i;
  }
}

// Round by round it would be ten thousand million steps for a request that somebody else writes.
TEST(CertificateTest, HighPricesOfManyCrowdedPlacesTakeNoTime) {
  Graph graph{.first = {0}, .congestion = 1};
  graph.rights.assign(100'000, {.most = 100'000, .round = 1});
  const std::vector<int64_t> prices(graph.rights.size(), 1'000'000'000'000'000'000);
  const absl::int128 each =
      absl::int128(1'000'000'000'000'000'000) * 100'000 - int64_t{100'000} * 99'999 / 2;
  EXPECT_EQ(BoundOf(graph, {.right_prices = prices}, nullptr), each * 100'000);
}

}  // namespace
}  // namespace passung::assign
