// `passung backup`, `restore`, `verify`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/bindings/program.h"

namespace passung::cli {
namespace {

using testing::HasSubstr;

class CliBackupTest : public ProgramTest {};

TEST_F(CliBackupTest, WhatIsBackedUpIsRestoredElsewhereAndAnswersTheSame) {
  const std::string db = MakeMarket();
  EXPECT_THAT(MustRun("backup" + db + " --to " + Path("m.backup")).out,
              HasSubstr("backed up and verified"));
  EXPECT_THAT(MustRun("verify " + Path("m.backup")).out, HasSubstr("whole: "));
  MustRun("restore " + Path("m.backup") + " --db " + Path("n.db"));
  const std::string question = "rank mentees/m000001 --format json --as-of 2026-02-15 --db ";
  EXPECT_EQ(MustRun(question + Path("m.db")).out, MustRun(question + Path("n.db")).out);
}

TEST_F(CliBackupTest, RefusalsNameTheFileAndWhatToDo) {
  const std::string db = MakeMarket();
  MustRun("backup" + db + " --to " + Path("m.backup"));
  const Outcome again = Run("backup" + db + " --to " + Path("m.backup"));
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr(Path("m.backup")));
  const Outcome there = Run("restore " + Path("m.backup") + db);
  EXPECT_EQ(there.code, 1);
  EXPECT_THAT(there.err, HasSubstr("--replace"));
  MustRun("restore " + Path("m.backup") + db + " --replace");
  EXPECT_EQ(Run("verify " + Path("m.db")).code, 1);
  EXPECT_EQ(Run("verify").code, 2);
  EXPECT_EQ(Run("verify " + Path("none")).code, 3);
}

}  // namespace
}  // namespace passung::cli
