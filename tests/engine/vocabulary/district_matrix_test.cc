#include "engine/vocabulary/district_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kMatrixHeader[] = "home,work,minutes,km,kmh,commuters,source\n";

absl::StatusOr<DistrictMatrix> ReadMatrixRows(absl::string_view rows) {
  return DistrictMatrix::FromCsv("m.csv", absl::StrCat(kMatrixHeader, rows), [](DistrictCode code) {
    return code.land() == 14 || code.land() == 11;
  });
}

std::shared_ptr<const Knowledge> KnowledgeWith(absl::string_view rows) {
  KnowledgeFiles files;
  files.district_matrix_csv = absl::StrCat(kMatrixHeader, rows);
  const auto knowledge = Knowledge::Create(files, {});
  EXPECT_OK(knowledge);
  return *knowledge;
}

TEST(DistrictMatrixTest, TimesAreGivenOrMadeOfLengthAndSpeedRoundedUp) {
  ASSERT_OK_AND_ASSIGN(const DistrictMatrix matrix, ReadMatrixRows("14612,14627,35,,,,S\n"
                                                                   "14627,14612,,40,60,,S\n"
                                                                   "14612,14625,,41,80,,S\n"
                                                                   "14612,14612,12,,,,S\n"
                                                                   "14625,14612,,,,5000,S\n"));
  EXPECT_EQ(matrix.Minutes(Ags("14612"), Ags("14627")), 35);
  EXPECT_EQ(matrix.Minutes(Ags("14627"), Ags("14612")), 40);
  EXPECT_EQ(matrix.Minutes(Ags("14612"), Ags("14625")), 31) << "30.75";
  EXPECT_EQ(matrix.Minutes(Ags("14612"), Ags("14612")), 12);
  EXPECT_EQ(matrix.Minutes(Ags("14625"), Ags("14612")), std::nullopt);
  EXPECT_EQ(matrix.Minutes(Ags("14625"), Ags("11000")), std::nullopt);
  EXPECT_EQ(matrix.Commuters(Ags("14625"), Ags("14612")), 5000);
  EXPECT_EQ(matrix.Commuters(Ags("14612"), Ags("14625")), std::nullopt);
  EXPECT_EQ(matrix.shortest(), 12);
  EXPECT_EQ(matrix.longest(), 40);
  EXPECT_THAT(matrix.districts(), ElementsAre(Ags("14612"), Ags("14625"), Ags("14627")));
}

TEST(DistrictMatrixTest, EveryFaultIsNamedByLineColumnValueAndWhatIsAllowed) {
  struct Case {
    const char* rows;
    std::vector<std::string> says;
  };
  for (const Case& test : std::vector<Case>{
           {"14612,14x,35,,,,S\n", {"m.csv line 2, column \"work\"", "14x"}},
           {"05111,14612,35,,,,S\n", {"column \"home\"", "05111", "German district"}},
           {"14612,14627,601,,,,S\n", {"column \"minutes\"", "601", "600"}},
           {"14612,14627,-1,,,,S\n", {"column \"minutes\"", "-1"}},
           {"14612,14627,1.5,,,,S\n", {"column \"minutes\"", "1.5"}},
           {"14612,14627,,40,,,S\n", {"column \"kmh\"", "must be given with km", "5 to 300"}},
           {"14612,14627,,,40,,S\n", {"column \"km\"", "must be given with kmh"}},
           {"14612,14627,,40,4,,S\n", {"column \"kmh\"", "\"4\"", "5"}},
           {"14612,14627,,1501,300,,S\n", {"column \"km\"", "1501", "1500"}},
           {"14612,14627,,101,10,,S\n", {"column \"km\"", "606 minutes", "600"}},
           {"14612,14627,30,40,60,,S\n", {"column \"minutes\"", "give minutes or km"}},
           {"14612,14627,,,,,S\n", {"line 2: one of minutes, km with kmh, or commuters"}},
           {"14612,14612,,,,7,S\n", {"column \"commuters\"", "\"7\"", "one district"}},
           {"14612,14627,,,,10000001,S\n", {"column \"commuters\"", "10000000"}},
           {"14612,14627,30,,,,\n", {"column \"source\""}},
           {"14612,14627,30,,,,S\n14612,14627,,,,9,S\n",
            {"line 3, column \"work\"", "the pair of line 2 is repeated"}},
       }) {
    for (const std::string& word : test.says) {
      EXPECT_THAT(ReadMatrixRows(test.rows),
                  StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(word)))
          << test.rows;
    }
  }
  EXPECT_THAT(DistrictMatrix::FromCsv("m.csv", "home,work\n", [](DistrictCode) { return true; }),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("\"minutes\" is missing")));
}

TEST(DistrictMatrixTest, FromFourThousandOnALinkIsStrongInItsDirectionWhateverTheFileSaid) {
  const auto knowledge = KnowledgeWith(
      "14523,14524,,,,3999,S\n"  // strong in the file
      "14524,14523,,,,4000,S\n"  // a border in the file
      "14713,11000,,,,6000,S\n"  // of which only the name is known
      "14612,14627,25,,,,S\n");  // a time changes no relation
  EXPECT_EQ(knowledge->Relate(Ags("14523"), Ags("14524")), DistrictRelation::kBordering);
  EXPECT_EQ(knowledge->Relate(Ags("14524"), Ags("14523")), DistrictRelation::kStrong);
  EXPECT_EQ(knowledge->Relate(Ags("14713"), Ags("11000")), DistrictRelation::kStrong);
  EXPECT_EQ(knowledge->Relate(Ags("11000"), Ags("14713")), DistrictRelation::kFar);
  EXPECT_EQ(knowledge->Relate(Ags("14612"), Ags("14627")), DistrictRelation::kStrong);
  EXPECT_EQ(knowledge->Relate(Ags("14522"), Ags("14511")), DistrictRelation::kStrong)
      << "not in the matrix";
}

TEST(DistrictMatrixTest, EveryValueEntersTheDigestAndTheOrderOfRowsDoesNot) {
  const std::string a = "14612,14627,25,,,,S\n";
  const std::string b = "14627,14612,26,,,,S\n";
  const std::string digest = KnowledgeWith(a + b)->digest();
  EXPECT_EQ(KnowledgeWith(b + a)->digest(), digest);
  EXPECT_NE(KnowledgeWith(a)->digest(), digest);
  EXPECT_NE(KnowledgeWith(a + "14627,14612,27,,,,S\n")->digest(), digest);
  EXPECT_NE(KnowledgeWith(a)->digest(), Knowledge::BuiltIn()->digest());
}

TEST(DistrictMatrixTest, ACodeThatNoFileKnowsIsRefusedByTheKnowledgeAsAWhole) {
  KnowledgeFiles files;
  files.district_matrix_csv = absl::StrCat(kMatrixHeader, "14612,05999,25,,,,S\n");
  EXPECT_THAT(Knowledge::Create(files, {}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("district_matrix.csv line 2, column \"work\""),
                             HasSubstr("\"05999\" is neither in districts.csv nor another"))));
}

}  // namespace
}  // namespace passung
