// The readers on real files: PASSUNG_REAL_DATA names a folder with kldb/, vacancies/ and ba_api/.
// Without it each test says so and passes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "engine/ingest/csv_sheet.h"
#include "passung/ingest.h"
#include "passung/knowledge.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// Empty where the variable is not set.
std::string Folder() {
  const char* folder = std::getenv("PASSUNG_REAL_DATA");
  if (folder == nullptr || *folder == '\0') {
    std::cout << "PASSUNG_REAL_DATA is not set: nothing to read\n";
    return "";
  }
  return folder;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::shared_ptr<const Knowledge> RealKnowledge(const std::string& folder) {
  const absl::StatusOr<ClassificationImport> rows = ImportClassification(
      {.kldb = ReadFile(folder + "/kldb/kldb2010_v2020.csv"),
       .dkz = ReadFile(folder + "/kldb/dkz_berufe_2024-07.csv"),
       .neighbours = ReadFile(folder + "/kldb/kldb2010_v2020_excluded_neighbours.csv"),
       .isco = ReadFile(folder + "/kldb/kldb2010_to_isco08.csv"),
       .esco = ReadFile(folder + "/esco/esco_occupations.csv")});
  EXPECT_THAT(rows, IsOk());
  if (!rows.ok()) return Knowledge::BuiltIn();
  // 10 + 37 + 144 + 702 + 1 300 valid codes; 13 747 distinct names; 1 918 pairs.
  EXPECT_THAT(rows->rows.titles, SizeIs(2'193));
  EXPECT_THAT(rows->rows.activities, SizeIs(13'747));
  EXPECT_THAT(rows->rows.neighbours, SizeIs(1'918));
  EXPECT_THAT(rows->rows.crosswalk.esco, SizeIs(3'007));
  EXPECT_EQ(rows->report.refused, 0);
  const auto knowledge = Knowledge::Create({}, rows->rows);
  EXPECT_THAT(knowledge, IsOk());
  return knowledge.ok() ? *knowledge : Knowledge::BuiltIn();
}

int64_t CountTitles(const VacancyImport& import, absl::string_view word,
                    bool (*holds)(const Vacancy&)) {
  return std::count_if(
      import.vacancies.begin(), import.vacancies.end(), [&](const Vacancy& vacancy) {
        return absl::StrContains(absl::AsciiStrToLower(vacancy.title), word) && holds(vacancy);
      });
}

class RealVacanciesTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string folder = Folder();
    if (folder.empty()) return;
    text_ = ReadFile(folder + "/vacancies/vacancies_real_de_2026.csv");
    const std::shared_ptr<const Knowledge> knowledge = RealKnowledge(folder);
    const absl::StatusOr<VacancyImport> import = ImportVacancies(text_, *knowledge);
    ASSERT_THAT(import, IsOk());
    import_ = *import;
    present_ = true;
  }

  bool present_ = false;
  std::string text_;
  VacancyImport import_;
};

TEST_F(RealVacanciesTest, EveryRowInGermanyIsAccepted) {
  if (!present_) return;
  const ImportReport& report = import_.report;
  EXPECT_THAT(report.records, SizeIs(835));
  EXPECT_EQ(report.accepted + report.accepted_with_warnings + report.refused, 835);
  for (const RecordReport& record : report.records) {
    if (record.verdict != RecordVerdict::kRefused) continue;
    EXPECT_THAT(record.problems.front().reason, HasSubstr("is in Austria")) << record.line;
  }
  EXPECT_EQ(report.refused, 88);
  EXPECT_GE(report.with_occupation, 400);
  std::cout << "accepted " << report.accepted << ", with warnings " << report.accepted_with_warnings
            << ", refused " << report.refused << ", coded " << report.with_occupation << "\n";
}

TEST_F(RealVacanciesTest, NamesLeadToTheCodesOfTheSource) {
  if (!present_) return;
  std::map<std::string, std::string> codes;
  for (const Vacancy& vacancy : import_.vacancies) {
    const bool coded = !vacancy.occupations.empty() && vacancy.occupations[0].code;
    codes[vacancy.id.value] = coded ? vacancy.occupations[0].code->ToString() : "";
  }
  absl::StatusOr<CsvSheet> sheet = OpenCsvSheet(text_);
  ASSERT_THAT(sheet, IsOk());
  int named = 0;
  int equal = 0;
  while (const std::optional<CsvRecord> record = sheet->reader.Next()) {
    const CsvRow row(sheet->header, *record);
    if (row.Get("kldb5_source") != "ba_label") continue;
    const auto code = codes.find(std::string(row.Get("id")));
    if (code == codes.end()) continue;  // abroad
    ++named;
    equal += code->second == row.Get("kldb5") ? 1 : 0;
  }
  EXPECT_GT(named, 350);
  EXPECT_EQ(equal, named);
}

TEST_F(RealVacanciesTest, TitlesTellKindAndHours) {
  if (!present_) return;
  const auto part_time = [](const Vacancy& v) {
    return v.hours && v.hours->min == 1 && v.hours->max >= 34;
  };
  // Four titles write "Teilzeit", four "Teil- oder Vollzeit".
  EXPECT_EQ(CountTitles(import_, "teilzeit", part_time), 4);
  EXPECT_EQ(CountTitles(import_, "teil- oder vollzeit", part_time), 4);
  EXPECT_EQ(CountTitles(import_, "minijob",
                        [](const Vacancy& v) { return v.kind == VacancyKind::kMinijob; }),
            3);
  EXPECT_EQ(CountTitles(import_, "prakti",
                        [](const Vacancy& v) { return v.kind == VacancyKind::kInternship; }),
            11);
}

TEST(RealJobDetailsTest, GermanLevelsAreFoundAndAustrianPostsRefused) {
  const std::string folder = Folder();
  if (folder.empty()) return;
  // The sample keeps the sentence of the advertisement under a name of its own.
  const std::string text =
      absl::StrReplaceAll(ReadFile(folder + "/ba_api/jobdetails_v4_sample.json"),
                          {{"_language_phrase", "stellenbeschreibung"}});
  const std::shared_ptr<const Knowledge> knowledge = RealKnowledge(folder);
  ASSERT_OK_AND_ASSIGN(const VacancyImport import, ImportVacancies(text, *knowledge));
  EXPECT_EQ(import.report.refused, 2);
  EXPECT_EQ(import.report.with_german, 2);
  EXPECT_EQ(import.report.with_occupation, 2);
  ASSERT_THAT(import.vacancies, SizeIs(2));
  const Vacancy& hamburg = import.vacancies[0];
  EXPECT_EQ(hamburg.german.levels, AllSkills(LanguageLevel::kB2));
  EXPECT_EQ(hamburg.german.strength, RequirementStrength::kRequired);
  EXPECT_EQ(hamburg.places[0].district->ToString(), "02000");
  const Vacancy& dresden = import.vacancies[1];
  EXPECT_EQ(dresden.german.levels, AllSkills(LanguageLevel::kB2));
  EXPECT_EQ(dresden.german.strength, RequirementStrength::kInferred);
  EXPECT_EQ(dresden.places[0].district->ToString(), "14612");
  EXPECT_EQ(dresden.kind, VacancyKind::kJob);
}

// Label hidden: seven of ten to three digits, as it was set; of different titles it is less, since much that is offered
// often has a plain title.
TEST_F(RealVacanciesTest, OccupationsAreGuessedFromTitlesAlone) {
  if (!present_) return;
  const auto measure = MeasureTitleGuesses(text_, *RealKnowledge(Folder()));
  ASSERT_THAT(measure, IsOk());
  EXPECT_GE(measure->rows.titles, 380);
  EXPECT_GE(100 * measure->rows.right[2], 70 * measure->rows.titles);
  EXPECT_GE(100 * measure->distinct.right[2], 55 * measure->distinct.titles);
  // What is sure is right more often than what is not.
  int64_t sure = 0;
  int64_t right = 0;
  for (size_t i = 5; i < measure->rows.sure.size(); ++i) {
    sure += measure->rows.sure[i];
    right += measure->rows.sure_and_right[i];
  }
  EXPECT_GE(100 * right, 85 * sure);
}

// Every occupation of ESCO as a vacancy names it: how many the crosswalk leads to the KldB, and how many to one code.
TEST(RealFilesTest, OccupationsOfEscoLeadToTheKldb) {
  const std::string folder = Folder();
  if (folder.empty()) return;
  const auto knowledge = RealKnowledge(folder);
  const absl::StatusOr<ClassificationImport> rows =
      ImportClassification({.kldb = "",
                            .dkz = "",
                            .neighbours = "",
                            .isco = "",
                            .esco = ReadFile(folder + "/esco/esco_occupations.csv")});
  ASSERT_THAT(rows, IsOk());
  std::string table = "id,title,occupation,district\n";
  for (size_t i = 0; i < rows->rows.crosswalk.esco.size(); ++i) {
    absl::StrAppend(&table, "v", i, ",Stelle,http://data.europa.eu/esco/occupation/",
                    rows->rows.crosswalk.esco[i].id, ",14713\n");
  }
  const auto import = ImportVacancies(table, *knowledge);
  ASSERT_THAT(import, IsOk());
  int64_t coded = 0;
  int64_t single = 0;
  for (const Vacancy& vacancy : import->vacancies) {
    if (!vacancy.occupations.empty() && vacancy.occupations[0].code) ++coded;
    if (vacancy.occupations.size() == 1 && vacancy.occupations[0].code) ++single;
  }
  std::cout << "ESCO: " << coded << " of " << import->vacancies.size() << " have a code, " << single
            << " exactly one\n";
  EXPECT_GE(coded, 2'900);
}

}  // namespace
}  // namespace passung
