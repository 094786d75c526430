// offers, offer-gaps, mentors and list offers: from a file of offers to what a mentor reads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/repository.h"
#include "passung/v1/match_service.pb.h"
#include "passung/v1/offer_service.pb.h"
#include "passung/v1/result.pb.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kOffers[] =
    "id,kind,title,level_from,level_to,places,channels,languages,start,places_left,admission,"
    "office,papers\n"
    "b2,vocational_german,Deutsch B2,B1,B2,14713:town=Leipzig,,,2026-03-02,4,vocational_german,"
    "Jobcenter Leipzig,Ausweis|Zeugnis B1\n"
    "full,vocational_german,Deutsch B2 abends,B1,B2,14713:town=Leipzig,,,2026-03-02,0,,,\n"
    "babs,labour_law_advice,BABS,,,,telephone,de ro,,,labour_law_eu,,\n"
    "bad,nothing,,,,,,,,,,,\n";

class CliOffersTest : public ProgramTest {
 protected:
  CliOffersTest() {
    auto repository = OpenRepository(absl::StrCat("sqlite:", Path("o.db"))).value();
    WriteBatch batch;
    Mentee nurse =
        StoryMentee("nurse")
            .In("14713")
            .WithStatus(ResidenceStatus::kS24)
            .Qualified("81302", RecognitionOutcome::kFull, RecognitionStep::kPermitPending)
            .WithGerman(LanguageLevel::kB1)
            .Speaks("uk");
    batch.upsert_mentees = {nurse};
    passung::Mentor ada;
    ada.id.value = "ada";
    ada.display_name = "Ada";
    ada.districts = {Ags("14713")};
    ada.languages = {"uk"};
    ada.capacity = 25;
    batch.upsert_mentors = {ada};
    EXPECT_TRUE(repository->Write(batch).ok());
  }
  std::string Db() const { return absl::StrCat(" --db ", Path("o.db")); }
  void Import() const { MustRun("import --kind offers " + Write("o.csv", kOffers) + Db()); }
  static std::string Day() { return " --as-of 2026-02-15"; }
};

TEST_F(CliOffersTest, AFileOfOffersIsImportedWithAReportForEachRecord) {
  const auto report = FromJson<v1::ImportReport>(
      MustRun("import --kind offers --format json " + Write("o.csv", kOffers) + Db()).out);
  EXPECT_EQ(report.accepted(), 3);
  EXPECT_EQ(report.refused(), 1);
  EXPECT_THAT(report.records(3).problems(0).reason(), HasSubstr("\"nothing\""));
  const std::string list = MustRun("list offers --format csv" + Db()).out;
  EXPECT_THAT(list, AllOf(HasSubstr("offers/b2,Deutsch B2"), HasSubstr("Leipzig"),
                          HasSubstr("am Telefon"), Not(HasSubstr("offers/bad"))));
  EXPECT_THAT(
      MustRun("list offers --filter 'kind = OFFER_KIND_LABOUR_LAW_ADVICE' --format csv" + Db()).out,
      AllOf(HasSubstr("offers/babs"), Not(HasSubstr("offers/b2,"))));
}

TEST_F(CliOffersTest, OffersForOwnNeedsSayWhereToGoAndWithWhat) {
  Import();
  const std::string table = MustRun("offers mentees/nurse" + Db() + Day()).out;
  EXPECT_THAT(table, AllOf(HasSubstr("Angebote für mentees/nurse"), HasSubstr("offers/b2"),
                           HasSubstr("ausgebucht"), HasSubstr("Jobcenter Leipzig"),
                           HasSubstr("Ausweis, Zeugnis B1"), HasSubstr("Keine Rechtsberatung")));
  EXPECT_LT(table.find("offers/b2 "), table.find("offers/full"));
  EXPECT_THAT(MustRun("offers mentees/nurse --lang en --explain" + Db() + Day()).out,
              AllOf(HasSubstr("Closes the whole gap"), HasSubstr("4000 = 40,000,000")));
}

TEST_F(CliOffersTest, AGapCanBeNamed) {
  Import();
  const auto response = FromJson<v1::SuggestOffersResponse>(
      MustRun("offers mentees/nurse --gap labour_law --gap german:C1 --format json" + Db() + Day())
          .out);
  ASSERT_EQ(response.gaps_size(), 2);
  EXPECT_EQ(response.gaps(0).gap().kind(), v1::GAP_KIND_LABOUR_LAW);
  EXPECT_EQ(response.gaps(0).offers_size(), 0);  // BABS is for EU citizens
  EXPECT_EQ(response.gaps(0).barred(0).gate(), v1::OFFER_GATE_ADMISSION);
  EXPECT_EQ(response.gaps(1).gap().needs().reading(), v1::LANGUAGE_LEVEL_C1);
  EXPECT_EQ(response.gaps(1).offers(0).offer().name(), "offers/b2");
}

TEST_F(CliOffersTest, FaultyGapsAreRefusedWithWhatIsAllowed) {
  for (const auto& [gap, message] :
       {std::pair("nothing", "one of german, recognition"), std::pair("german:B7", "B7"),
        std::pair("german", "one of none, A1"), std::pair("licence:x", "driving_b"),
        std::pair("recognition:99", "an occupation")}) {
    const Outcome outcome = Run(absl::StrCat("offers mentees/nurse --gap ", gap, Db()));
    EXPECT_EQ(outcome.code, 1) << gap;
    EXPECT_THAT(outcome.err, HasSubstr(message)) << gap;
  }
  EXPECT_EQ(Run("offers mentees/nobody" + Db()).code, 1);
  EXPECT_EQ(Run("offers mentees/nurse --employed perhaps" + Db()).code, 2);
}

TEST_F(CliOffersTest, GapsWithoutAnOfferHideSmallFigures) {
  const std::string table = MustRun("offer-gaps" + Db() + Day()).out;
  EXPECT_THAT(table,
              AllOf(HasSubstr("Lücken ohne Angebot"), HasSubstr("unter 5"), HasSubstr("Deutsch")));
  const auto response =
      FromJson<v1::ListOfferGapsResponse>(MustRun("offer-gaps --format json" + Db() + Day()).out);
  EXPECT_EQ(response.people(), 1);
}

TEST_F(CliOffersTest, MentorsAreShownWithTheirReasons) {
  const std::string table = MustRun("mentors mentees/nurse --explain" + Db() + Day()).out;
  EXPECT_THAT(table, AllOf(HasSubstr("mentors/ada"), HasSubstr("0/25"),
                           HasSubstr("Gemeinsame Sprache: Ukrainisch"), HasSubstr("Ada")));
  const auto response = FromJson<v1::RankMentorsResponse>(
      MustRun("mentors mentees/nurse --format json" + Db() + Day()).out);
  EXPECT_EQ(response.mentors(0).parts_size(), 4);
}

}  // namespace
}  // namespace passung::cli
