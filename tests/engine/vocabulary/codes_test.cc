// Small value types: language, place, names of enumerations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "passung/residence.h"
#include "passung/vocabulary.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

TEST(LanguageLevelTest, AllSkillsGivesTheLevelToEachSkill) {
  for (const auto& level : AllSkills(LanguageLevel::kB1)) EXPECT_EQ(level, LanguageLevel::kB1);
}

TEST(LanguageLevelTest, LevelsRise) {
  EXPECT_LT(LanguageLevel::kNone, LanguageLevel::kA1);
  EXPECT_LT(LanguageLevel::kB2, LanguageLevel::kC1);
  EXPECT_EQ(FromName<LanguageLevel>("C3"), std::nullopt);
  EXPECT_EQ(FromName<LanguageLevel>("b1"), std::nullopt);
}

TEST(DistrictCodeTest, ReadsAndWritesFiveDigits) {
  EXPECT_EQ(Ags("09475").ToString(), "09475");
  EXPECT_EQ(Ags("09475").land(), 9);
  EXPECT_EQ(Ags("14713").land(), 14);
  EXPECT_NE(Ags("14713"), Ags("14729"));
}

TEST(DistrictCodeTest, RefusesOtherTexts) {
  for (const char* text : {"", "1471", "147130", "14713 ", "1471x", "Leipzig", "00713", "17713"}) {
    EXPECT_THAT(DistrictCode::Parse(text), StatusIs(kInvalid, HasSubstr(text)));
  }
}

TEST(AreaCodeTest, ALandContainsItsDistricts) {
  EXPECT_TRUE(Area("14").Contains(Ags("14713")));
  EXPECT_FALSE(Area("14").Contains(Ags("15002")));
  EXPECT_TRUE(Area("09").Contains(Ags("09475")));
  EXPECT_EQ(Area("09").ToString(), "09");
}

TEST(AreaCodeTest, ADistrictContainsItself) {
  EXPECT_TRUE(Area("14713").Contains(Ags("14713")));
  EXPECT_FALSE(Area("14713").Contains(Ags("14729")));
  EXPECT_EQ(Area("01001").ToString(), "01001");
}

TEST(AreaCodeTest, RefusesOtherTexts) {
  for (const char* text : {"", "1", "00", "17", "147", "1471", "147130", "1x", "17713"}) {
    EXPECT_THAT(AreaCode::Parse(text), StatusIs(kInvalid, HasSubstr("area code")));
  }
}

template <class E>
void ExpectDistinctNames() {
  std::set<absl::string_view> names(Names<E>().begin(), Names<E>().end());
  EXPECT_EQ(names.size(), EnumCount<E>());
  for (size_t i = 0; i < EnumCount<E>(); ++i) {
    EXPECT_EQ(FromName<E>(Name(static_cast<E>(i))), static_cast<E>(i));
  }
}

TEST(EnumNamesTest, EveryNameLeadsBackToItsValue) {
  ExpectDistinctNames<OccupationRelation>();
  ExpectDistinctNames<RegulationKind>();
  ExpectDistinctNames<RecognitionOutcome>();
  ExpectDistinctNames<RecognitionStep>();
  ExpectDistinctNames<RecognitionStatus>();
  ExpectDistinctNames<LanguageLevel>();
  ExpectDistinctNames<VacancyKind>();
  ExpectDistinctNames<LicenceKind>();
  ExpectDistinctNames<ResidenceStatus>();
  ExpectDistinctNames<DistrictRelation>();
}

}  // namespace
}  // namespace passung
