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

constexpr absl::string_view kRecord = R"json({
  "referenznummer": "10001/77-S", "stellenangebotsart": "ARBEIT",
  "stellenangebotsTitel": "Koch (m/w/d)",
                            "firma" : "Gasthof",
                            "hauptberuf" : "Koch/Köchin",
                            "alternativBeruf1" : "Helfer/in - Lagerwirtschaft, Transport",
                            "arbeitszeitVollzeit" : true,
                            "arbeitszeitTeilzeitAbend" : true,
                            "arbeitszeitSchichtNachtWochenende" : false,
                            "istArbeitnehmerUeberlassung" : true,
                            "eintrittszeitraum" : {"von" : "2026-10-01"},
                            "anzahlOffeneStellen" : 4,
                            "veroeffentlichungszeitraum"
    : {"von" : "2026-08-18", "bis" : "2026-09-18"},
                            "geforderterBildungsabschluss"
    : "MITTLERE_REIFE_MITTLERER_BILDUNGSABSCHLUSS",
                            "stellenbeschreibung" : "Wir suchen.\nDeutsch mind. B1",
                            "stellenlokationen"
    : [
      {
        "adresse" :
            {"plz" : "01099", "ort" : "Dresden", "region" : "SACHSEN", "land" : "DEUTSCHLAND"},
        "breite" : 51.080735173,
        "laenge" : 13.777567078
      },
      {
        "adresse" :
            {"plz" : "22297", "ort" : "Hamburg", "region" : "HAMBURG", "land" : "DEUTSCHLAND"}
      }
    ]
})json";

TEST(JobDetailsTest, RecordIsReadFieldByField) {
  const VacancyImport import = ImportedVacancies(kRecord);
  ASSERT_THAT(import.vacancies, SizeIs(1));
  EXPECT_EQ(import.report.format, "ba_jobdetails");
  EXPECT_EQ(import.report.accepted, 1) << Problems(import.report.records[0]);
  const Vacancy& v = import.vacancies[0];
  EXPECT_EQ(v.id.value, "10001-77-S");
  EXPECT_EQ(v.source_reference, "10001/77-S");
  EXPECT_EQ(v.kind, VacancyKind::kJob);
  EXPECT_EQ(v.hours, (WeeklyHours{1, 40}));
  EXPECT_EQ(v.shift_work, false);
  EXPECT_EQ(v.temporary_agency, true);
  EXPECT_EQ(v.openings, 4);
  ASSERT_THAT(v.occupations, SizeIs(2));
  EXPECT_EQ(v.occupations[0].code->ToString(), "29302");
  ASSERT_THAT(v.places, SizeIs(2));
  EXPECT_EQ(v.places[0].district->ToString(), "14612");
  EXPECT_EQ(v.places[0].point, (GeoPoint{51'080'735, 13'777'567}));
  EXPECT_EQ(v.places[1].district->ToString(), "02000");
  EXPECT_EQ(v.school->certificate, SchoolCertificate::kMittlererAbschluss);
  EXPECT_EQ(v.start->ToString(), "2026-10-01");
  EXPECT_EQ(v.published->ToString(), "2026-08-18");
  EXPECT_EQ(v.apply_until->ToString(), "2026-09-18");
  EXPECT_EQ(v.german.levels[0], LanguageLevel::kB1);
  EXPECT_EQ(v.german.strength, RequirementStrength::kRequired);
}

