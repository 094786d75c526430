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

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(VacancyCsvTest, EveryColumnIsRead) {
  const VacancyImport import = ImportedVacancies(
      "id,title,employer,employer_id,kind,occupation,activity_level,district,postal_code,town,lat,"
      "lon,"
      "openings,hours_min,hours_max,shifts,shift_work,temporary_agency,paid,security_firm,german,"
      "german_strength,german_phrase,working_languages,school,school_strength,school_or_years,"
      "licences,"
      "skills,support,start,end,published,open_from,apply_until,closed,source,source_reference,"
      "test_data\n"
      "V-1,Koch,Gasthof,E7,job,29302|Helfer/in - Lagerwirtschaft,2|1,14713|14729,04103|04552,"
      "Leipzig|Borna,51.34|51.12,12.37|12.49,3,20,30,mo-fr 22:00-06:00; sa "
      "09:00-13:00,yes,no,ja,nein,"
      "L=B1 R=B1 S=B2 W=A2,by_law,Text,en|ar|de,hauptschule,desired,10,"
      "driving_b:by_law|forklift:desired,K1|K2:desired,german_course|flexibility,2026-09-01,31.08."
      "2028,"
      "2026-01-02,2026-01-03,2026-05-31,no,board,R/7,yes\n");
  ASSERT_THAT(import.vacancies, SizeIs(1));
  const Vacancy& v = import.vacancies[0];
  EXPECT_EQ(v.employer.value, "E7");
  EXPECT_EQ(v.employer_name, "Gasthof");
  ASSERT_THAT(v.occupations, SizeIs(2));
  EXPECT_EQ(v.occupations[0].code->ToString(), "29302");
  EXPECT_EQ(v.occupations[0].activity_level, 2);
  ASSERT_THAT(v.places, SizeIs(2));
  EXPECT_EQ(v.places[1].district->ToString(), "14729");
  EXPECT_EQ(v.places[1].postal_code, "04552");
  EXPECT_EQ(v.places[0].point, (GeoPoint{51'340'000, 12'370'000}));
  EXPECT_EQ(v.openings, 3);
  EXPECT_EQ(v.hours, (WeeklyHours{20, 30}));
  ASSERT_TRUE(v.shifts.has_value());
  EXPECT_THAT(*v.shifts, SizeIs(11));  // five nights of two windows and a Saturday
  EXPECT_EQ(v.shift_work, true);
  EXPECT_EQ(v.temporary_agency, false);
  EXPECT_EQ(v.paid, true);
  EXPECT_EQ(v.security_firm, false);
  EXPECT_EQ(v.german.levels, (SkillLevels{LanguageLevel::kB1, LanguageLevel::kB1,
                                          LanguageLevel::kB2, LanguageLevel::kA2}));
  EXPECT_EQ(v.german.strength, RequirementStrength::kByLaw);
  EXPECT_THAT(v.working_languages, ElementsAre("en", "ar"));
  EXPECT_EQ(v.school->or_years, 10);
  ASSERT_THAT(v.licences, SizeIs(2));
  EXPECT_EQ(v.licences[1].strength, RequirementStrength::kDesired);
  ASSERT_THAT(v.skills, SizeIs(2));
  EXPECT_EQ(v.skills[0].strength, RequirementStrength::kRequired);
  EXPECT_THAT(*v.support, SizeIs(2));
  EXPECT_EQ(v.end->ToString(), "2028-08-31");
  EXPECT_EQ(v.apply_until->ToString(), "2026-05-31");
  EXPECT_EQ(v.source, "board");
  EXPECT_EQ(v.source_reference, "R/7");
  EXPECT_TRUE(v.test_data);
}

