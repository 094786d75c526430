#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "engine/vocabulary/legal.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const RegulatedOccupations& BuiltInOccupations() {
  static const auto& knowledge = *new std::shared_ptr<const Knowledge>(Knowledge::BuiltIn());
  return KnowledgeImpl::From(*knowledge).regulated();
}

// The rows that hold on the story day, by kind.
std::vector<const RegulatedRow*> RowsOf(absl::string_view code) {
  std::vector<const RegulatedRow*> rows;
  for (const int32_t index : BuiltInOccupations().RowsOf(Kldb(code))) {
    const RegulatedRow& row = BuiltInOccupations().rows()[static_cast<size_t>(index)];
    if (row.valid.Holds(StoryDay())) rows.push_back(&row);
  }
  return rows;
}

TEST(RegulatedOccupationsTest, EveryRowNamesLawSourceAndDay) {
  for (const RegulatedRow& row : BuiltInOccupations().rows()) {
    EXPECT_FALSE(row.legal_basis.empty()) << row.profession;
    EXPECT_FALSE(row.source.empty()) << row.profession;
    EXPECT_TRUE(row.valid.from.has_value()) << row.profession;
    EXPECT_FALSE(row.occupations.empty()) << row.profession;
  }
}

TEST(RegulatedOccupationsTest, NursingIsOneProfessionWithItsHelpers) {
  const auto rows = RowsOf("82102");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]->profession, "nursing");
  EXPECT_EQ(rows[0]->kind, RegulationKind::kFull);
  EXPECT_EQ(rows[0]->german_by_law, LanguageLevel::kB2);
  EXPECT_EQ(rows[0]->body, "Kommunaler Sozialverband Sachsen");
  EXPECT_THAT(rows[0]->helpers, ElementsAre(Kldb("81301"), Kldb("82101")));
  for (const char* code : {"81302", "81313", "82102"}) {
    EXPECT_TRUE(BuiltInOccupations().SharesRow(Kldb("81302"), Kldb(code))) << code;
    EXPECT_TRUE(BuiltInOccupations().SameProfession(Kldb("82101"), Kldb(code))) << code;
    EXPECT_FALSE(BuiltInOccupations().SharesRow(Kldb("82101"), Kldb(code))) << code;
  }
}

// On every day, also on those on which only some of their laws are in force.
TEST(RegulatedOccupationsTest, OfOccupationsThatAreLikeInGermanTheLawAlwaysDemandsTheSame) {
  const RegulatedOccupations& regulated = BuiltInOccupations();
  std::set<OccupationCode> all;
  for (const RegulatedRow& row : regulated.rows()) {
    all.insert(row.occupations.begin(), row.occupations.end());
    all.insert(row.helpers.begin(), row.helpers.end());
  }
  const auto demands_of = [&](OccupationCode code) {
    std::vector<std::optional<LanguageLevel>> demands;
    for (Date day = *Date::Parse("2018-01-01"); day < *Date::Parse("2028-01-01");
         day = day.PlusMonths(1)) {
      std::optional<LanguageLevel>& level = demands.emplace_back();
      for (const int32_t index : regulated.RowsOf(code)) {
        const RegulatedRow& row = regulated.rows()[static_cast<size_t>(index)];
        if (row.valid.Holds(day)) level = std::max(level, row.german_by_law);
      }
    }
    return demands;
  };
  std::map<std::vector<std::optional<LanguageLevel>>, OccupationCode> lowest;
  int demanded = 0;
  for (const OccupationCode code : all) {
    const auto demands = demands_of(code);
    const bool never = std::all_of(demands.begin(), demands.end(), [](auto l) { return !l; });
    const auto like = regulated.LikeInGerman(code);
    ASSERT_EQ(like.has_value(), !never) << code.number();
    if (never) continue;
    ++demanded;
    EXPECT_EQ(*like, lowest.try_emplace(demands, code).first->second) << code.number();
  }
  EXPECT_GT(demanded, 20);
  EXPECT_GT(lowest.size(), 1U);
  EXPECT_EQ(regulated.LikeInGerman(Kldb("43414")), std::nullopt);
}

TEST(RegulatedOccupationsTest, HealthProfessionsBarWithTheirLevelOfGerman) {
  for (const char* code :
       {"81302", "82102", "81313", "81353", "81342", "81212", "81222", "81232", "81242", "81332",
        "81713", "81712", "81723", "81762", "81772", "81822", "81404", "81414", "81474", "81804"}) {
    ASSERT_EQ(RowsOf(code).size(), 1u) << code;
    EXPECT_EQ(RowsOf(code)[0]->kind, RegulationKind::kFull) << code;
    EXPECT_EQ(RowsOf(code)[0]->german_by_law, LanguageLevel::kB2) << code;
    EXPECT_EQ(RowsOf(code)[0]->land, 0) << code;
    EXPECT_TRUE(BuiltInOccupations().Bars(Kldb(code), StoryDay())) << code;
  }
  ASSERT_EQ(RowsOf("81733").size(), 1u);
  EXPECT_EQ(RowsOf("81733")[0]->german_by_law, LanguageLevel::kC2);
}

