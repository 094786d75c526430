// `passung evaluate` and `passung tune`: the full circle on a made-up market, from a database and a server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "passung/v1/profile_service.pb.h"
#include "server/app.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class CliEvaluateTest : public ProgramTest {
 protected:
  CliEvaluateTest() : db_(absl::StrCat(" --db ", Path("w.db"))) {
    MustRun(
        "market --mentees 120 --vacancies 400 --outcomes 120 --outcomes-follow near_home "
        "--today 2026-02-15" +
        db_);
  }

  const std::string day_ = " --as-of 2026-02-15";
  std::string db_;
};

TEST_F(CliEvaluateTest, TheCircleFromOutcomesToAProfileThatIsPreviewed) {
  const std::string before = MustRun("evaluate default --lang en" + day_ + db_).out;
  EXPECT_THAT(before, AllOf(HasSubstr("profiles/default, version 1: "),
                            HasSubstr("judged suggestions"), HasSubstr("Order (nDCG)"),
                            HasSubstr("Vacancies that are shown at all"), HasSubstr("District")));
  const std::string tuned =
      MustRun("tune default --lang en --out " + Path("tuned.txt") + day_ + db_).out;
  EXPECT_THAT(tuned, AllOf(HasSubstr("learned from"), HasSubstr("way"), HasSubstr("nDCG@10"),
                           HasSubstr("profile preview " + Path("tuned.txt"))));
  EXPECT_THAT(Read(Path("tuned.txt")), AllOf(HasSubstr("version: 2"), HasSubstr("Learned from")));
  const std::string after = MustRun("evaluate --profile-file " + Path("tuned.txt") +
                                    " --compare-with default --lang en" + day_ + db_)
                                .out;
  EXPECT_THAT(after,
              AllOf(HasSubstr("Less profiles/default, version 1"), HasSubstr("p (Wilcoxon)")));
  EXPECT_THAT(MustRun("profile preview " + Path("tuned.txt") + " --compare-with default --lang en" +
                      day_ + db_)
                  .out,
              HasSubstr("Compared with profiles/default"));
}

// Lists that were drawn lie in the log of a server, which is asked for them; here it shows and logs them all.
TEST_F(CliEvaluateTest, WhatDrawnListsTellIsAskedOfTheServerThatShowedThem) {
  const Outcome local = Run("evaluate default --explored" + day_ + db_);
  EXPECT_NE(local.code, 0);
  EXPECT_THAT(local.err, HasSubstr("no log of answers is kept here"));
  server::Config config{.dev = true, .port = 0};
  config.db = Path("w.db");
  config.audit_folder = Path("log");
  std::filesystem::create_directories(config.audit_folder);
  config.audit_key = Write("audit.key", std::string(32, 'k'));
  config.exploration_width = 5'000'000;
  config.exploration_first_places = 5;
  std::ostringstream log;
  const auto app = server::App::Start(
      config, [] { return Date::Parse("2026-02-15").value(); }, log);
  ASSERT_TRUE(app.ok()) << app.status();
  const std::string where = " --server " + (*app)->address();
  int drawn = 0;
  for (int i = 1; i <= 30; ++i) {
    const std::string rank =
        absl::StrFormat("rank mentees/m%06d --lang en --limit 5", i) + day_ + where;
    const bool is_drawn = absl::StrContains(MustRun(rank).out, "stand in a changing order");
    drawn += is_drawn ? 1 : 0;
    EXPECT_THAT(MustRun(rank + " --exact-order").out,
                testing::Not(HasSubstr("stand in a changing order")));
  }
  EXPECT_GT(drawn, 10);
  // Outcomes of before: nothing became of these lists, which says something, too.
  const std::string told =
      MustRun("evaluate default --explored --compare-with near_home --lang en --as-of 2026-04-20" +
              where)
          .out;
  EXPECT_THAT(told, AllOf(HasSubstr("with near ties in a drawn order"),
                          HasSubstr("in the order of profiles/default, version 1"),
                          HasSubstr("in the order of profiles/near_home, version 1"),
                          HasSubstr("SNIPS"), HasSubstr("Standard error")));
  EXPECT_THAT(MustRun("evaluate default --explored --as-of 2026-02-20" + where).out,
              HasSubstr("Aus ausgelosten Listen lässt sich"));
}

