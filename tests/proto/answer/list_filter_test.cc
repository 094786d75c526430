#include "proto/answer/list_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/v1/vocabulary.pb.h"
#include "proto/wire/field_error.h"
#include "tests/support/status_matchers.h"

namespace passung::answer {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::vector<FilterField>& Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {.name = "name", .type = FilterType::kText, .orders = true},
      {.name = "code", .type = FilterType::kPrefix},
      {.name = "day", .type = FilterType::kDate, .orders = true},
      {.name = "moment", .type = FilterType::kTime},
      {.name = "open", .type = FilterType::kBool},
      {.name = "track", .type = FilterType::kEnum, .values = v1::Track_descriptor()}};
  return fields;
}

using Row = std::vector<std::vector<std::string>>;

bool PassesRow(const std::string& text, const Row& row) {
  const auto filter = ParseFilter(text, Fields());
  EXPECT_THAT(filter, IsOk()) << text;
  return filter.ok() && Passes(*filter, Fields(), [&](size_t field) { return row[field]; });
}

const Row kRow = {{"b c"}, {"81302", "62102"}, {"2026-03-01"}, {ComparableTime(1000)}, {"true"},
                  {}};

TEST(ListFilterTest, EmptyPassesEverything) {
  EXPECT_TRUE(PassesRow("", kRow));
  EXPECT_TRUE(PassesRow("  \t ", kRow));
}

TEST(ListFilterTest, EachOperatorSaysWhatItIsReadAs) {
  EXPECT_TRUE(PassesRow("name = \"b c\"", kRow));
  EXPECT_FALSE(PassesRow("name=b", kRow));
  EXPECT_TRUE(PassesRow("name!=b", kRow));
  EXPECT_TRUE(PassesRow("day >= 2026-03-01", kRow));
  EXPECT_FALSE(PassesRow("day < 2026-03-01", kRow));
  EXPECT_TRUE(PassesRow("day < 2026-03-02", kRow));
  EXPECT_TRUE(PassesRow("moment >= 1970-01-01T00:16:40Z", kRow));
  EXPECT_TRUE(PassesRow("moment < \"1970-01-01T02:00:00+01:00\"", kRow));
  EXPECT_TRUE(PassesRow("open = true", kRow));
}

TEST(ListFilterTest, OneOfSeveralValuesIsEnoughAndUnequalIsTheOppositeOfEqual) {
  EXPECT_TRUE(PassesRow("code = 62102", kRow));
  EXPECT_TRUE(PassesRow("code = 813", kRow)) << "beginnings of codes";
  EXPECT_FALSE(PassesRow("code != 813", kRow));
  EXPECT_TRUE(PassesRow("code != 54", kRow));
}

TEST(ListFilterTest, WhatIsNotKnownIsUnequalToEverythingAndNothingElse) {
  EXPECT_FALSE(PassesRow("track = TRACK_TRAINING", kRow));
  EXPECT_TRUE(PassesRow("track != TRACK_TRAINING", kRow));
  const Row unknown = {{}, {}, {}, {}, {}, {}};
  EXPECT_FALSE(PassesRow("day < 2026-03-01", unknown));
  EXPECT_FALSE(PassesRow("day >= 2026-03-01", unknown));
}

TEST(ListFilterTest, OrBindsTighterThanAnd) {
  EXPECT_TRUE(PassesRow("open = true OR name = x AND code = 813", kRow));
  EXPECT_FALSE(PassesRow("open = true OR name = x AND code = 54", kRow));
  EXPECT_TRUE(PassesRow("code = 54 OR code = 813 AND open = false OR open = true", kRow));
}

TEST(ListFilterTest, QuotesMayHoldQuotes) {
  EXPECT_TRUE(PassesRow(R"(name = "a \"b\" \\c")", {{R"(a "b" \c)"}, {}, {}, {}, {}, {}}));
  EXPECT_TRUE(PassesRow("name = \"\"", {{""}, {}, {}, {}, {}, {}}));
}

TEST(ListFilterTest, FaultsNameThePlaceAndWhatIsExpectedThere) {
  const std::pair<const char*, const char*> cases[] = {
      {"colour = red", "position 1: a field expected: name, code, day"},
      {"name ~ red", "position 6: one of = != < >= expected"},
      {"open < true", "position 6: one of = != expected"},
      {"name = ", "position 8: a value expected"},
      {"name = \"x", "position 8: these quotes are not closed"},
      {"name = \"x\\", "position 8: these quotes are not closed"},
      {"name = x y", "position 10: AND, OR or the end expected"},
      {"name = x AND", "position 13: a field expected"},
      {"name = x and name = y", "position 10: AND, OR"},
      {"day = tomorrow", "position 7: "},
      {"day = 2026-02-30", "position 7: "},
      {"moment = noon", "position 10: is no time"},
      {"open = yes", "position 8: is neither true nor false"},
      {"track = TRAINING", "position 9: is not a value of Track"},
      {"(name = x)", "position 1: a field expected"}};
  for (const auto& [text, complaint] : cases) {
    const auto filter = ParseFilter(text, Fields());
    EXPECT_THAT(filter, Refused(complaint)) << text;
    EXPECT_EQ(wire::FieldErrors(filter.status()).at(0).field, "filter") << text;
  }
}

TEST(ListFilterTest, LengthIsBounded) {
  EXPECT_THAT(ParseFilter(std::string(2049, ' '), Fields()), Refused("longer than 2048"));
  std::string many = "name=a";
  for (int i = 0; i < 64; ++i) many += " OR name=a";
  EXPECT_THAT(ParseFilter(many, Fields()), Refused("more than 64 conditions"));
}

// What a parser makes of any bytes: an answer, and never a crash.
TEST(ListFilterTest, AnyBytesAreAnswered) {
  uint64_t state = 1;
  const auto next = [&] { return state = state * 6364136223846793005U + 1442695040888963407U; };
  const char* const parts[] = {"name", "code", "=",          "!=", "<",    ">=", " AND ", " OR ",
                               "\"",   "\\",   "2026-01-01", " ",  "\xff", "ä",  "x"};
  int accepted = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string text;
    for (uint64_t i = 0, count = (next() >> 33) % 8; i < count; ++i) {
      text += parts[(next() >> 33) % std::size(parts)];
    }
    accepted += ParseFilter(text, Fields()).ok() ? 1 : 0;
  }
  EXPECT_GT(accepted, 100);
}

TEST(ListOrderTest, TakesAFieldOfTheListAndADirection) {
  ASSERT_OK_AND_ASSIGN(const ListOrder none, ParseOrder("", Fields()));
  EXPECT_TRUE(none.by_name);
  ASSERT_OK_AND_ASSIGN(const ListOrder day, ParseOrder(" day  desc ", Fields()));
  EXPECT_EQ(day.field, 2U);
  EXPECT_TRUE(day.falling);
  ASSERT_OK_AND_ASSIGN(const ListOrder up, ParseOrder("day asc", Fields()));
  EXPECT_FALSE(up.falling);
  for (const char* text : {"code", "colour", "day down", "day desc name", "day,name", "desc"}) {
    EXPECT_THAT(ParseOrder(text, Fields()),
                StatusIs(kInvalid, AllOf(HasSubstr("order_by"), HasSubstr("name, day"))))
        << text;
  }
}

}  // namespace
}  // namespace passung::answer
