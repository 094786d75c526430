// rank, rank-mentees, explain, list and profile, asked of a database and of a server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/strings/str_replace.h"
#include "google/protobuf/util/message_differencer.h"
#include "passung/v1/catalog_service.pb.h"
#include "passung/v1/match_service.pb.h"
#include "passung/v1/profile.pb.h"
#include "server/app.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr char kDay[] = " --as-of 2026-02-15";
constexpr char kMentee[] = "mentees/m000002";

class CliQuestionTest : public ProgramTest {
 protected:
  CliQuestionTest() : db_(MakeMarket()) {}

  v1::RankVacanciesResponse RankAsJson(const std::string& options) const {
    return FromJson<v1::RankVacanciesResponse>(
        MustRun(absl::StrCat("rank ", kMentee, db_, kDay, " --format json ", options)).out);
  }

  std::string db_;
};

TEST_F(CliQuestionTest, EveryHitsContributionsSumToItsScore) {
  const auto response = RankAsJson("--limit 50");
  ASSERT_EQ(response.matches_size(), 50);
  for (const v1::Match& match : response.matches()) {
    int32_t sum = 0;
    for (const auto& contribution : match.contributions()) sum += contribution.contribution();
    EXPECT_EQ(sum, match.score());
  }
  EXPECT_EQ(response.versions().as_of(), "2026-02-15");
}

TEST_F(CliQuestionTest, ZerosShowInJson) {
  const std::string json =
      MustRun(absl::StrCat("rank ", kMentee, db_, kDay, " --limit 50 --format json")).out;
  EXPECT_THAT(json, HasSubstr("\"contribution\": 0"));
  EXPECT_THAT(json, HasSubstr("\"placeIndex\": 0"));
}

TEST_F(CliQuestionTest, WithoutCountsTheHitsAreTheSame) {
  v1::RankVacanciesResponse with_counts = RankAsJson("--limit 50");
  EXPECT_GT(with_counts.summary().listed(), 50);
  const v1::RankVacanciesResponse without = RankAsJson("--limit 50 --no-counts");
  EXPECT_FALSE(without.has_summary());
  with_counts.clear_summary();
  EXPECT_TRUE(MessageDifferencer::Equals(without, with_counts));

  const std::string table =
      MustRun(absl::StrCat("rank ", kMentee, db_, kDay, " --lang en --limit 2 --no-counts")).out;
  EXPECT_THAT(table, AllOf(HasSubstr("Profile default"), Not(HasSubstr("listed"))));
  const std::string mirror =
      absl::StrCat("rank-mentees ", with_counts.matches(0).vacancy(), db_, kDay, " --format json");
  auto people = FromJson<v1::RankMenteesResponse>(MustRun(mirror).out);
  const auto hits = FromJson<v1::RankMenteesResponse>(MustRun(mirror + " --no-counts").out);
  EXPECT_TRUE(people.has_summary());
  people.clear_summary();
  EXPECT_TRUE(MessageDifferencer::Equals(hits, people));
}

TEST_F(CliQuestionTest, ThreadsDoNotChangeTheAnswer) {
  EXPECT_TRUE(MessageDifferencer::Equals(RankAsJson(""), RankAsJson("--threads 3")));
}

TEST_F(CliQuestionTest, AServerGivesTheSameBytesAsTheDatabase) {
  std::ostringstream log;
  const auto app = server::App::Start(
      {.dev = true, .port = 0, .db = Path("m.db")}, [] { return StoryDay(); }, log);
  ASSERT_TRUE(app.ok()) << app.status();
  const std::string server = absl::StrCat(" --server ", (*app)->address());
  const std::string best = RankAsJson("").matches(0).vacancy();
  for (const std::string& question :
       {absl::StrCat("rank ", kMentee, kDay, " --limit 100 --format json"),
        absl::StrCat("rank ", kMentee, kDay, " --lang de --format json"),
        absl::StrCat("rank ", kMentee, kDay, " --format csv"),
        absl::StrCat("rank-mentees ", best, kDay, " --format json"),
        absl::StrCat("explain ", kMentee, " ", best, kDay, " --format json --weight skills_fit=0"),
        std::string("list mentees --format json --page-size 7"),
        std::string("list vacancies --format json")}) {
    EXPECT_EQ(MustRun(question + server).out, MustRun(question + db_).out) << question;
  }
}

TEST_F(CliQuestionTest, TheTableShowsCountsSumsAndNotes) {
  const std::string table =
      MustRun(absl::StrCat("rank ", kMentee, db_, kDay, " --limit 2 --explain --hints")).out;
  EXPECT_THAT(table, AllOf(HasSubstr("Stand 15.02.2026"), HasSubstr("gelistet"),
                           HasSubstr("Erfundene Daten"), HasSubstr("Platz"), HasSubstr("Summe")));
  EXPECT_THAT(table, HasSubstr("Die Reihenfolge ist ein Vorschlag."));
  EXPECT_THAT(table, HasSubstr("keine Einstellungswahrscheinlichkeit"));
  EXPECT_THAT(table, HasSubstr("Keine Rechtsberatung."));
  EXPECT_THAT(table, HasSubstr("rank mentees/m000002 --db"));
}

