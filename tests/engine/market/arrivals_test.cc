// When mentees and vacancies of the made-up market come and go.
#include <gmock/gmock.h>

#include <set>

#include "passung/market_arrivals.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::HasSubstr;

const Date kFirst = *Date::FromCivil(2026, 2, 15);  // a Sunday

ArrivalMaker Maker(const ArrivalOptions& options) {
  auto maker = ArrivalMaker::Create(options);
  EXPECT_THAT(maker, IsOk());
  return *std::move(maker);
}

TEST(ArrivalsTest, MenteesComeOnWeekdaysAndWaitTwoToSixWeeks) {
  const ArrivalMaker maker = Maker({.seed = 3, .first = kFirst, .days = 30});
  std::set<int32_t> days;
  std::set<int32_t> waits;
  for (int64_t i = 0; i < 5000; ++i) {
    const auto [first, last] = maker.MenteeAt(i);
    EXPECT_LT(first.weekday(), 5);
    days.insert(first.days() - kFirst.days());
    waits.insert(last.days() - first.days());
  }
  // Sunday's come on Monday; the last day, 16 March, is a Monday, too.
  EXPECT_EQ(*days.begin(), 1);
  EXPECT_EQ(*days.rbegin(), 29);
  EXPECT_EQ(days.size(), 21U);
  EXPECT_EQ(*waits.begin(), 14);
  EXPECT_EQ(*waits.rbegin(), 42);
}

TEST(ArrivalsTest, VacanciesOpenOnAnyDayAndThereIsAStock) {
  const ArrivalMaker maker = Maker({.seed = 3, .first = kFirst, .days = 30});
  std::set<int32_t> days;
  std::set<int32_t> lengths;
  for (int64_t i = 0; i < 5000; ++i) {
    const auto [first, last] = maker.VacancyAt(i);
    days.insert(first.days() - kFirst.days());
    lengths.insert(last.days() - first.days());
  }
  EXPECT_EQ(days.size(), 90U);
  EXPECT_EQ(*days.begin(), -60);
  EXPECT_EQ(*days.rbegin(), 29);
  EXPECT_EQ(*lengths.begin(), 7);
  EXPECT_EQ(*lengths.rbegin(), 60);
}

// Whoever repeats an experiment has the same one: pinned, from the first seed on.
TEST(ArrivalsTest, AreTheSameEverywhere) {
  const ArrivalMaker maker = Maker({.seed = 1, .first = kFirst});
  const auto shown = [](const Presence& of) {
    return of.first.ToString() + " " + of.last.ToString();
  };
  EXPECT_EQ(shown(maker.MenteeAt(0)), "2026-02-24 2026-03-19");
  EXPECT_EQ(shown(maker.MenteeAt(999)), "2026-06-05 2026-06-27");
  EXPECT_EQ(shown(maker.VacancyAt(0)), "2026-04-10 2026-05-19");
  const ArrivalMaker other = Maker({.seed = 2, .first = kFirst});
  int same = 0;
  for (int64_t i = 0; i < 100; ++i) same += maker.MenteeAt(i) == other.MenteeAt(i) ? 1 : 0;
  EXPECT_LT(same, 10);
}

TEST(ArrivalsTest, RefusesDaysOutOfRange) {
  const auto refuses = [](const ArrivalOptions& options, const char* text) {
    EXPECT_THAT(ArrivalMaker::Create(options).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  refuses({.first = kFirst, .days = 0}, "days: 0 is not between 1 and 3000");
  refuses({.first = kFirst, .days = 3001}, "days: 3001");
  refuses({.first = *Date::FromCivil(1999, 12, 31)}, "first: 1999-12-31 is not between");
  refuses({.first = *Date::FromCivil(2101, 1, 1)}, "first: 2101-01-01");
}

}  // namespace
}  // namespace passung
