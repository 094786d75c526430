#include "passung/knowledge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "engine/vocabulary/knowledge_internal.h"
#include "engine/vocabulary/residence_access.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

ClassificationRows WithNeighbours() {
  return {.titles = {{"25104", "Maschinenbau - Experte"}, {"27223", "Konstruktion - Spezialist"}},
          .neighbours = {{"2510", "2722"}, {"8130", "8314"}},
          .activities = {{"Konstrukteur/in", Kldb("27223"), 3}}};
}

std::shared_ptr<const Knowledge> Imported() {
  return Knowledge::Create({}, WithNeighbours()).value();
}

OccupationRelation Relate(const Knowledge& knowledge, absl::string_view a, absl::string_view b) {
  const OccupationRelation relation = knowledge.Relate(Kldb(a), Kldb(b));
  EXPECT_EQ(knowledge.Relate(Kldb(b), Kldb(a)), relation) << a << " " << b;
  return relation;
}

TEST(KnowledgeTest, TheFirstRelationThatHoldsCounts) {
  const auto knowledge = Imported();
  EXPECT_EQ(Relate(*knowledge, "29302", "29302"), OccupationRelation::kSame5);
  EXPECT_EQ(Relate(*knowledge, "29302", "29301"), OccupationRelation::kSame4);
  EXPECT_EQ(Relate(*knowledge, "29302", "29312"), OccupationRelation::kSame3);
  EXPECT_EQ(Relate(*knowledge, "25104", "27223"), OccupationRelation::kNeighbour);
  EXPECT_EQ(Relate(*knowledge, "51312", "51212"), OccupationRelation::kSame2);
  EXPECT_EQ(Relate(*knowledge, "29302", "63302"), OccupationRelation::kSegment);
  EXPECT_EQ(Relate(*knowledge, "29302", "54101"), OccupationRelation::kUnrelated);
}

TEST(KnowledgeTest, CodesOfOneProfessionCountAsTheSameTrade) {
  const auto knowledge = Knowledge::BuiltIn();
  EXPECT_EQ(Relate(*knowledge, "81302", "82102"), OccupationRelation::kSame4);
  EXPECT_EQ(Relate(*knowledge, "81302", "82101"), OccupationRelation::kSame4);
  EXPECT_EQ(Relate(*knowledge, "81301", "81313"), OccupationRelation::kSame4);
  EXPECT_EQ(Relate(*knowledge, "81302", "81302"), OccupationRelation::kSame5);
  EXPECT_EQ(Relate(*knowledge, "81302", "82182"), OccupationRelation::kSegment);
}

TEST(KnowledgeTest, EngineersOfDifferentTradesAreNotOneProfession) {
  const auto knowledge = Knowledge::BuiltIn();
  EXPECT_EQ(Relate(*knowledge, "25104", "31104"), OccupationRelation::kUnrelated);
  EXPECT_EQ(Relate(*knowledge, "25104", "26304"), OccupationRelation::kSegment);
}

TEST(KnowledgeTest, NeighboursComeFromTheImportedClassificationOnly) {
  EXPECT_EQ(Relate(*Knowledge::BuiltIn(), "25104", "27223"), OccupationRelation::kSegment);
  EXPECT_EQ(Relate(*Imported(), "81302", "83141"), OccupationRelation::kNeighbour);
}

TEST(KnowledgeTest, EverySegmentPairOfMainGroupsIsSymmetric) {
  const auto knowledge = Knowledge::BuiltIn();
  for (const MainGroup& a : MainGroups()) {
    for (const MainGroup& b : MainGroups()) {
      const auto relation = knowledge->Relate(OccupationCode::FromNumber(a.code * 1000 + 111),
                                              OccupationCode::FromNumber(b.code * 1000 + 991));
      const auto expected = a.code == b.code         ? OccupationRelation::kSame2
                            : a.segment == b.segment ? OccupationRelation::kSegment
                                                     : OccupationRelation::kUnrelated;
      EXPECT_EQ(relation, expected) << a.code << " " << b.code;
    }
  }
}

TEST(KnowledgeTest, BuiltInKnowsEveryCodeOfAMainGroup) {
  const auto knowledge = Knowledge::BuiltIn();
  EXPECT_FALSE(knowledge->has_classification());
  EXPECT_TRUE(knowledge->IsKnownOccupation(Kldb("54994")));
  EXPECT_EQ(knowledge->OccupationTitleOf(Kldb("54994")), "Reinigungsberufe");
  EXPECT_EQ(knowledge->FindActivity("Konstrukteur/in"), nullptr);
}

TEST(KnowledgeTest, AnImportedClassificationDecidesWhichCodesAreKnown) {
  const auto knowledge = Imported();
  EXPECT_TRUE(knowledge->has_classification());
  EXPECT_TRUE(knowledge->IsKnownOccupation(Kldb("27223")));
  EXPECT_FALSE(knowledge->IsKnownOccupation(Kldb("54101")));
  EXPECT_EQ(knowledge->FindActivity("Konstrukteur/in")->level, 3);
}

