// passung fetch against a service on this machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/bindings/program.h"
#include "tests/server/fetch/scripted_server.h"

namespace passung::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

server::ScriptedReply TwoCooks(const server::ScriptedRequest& request) {
  if (absl::StrContains(request.target, "/jobdetails/")) {
    return {.body = absl::StrCat(
                R"({"referenznummer": ")", absl::EndsWith(request.target, "MS1T") ? "1-S" : "2-S",
                R"(", "stellenangebotsTitel": "Koch", "stellenangebotsart": "ARBEIT", "neu": 1})")};
  }
  return {.body = R"({"maxErgebnisse": 2, "stellenangebote": [
    {"refnr": "1-S", "beruf": "Koch", "arbeitsort": {}, "aktuelleVeroeffentlichungsdatum": "2026-01-01", "modifikationsTimestamp": "a"},
    {"refnr": "2-S", "beruf": "Koch", "arbeitsort": {}, "aktuelleVeroeffentlichungsdatum": "2026-01-01", "modifikationsTimestamp": "a"}]})"};
}

class CliFetchTest : public ProgramTest {
 protected:
  std::string Fetch(const std::string& more) const {
    return absl::StrCat("fetch --source jobsuche --where Dresden --per-second 100 --base-url ",
                        server_.Address(), " --db ", Path("f.db"), " ", more);
  }
  server::ScriptedServer server_{TwoCooks};
};

TEST_F(CliFetchTest, VacanciesAreInTheDatabaseAndTheReportSaysWhatHappened) {
  const Outcome first = MustRun(Fetch("--lang en --key-file " + Write("key", "secret\n")));
  EXPECT_THAT(first.out, HasSubstr("2 of 2 vacancies listed; 0 unchanged"));
  EXPECT_THAT(first.out, HasSubstr("Complete. Vanished and closed: 0"));
  EXPECT_THAT(first.out, HasSubstr("details.neu: unknown field, in 2 records"));
  EXPECT_EQ(server_.requests()[0].fields.at("X-API-Key"), "secret");
  EXPECT_THAT(MustRun("show vacancies/1-S --db " + Path("f.db")).out, HasSubstr("Koch"));
  EXPECT_THAT(MustRun(Fetch("--lang en")).out, HasSubstr("2 unchanged"));
  const Outcome json = MustRun(Fetch("--format json --anew"));
  EXPECT_THAT(json.out, HasSubstr("\"ba_jobdetails\""));
  EXPECT_THAT(json.out, Not(HasSubstr("neu")));
  EXPECT_THAT(json.err, HasSubstr("details.neu"));
}

TEST_F(CliFetchTest, DryRunMakesNoFile) {
  const Outcome outcome = Run(Fetch("--dry-run"));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("f.db"));
  MustRun(Fetch("--most-pages 1"));
  std::filesystem::remove(Path("f.db.jobsuche"));
  EXPECT_THAT(MustRun(Fetch("--dry-run --lang en")).out, HasSubstr("nothing stored"));
  EXPECT_FALSE(std::filesystem::exists(Path("f.db.jobsuche")));
}

TEST_F(CliFetchTest, MisuseIsNamed) {
  EXPECT_EQ(Run("fetch --source elsewhere --db x.db").code, 2);
  EXPECT_EQ(Run("fetch --source jobsuche").code, 2);
  EXPECT_EQ(Run(Fetch("--offer-kind 3")).code, 2);
  EXPECT_EQ(Run(Fetch("--page-size 101")).code, 2);
  const Outcome address =
      Run("fetch --source jobsuche --base-url http://example.org --db " + Path("f.db"));
  EXPECT_EQ(address.code, 2);
  EXPECT_THAT(address.err, HasSubstr("could read the key"));
  EXPECT_THAT(Run(Fetch("--key-file " + Write("two", "a\nb\n"))).err, HasSubstr("one line"));
  EXPECT_FALSE(std::filesystem::exists(Path("f.db")));
}

}  // namespace
}  // namespace passung::cli
