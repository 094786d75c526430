// market and import: what gets into a database, and what does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/v1/catalog_service.pb.h"
#include "passung/v1/result.pb.h"
#include "tests/bindings/program.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CliDataTest : public ProgramTest {
 protected:
  std::string Db() const { return absl::StrCat(" --db ", Path("w.db")); }

  v1::ImportReport Import(const std::string& arguments) const {
    return FromJson<v1::ImportReport>(
        MustRun(absl::StrCat("import --format json ", arguments, Db())).out);
  }
  int CountOf(const std::string& collection) const {
    const Outcome csv = MustRun(absl::StrCat("list ", collection, " --format csv", Db()));
    return static_cast<int>(std::count(csv.out.begin(), csv.out.end(), '\n')) - 1;
  }
};

constexpr char kVacancies[] =
    "id,title,occupation,district\n"
    "V1,Verkauf (m/w/d),62102,14713\n"
    "V2,Kaputt,99999,14713\n"
    "V3,\"Minijob Reinigung, abends\",54101,14612\n";

TEST_F(CliDataTest, TheSameSeedGivesTheSameMarket) {
  const std::string market =
      "market --mentees 5 --vacancies 50 --seed 3 --today 2026-02-15 --format json --db ";
  const std::string first = MustRun(market + Path("a.db")).out;
  EXPECT_EQ(first, MustRun(market + Path("b.db")).out);
  EXPECT_THAT(first, AllOf(HasSubstr("\"digest\": \""), HasSubstr("\"rows_per_vacancy\": "),
                           HasSubstr("\"vacancies\": 50")));
}

TEST_F(CliDataTest, TheMarketOfGermanyIsAskedForByName) {
  const std::string market = "market --mentees 5 --vacancies 50 --today 2026-02-15 --format json";
  const std::string germany = MustRun(market + " --region germany --db " + Path("a.db")).out;
  EXPECT_THAT(germany, HasSubstr("\"region\": \"germany\""));
  const std::string saxony = MustRun(market + " --db " + Path("b.db")).out;
  EXPECT_THAT(saxony, HasSubstr("\"region\": \"saxony\""));
  EXPECT_EQ(saxony, MustRun(market + " --region saxony --db " + Path("c.db")).out);
  const Outcome unknown = Run(market + " --region bavaria --db " + Path("d.db"));
  EXPECT_NE(unknown.code, 0);
  EXPECT_THAT(unknown.err, AllOf(HasSubstr("--region"), HasSubstr("bavaria")));
  EXPECT_FALSE(std::filesystem::exists(Path("d.db")));
}

TEST_F(CliDataTest, AFilledDatabaseIsReplacedOnlyByForce) {
  const std::string market = "market --mentees 5 --vacancies 50 --today 2026-02-15" + Db();
  MustRun(market);
  const Outcome again = Run(market);
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, AllOf(HasSubstr("w.db"), HasSubstr("--force")));
  MustRun("market --mentees 2 --vacancies 3 --today 2026-02-15 --force" + Db());
  EXPECT_EQ(CountOf("mentees"), 2);
  EXPECT_EQ(CountOf("vacancies"), 3);
}

TEST_F(CliDataTest, FaultyMarketsLeaveNoDatabase) {
  for (const char* options :
       {"--mentees -1", "--mentees 3000001", "--vacancies 10000001", "--today 2026-02-30"}) {
    EXPECT_EQ(Run(absl::StrCat("market ", options, Db())).code, 1) << options;
    EXPECT_FALSE(std::filesystem::exists(Path("w.db"))) << options;
  }
}

TEST_F(CliDataTest, OneBadRecordNeverStopsAFile) {
  const v1::ImportReport report = Import("--kind vacancies " + Write("v.csv", kVacancies));
  ASSERT_EQ(report.records_size(), 3);
  EXPECT_EQ(report.accepted() + report.accepted_with_warnings() + report.refused(), 3);
  EXPECT_NE(report.records(0).verdict(), v1::RECORD_VERDICT_REFUSED);
  EXPECT_NE(report.records(2).verdict(), v1::RECORD_VERDICT_REFUSED);
  ASSERT_GT(report.records(1).problems_size(), 0);
  EXPECT_THAT(report.records(1).problems(0).reason(), HasSubstr("99999"));
  EXPECT_EQ(report.records(1).line(), 3);
  EXPECT_EQ(CountOf("vacancies"), 3 - report.refused());
}

TEST_F(CliDataTest, ADryRunStoresNothingAndMakesNoFile) {
  const std::string file = Write("v.csv", kVacancies);
  Import("--dry-run --kind vacancies " + file);
  EXPECT_FALSE(std::filesystem::exists(Path("w.db")));
  Import("--kind vacancies " + file);
  const int before = CountOf("vacancies");
  Import("--dry-run --kind vacancies " +
         Write("w.csv", "id,title,occupation,district\nV9,Neu,62102,14713\n"));
  EXPECT_EQ(CountOf("vacancies"), before);
}

