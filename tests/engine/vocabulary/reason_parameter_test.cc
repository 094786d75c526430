#include "passung/reason_parameter.h"

#include <gtest/gtest.h>

#include "passung/mentee_facts.h"

namespace passung {
namespace {

std::string Text(const ParameterValue& value) { return value.ToString(); }

TEST(ParameterValueTest, IsWrittenAsTheTextsExpectIt) {
  EXPECT_EQ(Text({}), "");
  EXPECT_EQ(Text(LanguageLevel::kB2), "B2");
  EXPECT_EQ(Text(ParameterValue::Word("needed")), "needed");
  EXPECT_EQ(Text(ParameterValue::Number(4500)), "4500");
  EXPECT_EQ(Text(ParameterValue::Number(0)), "0");
  EXPECT_EQ(Text(ParameterValue::Number(-7)), "-7");
  EXPECT_EQ(Text(ParameterValue::Of(OccupationCode::FromNumber(1104))), "01104");
  EXPECT_EQ(Text(ParameterValue::Of(DistrictCode::FromNumber(1001))), "01001");
  EXPECT_EQ(Text(ParameterValue::Of(*AreaCode::Parse("03"))), "03");
  EXPECT_EQ(Text(ParameterValue::Of(*AreaCode::Parse("03241"))), "03241");
  EXPECT_EQ(Text(ParameterValue::Of(*Date::Parse("2027-03-04"))), "2027-03-04");
  EXPECT_EQ(Text(ParameterValue::Of(*Date::Parse("1969-12-31"))), "1969-12-31");
  EXPECT_EQ(Text(ParameterValue::Of(WeeklyHours{35, 40})), "35-40");
  EXPECT_EQ(Text(ParameterValue::TimeOfDay(5 * 60 + 9)), "05:09");
  EXPECT_EQ(Text(ParameterValue::SetOf<RequirementStrength>(0)), "");
  EXPECT_EQ(
      Text(ParameterValue::SetOf<LicenceKind>(0b101)),
      absl::StrCat(Name(static_cast<LicenceKind>(0)), ",", Name(static_cast<LicenceKind>(2))));
}

TEST(ParameterValueTest, OwnsItsText) {
  for (const size_t length : {0, 1, 7, 8, 9, 100}) {
    const std::string text(length, 'x');
    ParameterValue copy;
    {
      std::string gone = text;
      const ParameterValue value((absl::string_view(gone)));
      gone.assign(length, 'y');
      copy = value;
      EXPECT_EQ(value, copy);
    }
    EXPECT_EQ(copy.ToString(), text);
    ParameterValue moved = std::move(copy);
    EXPECT_EQ(moved.ToString(), text);
    moved = ParameterValue::Number(1);
    EXPECT_EQ(moved.ToString(), "1");
  }
}

TEST(ParameterValueTest, WritesWindowsHoweverManyTimesTheyHave) {
  const auto text = [](const std::vector<TimeWindow>& windows) {
    return Text(ParameterValue::Of(windows));
  };
  EXPECT_EQ(text({}), "");
  EXPECT_EQ(text({{0, 0, 1440}}), "0 00:00-24:00");
  EXPECT_EQ(text({{0, 510, 870}, {2, 510, 870}, {6, 509, 870}}),
            "0 08:30-14:30,2 08:30-14:30,6 08:29-14:30");
  EXPECT_EQ(text({{0, 60, 120}, {1, 61, 120}, {2, 60, 121}, {3, 60, 120}}),
            "0 01:00-02:00,1 01:01-02:00,2 01:00-02:01,3 01:00-02:00");
  EXPECT_EQ(text({{0, 1, 2}, {1, 2, 3}, {2, 3, 4}, {3, 4, 5}, {4, 5, 6}}),
            "0 00:01-00:02,1 00:02-00:03,2 00:03-00:04,3 00:04-00:05,4 00:05-00:06")
      << "more times than a value holds";
  EXPECT_EQ(text({{4, 480, 720}, {4, 780, 1020}}), "4 08:00-12:00,4 13:00-17:00");
  EXPECT_EQ(text({{4, 480, 720}, {3, 480, 720}}), "4 08:00-12:00,3 08:00-12:00");
}

TEST(ParameterValueTest, NamesTheSkillsWhoseLevelIsKnownAndTooLow) {
  using enum LanguageLevel;
  EXPECT_TRUE(ParameterValue::Missing({}, AllSkills(kC1)).empty());
  EXPECT_TRUE(ParameterValue::Missing(AllSkills(kB1), AllSkills(kB1)).empty());
  EXPECT_TRUE(ParameterValue::Missing(AllSkills(kNone), {}).empty());
  const ParameterValue missing =
      ParameterValue::Missing({kNone, kB2, std::nullopt, kB1}, {kA1, kB1, kC2, kC2});
  EXPECT_EQ(Text(missing), absl::StrCat("listening:", Name(kNone), "<A1,writing:B1<C2"));
  EXPECT_FALSE(missing.empty());
}

TEST(ReasonParametersTest, AreLeftAloneByWhatIsAddedToACopy) {
  const ReasonParameter need = {ParameterName::kNeed, ParameterValue("a text of some length")};
  const ReasonParameter have = {ParameterName::kHave, LanguageLevel::kA1};
  const ReasonParameters none;
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none, ReasonParameters());
  ReasonParameters one = {need};
  ReasonParameters two = one;
  EXPECT_EQ(two, one);
  two.push_back(have);
  EXPECT_EQ(one, ReasonParameters({need}));
  EXPECT_EQ(two, ReasonParameters({need, have}));
  one.push_back(need);
  EXPECT_EQ(one, ReasonParameters({need, need}));
  EXPECT_FALSE(one == two);
  EXPECT_FALSE(two == ReasonParameters({need}));
}

TEST(ReasonParametersTest, GrowBeyondTheUsualAndMoveWhole) {
  ReasonParameters many;
  for (int64_t i = 0; i < 20; ++i) {
    many.push_back({ParameterName::kDays, ParameterValue::Number(i)});
  }
  const ReasonParameters copy = many;
  const ReasonParameters moved = std::move(many);
  many = ReasonParameters();
  ASSERT_EQ(moved.size(), 20u);
  EXPECT_EQ(moved[19].value.ToString(), "19");
  EXPECT_EQ(moved, copy);
}

TEST(ParameterValueTest, IsEqualToWhateverHasTheSameText) {
  EXPECT_EQ(ParameterValue::Number(81302), ParameterValue::Of(OccupationCode::FromNumber(81302)));
  EXPECT_EQ(ParameterValue(LanguageLevel::kB2), *ParameterValue::Parse("B2"));
  EXPECT_FALSE(ParameterValue::Number(1) == ParameterValue::Number(2));
  EXPECT_FALSE(ParameterValue::Of(OccupationCode::FromNumber(1104)) ==
               ParameterValue::Number(1104));
}

}  // namespace
}  // namespace passung