TEST(JobDetailsTest, OlderFormIsReadToo) {
  const VacancyImport import =
      ImportedVacancies(R"json({"refnr": "10000-1-S", "titel": "Koch", "beruf": "Koch/Köchin",
    "angebotsart": "ARBEIT", "arbeitgeber": "Gasthof", "arbeitszeitmodelle": ["TEILZEIT"],
    "branche": "Wach- und Sicherheitsdienste", "eintrittsdatum": "2026-07-25",
    "aktuelleVeroeffentlichungsdatum": "2026-07-25T13:12:33.913",
    "fertigkeiten": [{"hierarchieName": "x", "auspraegungen": {"Grundkenntnisse": ["Kochen"]}}],
    "sprachkenntnisse": {"Verhandlungssicher": ["Deutsch"], "Grundkenntnisse": ["Englisch"]},
    "arbeitsorte": [{"land": "Deutschland", "region": "Berlin", "plz": 13597, "ort": "Berlin",
                     "koordinaten": {"lat": 52.5, "lon": 13.2}}]})json");
  ASSERT_THAT(import.vacancies, SizeIs(1));
  const Vacancy& v = import.vacancies[0];
  EXPECT_EQ(v.hours, (WeeklyHours{1, 34}));
  EXPECT_EQ(v.places[0].district->ToString(), "11000");
  EXPECT_EQ(v.places[0].postal_code, "13597");
  EXPECT_EQ(v.security_firm, true);
  EXPECT_EQ(v.german.levels[0], LanguageLevel::kC1);
  EXPECT_EQ(v.german.strength, RequirementStrength::kInferred);
  EXPECT_THAT(Problems(import.report.records[0]), HasSubstr("fertigkeiten: 1 competences"));
}

TEST(JobDetailsTest, MarginalFlagOnAFullTimePostIsNotBelieved) {
  const VacancyImport import = ImportedVacancies(R"json([
    {"referenznummer": "1", "stellenangebotsTitel": "Lead Engineer", "stellenangebotsart": "ARBEIT",
     "arbeitszeitVollzeit": true, "istGeringfuegigeBeschaeftigung": true},
    {"referenznummer": "2", "stellenangebotsTitel": "Küchenhilfe", "stellenangebotsart": "ARBEIT",
     "arbeitszeitTeilzeitFlexibel": true, "istGeringfuegigeBeschaeftigung": true}])json");
  EXPECT_EQ(import.vacancies[0].kind, VacancyKind::kJob);
  EXPECT_THAT(Problems(import.report.records[0]), HasSubstr("istGeringfuegigeBeschaeftigung"));
  EXPECT_EQ(import.vacancies[1].kind, VacancyKind::kMinijob);
  EXPECT_EQ(import.vacancies[1].hours, (WeeklyHours{1, 10}));
}

TEST(JobDetailsTest, PlaceAbroadIsDroppedAndARecordOfOnlySuchPlacesRefused) {
  const VacancyImport import = ImportedVacancies(R"json([
    {"referenznummer": "1", "stellenangebotsTitel": "Koch", "stellenlokationen": [
      {"adresse": {"plz": "1030", "ort": "Wien", "land": "OESTERREICH"}}]},
    {"referenznummer": "2", "stellenangebotsTitel": "Koch", "stellenlokationen": [
      {"adresse": {"plz": "1030", "ort": "Wien", "land": "OESTERREICH"}},
      {"adresse": {"plz": "04103", "ort": "Leipzig", "land": "DEUTSCHLAND"}}]}])json");
  EXPECT_EQ(import.report.refused, 1);
  EXPECT_THAT(Problems(import.report.records[0]), HasSubstr("outside Germany (\"OESTERREICH\")"));
  ASSERT_THAT(import.vacancies, SizeIs(1));
  ASSERT_THAT(import.vacancies[0].places, SizeIs(1));
  EXPECT_EQ(import.vacancies[0].places[0].district->ToString(), "14713");
}

TEST(JobDetailsTest, OddTypesSpoilOnlyTheirField) {
  const VacancyImport import =
      ImportedVacancies(R"json({"referenznummer": 4711, "stellenangebotsTitel": "Koch",
    "anzahlOffeneStellen": "viele", "eintrittszeitraum": "sofort", "arbeitszeitVollzeit": 1,
    "istArbeitnehmerUeberlassung": "vielleicht", "geforderterBildungsabschluss": ["x"],
    "stellenlokationen": [{"adresse": {"plz": 1099, "ort": "Dresden", "region": "SACHSEN"},
                           "breite": "x", "laenge": null}], "hauptberuf": {"name": "Koch"}})json");
  ASSERT_THAT(import.vacancies, SizeIs(1));
  EXPECT_EQ(import.vacancies[0].id.value, "4711");
  EXPECT_EQ(import.vacancies[0].places[0].postal_code, "01099");
  EXPECT_EQ(import.vacancies[0].hours, (WeeklyHours{35, 40}));
  EXPECT_THAT(Problems(import.report.records[0]), HasSubstr("anzahlOffeneStellen: \"viele\""));
}