TEST(RegulatedOccupationsTest, EducatorsAndTeachersAreStaffedBySaxonLaw) {
  for (const char* code : {"83113", "83133", "84114", "84124"}) {
    ASSERT_EQ(RowsOf(code).size(), 1u) << code;
    EXPECT_EQ(RowsOf(code)[0]->kind, RegulationKind::kStaffing) << code;
    EXPECT_EQ(RowsOf(code)[0]->land, 14) << code;
    EXPECT_EQ(RowsOf(code)[0]->german_by_law, std::nullopt) << code;
    EXPECT_THAT(RowsOf(code)[0]->body, HasSubstr("LaSuB")) << code;
    EXPECT_TRUE(BuiltInOccupations().Bars(Kldb(code), StoryDay())) << code;
  }
}

TEST(RegulatedOccupationsTest, TitlesCertificatesTradesAndHelpersBarNobody) {
  const std::pair<const char*, RegulationKind> expected[] = {
      {"25104", RegulationKind::kTitle},          {"31104", RegulationKind::kTitle},
      {"31114", RegulationKind::kTitle},          {"41384", RegulationKind::kTitle},
      {"83124", RegulationKind::kTitle},          {"52122", RegulationKind::kCertificate},
      {"53111", RegulationKind::kCertificate},    {"32122", RegulationKind::kSelfEmployment},
      {"82312", RegulationKind::kSelfEmployment}, {"81301", RegulationKind::kNone}};
  for (const auto& [code, kind] : expected) {
    ASSERT_FALSE(RowsOf(code).empty()) << code;
    for (const RegulatedRow* row : RowsOf(code)) EXPECT_EQ(row->kind, kind) << code;
    EXPECT_FALSE(BuiltInOccupations().Bars(Kldb(code), StoryDay())) << code;
  }
  EXPECT_THAT(RowsOf("51311"), IsEmpty());
  EXPECT_FALSE(BuiltInOccupations().Bars(Kldb("51311"), StoryDay()));
}

TEST(RegulatedOccupationsTest, CertificatesAreNamed) {
  EXPECT_EQ(RowsOf("52122")[0]->certificate, LicenceKind::kCode95);
  EXPECT_EQ(RowsOf("52132")[0]->certificate, LicenceKind::kCode95);
  EXPECT_EQ(RowsOf("52112")[0]->certificate, LicenceKind::kPassengerTransport);
  EXPECT_EQ(RowsOf("84513")[0]->certificate, LicenceKind::kDrivingInstructor);
  EXPECT_EQ(RowsOf("53111")[0]->certificate, LicenceKind::kGuardInstruction);
  EXPECT_EQ(RowsOf("53112")[0]->certificate, LicenceKind::kGuardInstruction);
}

TEST(RegulatedOccupationsTest, OneTitleLawMakesNoCommonProfession) {
  EXPECT_FALSE(BuiltInOccupations().SameProfession(Kldb("25104"), Kldb("31104")));
  EXPECT_FALSE(BuiltInOccupations().SharesRow(Kldb("81212"), Kldb("81232")));
  EXPECT_FALSE(BuiltInOccupations().SharesRow(Kldb("81713"), Kldb("81723")));
  EXPECT_FALSE(BuiltInOccupations().SharesRow(Kldb("81404"), Kldb("81474")));
  EXPECT_FALSE(BuiltInOccupations().SharesRow(Kldb("84114"), Kldb("84124")));
}

// ---- Files of one's own --------------------------------------------------------------------------

constexpr absl::string_view kRegulatedHeader =
    "profession,name_de,occupations,helpers,kind,land,german_by_law,certificate,body,legal_basis,"
    "valid_from,valid_to,source\n";

absl::StatusOr<RegulatedOccupations> ReadRegulated(absl::string_view rows) {
  return RegulatedOccupations::FromCsv("regulated.csv", absl::StrCat(kRegulatedHeader, rows));
}

