#include "engine/vocabulary/districts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;
using ::testing::NotNull;

const Districts& BuiltInDistricts() {
  static const auto& knowledge = *new std::shared_ptr<const Knowledge>(Knowledge::BuiltIn());
  return KnowledgeImpl::From(*knowledge).districts();
}

DistrictRelation Between(absl::string_view home, absl::string_view work) {
  return BuiltInDistricts().Relation(Ags(home), Ags(work));
}

TEST(DistrictsTest, AllThirteenSaxonDistrictsHaveARegion) {
  int saxon = 0;
  for (const District& district : BuiltInDistricts().all()) {
    EXPECT_EQ(district.region != 0, district.code.land() == 14) << district.name;
    EXPECT_FALSE(district.source.empty());
    if (district.code.land() == 14) ++saxon;
  }
  EXPECT_EQ(saxon, 13);
}

TEST(DistrictsTest, NamesTellCityAndLandkreisApart) {
  ASSERT_THAT(BuiltInDistricts().Find(Ags("14713")), NotNull());
  EXPECT_EQ(BuiltInDistricts().Find(Ags("14713"))->name, "Leipzig");
  EXPECT_EQ(BuiltInDistricts().Find(Ags("14729"))->name, "Landkreis Leipzig");
  EXPECT_EQ(BuiltInDistricts().Find(Ags("11000")), nullptr);
  std::set<std::string> names;
  for (const District& district : BuiltInDistricts().all()) names.insert(district.name);
  EXPECT_EQ(names.size(), BuiltInDistricts().all().size());
}

// The directed list of the specification, typed a second time.
const std::set<std::pair<std::string, std::string>>& StrongLinks() {
  static const auto& links = *new std::set<std::pair<std::string, std::string>>{
      {"14511", "14521"}, {"14511", "14522"}, {"14511", "14524"}, {"14521", "14511"},
      {"14521", "14524"}, {"14522", "14511"}, {"14523", "14524"}, {"14524", "14511"},
      {"14524", "14521"}, {"14612", "14625"}, {"14612", "14627"}, {"14612", "14628"},
      {"14625", "14612"}, {"14625", "14626"}, {"14626", "14625"}, {"14627", "14612"},
      {"14628", "14612"}, {"14713", "14729"}, {"14713", "14730"}, {"14713", "15002"},
      {"14729", "14713"}, {"14729", "14730"}, {"14730", "14713"}};
  return links;
}

TEST(DistrictsTest, StrongLinksAreExactlyThoseOfTheSpecification) {
  for (const District& home : BuiltInDistricts().all()) {
    for (const District& work : BuiltInDistricts().all()) {
      const bool strong = StrongLinks().contains({home.code.ToString(), work.code.ToString()});
      EXPECT_EQ(BuiltInDistricts().Relation(home.code, work.code) == DistrictRelation::kStrong,
                strong)
          << home.name << " → " << work.name;
    }
  }
}

TEST(DistrictsTest, StrongLinksHaveAtLeastFourThousandCommuters) {
  for (const DistrictLink& link : BuiltInDistricts().links()) {
    if (link.kind != DistrictLinkKind::kStrong) continue;
    ASSERT_TRUE(link.commuters.has_value());
    EXPECT_GE(*link.commuters, 4000) << link.home.ToString() << " → " << link.work.ToString();
  }
}

TEST(DistrictsTest, StrongLinksAreDirected) {
  EXPECT_EQ(Between("14522", "14511"), DistrictRelation::kStrong);
  EXPECT_EQ(Between("14523", "14524"), DistrictRelation::kStrong);
  EXPECT_EQ(Between("14524", "14523"), DistrictRelation::kBordering);
  EXPECT_EQ(Between("14730", "14729"), DistrictRelation::kBordering);
  EXPECT_EQ(Between("14729", "14730"), DistrictRelation::kStrong);
  EXPECT_EQ(Between("14713", "15002"), DistrictRelation::kStrong);
  EXPECT_EQ(Between("15002", "14713"), DistrictRelation::kFar);
}

TEST(DistrictsTest, EveryBorderHoldsInBothDirections) {
  std::set<std::pair<DistrictCode, DistrictCode>> borders;
  for (const DistrictLink& link : BuiltInDistricts().links()) {
    if (link.kind == DistrictLinkKind::kBorder) borders.insert({link.home, link.work});
  }
  int inner = 0;
  for (const auto& [home, work] : borders) {
    EXPECT_TRUE(borders.contains({work, home})) << home.ToString() << " " << work.ToString();
    EXPECT_LE(BuiltInDistricts().Relation(home, work), DistrictRelation::kBordering);
    if (home.land() == 14 && work.land() == 14) ++inner;
  }
  EXPECT_EQ(inner, 2 * 23);
  EXPECT_EQ(borders.size(), 2u * (23 + 18));
}

TEST(DistrictsTest, RegionsComeAfterBorders) {
  EXPECT_EQ(Between("14612", "14612"), DistrictRelation::kSame);
  EXPECT_EQ(Between("14511", "14523"), DistrictRelation::kRegion);
  EXPECT_EQ(Between("14612", "14626"), DistrictRelation::kRegion);
  EXPECT_EQ(Between("14522", "14627"), DistrictRelation::kBordering);
  EXPECT_EQ(Between("14511", "14713"), DistrictRelation::kFar);
}