TEST_F(CliQuestionTest, TextsComeInEnglishToo) {
  const std::string table =
      MustRun(absl::StrCat("rank ", kMentee, db_, kDay, " --limit 1 --lang en")).out;
  EXPECT_THAT(table, AllOf(HasSubstr("listed"), HasSubstr("No legal advice.")));
}

TEST_F(CliQuestionTest, TheMirrorGivesTheSameNumber) {
  const v1::Match best = RankAsJson("").matches(0);
  const auto mirror = FromJson<v1::RankMenteesResponse>(
      MustRun(absl::StrCat("rank-mentees ", best.vacancy(), db_, kDay,
                           " --format json --limit 20 --class open,later,unclear,closed"))
          .out);
  EXPECT_EQ(mirror.matches_size(), 20);
  for (const v1::Match& match : mirror.matches()) {
    if (match.mentee() == kMentee) {
      EXPECT_EQ(match.score(), best.score());
    }
  }
}

TEST_F(CliQuestionTest, OverridesAreApplied) {
  const auto response =
      RankAsJson("--weight language_fit=0 --switch reach=off --profile near_home");
  EXPECT_EQ(response.versions().weights().language_fit(), 0);
  EXPECT_EQ(response.versions().switches().reach(), v1::RULE_SWITCH_OFF);
  EXPECT_EQ(response.versions().profile(), "profiles/near_home");
}

TEST_F(CliQuestionTest, AFilterLeavesWhatItNamesAndTheFacetsCountIt) {
  const auto all = RankAsJson("");
  int64_t listed = 0;
  for (const auto& facet : all.summary().facets().kinds()) listed += facet.count();
  EXPECT_EQ(listed, all.summary().listed());
  const auto& group = all.summary().facets().main_groups(0);
  const auto filtered = RankAsJson(absl::StrCat("--occupation ", group.main_group()));
  EXPECT_GE(filtered.summary().listed(), group.count()) << "others may have it as a second one";
  ASSERT_EQ(filtered.summary().facets().main_groups_size(), 1);
  EXPECT_EQ(filtered.summary().facets().main_groups(0).main_group(), group.main_group());
  const auto none = RankAsJson("--employer employers/nobody");
  EXPECT_EQ(none.summary().listed() + none.summary().closed(), 0);
  const auto both = RankAsJson("--kind job,minijob --district 14713 --district 14612");
  for (const auto& facet : both.summary().facets().districts()) {
    EXPECT_THAT(facet.district(), testing::AnyOf("14713", "14612"));
  }
  for (const auto& facet : both.summary().facets().kinds()) {
    EXPECT_THAT(facet.kind(), testing::AnyOf(v1::VACANCY_KIND_JOB, v1::VACANCY_KIND_MINIJOB));
  }
}

TEST_F(CliQuestionTest, AFaultyFilterIsNamed) {
  const std::string rank = absl::StrCat("rank ", kMentee, db_, kDay);
  EXPECT_THAT(Run(rank + " --kind work").err, HasSubstr("--kind: \"work\""));
  EXPECT_THAT(Run(rank + " --district Leipzig").err, HasSubstr("filter.districts[0]"));
  EXPECT_THAT(Run(rank + " --occupation 999999").err, HasSubstr("filter.occupations[0]"));
  EXPECT_THAT(Run(rank + " --employer E1").err, HasSubstr("filter.employers[0]"));
  EXPECT_NE(Run(absl::StrCat("rank-mentees vacancies/x", db_, " --district 14713")).code, 0);
}

TEST_F(CliQuestionTest, APrintedProfileIsReadBackWithTheSameDigest) {
  const std::string file = Write("p.txt", MustRun("profile show near_home --format text").out);
  const auto from_file = RankAsJson(absl::StrCat("--profile-file ", file));
  EXPECT_TRUE(MessageDifferencer::Equals(from_file, RankAsJson("--profile near_home")));
}

TEST_F(CliQuestionTest, AProfileAsJsonHasEveryTable) {
  const auto profile =
      FromJson<v1::ScoringProfile>(MustRun("profile show default --format json").out);
  EXPECT_EQ(profile.name(), "profiles/default");
  EXPECT_EQ(profile.weights().occupation_fit(), 2600);
  EXPECT_TRUE(profile.has_language_fit() && profile.has_rules());
  EXPECT_THAT(MustRun("profile list").out, HasSubstr("adequate_employment"));
}

TEST_F(CliQuestionTest, AProfileIsShownToPeopleWithReasonsTablesAndRules) {
  const std::string table = MustRun("profile show training_first").out;
  EXPECT_THAT(table, HasSubstr("Dieses Profil ist für Menschen ohne Berufsabschluss"));
  EXPECT_THAT(table, HasSubstr("Niveau: Gewicht 2.200"));
  EXPECT_THAT(table, HasSubstr("profile show training_first --format markdown"));
  const std::string markdown =
      MustRun("profile show training_first --format markdown --lang en").out;
  EXPECT_THAT(markdown, StartsWith("# Profile training\\_first, version 1\n"));
  EXPECT_THAT(markdown, HasSubstr("| Qualification | level | level\\_adequacy | 2,200 |"));
}

