// Occupations that ISCO-08 and ESCO name, read by the crosswalk to the KldB.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/ingest/foreign_occupation.h"
#include "passung/ingest.h"
#include "passung/knowledge.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kCook[] = "90f75f67-495d-49fa-ab57-2f320e251d7e";
constexpr char kDietCook[] = "0b0fe1ce-2c5b-4f6c-b9ff-27ec0d0e0d6f";

std::string Esco(absl::string_view id) {
  return absl::StrCat("http://data.europa.eu/esco/occupation/", id);
}

// Cooks stand for four occupations, nurses for one; group 9629 is recommended for none.
ClassificationFiles Files() {
  return {.kldb = "",
          .dkz = "kldb5,typ,anforderungsniveaus,name_kurz\n29302,t,2,Koch/Köchin\n",
          .neighbours = "",
          .isco =
              "kldb5,isco08_4,rank\n"
              "29382,5120,1\n29302,5120,1\n29312,5120,1\n29322,5120,1\n"
              "81302,2221,1\n81302,3221,2\n"
              "54102,9629,2\n53112,9629,2\n",
          .esco = absl::StrCat("uuid,isco08,label_de\n", kCook, ",5120,Koch/Köchin\n",
                               "0B0FE1CE-2C5B-4F6C-B9FF-27EC0D0E0D6F,5120,Diätkoch/Diätköchin\n")};
}

std::shared_ptr<const Knowledge> Known() {
  const auto import = ImportClassification(Files());
  EXPECT_THAT(import, IsOk());
  EXPECT_EQ(import->report.refused, 0);
  const auto knowledge = Knowledge::Create({}, import->rows);
  EXPECT_THAT(knowledge, IsOk());
  return *knowledge;
}

std::vector<std::string> Texts(const std::vector<OccupationCode>& codes) {
  std::vector<std::string> texts;
  for (const OccupationCode code : codes) texts.push_back(code.ToString());
  return texts;
}

struct CrosswalkRead {
  std::vector<std::string> codes;
  std::string label;  // of the first
  std::string problems;
};

CrosswalkRead VacancyWith(const std::string& occupation) {
  const auto import = ImportVacancies(
      absl::StrCat("id,title,occupation,district\nv1,Stelle,", occupation, ",14713\n"), *Known());
  EXPECT_THAT(import, IsOk());
  CrosswalkRead read;
  for (const VacancyOccupation& one : import->vacancies.at(0).occupations) {
    read.codes.push_back(one.code ? one.code->ToString() : "");
  }
  if (!read.codes.empty()) read.label = import->vacancies[0].occupations[0].label;
  for (const RecordProblem& problem : import->report.records.at(0).problems) {
    absl::StrAppend(&read.problems, problem.field, ": ", problem.reason, "\n");
  }
  return read;
}

TEST(ForeignOccupationTest, IsReadInEveryFormThatNamesOne) {
  for (const char* text : {"ISCO 2512", "isco-08: 2512", "ISCO08 2512", "ISCO-08 2512", "isco:2512",
                           "http://data.europa.eu/esco/isco/C2512", " isco 08 2512 "}) {
    const auto named = ParseForeignOccupation(text);
    ASSERT_TRUE(named.has_value()) << text;
    EXPECT_EQ(named->isco, "2512") << text;
  }
  EXPECT_EQ(ParseForeignOccupation("ISCO 0810")->isco, "0810") << "a group of its own";
  for (const std::string& text :
       {Esco(kCook), absl::StrCat("HTTPS://data.europa.eu/ESCO/occupation/", kCook)}) {
    EXPECT_EQ(ParseForeignOccupation(text)->esco, kCook);
  }
  for (const char* text :
       {"", "2512", "ISCO 251", "ISCO 25121", "ISCO", "Iscowerker/in",
        "http://data.europa.eu/esco/skill/x", "http://data.europa.eu/esco/occupation/x",
        "http://data.europa.eu/esco/isco/C25"}) {
    EXPECT_FALSE(ParseForeignOccupation(text).has_value()) << text;
  }
}