TEST(DistrictsTest, DistrictsOutsideTheTableAreFarFromAllButThemselves) {
  EXPECT_EQ(Between("11000", "11000"), DistrictRelation::kSame);
  EXPECT_EQ(Between("11000", "14612"), DistrictRelation::kFar);
  EXPECT_EQ(Between("14612", "11000"), DistrictRelation::kFar);
  EXPECT_EQ(Between("12062", "12066"), DistrictRelation::kFar);  // region 0 is no region
}

// A mistyped coordinate shows here.
TEST(DistrictsTest, SeatsLieInAndAroundSaxony) {
  for (const District& district : BuiltInDistricts().all()) {
    EXPECT_GT(district.seat.latitude_e6, 50'100'000) << district.name;
    EXPECT_LT(district.seat.latitude_e6, 52'000'000) << district.name;
    EXPECT_GT(district.seat.longitude_e6, 11'700'000) << district.name;
    EXPECT_LT(district.seat.longitude_e6, 15'100'000) << district.name;
  }
}

// ---- Files of one's own --------------------------------------------------------------------------

constexpr absl::string_view kDistricts =
    "code,name,region,seat_latitude,seat_longitude,source\n"
    "14511,Chemnitz,145,50.82283,12.91151,S\n"
    "14521,Erzgebirgskreis,145,50.5795,13.0063,S\n"
    "14713,Leipzig,147,51.3545,12.36917,S\n"
    "14626,Görlitz,146,51.156,14.96853,S\n";

absl::StatusOr<Districts> Read(absl::string_view links, absl::string_view districts = kDistricts) {
  return Districts::FromCsv("d.csv", districts, "l.csv",
                            absl::StrCat("home,work,kind,commuters,source\n", links));
}

TEST(DistrictsFileTest, ReadsCoordinatesExactly) {
  ASSERT_OK_AND_ASSIGN(const Districts districts, Read(""));
  EXPECT_EQ(districts.Find(Ags("14511"))->seat, (GeoPoint{50'822'830, 12'911'510}));
}

TEST(DistrictsFileTest, AStrongLinkBeatsTheBorder) {
  ASSERT_OK_AND_ASSIGN(const Districts districts,
                       Read("14511,14521,border,,S\n14521,14511,border,,S\n"
                            "14521,14511,strong,14305,S\n"));
  EXPECT_EQ(districts.Relation(Ags("14521"), Ags("14511")), DistrictRelation::kStrong);
  EXPECT_EQ(districts.Relation(Ags("14511"), Ags("14521")), DistrictRelation::kBordering);
}

TEST(DistrictsFileTest, RefusesFaultyLinks) {
  const std::pair<const char*, const char*> faults[] = {
      {"14511,14522,strong,1,S\n", "l.csv line 2, column \"work\": \"14522\" is not in the list"},
      {"1451,14521,strong,1,S\n", "l.csv line 2, column \"home\": district code \"1451\""},
      {"14511,14511,strong,1,S\n", "l.csv line 2, column \"work\": \"14511\" is the home as well"},
      {"14511,14521,near,1,S\n", "l.csv line 2, column \"kind\": \"near\" is not one of strong"},
      {"14511,14521,strong,many,S\n", "l.csv line 2, column \"commuters\": \"many\""},
      {"14511,14521,strong,1,\n", "l.csv line 2, column \"source\": is empty"},
      {"14511,14521,border,,S\n", "l.csv line 2, column \"kind\": \"border\": the row for the way"},
      {"14511,14521,strong,1,S\n14511,14521,strong,2,S\n",
       "l.csv line 3, column \"work\": the link of line 2 is repeated"},
      {"14713,14626,strong,9000,S\n", "more than 80 km apart"}};
  for (const auto& [links, message] : faults) {
    EXPECT_THAT(Read(links), StatusIs(kInvalid, HasSubstr(message)));
  }
}

TEST(DistrictsFileTest, RefusesFaultyDistricts) {
  const std::pair<const char*, const char*> faults[] = {
      {"14511,A,145,50.8,12.9,S\n14511,B,145,50.8,12.9,S\n",
       "d.csv line 3, column \"code\": \"14511\" is repeated"},
      {"99511,A,145,50.8,12.9,S\n", "d.csv line 2, column \"code\": district code \"99511\""},
      {"14511,,145,50.8,12.9,S\n", "column \"name\": is empty"},
      {"14511,A,,50.8,12.9,S\n", "column \"region\": \"\""},
      {"14511,A,145,90.000001,12.9,S\n", "column \"seat_latitude\": \"90.000001\""},
      {"14511,A,145,50.8222222,12.9,S\n", "at most six decimals"},
      {"14511,A,145,50.,12.9,S\n", "column \"seat_latitude\": \"50.\""},
      {"14511,A,145,50.8,12.9e1,S\n", "column \"seat_longitude\": \"12.9e1\""},
      {"14511,A,145,50.8,181,S\n", "column \"seat_longitude\": \"181\""},
      {"14511,A,145,50.8,12.9,\n", "column \"source\": is empty"}};
  for (const auto& [rows, message] : faults) {
    EXPECT_THAT(
        Read("", absl::StrCat("code,name,region,seat_latitude,seat_longitude,source\n", rows)),
        StatusIs(kInvalid, HasSubstr(message)));
  }
}

TEST(DistrictsFileTest, SouthAndWestAreNegative) {
  ASSERT_OK_AND_ASSIGN(const Districts districts,
                       Read("",
                            "code,name,region,seat_latitude,seat_longitude,source\n"
                            "14511,A,0,-33.5,-0.000001,S\n"));
  EXPECT_EQ(districts.all()[0].seat, (GeoPoint{-33'500'000, -1}));
}

}  // namespace
}  // namespace passung