TEST_F(CliDataTest, Windows1252WithSemicolonsIsRead) {
  const v1::ImportReport report =
      Import("--kind vacancies " + Write("v.csv",
                                         "id;title;occupation;district\r\nV1;B\xe4"
                                         "cker;29222;14713\r\n"));
  EXPECT_EQ(report.refused(), 0);
  EXPECT_THAT(report.format(), HasSubstr("windows-1252"));
  EXPECT_THAT(MustRun("list vacancies --format csv" + Db()).out, HasSubstr("Bäcker"));
}

TEST_F(CliDataTest, MenteesAreImportedAndListed) {
  const v1::ImportReport report = Import(
      "--kind mentees " + Write("m.csv", "id,home_district\nM1,14713\nM2,nowhere\nM1,14612\n"));
  EXPECT_EQ(report.records_size(), 3);
  EXPECT_EQ(report.records(2).verdict(), v1::RECORD_VERDICT_REFUSED) << "the id comes twice";
  EXPECT_THAT(MustRun("list mentees --format csv" + Db()).out, HasSubstr("mentees/M1"));
}

TEST_F(CliDataTest, ListsAreFilteredAndOrdered) {
  MustRun("import --kind vacancies " + Write("v.csv", kVacancies) + Db());
  EXPECT_THAT(MustRun("list vacancies --format csv --filter 'district = 14713'" + Db()).out,
              AllOf(HasSubstr("vacancies/V1"), Not(HasSubstr("vacancies/V3"))));
  const std::string falling =
      MustRun("list vacancies --format csv --order-by 'name desc'" + Db()).out;
  EXPECT_LT(falling.find("vacancies/V3"), falling.find("vacancies/V1"));
  const Outcome refused = Run("list vacancies --filter 'colour = red'" + Db());
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("position 1"));
  EXPECT_THAT(MustRun("list employers --format csv" + Db()).out, HasSubstr("id"));
  EXPECT_THAT(MustRun("list mentors --format csv" + Db()).out, HasSubstr("id"));
}

TEST_F(CliDataTest, FilesWithNothingToAcceptEndWithOne) {
  for (const char* content : {"", "id,title\n", "{\"trunc", "\x01\x02\x03"}) {
    const Outcome outcome =
        Run(absl::StrCat("import --kind vacancies ", Write("v.csv", content), Db()));
    EXPECT_EQ(outcome.code, 1) << content;
    EXPECT_THAT(outcome.err, HasSubstr("passung: ")) << content;
  }
}

TEST_F(CliDataTest, FilesThatAreNotThereAreNamed) {
  const Outcome outcome = Run("import --kind vacancies /no/such/file.csv" + Db());
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("/no/such/file.csv"));
}

TEST_F(CliDataTest, AFolderInThePlaceOfAFileIsRefused) {
  const Outcome outcome = Run(absl::StrCat("import --kind vacancies ", folder_.string(), Db()));
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr(folder_.string()), HasSubstr("cannot be read")));
}

TEST_F(CliDataTest, MisuseIsNoRefusedInput) {
  EXPECT_EQ(Run("import --kind fancy x.csv" + Db()).code, 2);
  EXPECT_EQ(Run("import --kind vacancies" + Db()).code, 2);
  EXPECT_EQ(Run("import --kind classification" + Db()).code, 2);
  EXPECT_EQ(Run("import --kind vacancies x.csv").code, 2);
}

TEST_F(CliDataTest, AnImportedClassificationIsKeptPartByPart) {
  const std::string kldb =
      Write("kldb.csv",
            "code,level,parent,title_de,short_de\n6,1,,Handel,Handel\n62,2,6,Verkauf,Verkauf\n"
            "621,3,62,Verkauf,Verkauf\n6210,4,621,Verkauf,Verkauf\n"
            "62102,5,6210,Fachkraft im Verkauf,Fachkraft im Verkauf\n");
  const v1::ImportReport first = Import("--kind classification --kldb " + kldb);
  EXPECT_GT(first.accepted(), 0);
  Import("--kind vacancies " + Write("v.csv", kVacancies));
  EXPECT_THAT(MustRun("list vacancies --format csv" + Db()).out,
              HasSubstr("62102 Fachkraft im Verkauf"));
}

TEST_F(CliDataTest, AReportAsTableAndCsvNamesTheRefusedRecord) {
  const std::string file = Write("v.csv", kVacancies);
  EXPECT_THAT(MustRun("import --dry-run --kind vacancies " + file + Db()).out,
              AllOf(HasSubstr("99999"), HasSubstr("nichts gespeichert")));
  EXPECT_THAT(MustRun("import --dry-run --format csv --kind vacancies " + file + Db()).out,
              AllOf(HasSubstr("line,id,verdict,field,reason\r\n"), HasSubstr("99999")));
}