TEST(CrosswalkTest, OccupationsOfAGroupAreThoseThatRecommendItElseAll) {
  const auto knowledge = Known();
  EXPECT_THAT(Texts(knowledge->OccupationsOfIsco("5120")),
              ElementsAre("29302", "29312", "29322", "29382"));
  EXPECT_THAT(Texts(knowledge->OccupationsOfIsco("2221")), ElementsAre("81302"));
  EXPECT_THAT(Texts(knowledge->OccupationsOfIsco("3221")), ElementsAre("81302"));
  EXPECT_THAT(Texts(knowledge->OccupationsOfIsco("9629")), ElementsAre("53112", "54102"));
  EXPECT_THAT(knowledge->OccupationsOfIsco("9999"), IsEmpty());
  ASSERT_NE(knowledge->FindEsco(kDietCook), nullptr) << "ids are kept in lower case";
  EXPECT_EQ(knowledge->FindEsco(kDietCook)->group, "5120");
  EXPECT_EQ(knowledge->FindEsco("x"), nullptr);
  EXPECT_THAT(Knowledge::BuiltIn()->OccupationsOfIsco("5120"), IsEmpty());
}

TEST(CrosswalkTest, AVacancyOfAGroupStandsForTheFirstThreeAndSaysThatThereAreMore) {
  const CrosswalkRead cooks = VacancyWith("ISCO 5120");
  EXPECT_THAT(cooks.codes, ElementsAre("29302", "29312", "29322"));
  EXPECT_THAT(cooks.problems, HasSubstr("occupation: \"ISCO 5120\" stands for 4 occupations; only "
                                        "the first 3 are read"));
  const CrosswalkRead nurse = VacancyWith("ISCO 2221");
  EXPECT_THAT(nurse.codes, ElementsAre("81302"));
  EXPECT_EQ(nurse.problems, "");
}

TEST(CrosswalkTest, TheLabelOfEscoSaysWhichOfTheGroupIsMeant) {
  const CrosswalkRead cook = VacancyWith(Esco(kCook));
  EXPECT_THAT(cook.codes, ElementsAre("29302"));
  EXPECT_EQ(cook.label, "Koch/Köchin");
  EXPECT_EQ(cook.problems, "");
  const CrosswalkRead diet = VacancyWith(Esco(kDietCook));
  EXPECT_THAT(diet.codes, ElementsAre("29302", "29312", "29322"));
  EXPECT_EQ(diet.label, "Diätkoch/Diätköchin");
}

TEST(CrosswalkTest, SeveralOccupationsKeepTheirPlaces) {
  EXPECT_THAT(VacancyWith("ISCO 5120|ISCO 2221").codes, ElementsAre("29302", "29312", "81302"));
  EXPECT_THAT(VacancyWith("81302|ISCO 5120|71402").codes, ElementsAre("81302", "29302", "71402"));
}

TEST(CrosswalkTest, WhatTheCrosswalkDoesNotKnowIsUnknownAndSaysWhatIsMissing) {
  const CrosswalkRead unknown = VacancyWith("ISCO 1111");
  EXPECT_THAT(unknown.codes, IsEmpty());
  EXPECT_THAT(unknown.problems, HasSubstr("\"ISCO 1111\" is not an occupation of the imported "
                                          "crosswalk (import --kind classification --isco"));
}

TEST(CrosswalkTest, APersonHasDoneAnyOfWhatAGroupStandsFor) {
  const auto import =
      ImportMentees(absl::StrCat("id,qualifications,experiences,wishes\nm1,ISCO 2221:year=2019,",
                                 Esco(kCook), ":months=30|ISCO 9629:months=5,ISCO 2221\n"),
                    *Known());
  ASSERT_THAT(import, IsOk());
  ASSERT_THAT(import->mentees, SizeIs(1));
  const MenteeFacts& facts = import->mentees[0].facts;
  ASSERT_THAT(facts.qualifications, SizeIs(1));
  EXPECT_EQ(facts.qualifications[0].occupation.ToString(), "81302");
  EXPECT_EQ(facts.qualifications[0].year, 2019);
  ASSERT_THAT(facts.experiences, SizeIs(3));
  EXPECT_EQ(facts.experiences[0].occupation.ToString(), "29302");
  EXPECT_EQ(facts.experiences[0].months, 30);
  EXPECT_EQ(facts.experiences[1].occupation.ToString(), "53112");
  EXPECT_EQ(facts.experiences[2].months, 5);
  ASSERT_THAT(facts.wishes, SizeIs(1));
  EXPECT_EQ(import->report.accepted, 1);
}