TEST(VacancyCsvTest, FaultyFieldIsUnknownAndNamed) {
  const VacancyImport import = ImportedVacancies(
      "id,title,kind,district,lat,lon,german,start,openings\n"
      "1,Koch,work,99999,123,12,C3,2026-02-30,0\n");
  ASSERT_THAT(import.vacancies, SizeIs(1));
  const Vacancy& v = import.vacancies[0];
  EXPECT_FALSE(v.kind || v.start || v.openings || v.german.levels[0] || v.places[0].district ||
               v.places[0].point);
  EXPECT_EQ(import.report.accepted_with_warnings, 1);
  const std::string problems = Problems(import.report.records[0]);
  for (const char* part :
       {"kind: \"work\" is not one of job, ", "district: \"99999\"", "lat: \"123 / 12\"",
        "german: \"C3\" is not one of none, A1", "start: \"2026-02-30\"",
        "openings: \"0\" is not a whole number from 1 to 10000"}) {
    EXPECT_THAT(problems, HasSubstr(part));
  }
}

TEST(VacancyCsvTest, HoursInOneColumnAreBothEndsAndAreShownAsTheyStand) {
  const VacancyImport import = ImportedVacancies(
      "id,title,hours_min,hours_max\n1,Koch,20,\n2,Koch,,30\n3,Koch,abc,\n4,Koch,,abc\n");
  ASSERT_THAT(import.vacancies, SizeIs(4));
  EXPECT_EQ(import.vacancies[0].hours, (WeeklyHours{20, 20}));
  EXPECT_EQ(import.vacancies[1].hours, (WeeklyHours{30, 30}));
  EXPECT_THAT(Problems(import.report.records[2]), HasSubstr("hours_min: \"abc\" is not"));
  EXPECT_THAT(Problems(import.report.records[3]), HasSubstr("hours_max: \"abc\" is not"));
}

TEST(VacancyCsvTest, RecordWithoutUsableIdIsRefused) {
  const VacancyImport import =
      ImportedVacancies("id,title\n,Koch\na b,Koch\n1,Koch\n1,Bäcker\n2,\n");
  EXPECT_EQ(import.report.refused, 4);
  ASSERT_THAT(import.report.records, SizeIs(5));
  EXPECT_THAT(Problems(import.report.records[1]), HasSubstr("a b"));
  EXPECT_THAT(Problems(import.report.records[3]), HasSubstr("stands already on line 4"));
  EXPECT_THAT(Problems(import.report.records[4]), HasSubstr("neither a title nor an occupation"));
  EXPECT_EQ(import.report.records[4].line, 6);
}

TEST(VacancyCsvTest, UnknownCodeAndNameAreWarnings) {
  const VacancyImport import =
      ImportedVacancies("id,occupation\n1,11192\n2,Zauberer\n3,99xyz\n4,1104\n");
  EXPECT_EQ(import.report.with_occupation, 1);
  EXPECT_THAT(Problems(import.report.records[0]), HasSubstr("imported classification"));
  EXPECT_THAT(Problems(import.report.records[1]), HasSubstr("\"Zauberer\" is not a known name"));
  EXPECT_EQ(import.vacancies.back().occupations[0].code->ToString(), "01104");
}

TEST(VacancyCsvTest, TitleBeatsTheSourcesOwnField) {
  const VacancyImport import = ImportedVacancies(
      "id,title,kind,hours_min\n1,Praktikant im Handwerk,job,40\n2,Verkäufer Teilzeit,job,40\n"
      "3,Koch Vollzeit/Teilzeit,job,30\n");
  EXPECT_EQ(import.vacancies[0].kind, VacancyKind::kInternship);
  EXPECT_EQ(import.vacancies[1].hours, (WeeklyHours{1, 34}));
  EXPECT_EQ(import.vacancies[2].hours, (WeeklyHours{30, 30}));
  EXPECT_THAT(Problems(import.report.records[0]), HasSubstr("contradicted by \"praktikant\""));
  EXPECT_THAT(Problems(import.report.records[1]), HasSubstr("contradicted by \"teilzeit\""));
  EXPECT_EQ(import.report.accepted, 1);
}