TEST(KnowledgeTest, NamesDistricts) {
  const auto knowledge = Knowledge::BuiltIn();
  EXPECT_EQ(knowledge->DistrictName(Ags("14729")), "Landkreis Leipzig");
  EXPECT_EQ(knowledge->DistrictName(Ags("11000")), "Berlin") << "only the name is known";
  EXPECT_EQ(knowledge->DistrictName(Ags("05999")), "");
  EXPECT_EQ(knowledge->Relate(Ags("14522"), Ags("14511")), DistrictRelation::kStrong);
}

TEST(KnowledgeTest, EachOfThe400DistrictsHasANameOfItsOwn) {
  const auto knowledge = Knowledge::BuiltIn();
  std::map<std::string, int> seen;
  int count = 0;
  for (int32_t number = 1000; number < 17000; ++number) {
    const std::string name = knowledge->DistrictName(DistrictCode::FromNumber(number));
    if (name.empty()) continue;
    ++count;
    EXPECT_EQ(++seen[name], 1) << name;
  }
  EXPECT_EQ(count, 400);
}

TEST(KnowledgeTest, TheDigestIsStableAndCoversTheClassification) {
  EXPECT_THAT(Knowledge::BuiltIn()->digest(), MatchesRegex("[0-9a-f]{32}"));
  EXPECT_EQ(Knowledge::BuiltIn()->digest(), Knowledge::Create({}, {}).value()->digest());
  EXPECT_NE(Knowledge::BuiltIn()->digest(), Imported()->digest());
}

TEST(KnowledgeTest, BuiltInIsSharedByAll) {
  EXPECT_EQ(Knowledge::BuiltIn().get(), Knowledge::BuiltIn().get());
}

TEST(KnowledgeTest, AFileFromOtherTextReplacesTheOneCompiledIn) {
  const KnowledgeFiles files = {
      .work_access_csv =
          "status,housing,months_from,months_below,access_bar,helper_job,qualified_job,"
          "dual_training,school_training,eq_internship,agency,valid_from,valid_to,source\n"
          "german,,,,,P,P,P,P,P,P,2026-01-01,,S\n",
      .regulated_occupations_csv =
          "profession,name_de,occupations,helpers,kind,land,german_by_law,certificate,body,"
          "legal_basis,valid_from,valid_to,source\n"
          "cook,Koch/Köchin,29302 63302,,full,,B1,,Amt,L,2026-01-01,,S\n",
      .districts_csv =
          "code,name,region,seat_latitude,seat_longitude,source\n"
          "11000,Berlin,1,52.52,13.405,S\n12054,Potsdam,1,52.4,13.06,S\n",
      .district_links_csv = "home,work,kind,commuters,source\n12054,11000,strong,9999,S\n"};
  ASSERT_OK_AND_ASSIGN(const auto knowledge, Knowledge::Create(files, {}));
  const KnowledgeImpl& impl = KnowledgeImpl::From(*knowledge);
  EXPECT_EQ(impl.work_access().rows().size(), 1u);
  EXPECT_TRUE(impl.regulated().Bars(Kldb("29302"), Day("2026-06-01")));
  EXPECT_FALSE(impl.regulated().Bars(Kldb("81302"), Day("2026-06-01")));
  EXPECT_EQ(knowledge->Relate(Kldb("29302"), Kldb("63302")), OccupationRelation::kSame4);
  EXPECT_EQ(knowledge->DistrictName(Ags("11000")), "Berlin");
  EXPECT_EQ(knowledge->DistrictName(Ags("14713")), "");
  EXPECT_EQ(knowledge->Relate(Ags("12054"), Ags("11000")), DistrictRelation::kStrong);
  EXPECT_EQ(knowledge->Relate(Ags("11000"), Ags("12054")), DistrictRelation::kRegion);
  EXPECT_NE(knowledge->digest(), Knowledge::BuiltIn()->digest());
}

TEST(KnowledgeTest, EveryFileEntersTheDigest) {
  KnowledgeFiles files;
  files.district_links_csv = "home,work,kind,commuters,source\n";
  ASSERT_OK_AND_ASSIGN(const auto without_links, Knowledge::Create(files, {}));
  EXPECT_NE(without_links->digest(), Knowledge::BuiltIn()->digest());
}

TEST(KnowledgeTest, AFaultInAFileIsRefusedWithItsPlace) {
  KnowledgeFiles files;
  files.work_access_csv = "status\ngerman\n";
  EXPECT_THAT(Knowledge::Create(files, {}),
              StatusIs(kInvalid, "work_access.csv line 1: column \"housing\" is missing"));
  files = {};
  files.regulated_occupations_csv = "\n";
  EXPECT_THAT(Knowledge::Create(files, {}), StatusIs(kInvalid, HasSubstr("regulated_occupations")));
  files = {};
  files.districts_csv = "code,name,region,seat_latitude,seat_longitude,source\n";
  EXPECT_THAT(Knowledge::Create(files, {}),
              StatusIs(kInvalid, AllOf(HasSubstr("district_links.csv line 2"),
                                       HasSubstr("is not in the list of districts"))));
}

TEST(KnowledgeTest, AFaultInTheClassificationIsRefused) {
  EXPECT_THAT(Knowledge::Create({}, {.titles = {{"9", "x"}}, .neighbours = {}, .activities = {}}),
              StatusIs(kInvalid, HasSubstr("no code has five digits")));
}

}  // namespace
}  // namespace passung
