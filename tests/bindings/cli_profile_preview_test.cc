// `passung profile preview`: from a database and from a server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/strings/str_replace.h"
#include "passung/v1/profile_service.pb.h"
#include "server/app.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class CliProfilePreviewTest : public ProgramTest {
 protected:
  CliProfilePreviewTest() : db_(absl::StrCat(" --db ", Path("w.db"))) {
    MustRun(
        "import --kind vacancies " +
        Write("v.csv",
              "id,title,kind,occupation,district,apply_until\nV1,Koch (m/w/d),job,29302,14713,\n"
              "V2,Koch (m/w/d),job,29302,14713,2026-01-01\n") +
        db_);
    MustRun("import --kind mentees " +
            Write("m.csv", "id,district,experiences\nM1,14713,29302\nM2,14713,29302\n") + db_);
    const std::string shipped = MustRun("profile show default --format text").out;
    file_ = Write("mine.txt", absl::StrReplaceAll(shipped, {{"vacancy_open: RULE_SWITCH_ENFORCE",
                                                             "vacancy_open: RULE_SWITCH_OFF"}}));
  }

  std::string db_;
  std::string file_;
};

TEST_F(CliProfilePreviewTest, ItSaysWhoseListChangesHowAndWhy) {
  const std::string out =
      MustRun("profile preview " + file_ + db_ + " --as-of 2026-02-15 --lang en").out;
  EXPECT_THAT(out, AllOf(HasSubstr("Compared with profiles/default, version 1"),
                         HasSubstr("2 people"), HasSubstr("mentees/M1"), HasSubstr("mentees/M2"),
                         HasSubstr("vacancies/V2"), HasSubstr("kept out before by: ")));
}

TEST_F(CliProfilePreviewTest, AServerSaysTheSameAsADatabase) {
  const std::string question = "profile preview " + file_ +
                               " --mentee mentees/M2 --limit 5 --as-of 2026-02-15 --format json";
  const std::string local = MustRun(question + db_).out;
  EXPECT_EQ(FromJson<v1::PreviewProfileResponse>(local).changes_size(), 1);
  std::ostringstream log;
  const auto app = server::App::Start(
      {.dev = true, .port = 0, .db = Path("w.db")}, [] { return StoryDay(); }, log);
  ASSERT_TRUE(app.ok()) << app.status();
  EXPECT_EQ(MustRun(question + " --server " + (*app)->address()).out, local);
}

TEST_F(CliProfilePreviewTest, WhatCannotBeTriedIsRefusedByName) {
  const auto refused = [&](const std::string& arguments) {
    const Outcome outcome = Run("profile preview " + arguments + db_);
    EXPECT_NE(outcome.code, 0);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  EXPECT_THAT(refused(Path("none.txt")), HasSubstr("none.txt"));
  EXPECT_THAT(refused(Write("bad.txt", "name: 7")), HasSubstr("bad.txt"));
  EXPECT_THAT(refused(file_ + " --limit 101"), HasSubstr("limit"));
  EXPECT_THAT(refused(file_ + " --sample 2 --mentee mentees/M1"), HasSubstr("--sample"));
  EXPECT_THAT(refused(file_ + " --mentee mentees/nobody"), HasSubstr("mentees/nobody"));
  EXPECT_THAT(refused(file_ + " --compare-with none"), HasSubstr("none"));
}

}  // namespace
}  // namespace passung::cli