TEST(VacancyCsvTest, HarvestSaysFullTimeOfEverything) {
  const VacancyImport import = ImportedVacancies(
      "id,title,employer,location,land,kreis_ags,lat,lon,employment_type,ba_beruf,kldb5,kldb5_"
      "source,"
      "posted_date\n"
      "1,Physiotherapeut "
      "(m/w/d),Praxis,Görlitz,Sachsen,14626,51.1,14.9,Vollzeit,Physiotherapeut/in,"
      "81713,ba_label,2026-03-13\n"
      "2,Praktikant im Handwerk (m/w/d),Hof,Husum,,,,,Vollzeit,,33212,title_exact,2026-03-13\n"
      "3,Verkäufer (m/w/x) - Teilzeit,Laden,Hamburg,,,,,Vollzeit,Koch/Köchin,62102,ba_label,\n");
  EXPECT_EQ(import.report.accepted, 1);
  EXPECT_EQ(import.vacancies[0].kind, VacancyKind::kJob);
  EXPECT_FALSE(import.vacancies[0].hours.has_value());
  EXPECT_EQ(import.vacancies[0].occupations[0].activity_level, 3);
  EXPECT_EQ(import.vacancies[1].kind, VacancyKind::kInternship);
  EXPECT_EQ(import.vacancies[2].hours, (WeeklyHours{1, 34}));
  EXPECT_EQ(import.vacancies[2].places[0].district->ToString(), "02000");
  EXPECT_EQ(import.vacancies[2].occupations[0].code->ToString(), "29302");
  EXPECT_THAT(Problems(import.report.records[1]),
              HasSubstr("\"Husum\"; the place counts as unknown"));
  EXPECT_THAT(Problems(import.report.records[2]), HasSubstr("kldb5: \"62102\" is not the code of"));
}

TEST(VacancyCsvTest, OccupationIsReadFromTheTitleWhereNoneIsNamed) {
  const VacancyImport import = ImportedVacancies("id,title\n1,Physiotherapeut m/w/d\n");
  EXPECT_EQ(import.report.with_occupation, 1);
  EXPECT_EQ(import.report.accepted_with_warnings, 1);
}

TEST(VacancyCsvTest, GermanIsReadFromTheDescription) {
  const VacancyImport import = ImportedVacancies(
      "id,title,german,description\n1,Koch,,\"Wir bieten viel.\nGute Deutschkenntnisse\"\n"
      "2,Koch,A2,Deutsch C1\n");
  EXPECT_EQ(import.report.with_german, 2);
  EXPECT_EQ(import.vacancies[0].german.levels[0], LanguageLevel::kB2);
  EXPECT_EQ(import.vacancies[0].german.strength, RequirementStrength::kInferred);
  EXPECT_EQ(import.vacancies[0].german.phrase, "Gute Deutschkenntnisse");
  EXPECT_EQ(import.vacancies[1].german.levels[0], LanguageLevel::kA2);
}

TEST(VacancyCsvTest, Windows1252WithSemicolonsAndDecimalComma) {
  const VacancyImport import = ImportedVacancies(
      "ID;Title;district;lat;lon;postal_code\r\n1;K\xF6"
      "chin;14713;51,34;12,37;4103\r\n");
  EXPECT_EQ(import.report.format, "csv (windows-1252)");
  EXPECT_EQ(import.vacancies[0].title, "Köchin");
  EXPECT_EQ(import.vacancies[0].places[0].point, (GeoPoint{51'340'000, 12'370'000}));
  EXPECT_EQ(import.vacancies[0].places[0].postal_code, "04103");
}

TEST(VacancyCsvTest, UnknownColumnIsNamedOnce) {
  const VacancyImport import = ImportedVacancies("id,title,wage\n1,a,2\n2,b,3\n");
  ASSERT_THAT(import.report.problems, SizeIs(1));
  EXPECT_EQ(import.report.problems[0].field, "wage");
  EXPECT_EQ(import.report.accepted, 2);
}

TEST(VacancyCsvTest, RecordOfTheWrongWidthIsJudged) {
  const VacancyImport import = ImportedVacancies("id,title,kind\n1,a\n2,b,job,x\n3,c,job,,\n4,Ko");
  EXPECT_EQ(import.report.records[0].verdict, RecordVerdict::kAcceptedWithWarnings);
  EXPECT_EQ(import.report.records[1].verdict, RecordVerdict::kRefused);
  EXPECT_EQ(import.report.records[2].verdict, RecordVerdict::kAccepted);
  EXPECT_EQ(import.report.records[3].verdict, RecordVerdict::kRefused);
  EXPECT_THAT(Problems(import.report.records[3]), HasSubstr("ends in the middle"));
}

