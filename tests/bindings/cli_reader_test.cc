// `--for`: the same answer for the person, the mentor and the employer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/v1/match_service.pb.h"
#include "tests/bindings/program.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

class CliReaderTest : public ProgramTest {
 protected:
  CliReaderTest() : db_(absl::StrCat(" --as-of 2026-02-15 --db ", Path("w.db"))) {
    const std::string db = " --db " + Path("w.db");
    MustRun("import --kind vacancies " +
            Write("v.csv",
                  "id,title,kind,occupation,district,german\n"
                  "V1,Pflegefachkraft (m/w/d),job,81302,14713,B2\n"
                  "V2,Hilfe in der Küche,job,29301,14713,A2\n") +
            db);
    MustRun("import --kind mentees " +
            Write("m.csv",
                  "id,district,qualifications,german,residence\n"
                  "M1,14713,81302,B1,gestattung:housing=municipality:stay_since=2024-01-01\n") +
            db);
  }

  std::string db_;
};

TEST_F(CliReaderTest, ThePersonReadsPlainSentencesUnderThreeHeadingsAndNoNumbers) {
  const std::string sheet = MustRun("explain mentees/M1 vacancies/V2 --for mentee" + db_).out;
  EXPECT_THAT(sheet, AllOf(HasSubstr("Hilfe in der Küche"), HasSubstr("Das passt\n"),
                           HasSubstr("Das fehlt noch\n"), HasSubstr("Ihr nächster Schritt\n")));
  EXPECT_THAT(sheet, HasSubstr("Ihr Deutsch reicht für diese Stelle."));
  EXPECT_THAT(sheet, Not(AnyOf(HasSubstr("Punkte"), HasSubstr("Gewicht"), HasSubstr(" %"),
                               HasSubstr("§"), HasSubstr("29301"))));
}

TEST_F(CliReaderTest, ThePersonsListHasTwoLinesForEachVacancy) {
  const std::string list = MustRun("rank mentees/M1 --for mentee" + db_).out;
  EXPECT_THAT(list, AllOf(HasSubstr("1. Hilfe in der Küche"), HasSubstr("   Das passt: "),
                          HasSubstr("   Das fehlt noch: ")));
  EXPECT_THAT(list, Not(AnyOf(HasSubstr("Punkte"), HasSubstr("Profil default"))));
  const std::string none =
      MustRun("rank mentees/M1 --for mentee --lang en --district 11000" + db_).out;
  EXPECT_THAT(none, HasSubstr("There is no fitting job at present."));
}

TEST_F(CliReaderTest, TheEmployerReadsATableThatTellsNothingOfWhatIsHidden) {
  for (const char* command : {"explain mentees/M1 vacancies/V2 --for employer",
                              "rank-mentees vacancies/V2 --for employer"}) {
    const std::string table = MustRun(command + db_).out;
    EXPECT_THAT(table, AllOf(HasSubstr("Qualifikation"), HasSubstr("Anerkennung zusammen: "),
                             HasSubstr("Deutsch reicht: verlangt A2, vorhanden B1.")));
    EXPECT_THAT(table, HasSubstr("Arbeitsaufnahme")) << "one row for all that is hidden";
    EXPECT_THAT(table, Not(AnyOf(HasSubstr("estattung"), HasSubstr("Ausländerbehörde"),
                                 HasSubstr("Arbeitsmarktzugang"), HasSubstr("Wohnsitzauflage"),
                                 HasSubstr("Niveau  "), HasSubstr("Gewicht"))))
        << command;
  }
}

TEST_F(CliReaderTest, TheMentorIsWhoeverIsNotNamed) {
  const std::string question = "explain mentees/M1 vacancies/V2" + db_;
  EXPECT_EQ(MustRun(question + " --for mentor").out, MustRun(question).out);
  const auto response = FromJson<v1::ExplainMatchResponse>(
      MustRun(question + " --for employer --lang en --format json").out);
  EXPECT_EQ(response.match().contributions(0).criterion(), v1::CRITERION_UNSPECIFIED);
  EXPECT_THAT(response.match().contributions(0).text(), HasSubstr("recognition together"));
}

TEST_F(CliReaderTest, WhatMakesNoSenseForAReaderIsRefused) {
  EXPECT_EQ(Run("rank mentees/M1 --for employer" + db_).code, 2);
  EXPECT_EQ(Run("rank-mentees vacancies/V1 --for mentee" + db_).code, 2);
  EXPECT_EQ(Run("explain mentees/M1 vacancies/V1 --for nobody" + db_).code, 2);
  const Outcome csv = Run("explain mentees/M1 vacancies/V1 --for employer --format csv" + db_);
  EXPECT_EQ(csv.code, 2);
  EXPECT_THAT(csv.err, HasSubstr("it is for mentors"));
  EXPECT_EQ(Run("rank-mentees vacancies/V1 --for employer --format csv" + db_).code, 2);
}

}  // namespace
}  // namespace passung::cli
