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

TEST(ParameterValueTest, IsEqualToWhateverHasTheSameText) {
  EXPECT_EQ(ParameterValue::Number(81302), ParameterValue::Of(OccupationCode::FromNumber(81302)));
  EXPECT_EQ(ParameterValue(LanguageLevel::kB2), *ParameterValue::Parse("B2"));
  EXPECT_FALSE(ParameterValue::Number(1) == ParameterValue::Number(2));
  EXPECT_FALSE(ParameterValue::Of(OccupationCode::FromNumber(1104)) ==
               ParameterValue::Number(1104));
}

}  // namespace
}  // namespace passung