TEST_F(CliQuestionTest, AProfileOfOnesOwnIsShownFromItsFileOrItsDatabase) {
  const std::string text = MustRun("profile show near_home --format text").out;
  const std::string file = Write("mine.txt", absl::StrReplaceAll(text, {{"near_home", "mine"}}));
  const std::string shown = MustRun(absl::StrCat("profile show --profile-file ", file)).out;
  EXPECT_THAT(shown, AllOf(StartsWith("Profil mine, Version 1"), HasSubstr("gelten 45 Minuten")));
  EXPECT_THAT(MustRun(absl::StrCat("profile show near_home", db_)).out,
              HasSubstr("gelten 45 Minuten"));
  EXPECT_THAT(Run(absl::StrCat("profile show mine", db_)).err, HasSubstr("\"mine\" is not one of"));
  EXPECT_EQ(Run(absl::StrCat("profile show near_home --profile-file ", file)).code, 2);
  EXPECT_EQ(Run(absl::StrCat("profile show --profile-file ", file, db_)).code, 2);
}

TEST_F(CliQuestionTest, PagesOfAListFollowEachOther) {
  std::string token;
  int rows = 0;
  do {
    const auto page = FromJson<v1::ListMenteesResponse>(
        MustRun(absl::StrCat("list mentees --format json --page-size 8", db_,
                             token.empty() ? "" : " --page-token ", token))
            .out);
    rows += page.mentees_size();
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(rows, 20);
}

TEST_F(CliQuestionTest, AListAsCsvHasAHeaderAndItsRows) {
  const std::string csv = MustRun(absl::StrCat("list mentees --format csv --page-size 2", db_)).out;
  EXPECT_THAT(csv, StartsWith("id,occupation,german,district\r\nmentees/m000001,"));
}

TEST_F(CliQuestionTest, WhatIsRefusedNamesFieldAndValue) {
  struct Case {
    std::string arguments;
    int code;
    std::vector<std::string> says;
  };
  const std::string rank = absl::StrCat("rank ", kMentee);
  for (const Case& test : std::vector<Case>{
           {rank + db_ + " --weight occupation_fit=-5", 1, {"occupation_fit", "-5"}},
           {rank + db_ + " --as-of 2026-02-30", 1, {"as_of", "2026-02-30"}},
           {rank + db_ + " --limit 0", 1, {"limit", "1000"}},
           {rank + db_ + " --limit 1001", 1, {"limit", "1001"}},
           {rank + db_ + " --threads 65", 1, {"threads", "65"}},
           {rank + db_ + " --profile fancy", 1, {"fancy", "near_home"}},
           {"rank mentees/none" + db_, 1, {"mentees/none"}},
           {"rank m1" + db_, 1, {"mentee", "\"m1\""}},
           {rank + " --db " + Path("none.db"), 1, {"none.db", "passung market"}},
           {"list mentees --page-token xx" + db_, 1, {"page_token"}},
           {"list mentees --page-size -1" + db_, 1, {"page_size", "-1"}},
           {rank + db_ + " --weight fancy=1", 2, {"fancy", "occupation_fit"}},
           {rank + db_ + " --weight occupation_fit", 2, {"CRITERION=NUMBER"}},
           {rank + db_ + " --switch reach=maybe", 2, {"maybe", "enforce"}},
           {rank + db_ + " --class tomorrow", 2, {"tomorrow", "later"}},
           {rank + db_ + " --format xml", 2, {"xml"}},
           {rank, 2, {}},
           {rank + db_ + " --server localhost:1", 2, {}},
           {"conquer", 2, {"conquer"}},
           {rank + " --server 127.0.0.1:1", 3, {"127.0.0.1:1"}},
       }) {
    const Outcome outcome = Run(test.arguments);
    EXPECT_EQ(outcome.code, test.code) << test.arguments << "\n" << outcome.err;
    for (const std::string& word : test.says) {
      EXPECT_THAT(outcome.err, HasSubstr(word)) << test.arguments;
    }
    EXPECT_THAT(outcome.err, StartsWith("passung: ")) << test.arguments;
    EXPECT_THAT(outcome.out, IsEmpty()) << test.arguments;
  }
}

TEST_F(CliQuestionTest, AFaultyProfileFileIsRefusedWithItsPlace) {
  const std::string file = Write("p.txt", "name: \"profiles/mine\"\nweight_s { }\n");
  const Outcome outcome = Run(absl::StrCat("rank ", kMentee, db_, " --profile-file ", file));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("line 2"), HasSubstr("weight_s")));
}

TEST_F(CliQuestionTest, HelpShowsExamples) {
  EXPECT_THAT(MustRun("help").out, HasSubstr("passung market"));
  EXPECT_THAT(MustRun("help rank").out, AllOf(HasSubstr("--explain"), HasSubstr("Examples:")));
  EXPECT_THAT(MustRun("rank --help").out, Not(IsEmpty()));
  EXPECT_EQ(Run("help nothing").code, 2);
}

}  // namespace
}  // namespace passung::cli
