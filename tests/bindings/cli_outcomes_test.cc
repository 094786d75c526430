// outcomes list, record and withdraw; import --kind outcomes; market --outcomes; reports about them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/repository.h"
#include "passung/v1/outcome_service.pb.h"
#include "passung/v1/report_service.pb.h"
#include "passung/v1/result.pb.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class CliOutcomesTest : public ProgramTest {
 protected:
  CliOutcomesTest() {
    auto repository = OpenRepository(absl::StrCat("sqlite:", Path("o.db"))).value();
    WriteBatch batch;
    for (const char* id : {"l1", "l2", "l3", "l4", "l5", "l6"}) {
      batch.upsert_mentees.push_back(
          StoryMentee(id).In("14713").Qualified("62102").WithGerman(LanguageLevel::kB1));
    }
    batch.upsert_vacancies = {
        StoryVacancy("shop").Of("62102").In("14713").WantsGermanByLaw(LanguageLevel::kB2)};
    EXPECT_TRUE(repository->Write(batch).ok());
  }
  std::string Db() const { return " --db " + Path("o.db"); }
  Outcome Record(const std::string& arguments) const {
    return Run("outcomes record mentees/" + arguments + Db());
  }
  v1::ListOutcomesResponse List(const std::string& arguments = "") const {
    return FromJson<v1::ListOutcomesResponse>(
        MustRun("outcomes list " + arguments + " --format json" + Db()).out);
  }
};

TEST_F(CliOutcomesTest, WhatIsRecordedIsListedInBothLanguages) {
  const Outcome recorded = Record(
      "l1 --vacancy vacancies/shop --kind declined --declined-by employer --reason german "
      "--date 2026-02-10");
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  EXPECT_THAT(recorded.out, AllOf(StartsWith("Festgehalten: mentees/l1/outcomes/2026-02-10-"),
                                  HasSubstr("Abgesagt vom Betrieb, Grund: Deutsch.")));
  EXPECT_THAT(MustRun("outcomes list mentees/l1 --lang en" + Db()).out,
              AllOf(HasSubstr("Declined by the employer, reason: German."),
                    HasSubstr("vacancies/shop"), HasSubstr("What happened")));
  EXPECT_THAT(MustRun("outcomes list --format csv" + Db()).out,
              AllOf(StartsWith("name,mentee,vacancy,kind,date,placement,declined_by,reason,"),
                    HasSubstr(",declined,2026-02-10,,employer,german,mentor,")));
  EXPECT_THAT(MustRun("outcomes list mentees/l2" + Db()).out,
              HasSubstr("Es ist noch kein Ergebnis festgehalten."));
}

TEST_F(CliOutcomesTest, ToldTwiceItIsThereOnceAndACorrectionTakesItsPlace) {
  const std::string told = "l1 --vacancy vacancies/shop --kind proposed --date 2026-02-10";
  EXPECT_EQ(Record(told).code, 0);
  EXPECT_EQ(Record(told).code, 0);
  ASSERT_EQ(List().outcomes_size(), 1);
  const Outcome other = Record(told + " --said-by employer");
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.err, HasSubstr("replaces"));
  EXPECT_EQ(Record(told + " --said-by employer --replaces " + List().outcomes(0).name()).code, 0);
  ASSERT_EQ(List().outcomes_size(), 1);
  EXPECT_EQ(List().outcomes(0).source(), v1::OUTCOME_SOURCE_EMPLOYER);
  const std::string name = List().outcomes(0).name();
  EXPECT_THAT(MustRun("outcomes withdraw " + name + " --dry-run" + Db()).out, HasSubstr(name));
  EXPECT_EQ(List().outcomes_size(), 1);
  EXPECT_THAT(MustRun("outcomes withdraw " + name + " --lang en" + Db()).out,
              HasSubstr("Withdrawn: "));
  EXPECT_EQ(List().outcomes_size(), 0);
}

TEST_F(CliOutcomesTest, ListsByVacancyKindAndDays) {
  EXPECT_EQ(Record("l1 --vacancy vacancies/shop --kind proposed --date 2026-02-01").code, 0);
  EXPECT_EQ(Record("l1 --vacancy vacancies/shop --kind interview --date 2026-02-05").code, 0);
  EXPECT_EQ(Record("l2 --kind placed --placement self_employment --date 2026-02-07").code, 0);
  EXPECT_EQ(List("--vacancy vacancies/shop").outcomes_size(), 2);
  EXPECT_EQ(List("--kind interview").outcomes_size(), 1);
  EXPECT_EQ(List("--from 2026-02-05 --until 2026-02-07").outcomes_size(), 2);
  EXPECT_EQ(List("--until 2026-02-04").outcomes_size(), 1);
  EXPECT_EQ(List("mentees/l1 --kind proposed --filter 'gap = GAP_KIND_GERMAN'").outcomes_size(), 1);
  EXPECT_EQ(Run("outcomes list --until 4.2.2026" + Db()).code, 1);
}