TEST_F(CliDataTest, RemarksOnAFileAreInTheLanguageOfTheOutput) {
  const std::string import = "import --dry-run --kind vacancies " +
                             Write("v.csv", "id,title,kind,colour\nV1,Koch,work,red\n") + Db();
  EXPECT_THAT(MustRun(import).out, AllOf(HasSubstr("„work“ zählt als nicht"),
                                         HasSubstr("Die Spalte „colour“ ist hier nicht bekannt")));
  EXPECT_THAT(MustRun(import + " --lang en").out,
              AllOf(HasSubstr("\"work\" is not one of"), HasSubstr("unknown column \"colour\"")));
  const v1::ImportReport report =
      Import("--dry-run --kind vacancies " + Write("w.csv", "id,title,kind\nV1,Koch,work\n"));
  EXPECT_EQ(report.records(0).problems(0).code(), v1::PROBLEM_CODE_NOT_ALLOWED);
  EXPECT_THAT(report.records(0).problems(0).text(), HasSubstr("„work“"));
}

TEST_F(CliDataTest, ADatabaseThatIsNoneIsRefusedAndKept) {
  const std::string file = Write("w.db", "this is no database, it is a letter to a friend");
  EXPECT_EQ(Run("market --mentees 1 --vacancies 1" + Db()).code, 1);
  EXPECT_THAT(Read(file), HasSubstr("letter to a friend"));
}

constexpr char kPeople[] = "id,qualifications,district\nP1,81302,14713\nP2,62102,14713\n";

TEST_F(CliDataTest, ABasisIsRecordedOnceForEachPurposeAndWhatWasThereStays) {
  const std::string import = "import --kind mentees " + Write("people.csv", kPeople) + Db();
  EXPECT_THAT(MustRun(import + " --lang en").err, HasSubstr("no legal basis"));
  const auto record = [&] {
    return FromJson<v1::Mentee>(MustRun("show mentees/P1 --format json" + Db()).out).record();
  };
  EXPECT_EQ(record().legal_bases_size(), 0);
  const int64_t end = record().expire_time().seconds();
  EXPECT_GT(end, 0);
  MustRun(import + " --basis consent");
  MustRun(import + " --basis consent");
  ASSERT_EQ(record().legal_bases_size(), 1);
  EXPECT_EQ(record().legal_bases(0).purpose(), v1::PURPOSE_COUNSELLING);
  EXPECT_EQ(MustRun(import).err, "") << "they have one";
  MustRun(import + " --basis public_task --purposes counselling,placement,contact,reporting");
  EXPECT_EQ(record().legal_bases_size(), 5);
  EXPECT_EQ(record().expire_time().seconds(), end);
}

TEST_F(CliDataTest, SeveralVacanciesAreShownInOneAnswerWithTheirAge) {
  MustRun("market --mentees 1 --vacancies 3" + Db());
  const std::string names = "show vacancies/v0000003 vacancies/v0000001 vacancies/nowhere";
  const auto found =
      FromJson<v1::BatchGetVacanciesResponse>(MustRun(names + " --format json" + Db()).out);
  ASSERT_EQ(found.vacancies_size(), 2);
  EXPECT_EQ(found.vacancies(0).name(), "vacancies/v0000003");
  EXPECT_EQ(found.vacancies(1).name(), "vacancies/v0000001");
  ASSERT_EQ(found.missing_size(), 1);
  EXPECT_EQ(found.missing(0), "vacancies/nowhere");
  ASSERT_EQ(found.ages_size(), 2);
  EXPECT_GT(found.ages(0).last_written().seconds(), 1'700'000'000);
  EXPECT_THAT(MustRun(names + " --lang en" + Db()).out,
              AllOf(HasSubstr("vacancies[1].name"), HasSubstr("ages[0].first_written"),
                    HasSubstr("missing[0]")));
  const auto mixed = Run("show vacancies/v0000003 mentees/m000001" + Db());
  EXPECT_EQ(mixed.code, 2);
  EXPECT_THAT(mixed.err, HasSubstr("\"mentees/m000001\" is no vacancy"));
  EXPECT_THAT(Run("show vacancies/v0000003 vacancies/v0000003" + Db()).err, HasSubstr("names[1]"));
}

TEST_F(CliDataTest, ABasisThatIsNoneIsRefusedBeforeAnythingIsStored) {
  const std::string import = "import --kind mentees " + Write("people.csv", kPeople) + Db();
  EXPECT_THAT(Run(import + " --basis because").err,
              AllOf(HasSubstr("--basis"), HasSubstr("consent")));
  EXPECT_THAT(Run(import + " --basis consent --purposes fun").err,
              AllOf(HasSubstr("--purposes"), HasSubstr("counselling")));
  EXPECT_EQ(Run(import + " --purposes contact").code, 2);
  EXPECT_EQ(Run(import + " --basis-reference x").code, 2);
  EXPECT_EQ(
      Run("import --kind vacancies " + Write("v.csv", kVacancies) + " --basis consent" + Db()).code,
      2);
  EXPECT_EQ(CountOf("mentees"), 0);
}

}  // namespace
}  // namespace passung::cli
