// `--data`: tables of law and districts from a folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "passung/v1/match_service.pb.h"
#include "server/app.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kQuestion[] = "explain mentees/M1 vacancies/V1 --as-of 2026-02-15 --format json";
// Cooking becomes a profession that nobody may work in without recognition.
constexpr char kRegulatedCooks[] =
    "profession,name_de,occupations,helpers,kind,land,german_by_law,certificate,body,"
    "legal_basis,valid_from,valid_to,source\n"
    "cook,Koch/Köchin,29302,,full,,,,Amt,Gesetz,2026-01-01,,made up\n";

class CliTablesTest : public ProgramTest {
 protected:
  CliTablesTest() : db_(absl::StrCat(" --db ", Path("w.db"))), data_(Path("data")) {
    MustRun("import --kind vacancies " +
            Write("v.csv", "id,title,kind,occupation,district\nV1,Koch (m/w/d),job,29302,14713\n") +
            db_);
    MustRun("import --kind mentees " + Write("m.csv", "id,district,experiences\nM1,14713,54101\n") +
            db_);
    std::filesystem::create_directories(data_);
  }

  // What the rule says of regulated professions.
  v1::Verdict VerdictWith(const std::string& options) const {
    const auto response =
        FromJson<v1::ExplainMatchResponse>(MustRun(absl::StrCat(kQuestion, options)).out);
    for (const auto& outcome : response.match().rule_outcomes()) {
      if (outcome.rule() == v1::RULE_REGULATED_PROFESSION) return outcome.verdict();
    }
    return v1::VERDICT_UNSPECIFIED;
  }

  std::string db_;
  std::string data_;
};

TEST_F(CliTablesTest, AReplacedFileChangesTheVerdict) {
  Write("data/regulated_occupations.csv", kRegulatedCooks);
  EXPECT_NE(VerdictWith(db_), v1::VERDICT_FAIL);
  EXPECT_EQ(VerdictWith(db_ + " --data " + data_), v1::VERDICT_FAIL);
  EXPECT_EQ(MustRun("rank mentees/M1 --format csv --as-of 2026-02-15" + db_ + " --data " + data_)
                .out.find("vacancies/V1"),
            std::string::npos);
}

TEST_F(CliTablesTest, AServerWithTheSameTablesGivesTheSameBytes) {
  Write("data/regulated_occupations.csv", kRegulatedCooks);
  std::ostringstream log;
  const auto app = server::App::Start(
      {.dev = true, .port = 0, .db = Path("w.db"), .data = data_}, [] { return StoryDay(); }, log);
  ASSERT_TRUE(app.ok()) << app.status();
  EXPECT_EQ(MustRun(absl::StrCat(kQuestion, " --server ", (*app)->address())).out,
            MustRun(absl::StrCat(kQuestion, db_, " --data ", data_)).out);
}

TEST_F(CliTablesTest, AMatrixOfTheOperatorReplacesTheRelationAndIsNamedByTheDigest) {
  MustRun("import --kind mentees " + Write("n.csv", "id,district,experiences\nM1,14612,54101\n") +
          db_);
  Write("data/district_matrix.csv",
        "home,work,minutes,km,kmh,commuters,source\n14612,14713,70,,,,timetable 2026\n");
  const std::string question =
      absl::StrCat("explain mentees/M1 vacancies/V1 --as-of 2026-02-15", db_);
  EXPECT_THAT(MustRun(question).out, HasSubstr("weit entfernt"));
  const std::string measured = MustRun(absl::StrCat(question, " --data ", data_)).out;
  EXPECT_THAT(measured, HasSubstr("Zwischen Dresden und Leipzig etwa 70 min."));
  EXPECT_THAT(measured, Not(HasSubstr("weit entfernt")));
  const auto digest_with = [&](const std::string& options) {
    return FromJson<v1::ExplainMatchResponse>(MustRun(absl::StrCat(kQuestion, options)).out)
        .versions()
        .snapshot_digest();
  };
  EXPECT_NE(digest_with(db_), digest_with(db_ + " --data " + data_));
  Write("data/district_matrix.csv",
        "home,work,minutes,km,kmh,commuters,source\n14612,14713,700,,,,timetable 2026\n");
  const Outcome refused = Run(absl::StrCat(question, " --data ", data_));
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("district_matrix.csv line 2, column \"minutes\""),
                                 HasSubstr("700"), HasSubstr("600")));
}

