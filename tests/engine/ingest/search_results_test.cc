// Results of the Jobsuche, in the shapes of its public description.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "passung/ingest.h"
#include "tests/engine/ingest/fake_knowledge.h"
#include "tests/engine/ingest/imported.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr absl::string_view kEntry = R"json({
  "hashId": "WBT=", "beruf": "Koch/Köchin", "titel": "Koch in Teilzeit (m/w/d)", "refnr": "10000-1184867112-S",
  "arbeitgeber": "Gasthof", "aktuelleVeroeffentlichungsdatum": "2021-07-25", "eintrittsdatum": "2021-07-26",
  "arbeitsort": {"plz": 1099, "ort": "Dresden", "region": "Sachsen", "land": "Deutschland",
                 "koordinaten": {"lat": 51.08, "lon": 13.77}},
  "kundennummerHash": null, "modifikationsTimestamp": "2021-07-25T10:00:00.000"})json";

std::string ResultPage(absl::string_view entries) {
  return absl::StrCat(R"({"stellenangebote": [)", entries,
                      R"(], "maxErgebnisse": "2", "page": "1", "size": "50",
    "facetten": {"beruf": {"counts": {"Koch/Köchin": 1}, "maxCount": 1}}})");
}

TEST(SearchResultsTest, EntryIsReadFieldByField) {
  const VacancyImport import = ImportedVacancies(ResultPage(kEntry));
  ASSERT_THAT(import.vacancies, SizeIs(1));
  EXPECT_EQ(import.report.format, "ba_jobsuche");
  const Vacancy& v = import.vacancies[0];
  EXPECT_EQ(v.id.value, "10000-1184867112-S");
  EXPECT_EQ(v.source, "ba_jobsuche");
  EXPECT_EQ(v.source_reference, "10000-1184867112-S");
  EXPECT_EQ(v.title, "Koch in Teilzeit (m/w/d)");
  EXPECT_EQ(v.hours, (WeeklyHours{1, 34}));
  EXPECT_EQ(v.employer_name, "Gasthof");
  EXPECT_EQ(v.occupations[0].code->ToString(), "29302");
  ASSERT_THAT(v.places, SizeIs(1));
  EXPECT_EQ(v.places[0].postal_code, "01099");
  EXPECT_EQ(v.places[0].district->ToString(), "14612");
  EXPECT_EQ(v.start->ToString(), "2021-07-26");
  EXPECT_EQ(v.published->ToString(), "2021-07-25");
  // The description has the postal code as a number, which loses its zero.
  EXPECT_THAT(Problems(import.report.records[0]), HasSubstr("a lost leading zero"));
}

TEST(SearchResultsTest, PagesOfOneFileAreNumberedThrough) {
  const std::string second = R"({"refnr": "2", "beruf": "Koch/Köchin"})";
  const VacancyImport import = ImportedVacancies(absl::StrCat(
      "[", ResultPage(kEntry), ",", ResultPage(absl::StrCat(kEntry, ",", second)), "]"));
  EXPECT_THAT(import.vacancies, SizeIs(2));
  ASSERT_THAT(import.report.records, SizeIs(3));
  EXPECT_THAT(Problems(import.report.records[1]), HasSubstr("stands already on line 1"));
  EXPECT_EQ(import.report.records[2].line, 3);
}

TEST(SearchResultsTest, ManyCountsOfTheSearchHideNoEntry) {
  std::string counts;
  for (int i = 0; i < 12'000; ++i) absl::StrAppend(&counts, i == 0 ? "" : ",", "\"", i, "\": 1");
  const VacancyImport import = ImportedVacancies(
      absl::StrCat(R"({"facetten": {"arbeitgeber": {"counts": {)", counts,
                   R"(}}}, "stellenangebote": [)", kEntry, R"(], "maxErgebnisse": 1})"));
  EXPECT_THAT(import.vacancies, SizeIs(1));
}

TEST(SearchResultsTest, EmptyResultIsSaidToBeEmpty) {
  const FakeKnowledge knowledge;
  EXPECT_THAT(ImportVacancies(ResultPage(""), knowledge).status().message(),
              HasSubstr("no vacancy in the results"));
}

}  // namespace
}  // namespace passung