TEST(JobDetailsTest, TitleBeatsTheKindOfTheSource) {
  const VacancyImport import =
      ImportedVacancies(R"json({"referenznummer": "1", "stellenangebotsart": "ARBEIT",
    "stellenangebotsTitel": "Praktikum Küche", "arbeitszeitVollzeit": true})json");
  EXPECT_EQ(import.vacancies[0].kind, VacancyKind::kInternship);
  EXPECT_EQ(import.report.accepted_with_warnings, 1);
}

TEST(JobDetailsTest, BadLineOfJsonLinesSpoilsOnlyItself) {
  const VacancyImport import = ImportedVacancies(
      "{\"referenznummer\":\"1\",\"stellenangebotsTitel\":\"Koch\"}\n"
      "{\"referenznummer\":\"2\",\n\n"
      "[1]\n"
      "{\"referenznummer\":\"1\",\"stellenangebotsTitel\":\"Koch\"}\n"
      "{\"referenznummer\":\"3\",\"stellenangebotsTitel\":\"Koch\"}\n");
  EXPECT_THAT(import.vacancies, SizeIs(2));
  EXPECT_EQ(import.report.refused, 3);
  EXPECT_EQ(import.report.records.back().line, 6);
}

TEST(JobDetailsTest, TruncatedArrayKeepsWhatWasComplete) {
  const std::string text = absl::StrCat("[", kRecord, ",", kRecord);
  const VacancyImport import =
      ImportedVacancies(absl::string_view(text).substr(0, text.size() - 40));
  EXPECT_THAT(import.vacancies, SizeIs(1));
  ASSERT_THAT(import.report.records, SizeIs(2));
  EXPECT_THAT(Problems(import.report.records[1]), HasSubstr("not valid JSON"));
}

TEST(JobDetailsTest, RecordWithoutReferenceOrTitleIsRefused) {
  const VacancyImport import = ImportedVacancies(
      R"json([{"stellenangebotsTitel": "Koch"}, {"referenznummer": "1"}, 7, [], {},
          {"referenznummer": "2", "stellenangebotsTitel": "Allrounder"}])json");
  EXPECT_EQ(import.report.refused, 5);
  EXPECT_EQ(import.report.accepted, 1);
}

TEST(JobDetailsTest, WhatIsNoRecordIsRefusedAsAWhole) {
  const FakeKnowledge knowledge;
  for (const std::string& text :
       {std::string("{"), std::string("["), std::string("[]"), std::string("{]"),
        std::string(1 << 20, '['), std::string("{\"a\":") + std::string(1 << 20, '{')}) {
    EXPECT_THAT(ImportVacancies(text, knowledge), StatusIs(absl::StatusCode::kInvalidArgument));
  }
}

TEST(JobDetailsTest, MutatedRecordsNeverStoreHalfOfARecord) {
  const FakeKnowledge knowledge;
  uint64_t state = 0x9E3779B97F4A7C15U;
  const auto next = [&state] {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return state;
  };
  for (int round = 0; round < 2'000; ++round) {
    std::string text = absl::StrCat("[", kRecord, "]");
    for (int i = 0; i < 3; ++i) text[next() % text.size()] = static_cast<char>(next());
    const absl::StatusOr<VacancyImport> import = ImportVacancies(text, knowledge);
    if (!import.ok()) continue;
    for (const Vacancy& vacancy : import->vacancies) ASSERT_THAT(Validate(vacancy), IsOk());
  }
}

}  // namespace
}  // namespace passung
