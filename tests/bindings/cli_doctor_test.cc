// Every finding of `passung doctor`, by the state that brings it about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "bindings/cli/doctor.h"
#include "server/audit/chained_log.h"
#include "tests/bindings/guarded_server.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr int64_t kGibibyte = int64_t{1} << 30;
constexpr MachineFigures kRoomy = {.memory_bytes = 8 * kGibibyte, .free_bytes = 8 * kGibibyte};

std::vector<std::string> KeysOf(const Findings& findings) {
  std::vector<std::string> keys;
  for (const Finding& finding : findings) keys.push_back(finding.key);
  return keys;
}

class CliDoctorTest : public GuardedProgramTest {
 protected:
  std::vector<std::string> Tls(const std::string& name, const std::string& ca = "ca.pem",
                               Moment now = std::chrono::system_clock::now()) const {
    Findings findings;
    CheckTls({.certificate = Path(name + ".pem"),
              .key = Path(name + ".key"),
              .client_ca = ca.empty() ? "" : Path(ca)},
             now, findings);
    return KeysOf(findings);
  }
  std::vector<std::string> Database(const std::string& name,
                                    const MachineFigures& machine = kRoomy) const {
    Findings findings;
    CheckDatabase(Path(name), machine, findings);
    return KeysOf(findings);
  }
  // Of a server that could start, on `port` and the next.
  std::string Config(const std::string& port) const {
    namespace fs = std::filesystem;
    fs::permissions(Write("audit.key", std::string(32, 'k')),
                    fs::perms::owner_read | fs::perms::owner_write);
    return Write("passungd.textproto",
                 absl::StrCat("port: ", port, " http_port: 0 db: \"", Path("m.db"),
                              "\"\ntls { certificate: \"", Path("server.pem"), "\" key: \"",
                              Path("server.key"), "\" client_ca: \"", Path("ca.pem"),
                              "\" }\nidentity { jwks: \"", Path("jwks.json"),
                              "\" issuer: \"https://id.example\" audience: \"passung\" }\n",
                              "audit { folder: \"", Path(""), "\" key_file: \"", Path("audit.key"),
                              "\" }\n"));
  }
};

TEST_F(CliDoctorTest, WhatIsGoodHasNothingToDo) {
  Put("server", "DNS:localhost", 60L * 86'400);
  const Outcome outcome = MustRun("doctor --lang en --config " + Config("0"));
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("ok       Settings read"), HasSubstr("belongs to the certificate"),
                    HasSubstr("is whole, 340 rows with their checksums: schema "),
                    HasSubstr(", 20 mentees, 300 vacancies"), HasSubstr("Keys of tokens read")));
  EXPECT_THAT(outcome.out, Not(HasSubstr("problem")));
  EXPECT_THAT(outcome.out, HasSubstr("Log access: begins with the next start"));
  EXPECT_THAT(MustRun("doctor --config " + Config("0")).out, HasSubstr("Einstellungen gelesen"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("changing order")));
  const std::string explores =
      Write("explores.textproto", Read(Config("0")) + "exploration { width: 500000 }\n");
  EXPECT_THAT(MustRun("doctor --lang en --config " + explores).out,
              HasSubstr("at most 500000 of 100000000 apart stand in a changing order, among the "
                        "first 10 places"));
}

TEST_F(CliDoctorTest, AProblemIsCountedAndEndsWithOne) {
  const Outcome outcome = Run("doctor --lang en --config " + Write("c", "host: 5"));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("problem  Settings:"), HasSubstr("line 1"),
                                 HasSubstr("→ Correct the place")));
  EXPECT_THAT(outcome.err, HasSubstr("problems found: 1"));
  EXPECT_EQ(Run("doctor").code, 2);
  EXPECT_THAT(Run("doctor --lang en --config " + Write("d", "port: 1")).out, HasSubstr("--db"))
      << "what Validate says";
}

