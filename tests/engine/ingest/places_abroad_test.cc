#include "engine/ingest/places_abroad.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/ingest/imported.h"

namespace passung {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

TEST(PlacesAbroadTest, TownsThatOnlyAustriaHasAreAbroadWhereNoLandIsGiven) {
  for (const char* town : {"Wien", "Wien,Favoriten", "Graz,01.Bez.:Innere Stadt", "Wiener Neustadt",
                           "ST. PÖLTEN", "Sankt Johann im Pongau", "Bezirk: Krems(Land)"}) {
    const auto abroad = FindAbroad(town, "");
    ASSERT_TRUE(abroad) << town;
    EXPECT_EQ(abroad->by, Abroad::By::kTown) << town;
    EXPECT_EQ(abroad->name, town);
  }
}

TEST(PlacesAbroadTest, NamesThatGermanyHasTooAndUnknownOnesAreNot) {
  for (const char* town : {"Salzburg", "Baden", "Horn", "Neunkirchen", "Leipzig", "Linz am Rhein",
                           "Wienhausen", "Nirgendwo", ""}) {
    EXPECT_FALSE(FindAbroad(town, "")) << town;
  }
}

TEST(PlacesAbroadTest, AGivenLandDecides) {
  EXPECT_FALSE(FindAbroad("Linz", "Rheinland-Pfalz"));
  for (const char* land : {"Österreich", "Schweiz"}) {
    const auto abroad = FindAbroad("Baden", land);
    ASSERT_TRUE(abroad) << land;
    EXPECT_EQ(abroad->by, Abroad::By::kLand) << land;
    EXPECT_EQ(abroad->name, land);
  }
}

TEST(PlacesAbroadTest, AVacancyWithoutAPlaceInGermanyIsRefusedAndOneWithAnotherKeepsThat) {
  const VacancyImport import = ImportedVacancies(
      "id;title;district;town;land\n"
      "A;Koch;;Innsbruck;\n"
      "B;Koch;|14713;Innsbruck|Leipzig;|Sachsen\n"
      "C;Koch;;Nirgendwo;\n"
      "D;Koch;14713;Wien;\n");
  ASSERT_THAT(import.report.records, SizeIs(4));
  EXPECT_EQ(import.report.records[0].verdict, RecordVerdict::kRefused);
  EXPECT_EQ(import.report.records[0].problems.front().field, "town");
  EXPECT_THAT(import.report.records[0].problems.front().reason,
              HasSubstr("no place in Germany: the town \"Innsbruck\" is in Austria"));
  ASSERT_THAT(import.vacancies, SizeIs(3));
  ASSERT_THAT(import.vacancies[0].places, SizeIs(1));
  EXPECT_EQ(import.vacancies[0].places[0].town, "Leipzig");
  ASSERT_THAT(import.vacancies[1].places, SizeIs(1)) << "counts as unknown";
  EXPECT_EQ(import.vacancies[2].places[0].district->ToString(), "14713") << "the code decides";
}

TEST(PlacesAbroadTest, AHarvestedRowInAustriaIsRefused) {
  const VacancyImport import = ImportedVacancies(
      "id,title,employer,location,land,kreis_ags,lat,lon,employment_type,ba_beruf,kldb5\n"
      "1,Koch,E,\"Wien,Simmering\",,,,,Vollzeit,,29302\n"
      "2,Koch,E,Husum,,,,,Vollzeit,,29302\n");
  EXPECT_EQ(import.report.refused, 1);
  EXPECT_EQ(import.report.records[0].problems.front().field, "location");
  ASSERT_THAT(import.vacancies, SizeIs(1));
}

}  // namespace
}  // namespace passung
