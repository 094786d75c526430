#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/ingest.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ClassificationCsvTest, DroppedRowsAreSkippedAndShortTitlesPreferred) {
  ASSERT_OK_AND_ASSIGN(
      const ClassificationImport import,
      ImportClassification({.kldb = "code,level,title_de,short_de,dropped\n"
                                    "01,2,Angehörige der Streitkräfte,Streitkräfte,0\n"
                                    "8112,4,(weggefallen),-,1\n"
                                    "2119,4,Lang,-,0\n",
                            .dkz = "",
                            .neighbours = ""}));
  ASSERT_THAT(import.rows.titles, SizeIs(2));
  EXPECT_EQ(import.rows.titles[0].code, "01");
  EXPECT_EQ(import.rows.titles[0].title_de, "Streitkräfte");
  EXPECT_EQ(import.rows.titles[1].title_de, "Lang");
  EXPECT_THAT(import.report.records, IsEmpty());
}

TEST(ClassificationCsvTest, ActivityBeatsTrainingOfTheSameName) {
  ASSERT_OK_AND_ASSIGN(const ClassificationImport import,
                       ImportClassification({.kldb = "",
                                             .dkz = "kldb5,typ,anforderungsniveaus,name_kurz\n"
                                                    "23224,a,4,Webdesigner/in\n"
                                                    "23224,t,3,Webdesigner/in\n"
                                                    "43414,t,\"3,4\",Softwareentwickler/in\n"
                                                    "29302,a,2,Koch/Köchin\n",
                                             .neighbours = ""}));
  ASSERT_THAT(import.rows.activities, SizeIs(3));
  EXPECT_EQ(import.rows.activities[0].level, 3);
  EXPECT_FALSE(import.rows.activities[1].level.has_value());
  EXPECT_FALSE(import.rows.activities[2].level.has_value());
}

TEST(ClassificationCsvTest, FaultyRowsAreReportedAndTheRestIsRead) {
  ASSERT_OK_AND_ASSIGN(
      const ClassificationImport import,
      ImportClassification({.kldb = "code,title_de\nxx,Titel\n11,Gut\n",
                            .dkz = "kldb5,typ,anforderungsniveaus,name_kurz\n99999,t,1,Name\n",
                            .neighbours = "code,level,neighbour_code\n01,2,02\n2119,4,3229\n"}));
  EXPECT_EQ(import.report.refused, 3);
  EXPECT_EQ(import.report.records[0].problems[0].field, "kldb.code");
  EXPECT_THAT(import.rows.titles, SizeIs(1));
  EXPECT_THAT(import.rows.neighbours, SizeIs(1));
}

TEST(ClassificationCsvTest, MissingColumnNamesTheFile) {
  EXPECT_THAT(ImportClassification({.kldb = "", .dkz = "a,b\n1,2\n", .neighbours = ""}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("dkz: header has not")));
}

}  // namespace
}  // namespace passung
