// report: figures over many people as tables, CSV and JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/repository.h"
#include "passung/v1/report_service.pb.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

// The records of a CSV text, read as RFC 4180 says.
std::vector<std::vector<std::string>> ReadCsv(const std::string& text) {
  std::vector<std::vector<std::string>> records(1, {""});
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      records.back().back() += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      records.back().emplace_back();
    } else if (!quoted && c == '\n') {
      records.emplace_back(1, "");
    } else if (quoted || c != '\r') {
      records.back().back() += c;
    }
  }
  EXPECT_FALSE(quoted);
  records.pop_back();  // after the last end of line
  return records;
}

class CliReportTest : public ProgramTest {
 protected:
  CliReportTest() {
    auto repository = OpenRepository(absl::StrCat("sqlite:", Path("r.db"))).value();
    WriteBatch batch;
    for (const char* id : {"l1", "l2", "l3", "l4", "l5", "l6"}) {
      batch.upsert_mentees.push_back(
          StoryMentee(id).In("14713").Qualified("62102").WithGerman(LanguageLevel::kB1));
    }
    batch.upsert_vacancies = {
        StoryVacancy("shop").Of("62102").In("14713").WantsGermanByLaw(LanguageLevel::kB2),
        StoryVacancy("over").Of("62102").In("14713").Change([](Vacancy& v) {
          v.closed = true;
          v.employer.value = "kaufhaus";
        })};
    EXPECT_TRUE(repository->Write(batch).ok());
  }
  std::string Report(const std::string& arguments) const {
    return MustRun("report " + arguments + " --as-of 2026-02-15 --db " + Path("r.db")).out;
  }
};

TEST_F(CliReportTest, TablesSayWhatTheyAreAbout) {
  EXPECT_THAT(Report("stumbling-blocks"),
              AllOf(HasSubstr("Was im Weg steht, Stand 15.02.2026"), HasSubstr("Leipzig"),
                    HasSubstr("Verlangtes Deutsch"), HasSubstr("unter 5")));
  EXPECT_THAT(Report("adequacy --lang en"),
              AllOf(HasSubstr("Is the work adequate?"), HasSubstr("no vacancy")));
  EXPECT_THAT(Report("unmatched"), AllOf(HasSubstr("6 von 6 Personen"), HasSubstr("mentees/l1"),
                                         HasSubstr("gute Stellen sind gesperrt")));
  EXPECT_THAT(Report("employers"), HasSubstr("employers/kaufhaus"));
  EXPECT_THAT(Report("courses"), AllOf(HasSubstr("Deutschkurs bis B2"), HasSubstr("einzurichten"),
                                       HasSubstr("kein Plan mit so vielen Kursen")));
}

TEST_F(CliReportTest, EveryReportIsCsvWithAsManyCellsInEachLine) {
  for (const char* name : {"stumbling-blocks", "adequacy", "unmatched", "employers", "courses"}) {
    const auto records = ReadCsv(Report(absl::StrCat(name, " --csv")));
    ASSERT_GE(records.size(), 2U) << name;
    for (const auto& record : records) EXPECT_EQ(record.size(), records.front().size()) << name;
    EXPECT_EQ(Report(absl::StrCat(name, " --csv")), Report(absl::StrCat(name, " --format csv")));
  }
  const auto courses = ReadCsv(Report("courses --csv"));
  EXPECT_THAT(courses[0], ElementsAre("course", "district", "offer", "start", "people", "openings",
                                      "matched", "added"));
  EXPECT_EQ(courses[1][0], "german:B2");
  EXPECT_EQ(courses[1][1], "14713");
  EXPECT_EQ(courses[1][4], "6");
  // A sentence with a comma is one cell.
  const auto unmatched = ReadCsv(Report("unmatched --csv"));
  EXPECT_THAT(unmatched[1].back(), HasSubstr("gesperrt, vor allem durch"));
}

TEST_F(CliReportTest, AnswersDoNotDependOnTheThreads) {
  for (const char* name : {"stumbling-blocks", "adequacy", "unmatched", "employers", "courses"}) {
    EXPECT_EQ(Report(absl::StrCat(name, " --threads 1 --format json")),
              Report(absl::StrCat(name, " --threads 3 --format json")))
        << name;
  }
  EXPECT_THAT(Run("report courses --threads 65 --db " + Path("r.db")).err,
              HasSubstr("threads: 65 is not between 1 and 64"));
}

TEST_F(CliReportTest, JsonIsTheAnswerOfTheService) {
  const auto response =
      FromJson<v1::ListEmployersToCallResponse>(Report("employers --format json"));
  ASSERT_EQ(response.employers_size(), 1);
  EXPECT_EQ(response.employers(0).people(), 6);
  EXPECT_EQ(response.employers(0).reasons(0).rule(), v1::RULE_VACANCY_OPEN);
}

TEST_F(CliReportTest, WrongWordsAndNumbersAreRefused) {
  EXPECT_EQ(Run("report nothing --db " + Path("r.db")).code, 2);
  EXPECT_EQ(Run("report courses --goal most --db " + Path("r.db")).code, 2);
  EXPECT_EQ(Run("report courses --courses 21 --db " + Path("r.db")).code, 1);
  EXPECT_THAT(Run("report adequacy --bar 1 --db " + Path("r.db")).err, HasSubstr("--bar"));
  EXPECT_THAT(Run("report unmatched --goal people --db " + Path("r.db")).err,
              HasSubstr("does not take it, only courses"));
  EXPECT_EQ(Run("report unmatched --bar -1 --db " + Path("r.db")).code, 1);
}

}  // namespace
}  // namespace passung::cli
