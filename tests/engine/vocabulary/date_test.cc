#include "passung/date.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

TEST(DateTest, CountsDaysFromTheEpoch) {
  EXPECT_EQ(Day("1970-01-01").days(), 0);
  EXPECT_EQ(Day("1970-01-02").days(), 1);
  EXPECT_EQ(Day("1969-12-31").days(), -1);
  EXPECT_EQ(Day("2000-03-01").days(), 11017);
  EXPECT_EQ(Day("2026-02-15").days(), 20499);
}

TEST(DateTest, EveryDayOfThreeCenturiesSurvivesItsText) {
  Date day = Day("1900-01-01");
  const Date last = Day("2199-12-31");
  int days = 0;
  for (; day <= last; day = day.PlusDays(1)) {
    ASSERT_OK_AND_ASSIGN(const Date parsed, Date::Parse(day.ToString()));
    ASSERT_EQ(parsed, day);
    ++days;
  }
  EXPECT_EQ(days, 109573);  // 300 years, 73 of them leap years
}

TEST(DateTest, KnowsLeapDays) {
  EXPECT_OK(Date::Parse("2024-02-29"));
  EXPECT_OK(Date::Parse("2000-02-29"));
  EXPECT_THAT(Date::Parse("2026-02-29"), StatusIs(kInvalid, HasSubstr("\"2026-02-29\"")));
  EXPECT_THAT(Date::Parse("1900-02-29"), StatusIs(kInvalid));
  EXPECT_THAT(Date::Parse("2100-02-29"), StatusIs(kInvalid));
  EXPECT_EQ(Day("2024-02-28").PlusDays(1).ToString(), "2024-02-29");
  EXPECT_EQ(Day("2024-02-29").PlusDays(1).ToString(), "2024-03-01");
}

TEST(DateTest, RefusesDaysThatDoNotExist) {
  EXPECT_THAT(Date::Parse("2026-02-30"),
              StatusIs(kInvalid,
                       "date \"2026-02-30\" is not a day YYYY-MM-DD from 1900-01-01 to "
                       "2199-12-31"));
  for (const char* text : {"2026-00-10", "2026-13-10", "2026-04-31", "2026-01-00", "2026-01-32"}) {
    EXPECT_THAT(Date::Parse(text), StatusIs(kInvalid, HasSubstr(text)));
  }
  EXPECT_THAT(Date::FromCivil(2026, 2, 30), StatusIs(kInvalid, HasSubstr("2026-02-30")));
  EXPECT_THAT(Date::FromCivil(2026, 14, 1), StatusIs(kInvalid));
  EXPECT_THAT(Date::FromCivil(2026, -1, 1), StatusIs(kInvalid));
}

TEST(DateTest, RefusesOtherCenturies) {
  EXPECT_OK(Date::Parse("1900-01-01"));
  EXPECT_OK(Date::Parse("2199-12-31"));
  EXPECT_THAT(Date::Parse("1899-12-31"), StatusIs(kInvalid));
  EXPECT_THAT(Date::Parse("2200-01-01"), StatusIs(kInvalid));
}

TEST(DateTest, RefusesOtherWritings) {
  for (const char* text :
       {"", "2026-2-15", "15.02.2026", "2026/02/15", "2026-02-15 ", " 2026-02-15", "20260215",
        "2026-02-1x", "+026-02-15", "2026-02-15T00:00"}) {
    EXPECT_THAT(Date::Parse(text), StatusIs(kInvalid, HasSubstr(text)));
  }
}

TEST(DateTest, WeekdaysBeginWithMonday) {
  EXPECT_EQ(Day("1970-01-01").weekday(), 3);
  EXPECT_EQ(Day("2026-02-15").weekday(), 6);
  EXPECT_EQ(Day("2026-02-16").weekday(), 0);
  EXPECT_EQ(Day("1969-12-31").weekday(), 2);
  EXPECT_EQ(Day("1900-01-01").weekday(), 0);
}

