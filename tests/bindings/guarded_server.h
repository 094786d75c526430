// A server as it stands outside of development, with the files that callers need in the folder of the test.
#ifndef PASSUNG_TESTS_BINDINGS_GUARDED_SERVER_H_
#define PASSUNG_TESTS_BINDINGS_GUARDED_SERVER_H_

#include <chrono>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "server/app.h"
#include "tests/bindings/program.h"
#include "tests/server/identity/token_maker.h"
#include "tests/server/tls/certificate_maker.h"
#include "tests/support/builders.h"

namespace passung::cli {

class GuardedProgramTest : public ProgramTest {
 protected:
  GuardedProgramTest() {
    MakeMarket();
    Write("ca.pem", authority_.Pem());
    Write("jwks.json", server::Jwks({key_.PublicJwk()}));
    Put("server", "DNS:localhost,IP:127.0.0.1");
    Put("gateway", "DNS:gateway.example");
    Write("token", Token("coordinator", 600));
  }

  // NAME.pem and NAME.key.
  void Put(const std::string& name, const std::string& names, long seconds = 60L * 86'400) const {
    const server::MadeCertificate made = authority_.Sign(names, seconds);
    Write(name + ".pem", made.certificate);
    Write(name + ".key", made.key);
    namespace fs = std::filesystem;
    fs::permissions(Path(name + ".key"), fs::perms::owner_read | fs::perms::owner_write);
  }
  std::string Token(const char* role, int64_t seconds) const {
    const int64_t now = std::chrono::duration_cast<std::chrono::seconds>(
                            std::chrono::system_clock::now().time_since_epoch())
                            .count();
    return server::SignedToken(key_, server::HeaderOf(key_),
                               {{"iss", "https://id.example"},
                                {"aud", "passung"},
                                {"sub", "u1"},
                                {"exp", now + seconds},
                                {"roles", nlohmann::json::array({role})}});
  }
  // Also starts it again.
  void Start() { Start(Path("m.db")); }
  void Start(const std::string& db) {
    app_.reset();
    server::Config config;
    config.port = 0;
    config.db = db;
    config.tls = {
        .certificate = Path("server.pem"), .key = Path("server.key"), .client_ca = Path("ca.pem")};
    config.jwks = Path("jwks.json");
    config.issuer = "https://id.example";
    config.audience = "passung";
    config.services = {{"gateway.example", {v1::ROLE_VIEWER}}};
    Write("audit.key", std::string(32, 'k'));
    config.audit_key = Path("audit.key");
    config.audit_folder = Path("");
    auto app = server::App::Start(
        config, [] { return StoryDay(); }, log_);
    ASSERT_TRUE(app.ok()) << app.status();
    app_ = *std::move(app);
  }
  std::string Server() const {
    const std::string& address = app_->address();
    return absl::StrCat(" --server localhost", address.substr(address.rfind(':')));
  }
  std::string Option(const std::string& name, const std::string& file) const {
    return absl::StrCat(" --", name, " ", Path(file));
  }
  std::string Certificate() const {
    return Option("ca", "ca.pem") + Option("cert", "gateway.pem") + Option("key", "gateway.key");
  }

  const server::Authority authority_;
  const server::SigningKey key_{"k1"};
  std::ostringstream log_;
  std::unique_ptr<server::App> app_;
};

}  // namespace passung::cli

#endif  // PASSUNG_TESTS_BINDINGS_GUARDED_SERVER_H_