TEST(CrosswalkTest, AJobPostingNamesEscoByAddressAndIscoByItsSet) {
  const auto codes = [](const std::string& category) {
    const std::string posting = absl::StrCat(
        R"({"@context": "https://schema.org/", "@type": "JobPosting", "title": "Stelle", "identifier": "7",)"
        R"( "jobLocation": {"address": {"postalCode": "01099", "addressCountry": "DE"}}, "occupationalCategory": )",
        category, "}");
    const auto import = ImportVacancies(posting, *Known());
    EXPECT_THAT(import, IsOk());
    std::vector<std::string> read;
    for (const VacancyOccupation& one : import->vacancies.at(0).occupations) {
      read.push_back(one.code ? one.code->ToString() : "");
    }
    return read;
  };
  EXPECT_THAT(codes(absl::StrCat(R"({"@type": "CategoryCode", "name": "Koch", "url": ")",
                                 Esco(kCook), R"("})")),
              ElementsAre("29302"));
  EXPECT_THAT(codes(R"({"codeValue": "2221", "inCodeSet": "ISCO-08", "name": "Nurse"})"),
              ElementsAre("81302"));
  EXPECT_THAT(codes(R"({"codeValue": "http://data.europa.eu/esco/isco/C2221"})"),
              ElementsAre("81302"));
  EXPECT_THAT(codes(R"({"codeValue": "2221", "inCodeSet": "O*NET", "name": "Nurse"})"), IsEmpty());
}

TEST(CrosswalkTest, WhatAPostingSaysOfTheKldbOrByNameCountsMoreThanAnAddress) {
  const auto codes = [](const std::string& category, const Knowledge& knowledge) {
    const auto import = ImportVacancies(
        absl::StrCat(
            R"({"@context": "https://schema.org/", "@type": "JobPosting", "title": "Stelle", "identifier": "7",)"
            R"( "jobLocation": {"address": {"postalCode": "01099", "addressCountry": "DE"}}, "occupationalCategory": )",
            category, "}"),
        knowledge);
    std::vector<std::string> read;
    for (const VacancyOccupation& one : import->vacancies.at(0).occupations) {
      read.push_back(one.code ? one.code->ToString() : "");
    }
    return read;
  };
  EXPECT_THAT(codes(R"({"codeValue": "29302", "inCodeSet": "KldB 2010",)"
                    R"( "sameAs": "http://data.europa.eu/esco/isco/C5120"})",
                    *Known()),
              ElementsAre("29302"));
  // Without a crosswalk the name is what it was before there were any.
  ClassificationFiles files = Files();
  files.isco.clear();
  const auto plain = Knowledge::Create({}, ImportClassification(files)->rows).value();
  EXPECT_THAT(
      codes(absl::StrCat(R"({"name": "Koch/Köchin", "url": ")", Esco(kCook), R"("})"), *plain),
      ElementsAre("29302"));
  EXPECT_THAT(codes(R"({"codeValue": "5120", "inCodeSet": "ISCO-88"})", *Known()), IsEmpty());
  EXPECT_THAT(codes(R"({"codeValue": "5120", "inCodeSet": "San Francisco"})", *Known()), IsEmpty());
}

TEST(CrosswalkTest, ARecognitionIsOfOneOccupationAndOneThatNamesNoneIsLeftOut) {
  const auto import = ImportMentees(
      "id,qualifications\n"
      "m1,ISCO 5120:outcome=full\n"
      "m2,ISCO 5120:outcome=full:reference=29302\n"
      "m3,29302:outcome=full:reference=ISCO 5120\n"
      "m4,ISCO 2221:outcome=full\n",
      *Known());
  ASSERT_THAT(import, IsOk());
  ASSERT_THAT(import->mentees, SizeIs(4));
  const auto recognitions = [&](size_t i) {
    return import->mentees[i].facts.qualifications.at(0).recognitions;
  };
  EXPECT_THAT(recognitions(0), IsEmpty());
  ASSERT_THAT(recognitions(1), SizeIs(1));
  EXPECT_EQ(recognitions(1)[0].reference->ToString(), "29302");
  EXPECT_THAT(recognitions(2), IsEmpty());
  EXPECT_THAT(recognitions(3), SizeIs(1));
  EXPECT_THAT(import->report.records.at(0).problems.back().reason,
              HasSubstr("is left out: it does not say of which occupation"));
}

TEST(CrosswalkTest, ManyEntriesThatStandForSeveralKeepWithinWhatAPersonMayState) {
  std::string experiences = "ISCO 5120:months=1";
  for (int i = 2; i <= 9; ++i) absl::StrAppend(&experiences, "|ISCO 5120:months=", i);
  const auto import =
      ImportMentees(absl::StrCat("id,experiences\nm1,", experiences, "\n"), *Known());
  ASSERT_THAT(import, IsOk());
  ASSERT_THAT(import->mentees, SizeIs(1)) << import->report.records.at(0).problems.at(0).reason;
  const std::vector<Experience>& read = import->mentees[0].facts.experiences;
  EXPECT_THAT(read, SizeIs(16));
  EXPECT_EQ(read.back().months, 9) << "each entry has a place";
}