TEST(DateTest, AddingMonthsKeepsTheDayOrTakesTheLastOne) {
  EXPECT_EQ(Day("2026-01-15").PlusMonths(1), Day("2026-02-15"));
  EXPECT_EQ(Day("2026-01-31").PlusMonths(1), Day("2026-02-28"));
  EXPECT_EQ(Day("2024-01-31").PlusMonths(1), Day("2024-02-29"));
  EXPECT_EQ(Day("2024-02-29").PlusMonths(12), Day("2025-02-28"));
  EXPECT_EQ(Day("2024-02-29").PlusMonths(48), Day("2028-02-29"));
  EXPECT_EQ(Day("2026-11-30").PlusMonths(3), Day("2027-02-28"));
  EXPECT_EQ(Day("2026-12-31").PlusMonths(1), Day("2027-01-31"));
  EXPECT_EQ(Day("2026-03-31").PlusMonths(-1), Day("2026-02-28"));
  EXPECT_EQ(Day("2026-01-15").PlusMonths(-1), Day("2025-12-15"));
  EXPECT_EQ(Day("2026-01-15").PlusMonths(0), Day("2026-01-15"));
}

TEST(FullMonthsBetweenTest, CountsWholeMonthsOnly) {
  EXPECT_EQ(FullMonthsBetween(Day("2026-01-15"), Day("2026-01-15")), 0);
  EXPECT_EQ(FullMonthsBetween(Day("2026-01-15"), Day("2026-02-14")), 0);
  EXPECT_EQ(FullMonthsBetween(Day("2026-01-15"), Day("2026-02-15")), 1);
  EXPECT_EQ(FullMonthsBetween(Day("2022-02-15"), Day("2026-02-14")), 47);
  EXPECT_EQ(FullMonthsBetween(Day("2022-02-15"), Day("2026-02-15")), 48);
}

TEST(FullMonthsBetweenTest, AMonthThatIsTooShortEndsOnItsLastDay) {
  EXPECT_EQ(FullMonthsBetween(Day("2026-01-31"), Day("2026-02-27")), 0);
  EXPECT_EQ(FullMonthsBetween(Day("2026-01-31"), Day("2026-02-28")), 1);
  EXPECT_EQ(FullMonthsBetween(Day("2026-01-31"), Day("2026-03-30")), 1);
  EXPECT_EQ(FullMonthsBetween(Day("2026-01-31"), Day("2026-03-31")), 2);
  EXPECT_EQ(FullMonthsBetween(Day("2024-02-29"), Day("2025-02-28")), 12);
  EXPECT_EQ(FullMonthsBetween(Day("2024-02-29"), Day("2024-03-28")), 0);
}

TEST(FullMonthsBetweenTest, IsNegativeBackwards) {
  EXPECT_EQ(FullMonthsBetween(Day("2026-02-15"), Day("2026-02-14")), -1);
  EXPECT_EQ(FullMonthsBetween(Day("2026-02-15"), Day("2026-01-15")), -1);
  EXPECT_EQ(FullMonthsBetween(Day("2026-02-15"), Day("2026-01-14")), -2);
}

TEST(FullMonthsBetweenTest, IsTheLargestNumberOfMonthsThatFit) {
  const Date from = Day("2023-12-31");
  for (Date to = Day("2022-06-01"); to <= Day("2026-06-01"); to = to.PlusDays(1)) {
    const int months = FullMonthsBetween(from, to);
    ASSERT_LE(from.PlusMonths(months), to) << to.ToString();
    ASSERT_GT(from.PlusMonths(months + 1), to) << to.ToString();
  }
}

TEST(ValidityTest, BothEndsAreIncludedAndOpenEndsHold) {
  const Validity valid = {.from = Day("2026-02-01"), .until = Day("2026-02-28")};
  EXPECT_FALSE(valid.Holds(Day("2026-01-31")));
  EXPECT_TRUE(valid.Holds(Day("2026-02-01")));
  EXPECT_TRUE(valid.Holds(Day("2026-02-28")));
  EXPECT_FALSE(valid.Holds(Day("2026-03-01")));
  EXPECT_TRUE(Validity().Holds(Day("1900-01-01")));
  EXPECT_TRUE(From("2026-02-01").Holds(Day("2199-12-31")));
  EXPECT_FALSE(Until("2026-02-01").Holds(Day("2026-02-02")));
}

}  // namespace
}  // namespace passung