TEST_F(CliOutcomesTest, WhatIsRefusedSaysWhy) {
  const auto refused = [&](const std::string& arguments, int code, const std::string& why) {
    const Outcome outcome = Record(arguments);
    EXPECT_EQ(outcome.code, code) << arguments;
    EXPECT_THAT(outcome.err, HasSubstr(why)) << arguments;
  };
  const std::string shop = "l1 --vacancy vacancies/shop";
  refused(shop + " --kind hired", 2, "--kind");
  refused(shop, 2, "--kind");
  refused(shop + " --kind proposed --date 2199-01-01", 1, "is after today");
  refused(shop + " --kind declined --date 2026-02-01", 1, "declined_by");
  refused("l9 --kind placed --placement job --date 2026-02-01", 1, "is not stored");
  refused("l1 --vacancy vacancies/x --kind proposed --date 2026-02-01", 1, "never was");
  refused(shop + " --kind proposed --date 2026-02-01 --decision 3", 1, "no log of decisions");
  EXPECT_EQ(List().outcomes_size(), 0);
  EXPECT_EQ(Run("outcomes").code, 2);
}

TEST_F(CliOutcomesTest, AFileIsImportedRowByRowAndADryRunStoresNothing) {
  const std::string file = Write("o.csv",
                                 "mentee,vacancy,kind,date,placement\n"
                                 "l1,shop,proposed,2026-02-01,\n"
                                 "l1,shop,placed,2026-02-10,job\n"
                                 "l1,shop,ended,2026-02-05,job\n"
                                 "l9,shop,proposed,2026-02-01,\n"
                                 "l2,shop,proposed,gestern,\n");
  const std::string import = "import --kind outcomes " + file + Db();
  EXPECT_THAT(MustRun(import + " --dry-run").out, HasSubstr("2"));
  EXPECT_EQ(List().outcomes_size(), 0);
  const auto report = FromJson<v1::ImportReport>(MustRun(import + " --format json").out);
  EXPECT_EQ(report.accepted(), 2);
  EXPECT_EQ(report.refused(), 3);
  EXPECT_EQ(report.records(2).problems(0).field(), "date");
  EXPECT_EQ(report.records(2).line(), 4);
  EXPECT_EQ(report.records(3).problems(0).field(), "mentee");
  EXPECT_EQ(List().outcomes_size(), 2);
  EXPECT_EQ(FromJson<v1::ImportReport>(MustRun(import + " --format json").out).accepted(), 2);
  EXPECT_EQ(List().outcomes_size(), 2) << "told again";
  EXPECT_EQ(Run("import --kind outcomes " + file + " --db " + Path("none.db")).code, 1);
  EXPECT_EQ(Run("import --kind outcomes --db " + Path("o.db")).code, 2);
}

TEST_F(CliOutcomesTest, ReportsTellWhatBecameOfSuggestions) {
  for (const char* id : {"l1", "l2", "l3", "l4", "l5", "l6"}) {
    EXPECT_EQ(Record(absl::StrCat(id,
                                  " --vacancy vacancies/shop --kind proposed "
                                  "--date 2026-02-01"))
                  .code,
              0);
  }
  const std::string time = " --from 2026-01-01 --until 2026-02-15" + Db();
  const std::string german = MustRun("report programme" + time).out;
  EXPECT_THAT(german, AllOf(HasSubstr("01.01.2026 bis 15.02.2026"), HasSubstr("vorgeschlagen"),
                            HasSubstr("vermittelt: Ausbildung"), HasSubstr("Leipzig")));
  EXPECT_THAT(MustRun("report programme --csv" + time).out,
              AllOf(StartsWith("from,until,district,district_people,outcome,people,outcomes,"),
                    HasSubstr("2026-01-01,2026-02-15,all,6,proposed,6,6,6,0,0,0,0"),
                    HasSubstr(",placed:self_employment,0,0,")));
  const std::string worked = MustRun("report worked --lang en" + time).out;
  EXPECT_THAT(worked, AllOf(HasSubstr("6 people looked at"), HasSubstr("placed despite gap"),
                            HasSubstr("not what caused it")));
  EXPECT_THAT(MustRun("report worked --csv" + time).out,
              AllOf(StartsWith("from,until,gap,people,closed,despite,elsewhere,declined,under_way"),
                    HasSubstr("2026-01-01,2026-02-15,german,6,0,0,0,0,6")));
  const auto json =
      FromJson<v1::ReportProgrammeResponse>(MustRun("report programme --format json" + time).out);
  EXPECT_EQ(json.all().people(), 6);
  EXPECT_EQ(Run("report programme --bar 1" + Db()).code, 1);
  EXPECT_EQ(Run("report programme --as-of 2026-02-01" + Db()).code, 1);
  EXPECT_EQ(Run("report adequacy --from 2026-02-01" + Db()).code, 1);
  EXPECT_EQ(Run("report worked --from 2026-02-01 --until 2026-01-01" + Db()).code, 1);
}

TEST_F(CliOutcomesTest, AMadeUpMarketHasTheSameOutcomesEachTime) {
  const std::string market =
      "market --mentees 20 --vacancies 300 --seed 7 --today 2026-02-15 --outcomes 15 --db ";
  EXPECT_THAT(MustRun(market + Path("a.db") + " --lang en").out, HasSubstr("outcomes of"));
  MustRun(market + Path("b.db"));
  const std::string list = "outcomes list --page-size 500 --format csv --db ";
  const std::string outcomes = MustRun(list + Path("a.db")).out;
  EXPECT_THAT(outcomes, AllOf(HasSubstr(",proposed,"), HasSubstr(",placed,"),
                              Not(HasSubstr("mentees/m000016"))));
  EXPECT_EQ(MustRun(list + Path("b.db")).out, outcomes);
  EXPECT_EQ(Run("market --mentees 5 --outcomes 6 --db " + Path("c.db")).code, 1);
}

}  // namespace
}  // namespace passung::cli
