// pins list, set and remove, over a database and over a server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/repository.h"
#include "passung/v1/match_service.pb.h"
#include "passung/v1/pin_service.pb.h"
#include "passung/v1/result.pb.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class CliPinsTest : public ProgramTest {
 protected:
  CliPinsTest() {
    auto repository = OpenRepository(absl::StrCat("sqlite:", Path("p.db"))).value();
    WriteBatch batch;
    for (const char* id : {"l1", "l2"}) {
      batch.upsert_mentees.push_back(StoryMentee(id).In("14713").Qualified("62102"));
    }
    for (const char* id : {"shop", "yard"}) {
      batch.upsert_vacancies.push_back(StoryVacancy(id).Of("62102").In("14713"));
    }
    EXPECT_TRUE(repository->Write(batch).ok());
  }
  std::string Db() const { return " --db " + Path("p.db"); }
  Outcome Set(const std::string& arguments) const {
    return Run("pins set mentees/l1 vacancies/" + arguments + Db());
  }
  v1::ListPinsResponse List(const std::string& arguments = "mentees/l1") const {
    return FromJson<v1::ListPinsResponse>(
        MustRun("pins list " + arguments + " --format json" + Db()).out);
  }
};

TEST_F(CliPinsTest, WhatIsSetIsListedInBothLanguagesAndAsData) {
  const Outcome set = Set("shop --mark hidden --reason too_far --note 'erst im Herbst'");
  ASSERT_EQ(set.code, 0) << set.err;
  EXPECT_THAT(set.out, StartsWith("Festgehalten: mentees/l1/pins/"));
  EXPECT_THAT(MustRun("pins list mentees/l1" + Db()).out,
              AllOf(HasSubstr("vacancies/shop"), HasSubstr("ausgeblendet: zu weit"),
                    HasSubstr("erst im Herbst"), HasSubstr("Vermerk")));
  EXPECT_THAT(MustRun("pins list mentees/l1 --lang en" + Db()).out,
              AllOf(HasSubstr("hidden: too far"), HasSubstr("Note")));
  EXPECT_THAT(MustRun("pins list mentees/l1 --format csv" + Db()).out,
              AllOf(StartsWith("name,vacancy,mark,reason,note,set_by,set_on"),
                    HasSubstr(",vacancies/shop,hidden,too_far,erst im Herbst,,2")));
  EXPECT_THAT(MustRun("pins list mentees/l2" + Db()).out,
              HasSubstr("Gemerkt oder ausgeblendet ist noch nichts."));
}

TEST_F(CliPinsTest, SetAgainItIsReplacedAndRemovedItIsGone) {
  EXPECT_EQ(Set("shop --mark hidden --reason too_far").code, 0);
  EXPECT_EQ(Set("shop --mark pinned").code, 0);
  EXPECT_EQ(Set("yard --mark noted --note fragen").code, 0);
  ASSERT_EQ(List().pins_size(), 2);
  EXPECT_EQ(List().pins(0).mark(), v1::PIN_MARK_PINNED);
  EXPECT_EQ(List("mentees/l1 --filter 'mark = PIN_MARK_NOTED'").pins_size(), 1);
  const std::string name = List().pins(0).name();
  EXPECT_THAT(MustRun("pins remove " + name + " --dry-run" + Db()).out, HasSubstr(name));
  EXPECT_EQ(List().pins_size(), 2);
  EXPECT_THAT(MustRun("pins remove " + name + " --lang en" + Db()).out, StartsWith("Removed: "));
  EXPECT_EQ(List().pins_size(), 1);
}

TEST_F(CliPinsTest, ATrialStoresNothingAndAnOlderVersionIsNotWrittenOver) {
  EXPECT_THAT(Set("shop --mark pinned --dry-run").out, StartsWith("Geprüft, nichts gespeichert: "));
  EXPECT_EQ(List().pins_size(), 0);
  EXPECT_EQ(Set("shop --mark pinned").code, 0);
  const std::string etag = List().pins(0).etag();
  EXPECT_EQ(Set("shop --mark hidden --etag '" + etag + "'").code, 0);
  const Outcome late = Set("shop --mark noted --note spaet --etag '" + etag + "'");
  EXPECT_EQ(late.code, 1);
  EXPECT_THAT(late.err, HasSubstr("etag"));
  EXPECT_EQ(List().pins(0).mark(), v1::PIN_MARK_HIDDEN);
}

TEST_F(CliPinsTest, ARankingIsTheSameWithAndWithout) {
  const std::string rank = "rank mentees/l1 --format json" + Db();
  const auto before = FromJson<v1::RankVacanciesResponse>(MustRun(rank).out);
  EXPECT_EQ(Set("shop --mark hidden --reason other").code, 0);
  const auto after = FromJson<v1::RankVacanciesResponse>(MustRun(rank).out);
  ASSERT_EQ(before.matches_size(), 2);
  ASSERT_EQ(after.matches_size(), 2);
  for (int i = 0; i < before.matches_size(); ++i) {
    EXPECT_EQ(before.matches(i).vacancy(), after.matches(i).vacancy());
    EXPECT_EQ(before.matches(i).score(), after.matches(i).score());
  }
}

TEST_F(CliPinsTest, WhatIsRefusedSaysWhy) {
  const auto refused = [&](const std::string& arguments, int code, const std::string& why) {
    const Outcome outcome = Set(arguments);
    EXPECT_EQ(outcome.code, code) << arguments;
    EXPECT_THAT(outcome.err, HasSubstr(why)) << arguments;
  };
  refused("shop", 2, "--mark");
  refused("shop --mark liked", 2, "--mark");
  refused("shop --mark pinned --reason too_far", 1, "reason");
  refused("shop --mark noted", 1, "note");
  refused("nowhere --mark pinned", 1, "vacancy");
  EXPECT_EQ(Run("pins set mentees/l9 vacancies/shop --mark pinned" + Db()).code, 1);
  EXPECT_EQ(Run("pins remove mentees/l1/pins/shop" + Db()).code, 1);
  EXPECT_EQ(Run("pins list mentees/l1 --page-size -1" + Db()).code, 1);
  EXPECT_EQ(Run("pins").code, 2);
  EXPECT_EQ(List().pins_size(), 0);
}

}  // namespace
}  // namespace passung::cli