TEST_F(CliEvaluateTest, APreviewSaysWhoGainsAndWhoLoses) {
  const std::string preview =
      "profile preview --sample 1 --compare-with default " +
      Write("near.txt", MustRun("profile show near_home --format text").out) + day_ + db_;
  EXPECT_THAT(MustRun(preview + " --measure --lang en").out,
              AllOf(HasSubstr("people: "), HasSubstr("Who gains and who loses:"),
                    HasSubstr("District"), HasSubstr("Kind of vacancy"), HasSubstr("not shown")));
  // Words, no numbers that are none: not what stands for "nothing can be said", and nothing below nothing.
  EXPECT_THAT(
      MustRun(preview + " --measure").out,
      AllOf(HasSubstr("Wer gewinnt und wer verliert:"),
            HasSubstr("sozialversicherungspflichtige Arbeit"), Not(HasSubstr("-1,0000 … 1,0000")),
            Not(HasSubstr("-0,0000")), Not(HasSubstr("part_qualification"))));
  EXPECT_THAT(MustRun(preview).out, testing::Not(HasSubstr("Wer gewinnt")));
  const std::string few = " --db " + Path("none.db");
  MustRun("market --mentees 10 --vacancies 100 --today 2026-02-15" + few);
  EXPECT_THAT(MustRun("profile preview --measure --lang en --compare-with default " +
                      Path("near.txt") + day_ + few)
                  .out,
              HasSubstr("Too few outcomes say who gains"));
}

TEST_F(CliEvaluateTest, AReportIsInGermanUnlessToldOtherwise) {
  EXPECT_THAT(MustRun("evaluate" + day_ + db_).out,
              AllOf(HasSubstr("beurteilte Vorschläge"), HasSubstr("Reihenfolge (nDCG)")));
  EXPECT_THAT(MustRun("tune" + day_ + db_).out,
              AllOf(HasSubstr("gelernt aus"), HasSubstr("Gespeichert ist nichts")));
}

TEST_F(CliEvaluateTest, AServerSaysTheSameAsADatabase) {
  std::ostringstream log;
  const auto app = server::App::Start(
      {.dev = true, .port = 0, .db = Path("w.db")}, [] { return StoryDay(); }, log);
  ASSERT_TRUE(app.ok()) << app.status();
  const std::string server = " --server " + (*app)->address();
  const std::string evaluate = "evaluate default --compare-with near_home --format json" + day_;
  EXPECT_EQ(MustRun(evaluate + server).out, MustRun(evaluate + db_).out);
  const std::string tune = "tune default --ladder language_missing --format json" + day_;
  const std::string tuned = MustRun(tune + server).out;
  EXPECT_EQ(tuned, MustRun(tune + db_).out);
  EXPECT_EQ(FromJson<v1::TuneProfileResponse>(tuned).rungs_size(), 4);
}

TEST_F(CliEvaluateTest, MentorsWordsAndLabelsComeFromTables) {
  const std::string words = Write(
      "words.csv", "mentee,better,worse\nm000001,v0000001,v0000002\nm000002;v0000003;v0000004\n");
  const auto tuned = FromJson<v1::TuneProfileResponse>(
      MustRun("tune --format json --preferences " + words + day_ + db_).out);
  EXPECT_EQ(tuned.preferences() + tuned.left_out(), 2);
  const std::string labels = Write("labels.csv", "mentee,label\nm000001,a\n");
  const auto measured = FromJson<v1::EvaluateProfileResponse>(
      MustRun("evaluate --format json --labels " + labels + day_ + db_).out);
  const v1::EvaluationSlice& group =
      measured.evaluation().slices(measured.evaluation().slices_size() - 1);
  EXPECT_EQ(group.kind(), v1::SLICE_KIND_GROUP);
  EXPECT_TRUE(group.hidden());
}

TEST_F(CliEvaluateTest, WhatCannotBeDoneIsRefusedByName) {
  const auto refused = [&](const std::string& arguments) {
    const Outcome outcome = Run(arguments + day_ + db_);
    EXPECT_NE(outcome.code, 0) << arguments;
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  EXPECT_THAT(refused("tune --out " + Write("mine.txt", "mine")), HasSubstr("is there already"));
  EXPECT_EQ(Read(Path("mine.txt")), "mine");
  EXPECT_THAT(refused("tune --ladder nonsense"), HasSubstr("--ladder"));
  EXPECT_THAT(refused("tune --preferences " + Write("bad.csv", "a,b\n")),
              HasSubstr("bad.csv, line 1"));
  EXPECT_THAT(refused("tune none"), HasSubstr("none"));
  EXPECT_THAT(refused("evaluate --k 1001"), HasSubstr("k"));
  EXPECT_THAT(refused("evaluate --scope all"), HasSubstr("--scope"));
}

TEST_F(CliEvaluateTest, TooFewOutcomesAreSaidSo) {
  const std::string few = " --db " + Path("few.db");
  MustRun(
      "market --mentees 10 --vacancies 100 --outcomes 10 --outcomes-follow near_home --today "
      "2026-02-15" +
      few);
  const Outcome outcome = Run("tune" + day_ + few);
  EXPECT_NE(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("too few data to tune"));
}

}  // namespace
}  // namespace passung::cli
