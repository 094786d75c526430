// `passung profile import|list|activate|roll-back`: versions in a database and on a server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
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
using testing::Not;

class CliProfileStoreTest : public ProgramTest {
 protected:
  CliProfileStoreTest() : db_(MakeMarket()) {
    const std::string shipped = MustRun("profile show default --format text").out;
    file_ = Write("mine.txt", absl::StrReplaceAll(shipped, {{"version: 1", "version: 7"},
                                                            {"vacancy_open: RULE_SWITCH_ENFORCE",
                                                             "vacancy_open: RULE_SWITCH_OFF"}}));
    other_ = Write("other.txt",
                   absl::StrReplaceAll(shipped, {{"profiles/default", "profiles/our_own"}}));
  }

  // Of `default`: which versions there are, and whether each is in use.
  std::map<int32_t, bool> Versions(const std::string& source) const {
    std::map<int32_t, bool> versions;
    const auto all =
        FromJson<v1::ListProfilesResponse>(MustRun("profile list --format json" + source).out);
    for (const v1::ProfileVersion& one : all.profiles()) {
      if (one.profile().name() != "profiles/default") continue;
      versions[one.profile().version()] = one.active();
    }
    return versions;
  }
  std::string Refused(const std::string& arguments) const {
    const Outcome outcome = Run("profile " + arguments + db_);
    EXPECT_NE(outcome.code, 0) << arguments;
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  }

  // Stores, uses and leaves a version again.
  void GoRound(const std::string& source) const {
    EXPECT_EQ(Versions(source), (std::map<int32_t, bool>{{1, true}}));
    // Whatever number the file has.
    EXPECT_THAT(MustRun("profile import --lang en " + file_ + source).out,
                AllOf(HasSubstr("Stored as profiles/default, version 2 "),
                      HasSubstr("profile activate profiles/default 2" + source)));
    EXPECT_EQ(Versions(source), (std::map<int32_t, bool>{{1, true}, {2, false}}));
    EXPECT_THAT(MustRun("profile activate default 2 --lang en" + source).out,
                AllOf(HasSubstr("version 2 "), HasSubstr("is in use, before it version 1"),
                      HasSubstr("profile activate profiles/default 1" + source)));
    EXPECT_EQ(Versions(source), (std::map<int32_t, bool>{{1, false}, {2, true}}));
    EXPECT_THAT(MustRun("profile show default --format text" + source).out,
                HasSubstr("vacancy_open: RULE_SWITCH_OFF"));
    EXPECT_THAT(MustRun("profile roll-back default --lang en" + source).out,
                HasSubstr("is in use, before it version 2"));
    EXPECT_EQ(Versions(source), (std::map<int32_t, bool>{{1, true}, {2, false}}));
  }

  std::string db_;
  std::string file_;
  std::string other_;
};

TEST_F(CliProfileStoreTest, AVersionIsStoredUsedAndLeftAgainInADatabase) { GoRound(db_); }

TEST_F(CliProfileStoreTest, AVersionIsStoredUsedAndLeftAgainOnAServer) {
  std::ostringstream log;
  const auto app = server::App::Start(
      {.dev = true, .port = 0, .db = Path("m.db")}, [] { return StoryDay(); }, log);
  ASSERT_TRUE(app.ok()) << app.status();
  GoRound(" --server " + (*app)->address());
}

TEST_F(CliProfileStoreTest, ADryRunChangesNothing) {
  EXPECT_THAT(MustRun("profile import --dry-run --lang en " + file_ + db_).out,
              AllOf(HasSubstr("profiles/default, version 2"), HasSubstr("Nothing is stored")));
  EXPECT_EQ(Versions(db_), (std::map<int32_t, bool>{{1, true}}));
  MustRun("profile import " + file_ + db_);
  EXPECT_THAT(MustRun("profile activate default 2 --dry-run --lang en" + db_).out,
              AllOf(HasSubstr("instead of version 1"), HasSubstr("Nothing is changed")));
  EXPECT_EQ(Versions(db_), (std::map<int32_t, bool>{{1, true}, {2, false}}));
  MustRun("profile activate default 2" + db_);
  MustRun("profile roll-back default --dry-run" + db_);
  EXPECT_EQ(Versions(db_), (std::map<int32_t, bool>{{1, false}, {2, true}}));
}

TEST_F(CliProfileStoreTest, TheFirstOfANameIsInUseAtOnceAndHasNoneBeforeIt) {
  EXPECT_THAT(MustRun("profile import --lang en " + other_ + db_).out,
              AllOf(HasSubstr("profiles/our_own, version 1"), HasSubstr("first of its name")));
  EXPECT_THAT(MustRun("profile list --lang en" + db_).out,
              AllOf(HasSubstr("In use"), HasSubstr("our_own"), HasSubstr("near_home")));
  EXPECT_THAT(MustRun("profile list" + db_).out, HasSubstr("In Gebrauch"));
  EXPECT_THAT(MustRun("profile list").out, Not(HasSubstr("our_own")));
  EXPECT_THAT(Refused("roll-back our_own"), HasSubstr("there is none before it"));
}

TEST_F(CliProfileStoreTest, TheSameRequestIsAnsweredOnce) {
  const std::string import = "profile import --format json --request-id r1 " + file_ + db_;
  EXPECT_EQ(MustRun(import).out, MustRun(import).out);
  EXPECT_EQ(Versions(db_).size(), 2);
}

TEST_F(CliProfileStoreTest, WhatCannotBeStoredOrUsedIsRefusedByName) {
  EXPECT_THAT(Refused("import " + Path("none.txt")), HasSubstr("none.txt"));
  EXPECT_THAT(Refused("import " + Write("bad.txt", "name: 7")), HasSubstr("bad.txt"));
  EXPECT_THAT(Refused("activate default 2"), HasSubstr("version"));
  EXPECT_THAT(Refused("activate default 0"), HasSubstr("version"));
  EXPECT_THAT(Refused("activate none 1"), HasSubstr("profiles/none"));
  EXPECT_THAT(Refused("roll-back none"), HasSubstr("profiles/none"));
  EXPECT_EQ(Versions(db_), (std::map<int32_t, bool>{{1, true}}));
}

}  // namespace
}  // namespace passung::cli