TEST_F(CliDoctorTest, CertificatesAreLookedAtByTheirDays) {
  const auto now = std::chrono::system_clock::now();
  EXPECT_THAT(Tls("server"), Contains("certificate_ok"));
  EXPECT_THAT(Tls("server", "", now + std::chrono::hours(24 * 40)), Contains("certificate_ending"));
  EXPECT_THAT(Tls("server", "", now + std::chrono::hours(24 * 61)), Contains("certificate_ended"));
  EXPECT_THAT(Tls("server", "", now - std::chrono::hours(24)), Contains("certificate_early"));
  EXPECT_THAT(Tls("none"), Contains("certificate_faulty"));
}

TEST_F(CliDoctorTest, KeyAndAuthorityMustFit) {
  EXPECT_THAT(Tls("server"), AllOf(Contains("key_ok"), Not(Contains("authority_none"))));
  EXPECT_THAT(Tls("server", "gateway.pem"), Contains("authority_none"));
  std::filesystem::copy_file(Path("gateway.key"), Path("server.key"),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_THAT(Tls("server"), AllOf(Contains("key_faulty"), Contains("certificate_ok")));
}

TEST_F(CliDoctorTest, AKeyThatEverybodyCanReadIsAProblem) {
  EXPECT_THAT(Tls("server"), Contains("secret_ok"));
  std::filesystem::permissions(Path("server.key"), std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_THAT(Tls("server"), Contains("secret_open"));
}

TEST_F(CliDoctorTest, KeysOfTokensAreRead) {
  Findings findings;
  CheckTokens(Path("jwks.json"), findings);
  CheckTokens(Write("junk", "{}"), findings);
  CheckTokens(Path("none"), findings);
  EXPECT_THAT(KeysOf(findings),
              testing::ElementsAre("tokens_ok", "tokens_faulty", "tokens_faulty"));
}

TEST_F(CliDoctorTest, TheAccessLogIsReadThroughWithItsKey) {
  const std::string folder = Path("audit");
  const std::string key = Write("audit.key", std::string(32, 'k') + "\n");
  std::filesystem::permissions(key, std::filesystem::perms::owner_all);
  server::Config config;
  config.audit_folder = folder;
  config.audit_key = key;
  config.keep_access_days = config.keep_decisions_days = 200;
  const Moment now = std::chrono::system_clock::now();
  const auto check = [&] {
    Findings findings;
    CheckAudit(config, now, findings);
    return KeysOf(findings);
  };
  EXPECT_THAT(check(), testing::ElementsAre("secret_ok", "audit_folder_none"));
  std::filesystem::create_directory(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  EXPECT_THAT(check(),
              testing::ElementsAre("secret_ok", "audit_folder_ok", "audit_new", "audit_new"));
  for (const char* name : {"access", "decisions"}) {
    const auto log =
        server::ChainedLog::Open({.folder = folder, .name = name, .key = std::string(32, 'k')});
    for (int i = 0; i < 5; ++i) ASSERT_TRUE((*log)->Append("{\"x\":1}").ok());
  }
  EXPECT_THAT(check(), testing::ElementsAre("secret_ok", "audit_folder_ok", "audit_holds",
                                            "audit_keep_ok", "audit_holds", "audit_keep_ok"));
  const std::string file = folder + "/decisions-000000000001.jsonl";
  std::string text = Read(file);
  text[text.size() / 2] ^= 1;
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
  EXPECT_THAT(check(), testing::ElementsAre("secret_ok", "audit_folder_ok", "audit_holds",
                                            "audit_keep_ok", "audit_broken", "audit_keep_ok"));
  std::filesystem::permissions(folder, std::filesystem::perms::all);
  Write("audit.key", "short");
  EXPECT_THAT(check(), testing::ElementsAre("random_key_faulty", "audit_folder_open"));
  std::filesystem::remove(key);
  EXPECT_THAT(check(), testing::ElementsAre("random_key_faulty", "audit_folder_open"));
}

TEST_F(CliDoctorTest, AKeyBesideItsLogIsToldOf) {
  Findings findings;
  server::Config config;
  config.audit_folder = Path("");
  config.audit_key = Write("audit.key", std::string(32, 'k'));
  CheckAudit(config, std::chrono::system_clock::now(), findings);
  EXPECT_THAT(KeysOf(findings), Contains("audit_key_beside"));
}

TEST_F(CliDoctorTest, TheKeyOfPageTokensIsRead) {
  Findings findings;
  CheckPageKey(Write("page.key", std::string(32, 'p')), findings);
  EXPECT_THAT(KeysOf(findings), Contains("page_key_ok"));
  findings.clear();
  CheckPageKey(Write("page.key", "short"), findings);
  EXPECT_THAT(KeysOf(findings), testing::ElementsAre("random_key_faulty"));
}

TEST_F(CliDoctorTest, TheDatabaseIsReadThroughAndLeftAsItIs) {
  EXPECT_THAT(Database("m.db"), testing::ElementsAre("disk_ok", "database_ok", "memory_ok"));
  EXPECT_THAT(Database("none.db"), Contains("database_new"));
  EXPECT_FALSE(std::filesystem::exists(Path("none.db")));
  Write("text.db", std::string(9'000, 'x'));
  EXPECT_THAT(Database("text.db"), Contains("database_faulty"));
  Write("empty.db", "");
  EXPECT_THAT(Database("empty.db"), Contains("database_old")) << "its tables are still to be made";
}

TEST_F(CliDoctorTest, ADamagedPageIsFound) {
  std::fstream file(Path("m.db"), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(0, std::ios::end);
  for (std::streamoff at = 8 * 4'096; at < static_cast<std::streamoff>(file.tellp());
       at += 65'536) {
    const auto end = file.tellp();
    file.seekp(at);
    file << std::string(4'096, '\xff');
    file.seekp(end);
  }
  file.close();
  EXPECT_THAT(Database("m.db"), Contains("database_faulty"));
}

TEST_F(CliDoctorTest, DiskAndMemoryAreMeasuredAgainstTheMarket) {
  EXPECT_THAT(Database("m.db", {.memory_bytes = kGibibyte, .free_bytes = 1'000}),
              Contains("disk_low"));
  EXPECT_THAT(Database("m.db", {.memory_bytes = 1'000, .free_bytes = kGibibyte}),
              Contains("memory_short"));
  const MachineFigures figures = FiguresOf(Path("m.db"));
  EXPECT_GT(figures.memory_bytes, 0);
  EXPECT_GT(figures.free_bytes, 0);
}

TEST_F(CliDoctorTest, ATakenPortIsOursByItsCertificate) {
  server::Config config;
  config.tls.certificate = Path("server.pem");
  Start();
  const auto port_of = [](const std::string& address) {
    return std::stoi(address.substr(address.rfind(':') + 1));
  };
  const int grpc = port_of(app_->address());
  const int http = port_of(app_->http_address());
  Findings findings;
  CheckPort(config, grpc, findings);
  CheckPort(config, http, findings);
  config.tls.certificate = Path("gateway.pem");
  CheckPort(config, http, findings);
  app_.reset();
  CheckPort(config, http, findings);
  config.host = "192.0.2.1";
  CheckPort(config, http, findings);
  EXPECT_THAT(KeysOf(findings), testing::ElementsAre("port_ours", "port_ours", "port_taken",
                                                     "port_free", "port_address"));
}

TEST_F(CliDoctorTest, AClockBeforeThisProgramIsImplausible) {
  Findings findings;
  CheckClock(std::chrono::system_clock::now(), findings);
  CheckClock(Moment(std::chrono::hours(24)), findings);
  EXPECT_THAT(KeysOf(findings), testing::ElementsAre("clock_ok", "clock_early"));
}

TEST_F(CliDoctorTest, AServerIsAskedAsTheCallerWould) {
  Start();
  EXPECT_THAT(MustRun("doctor --lang en" + Server() + Certificate()).out,
              AllOf(HasSubstr("answers and knows who asks"), HasSubstr("cannot be read")));
  Write("old", Token("viewer", -600));
  const auto problem = [&](const std::string& options, const char* says) {
    const Outcome outcome = Run("doctor --lang en" + options);
    EXPECT_EQ(outcome.code, 1) << options;
    EXPECT_THAT(outcome.out, HasSubstr(says)) << options;
  };
  problem(Server() + Certificate() + Option("token-file", "old"), "refuses");
  problem(Server() + Option("ca", "ca.pem"), "does not answer");
  problem(Server() + Option("ca", "none"), "Access: --ca");
}

// A finding without words would show its key.
TEST_F(CliDoctorTest, ItTellsHowLongLogsAreKeptAndWhereTheyAreKeptLonger) {
  server::Config config;
  config.audit_folder = Path("audit");
  config.audit_key = Write("audit.key", std::string(32, 'k'));
  std::filesystem::create_directory(config.audit_folder);
  const auto log = server::ChainedLog::Open(
      {.folder = config.audit_folder, .name = "access", .key = std::string(32, 'k')});
  ASSERT_TRUE((*log)->Append(R"({"time":"2026-01-01T00:00:00Z"})").ok());
  const auto check = [&](int32_t days, int64_t after) {
    Findings findings;
    config.keep_access_days = days;
    CheckAudit(config, Moment(std::chrono::seconds(1'767'225'600 + after * 86'400)), findings);
    return KeysOf(findings);
  };
  EXPECT_THAT(check(0, 5'000), Contains("audit_keep_all"));
  EXPECT_THAT(check(200, 203), AllOf(Contains("audit_keep_ok"), Not(Contains("audit_keep_late"))));
  EXPECT_THAT(check(200, 204), Contains("audit_keep_late")) << "a day for its file, two for looks";
}

TEST_F(CliDoctorTest, EveryFindingHasItsWords) {
  for (const text::Locale locale : {text::Locale::kDe, text::Locale::kEn}) {
    const auto& texts = text::Texts::For(locale);
    for (const char* key :
         {"certificate_ending", "certificate_ended", "certificate_early", "certificate_faulty",
          "key_faulty",         "authority_none",    "secret_open",       "tokens_faulty",
          "database_new",       "database_old",      "database_faulty",   "disk_low",
          "memory_short",       "port_taken",        "port_address",      "clock_early",
          "access_faulty",      "server_away",       "server_refuses",    "config_faulty",
          "random_key_faulty",  "audit_folder_none", "audit_folder_open", "audit_folder_closed",
          "audit_key_beside",   "audit_broken",      "audit_keep_all",    "audit_keep_late"}) {
      EXPECT_TRUE(texts.Has(absl::StrCat("doctor.", key))) << key;
      EXPECT_TRUE(texts.Has(absl::StrCat("doctor.", key, ".do"))) << key;
    }
    for (const char* key :
         {"certificate_ok", "key_ok",          "secret_ok", "tokens_ok",   "database_ok",
          "disk_ok",        "memory_ok",       "port_free", "port_ours",   "clock_ok",
          "config_ok",      "server_ok",       "ok",        "warning",     "problem",
          "count",          "audit_folder_ok", "audit_new", "audit_holds", "page_key_ok",
          "audit_keep_ok",  "exploration_on"}) {
      EXPECT_TRUE(texts.Has(absl::StrCat("doctor.", key))) << key;
    }
  }
}

TEST_F(CliDoctorTest, AKeyMadeHereSignsTokensThatTheServerTakes) {
  MustRun("token keygen --out " + Path("token.key"));
  EXPECT_EQ(Run("token keygen --out " + Path("token.key")).code, 1) << "no key is overwritten";
  Findings findings;
  CheckSecret(Path("token.key"), findings);
  EXPECT_THAT(KeysOf(findings), Contains("secret_ok"));
  Write("jwks.json", MustRun("token jwks --key " + Path("token.key")).out);
  Start();
  const std::string issue = "token issue --key " + Path("token.key") +
                            " --issuer https://id.example --audience passung --sub u1 --role ";
  Write("made", MustRun(issue + "mentor,viewer --mentor mentors/m1").out);
  MustRun("list vacancies" + Server() + Certificate() + Option("token-file", "made"));
  EXPECT_EQ(Run(issue + "king").code, 2);
  EXPECT_EQ(Run("token jwks --key " + Path("ca.pem")).code, 1);
}

}  // namespace
}  // namespace passung::cli
