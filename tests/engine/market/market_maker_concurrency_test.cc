// One MarketMaker, several threads: the same records as one thread makes.
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "passung/market.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

TEST(MarketMakerConcurrencyTest, ThreadsShareOneMaker) {
  constexpr int64_t kRecords = 600;
  constexpr int64_t kThreads = 3;
  const MarketOptions options = {.mentees = kRecords,
                                 .vacancies = kRecords,
                                 .seed = 5,
                                 .today = Date::FromDays(20499),
                                 .region = MarketRegion::kGermany};
  const auto maker = MarketMaker::Create(options);
  ASSERT_OK(maker);
  std::vector<Mentee> mentees(kRecords);
  std::vector<Vacancy> vacancies(kRecords);
  std::vector<std::thread> threads;
  for (int64_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int64_t i = thread; i < kRecords; i += kThreads) {
        mentees[static_cast<size_t>(i)] = maker->MenteeAt(i);
        vacancies[static_cast<size_t>(i)] = maker->VacancyAt(i);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto market = MakeMarket(options);
  ASSERT_OK(market);
  EXPECT_EQ(mentees, market->mentees);
  EXPECT_EQ(vacancies, market->vacancies);
}

}  // namespace
}  // namespace passung