TEST_F(CliTablesTest, APublishedTableOfCommutersBecomesAMatrixInOneStep) {
  MustRun("import --kind mentees " + Write("n.csv", "id,district,experiences\nM1,14612,54101\n") +
          db_);
  const std::string question =
      absl::StrCat("explain mentees/M1 vacancies/V1 --as-of 2026-02-15", db_);
  EXPECT_THAT(MustRun(question).out, HasSubstr("weit entfernt"));
  const std::string folder = Path("made/tables");
  const std::string command = absl::StrCat(
      "matrix ", Write("p.csv", "home_ags,work_ags,commuters\n14612,14713,4000.0\n14713,14612,*\n"),
      " --data ", folder, " --source Pendler");
  const std::string made = MustRun(command).out;
  EXPECT_THAT(made, HasSubstr("1 übernommen, 0 mit Hinweisen, 1 nicht übernommen."));
  EXPECT_THAT(made, HasSubstr("Geschrieben: " + folder + "/district_matrix.csv"));
  EXPECT_THAT(MustRun(absl::StrCat(question, " --data ", folder)).out,
              HasSubstr("enge Pendelverbindung"));
  const Outcome again = Run(command);
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, AllOf(HasSubstr("is there already"), HasSubstr("--force")));
  MustRun(command + " --force");
}

TEST_F(CliTablesTest, AFaultyPublishedTableWritesNothing) {
  const std::string folder = Path("none");
  const Outcome refused =
      Run(absl::StrCat("matrix ", Write("p.csv", "home,work,commuters\n14612,14713,4.000\n"),
                       " --data ", folder, " --source Pendler"));
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("p.csv: line 2, column \"commuters\": \"4.000\""),
                                 HasSubstr("0 to 10000000")));
  EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST_F(CliTablesTest, NamesInListsComeFromTheReplacedFile) {
  Write("data/districts.csv",
        "code,name,region,seat_latitude,seat_longitude,source\n14713,Lipsk,147,51.3,12.4,S\n");
  Write("data/district_links.csv", "home,work,kind,commuters,source\n");
  EXPECT_THAT(MustRun("list mentees --format csv" + db_ + " --data " + data_).out,
              HasSubstr("Lipsk"));
}

TEST_F(CliTablesTest, AWrongRowIsRefusedByCommandAndServer) {
  Write("data/regulated_occupations.csv",
        absl::StrCat(kRegulatedCooks, "baker,Bäcker,2922x,,full,,,,A,L,2026-01-01,,S\n"));
  const Outcome outcome = Run(absl::StrCat(kQuestion, db_, " --data ", data_));
  EXPECT_EQ(outcome.code, 1);
  const auto names_the_place =
      AllOf(HasSubstr(data_), HasSubstr("regulated_occupations.csv line 3"),
            HasSubstr("\"occupations\""), HasSubstr("2922x"));
  EXPECT_THAT(outcome.err, names_the_place);
  std::ostringstream log;
  const auto app = server::App::Start(
      {.dev = true, .port = 0, .data = data_}, [] { return StoryDay(); }, log);
  EXPECT_EQ(app.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(app.status().message()), names_the_place);
}

TEST_F(CliTablesTest, AServerIsGivenItsOwnTables) {
  const Outcome outcome = Run(absl::StrCat(kQuestion, " --server 127.0.0.1:1 --data ", data_));
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--data"));
}

TEST_F(CliTablesTest, HintsKeepTheFolder) {
  Write("data/regulated_occupations.csv", kRegulatedCooks);
  EXPECT_THAT(MustRun("explain mentees/M1 vacancies/V1 --hints" + db_ + " --data " + data_).out,
              HasSubstr(absl::StrCat("--db ", Path("w.db"), " --data ", data_)));
}

}  // namespace
}  // namespace passung::cli