TEST(RegulatedOccupationsFileTest, RowsHoldOnTheirDaysOnly) {
  ASSERT_OK_AND_ASSIGN(const RegulatedOccupations table,
                       ReadRegulated("a,A,81302,,full,,B2,,,L,2026-01-01,2026-12-31,S\n"));
  EXPECT_FALSE(table.Bars(Kldb("81302"), Day("2025-12-31")));
  EXPECT_TRUE(table.Bars(Kldb("81302"), Day("2026-01-01")));
  EXPECT_TRUE(table.Bars(Kldb("81302"), Day("2026-12-31")));
  EXPECT_FALSE(table.Bars(Kldb("81302"), Day("2027-01-01")));
  EXPECT_THAT(table.RowsOf(Kldb("81302")), ElementsAre(0));
  EXPECT_THAT(table.RowsOf(Kldb("81301")), IsEmpty());
}

TEST(RegulatedOccupationsFileTest, HelperCodesDoNotBar) {
  ASSERT_OK_AND_ASSIGN(const RegulatedOccupations table,
                       ReadRegulated("a,A,81302,81301,full,,,,,L,2026-01-01,,S\n"));
  EXPECT_FALSE(table.Bars(Kldb("81301"), Day("2026-06-01")));
  EXPECT_TRUE(table.SameProfession(Kldb("81301"), Kldb("81302")));
}

TEST(RegulatedOccupationsFileTest, OneProfessionMayStandInSeveralLaenderAndPeriods) {
  EXPECT_OK(
      ReadRegulated("a,A,83113,,staffing,14,,,,L,2026-01-01,2026-06-30,S\n"
                    "a,A,83113,,staffing,14,,,,L,2026-07-01,,S\n"
                    "a,A,83113,,staffing,15,,,,L,2026-01-01,,S\n"));
  EXPECT_THAT(ReadRegulated("a,A,83113,,staffing,14,,,,L,2026-01-01,2026-07-01,S\n"
                            "a,A,83113,,staffing,14,,,,L,2026-07-01,,S\n"),
              StatusIs(kInvalid,
                       "regulated.csv line 3, column \"profession\": \"a\" holds on the "
                       "same days as line 2 for the same Land"));
}

TEST(RegulatedOccupationsFileTest, FaultsNameFileLineAndColumn) {
  const std::pair<const char*, const char*> faults[] = {
      {"a,A,8130x,,full,,,,,L,2026-01-01,,S\n",
       "column \"occupations\": occupation code \"8130x\""},
      {"a,A,,,full,,,,,L,2026-01-01,,S\n", "column \"occupations\": is empty"},
      {"a,A,81302 81302,,full,,,,,L,2026-01-01,,S\n", "\"81302\" stands there twice"},
      {"a,A,81302,81302,full,,,,,L,2026-01-01,,S\n", "column \"helpers\": \"81302\""},
      {"a,A,81302,,fully,,,,,L,2026-01-01,,S\n",
       "column \"kind\": \"fully\" is not one of none, self_employment, title"},
      {"a,A,81302,,full,17,,,,L,2026-01-01,,S\n", "column \"land\": \"17\" is not a number from 1"},
      {"a,A,81302,,full,,B3,,,L,2026-01-01,,S\n", "column \"german_by_law\": \"B3\""},
      {"a,A,81302,,full,,none,,,L,2026-01-01,,S\n", "column \"german_by_law\": \"none\""},
      {"a,A,52122,,certificate,,,,,L,2026-01-01,,S\n", "column \"certificate\": is needed"},
      {"a,A,81302,,full,,,code_95,,L,2026-01-01,,S\n", "column \"certificate\": is needed"},
      {"a,A,52122,,certificate,,,code_96,,L,2026-01-01,,S\n",
       "column \"certificate\": \"code_96\""},
      {"a,A,81302,,full,,,,,L,2026-02-30,,S\n", "column \"valid_from\": date \"2026-02-30\""},
      {"a,A,81302,,full,,,,,L,,,S\n", "column \"valid_from\": is empty"},
      {"a,A,81302,,full,,,,,L,2026-02-01,2026-01-31,S\n", "column \"valid_to\": \"2026-01-31\""},
      {"a,A,81302,,full,,,,,,2026-01-01,,S\n", "column \"legal_basis\": is empty"},
      {"a,A,81302,,full,,,,,L,2026-01-01,,\n", "column \"source\": is empty"},
      {",A,81302,,full,,,,,L,2026-01-01,,S\n", "column \"profession\": is empty"},
      {"a,,81302,,full,,,,,L,2026-01-01,,S\n", "column \"name_de\": is empty"}};
  for (const auto& [row, message] : faults) {
    EXPECT_THAT(ReadRegulated(row), StatusIs(kInvalid, HasSubstr(message)));
    EXPECT_THAT(ReadRegulated(row), StatusIs(kInvalid, HasSubstr("regulated.csv line 2, ")));
  }
}

}  // namespace
}  // namespace passung