TEST(CrosswalkTest, OfAPairThatComesTwiceTheBestRankCounts) {
  ClassificationFiles files;
  files.isco = "kldb5,isco08_4,rank\n29302,5120,2\n29302,5120,1\n29312,5120,2\n";
  ASSERT_OK_AND_ASSIGN(const ClassificationImport import, ImportClassification(files));
  const auto knowledge = Knowledge::Create({}, import.rows).value();
  EXPECT_THAT(Texts(knowledge->OccupationsOfIsco("5120")), ElementsAre("29302"));
}

TEST(CrosswalkTest, CodesThatTheImportedClassificationLacksAreLeftOut) {
  ClassificationFiles files = Files();
  files.kldb = "code,title_de\n2,Gastronomie\n29302,Köche\n29322,Andere\n";
  const auto knowledge = Knowledge::Create({}, ImportClassification(files)->rows).value();
  const auto import =
      ImportVacancies("id,title,occupation,district\nv1,Stelle,ISCO 5120,14713\n", *knowledge);
  EXPECT_THAT(import->vacancies.at(0).occupations, SizeIs(2));
}

TEST(CrosswalkTest, FaultyRowsOfBothTablesAreNamed) {
  ClassificationFiles files;
  files.isco = "kldb5,isco08_4,rank\n99999,5120,1\n29302,512,1\n29302,5120,x\n29302,5120,1\n";
  files.esco = absl::StrCat("uuid,isco08\nabc,5120\ng0f75f67-495d-49fa-ab57-2f320e251d7e,5120\n",
                            kCook, ",51\n", kCook, ",5120\n", kCook, ",5120\n");
  ASSERT_OK_AND_ASSIGN(const ClassificationImport import, ImportClassification(files));
  std::vector<std::string> fields;
  for (const RecordReport& record : import.report.records) {
    fields.push_back(record.problems.at(0).field);
  }
  EXPECT_THAT(fields, ElementsAre("isco.kldb5", "isco.isco08_4", "isco.rank", "esco.uuid",
                                  "esco.uuid", "esco.isco08", "esco.uuid"));
  EXPECT_THAT(import.rows.crosswalk.isco, SizeIs(1));
  EXPECT_THAT(import.rows.crosswalk.esco, SizeIs(1));
}

TEST(CrosswalkTest, RowsThatNoImporterWroteAreRefusedByListAndRow) {
  const OccupationCode cook = OccupationCode::Parse("29302").value();
  const auto fault = [](const Crosswalk& crosswalk) {
    ClassificationRows rows;
    rows.crosswalk = crosswalk;
    return std::string(Knowledge::Create({}, rows).status().message());
  };
  EXPECT_THAT(fault({.isco = {{cook, "51", 1}}, .esco = {}}), HasSubstr("isco row 1: \"51\""));
  EXPECT_THAT(fault({.isco = {{cook, "5120", 0}}, .esco = {}}), HasSubstr("rank \"0\""));
  EXPECT_THAT(fault({.isco = {{cook, "5120", 1}, {cook, "5120", 2}}, .esco = {}}),
              HasSubstr("isco row 2: \"29302\" with \"5120\" is repeated"));
  EXPECT_THAT(fault({.isco = {}, .esco = {{"x", "5120", ""}}}), HasSubstr("esco row 1: \"x\""));
  EXPECT_THAT(fault({.isco = {}, .esco = {{kCook, "5120", ""}, {kCook, "5120", ""}}}),
              HasSubstr("esco row 2"));
}

TEST(CrosswalkTest, WithoutACrosswalkTheDigestIsWhatItWas) {
  ClassificationFiles files = Files();
  files.isco.clear();
  files.esco.clear();
  ASSERT_OK_AND_ASSIGN(const ClassificationImport plain, ImportClassification(files));
  ASSERT_OK_AND_ASSIGN(const auto knowledge, Knowledge::Create({}, plain.rows));
  EXPECT_NE(knowledge->digest(), Known()->digest());
  ClassificationRows emptied = ImportClassification(Files())->rows;
  emptied.crosswalk = {};
  EXPECT_EQ(Knowledge::Create({}, emptied).value()->digest(), knowledge->digest());
}

}  // namespace
}  // namespace passung
