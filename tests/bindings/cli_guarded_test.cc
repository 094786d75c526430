// Questions to a server that is encrypted and asks who calls.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/v1/mentee.pb.h"
#include "tests/bindings/guarded_server.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CliGuardedTest : public GuardedProgramTest {
 protected:
  CliGuardedTest() { Start(); }
  // Those of a server are made under its own key.
  static std::string WithoutEtags(std::string text) {
    const std::string begin = "\"etag\": \"";
    for (size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
      const size_t value = at + begin.size();
      text.erase(value, text.find('"', value) - value);
    }
    return text;
  }
};

TEST_F(CliGuardedTest, AnswersAreThoseOfTheFile) {
  const std::string question = "list vacancies --format json --page-size 500";
  const std::string answer = WithoutEtags(MustRun(question + " --db " + Path("m.db")).out);
  const std::string token = Option("token-file", "token");
  EXPECT_EQ(WithoutEtags(MustRun(question + Server() + Certificate() + token).out), answer);
  EXPECT_EQ(WithoutEtags(MustRun(question + Server() + Certificate()).out), answer)
      << "by the certificate";
  setenv("PASSUNG_TOKEN", Token("viewer", 600).c_str(), 1);
  EXPECT_EQ(WithoutEtags(MustRun(question + Server() + Certificate()).out), answer)
      << "by the environment";
  unsetenv("PASSUNG_TOKEN");
}

TEST_F(CliGuardedTest, WhatPeopleAreLookedAtForIsSent) {
  const std::string rank = "rank mentees/m000002" + Server() + Certificate() +
                           Option("token-file", "token") + " --as-of 2026-02-15";
  EXPECT_THAT(Run(rank).err, HasSubstr("purpose"));
  EXPECT_THAT(MustRun(rank + " --purpose counselling --lang en").out, HasSubstr("v0000"));
  const Outcome refused =
      Run("rank mentees/m000010" + Server() + Certificate() + Option("token-file", "token") +
          " --as-of 2026-02-15 --purpose placement");
  EXPECT_EQ(refused.code, 1) << "what is printed is more than placement opens";
  EXPECT_THAT(refused.err, HasSubstr("PURPOSE_PLACEMENT shows VIEW_EMPLOYER"));
  EXPECT_EQ(MustRun("list mentees" + Server() + Certificate() + Option("token-file", "token") +
                    " --purpose counselling --format json")
                .code,
            0);
}

TEST_F(CliGuardedTest, WhatIsPinnedOverAServerIsListedThereAndRemovedAgain) {
  const std::string access =
      Server() + Certificate() + Option("token-file", "token") + " --purpose counselling";
  MustRun("pins set mentees/m000002 vacancies/v0000001 --mark noted --note fragen" + access);
  const std::string listed = MustRun("pins list mentees/m000002 --format csv" + access).out;
  EXPECT_THAT(listed, HasSubstr(",vacancies/v0000001,noted,,fragen,"));
  const std::string name = listed.substr(listed.find('\n') + 1);
  MustRun("pins remove " + name.substr(0, name.find(',')) + access);
  EXPECT_THAT(MustRun("pins list mentees/m000002 --format csv" + access).out,
              Not(HasSubstr("fragen")));
}

TEST_F(CliGuardedTest, WhoIsImportedWithABasisIsSeenForItsPurposesAndNoOther) {
  const std::string file = Write("people.csv", "id,qualifications,district\nP1,81302,14713\n");
  const std::string import = "import --kind mentees " + file + " --lang en --db " + Path("p.db");
  EXPECT_THAT(MustRun(import).err, HasSubstr("CAUTION: no legal basis is on record for 1 person"));
  Start(Path("p.db"));
  const std::string access = Server() + Certificate() + Option("token-file", "token");
  const std::string show = "show mentees/P1" + access + " --format json --purpose ";
  EXPECT_THAT(Run(show + "counselling").err, HasSubstr("no legal basis"));
  EXPECT_EQ(MustRun(import + " --basis public_task --purposes counselling,reporting "
                             "--basis-reference 'SGB III'")
                .err,
            "");
  Start(Path("p.db"));
  const auto shown = FromJson<v1::Mentee>(MustRun("show mentees/P1" + Server() + Certificate() +
                                                  Option("token-file", "token") +
                                                  " --format json --purpose counselling")
                                              .out);
  ASSERT_EQ(shown.record().legal_bases_size(), 2);
  EXPECT_EQ(shown.record().legal_bases(0).kind(), v1::BASIS_KIND_PUBLIC_TASK);
  EXPECT_EQ(shown.record().legal_bases(0).reference(), "SGB III");
  EXPECT_TRUE(shown.record().has_expire_time());
  EXPECT_THAT(Run("show mentees/P1" + Server() + Certificate() + Option("token-file", "token") +
                  " --purpose placement")
                  .err,
              HasSubstr("PURPOSE_PLACEMENT shows VIEW_EMPLOYER"));
}

