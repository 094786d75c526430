// `passung replay` and `passung backup --server`: what is refused before anybody is asked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/bindings/program.h"

namespace passung::cli {
namespace {

using testing::HasSubstr;

class CliReplayTest : public ProgramTest {};

TEST_F(CliReplayTest, AServerAndANumberAreNeeded) {
  EXPECT_EQ(Run("replay").code, 2);
  EXPECT_EQ(Run("replay 7").code, 2);
  EXPECT_EQ(Run("replay seven --server 127.0.0.1:1").code, 2);
}

TEST_F(CliReplayTest, AServerThatDoesNotAnswerIsNamed) {
  const Outcome outcome = Run("replay 7 --server 127.0.0.1:1");
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("127.0.0.1:1"));
}

TEST_F(CliReplayTest, APersonWhoCannotBeReadIsRefusedBeforeAnybodyIsAsked) {
  const Outcome outcome =
      Run("replay 7 --server 127.0.0.1:1 --inline-mentee " + Write("m.json", "{\"height\": 2}"));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("--inline-mentee"));
  EXPECT_THAT(outcome.err, HasSubstr("height"));
}

TEST_F(CliReplayTest, ABackupIsOfAFileOrByAServer) {
  EXPECT_THAT(Run("backup").err, HasSubstr("--db FILE or --server HOST:PORT"));
  EXPECT_THAT(Run("backup --db m.db").err, HasSubstr("--to FILE"));
  EXPECT_THAT(Run("backup --server 127.0.0.1:1 --to x").err,
              HasSubstr("--to works with --db only"));
  EXPECT_EQ(Run("backup --server 127.0.0.1:1 --db m.db").code, 2);
  EXPECT_EQ(Run("backup --server 127.0.0.1:1").code, 3);
}

}  // namespace
}  // namespace passung::cli