TEST(VacancyCsvTest, DamagedBytesAreWarnedOfInTheirRecordOnly) {
  const VacancyImport import = ImportedVacancies(
      "id,title\n1,Köchin Bäcker\n2,M\xFC"
      "ller\n3,Ärztin\n");
  EXPECT_EQ(import.report.accepted, 2);
  EXPECT_EQ(import.report.accepted_with_warnings, 1);
  EXPECT_EQ(import.report.records[1].line, 3);
}

TEST(VacancyCsvTest, OversizedTextIsCutWithAWarning) {
  const VacancyImport import =
      ImportedVacancies(absl::StrCat("id,title\n1,", std::string(400, 'x'), "\n"));
  EXPECT_EQ(import.vacancies[0].title.size(), 300U);
  EXPECT_EQ(import.report.accepted_with_warnings, 1);
}

TEST(VacancyCsvTest, WhatIsNoTableIsRefusedAsAWhole) {
  const FakeKnowledge knowledge;
  for (const std::string& text :
       {std::string(), std::string("x"), std::string("1"), std::string(1, '\0'),
        std::string("a,b\n1,2\n"), std::string("id\n1\n"), std::string("\"id,title\n1,2\n"),
        std::string(5 << 20, 'x'), std::string("i\0d\0,\0t", 7)}) {
    EXPECT_THAT(ImportVacancies(text, knowledge), StatusIs(absl::StatusCode::kInvalidArgument));
  }
}

TEST(VacancyCsvTest, HeaderAloneIsAnEmptyImport) {
  EXPECT_THAT(ImportedVacancies("id,title\n").vacancies, IsEmpty());
}

TEST(VacancyCsvTest, SeparatorLineOfSpreadsheetsIsUnderstood) {
  const VacancyImport import = ImportedVacancies("sep=;\nid;title\n1;Koch\n");
  ASSERT_THAT(import.vacancies, SizeIs(1));
  EXPECT_EQ(import.report.records[0].line, 3);
}

TEST(VacancyCsvTest, NulBytesInAFieldAreLeftOut) {
  const VacancyImport import =
      ImportedVacancies(absl::string_view("id,title\n1,Ko\0ch, the title\n2,Koch\n", 33));
  EXPECT_EQ(import.report.accepted, 1);
}

TEST(VacancyCsvTest, HugeSingleLineIsOneRecord) {
  const VacancyImport import = ImportedVacancies(
      absl::StrCat("id,title,description\n1,Allrounder,", std::string(5 << 20, 'y')));
  EXPECT_EQ(import.report.accepted, 1);
}

TEST(VacancyCsvTest, MutatedFilesNeverStoreHalfOfARecord) {
  constexpr absl::string_view kGood =
      "id,title,kind,district,shifts,german,licences\n1,Koch,job,14713,mo-fr "
      "08:00-16:00,B1,driving_b\n"
      "2,\"Bäcker, nachts\",job,14511,so-mo 22:00-06:00,L=B1 W=A2,forklift:desired\n";
  const FakeKnowledge knowledge;
  uint64_t state = 0x9E3779B97F4A7C15U;
  const auto next = [&state] {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return state;
  };
  for (int round = 0; round < 3'000; ++round) {
    std::string text(kGood);
    for (int i = 0; i < 4; ++i) text[next() % text.size()] = static_cast<char>(next());
    if (next() % 4 == 0) text.resize(next() % text.size());
    const absl::StatusOr<VacancyImport> import = ImportVacancies(text, knowledge);
    if (!import.ok()) continue;
    for (const Vacancy& vacancy : import->vacancies) ASSERT_THAT(Validate(vacancy), IsOk());
    ASSERT_EQ(static_cast<size_t>(import->report.accepted + import->report.accepted_with_warnings),
              import->vacancies.size());
  }
}

}  // namespace
}  // namespace passung