TEST_F(CliGuardedTest, OneResourceIsShownAndDeletedThroughTheServer) {
  const std::string access = Server() + Certificate() + Option("token-file", "token");
  const std::string show = "show vacancies/v0000001 --format json";
  EXPECT_EQ(WithoutEtags(MustRun(show + access).out),
            WithoutEtags(MustRun(show + " --db " + Path("m.db")).out));
  EXPECT_THAT(MustRun("show mentees/m000001/contact --lang en --purpose contact" + access).out,
              HasSubstr("mentees/m000001/contact"));
  EXPECT_THAT(MustRun("show profiles/default --lang en" + access).out,
              HasSubstr("profile.weights"));
  MustRun("delete vacancies/v0000001 --dry-run" + access);
  MustRun(show + access);
  MustRun("delete vacancies/v0000001" + access);
  EXPECT_EQ(Run(show + access).code, 1);
  EXPECT_EQ(Run("delete vacancies/v0000001" + access).code, 1);
}

TEST_F(CliGuardedTest, EachFaultyFileIsNamedWithItsOption) {
  Write("junk", "junk\n");
  Write("broken token", "a b\n");
  Put("other", "DNS:gateway.example");
  const std::string list = "list vacancies" + Server();
  struct Case {
    std::string options;
    int code;
    std::vector<std::string> says;
  };
  for (const Case& test : std::vector<Case>{
           {Option("ca", "none"), 1, {"--ca", "none"}},
           {Option("ca", "junk"), 1, {"--ca", "junk", "no certificate"}},
           {Option("ca", "ca.pem") + Option("cert", "gateway.pem"), 2, {"--cert", "--key"}},
           {Option("ca", "ca.pem") + Option("key", "gateway.key"), 2, {"--key", "--cert"}},
           {Option("ca", "ca.pem") + Option("cert", "junk") + Option("key", "gateway.key"),
            1,
            {"--cert", "junk"}},
           {Option("ca", "ca.pem") + Option("cert", "gateway.pem") + Option("key", "other.key"),
            1,
            {"other.key", "is not the key of"}},
           {Certificate() + Option("token-file", "none"), 1, {"--token-file", "none"}},
           {Certificate() + " --token-file '" + Path("broken token") + "'", 1, {"no token"}},
           {Option("token-file", "token"), 2, {"--token-file", "--ca"}},
           {Certificate() + " --purpose fun", 2, {"--purpose", "counselling"}},
           {"", 3, {"does not answer", "--ca"}},
           {Option("ca", "ca.pem"), 3, {"does not answer"}},
       }) {
    const Outcome outcome = Run(list + test.options);
    EXPECT_EQ(outcome.code, test.code) << test.options << "\n" << outcome.err;
    for (const std::string& word : test.says) {
      EXPECT_THAT(outcome.err, HasSubstr(word)) << test.options;
    }
  }
  EXPECT_EQ(Run("list vacancies --db " + Path("m.db") + Option("ca", "ca.pem")).code, 2);
}

TEST_F(CliGuardedTest, AnEndedTokenIsRefusedWithoutBeingShown) {
  const std::string token = Token("coordinator", -600);
  Write("old", token);
  const Outcome outcome =
      Run("list vacancies" + Server() + Certificate() + Option("token-file", "old"));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("does not know who calls"), Not(HasSubstr(token))));
}

}  // namespace
}  // namespace passung::cli
