// A server as it stands outside of development: encrypted, and nobody without a right is answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "passung/v1/match_service.grpc.pb.h"
#include "server/app.h"
#include "server/method/all_methods.h"
#include "server/method/method_table.h"
#include "tests/server/identity/token_maker.h"
#include "tests/server/server_fixture.h"
#include "tests/server/tls/certificate_maker.h"
#include "tests/server/tls/tls_client.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

// The long form exchanges certificates twenty times.
const bool kLongTests = std::getenv("PASSUNG_LONG") != nullptr;

int64_t Now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

class GuardedTest : public testing::Test {
 protected:
  GuardedTest()
      : folder_(fs::path(testing::TempDir()) /
                (std::string("guarded_") +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    Put("ca.pem", authority_.Pem());
    Put("jwks.json", Jwks({key_.PublicJwk()}));
    Exchange();
    config_.port = 0;
    config_.db = (folder_ / "passung.db").string();
    config_.tls = {.certificate = Path("tls/cert.pem"),
                   .key = Path("tls/key.pem"),
                   .client_ca = Path("ca.pem")};
    Put("audit.key", std::string(32, 'k'));
    config_.audit_folder = folder_.string();
    config_.audit_key = Path("audit.key");
    config_.jwks = Path("jwks.json");
    config_.issuer = "https://id.example";
    config_.audience = "passung";
    config_.services = {{"import.example", {v1::ROLE_SERVICE}},
                        {"gateway.example", {v1::ROLE_VIEWER}}};
  }
  ~GuardedTest() override {
    app_.reset();
    fs::remove_all(folder_);
  }

  std::string Path(const char* name) const { return (folder_ / name).string(); }
  void Put(const fs::path& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::trunc) << text;
  }
  // A new certificate and key, both at one moment: the link to their folder is exchanged.
  std::string Exchange() {
    const MadeCertificate made = authority_.Sign("DNS:localhost,IP:127.0.0.1");
    const std::string name = "tls" + std::to_string(exchanges_++);
    fs::create_directories(folder_ / name);
    Put(name + "/cert.pem", made.certificate);
    Put(name + "/key.pem", made.key);
    fs::create_directory_symlink(name, folder_ / "next");
    fs::rename(folder_ / "next", folder_ / "tls");
    return made.certificate;
  }
  void Start() {
    auto app = App::Start(
        config_, [] { return StoryDay(); }, log_);
    ASSERT_THAT(app, IsOk());
    app_ = *std::move(app);
  }

  json Claims(const json& roles) const {
    return {{"iss", "https://id.example"}, {"aud", "passung"}, {"sub", "u1"},
            {"exp", Now() + 600},          {"roles", roles},   {"mentor", "mentors/m1"}};
  }
  std::string Token(const json& claims) const { return SignedToken(key_, HeaderOf(key_), claims); }
  std::shared_ptr<grpc::Channel> Channel(const std::optional<MadeCertificate>& own,
                                         const std::string& pool = "") const {
    grpc::SslCredentialsOptions options{.pem_root_certs = authority_.Pem()};
    if (own) {
      options.pem_private_key = own->key;
      options.pem_cert_chain = own->certificate;
    }
    grpc::ChannelArguments arguments;
    arguments.SetString("test.pool", pool);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    // By number: c-ares of this gRPC leaks a little for every name that it looks up.
    return grpc::CreateCustomChannel(app_->address(), grpc::SslCredentials(options), arguments);
  }
  MadeCertificate Service(const std::string& name) const { return authority_.Sign("DNS:" + name); }

  // An empty message to a method: what matters is whether it gets as far as its handler.
  static grpc::Status Ask(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
                          const std::string& token) {
    grpc::GenericStub stub(channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
    grpc::CompletionQueue queue;
    const auto stream = stub.PrepareCall(&context, path, &queue);
    const auto wait = [&] {
      void* tag = nullptr;
      bool ok = false;
      queue.Next(&tag, &ok);
      return ok;
    };
    stream->StartCall(nullptr);
    wait();
    stream->WriteLast(grpc::ByteBuffer(), grpc::WriteOptions(), nullptr);
    wait();
    grpc::ByteBuffer answer;
    do {
      stream->Read(&answer, nullptr);
    } while (wait());
    grpc::Status status;
    stream->Finish(&status, nullptr);
    wait();
    return status;
  }

  const fs::path folder_;
  const Authority authority_;
  const SigningKey key_{"k1"};
  const SigningKey foreign_{"k1"};
  int exchanges_ = 0;
  Config config_;
  std::ostringstream log_;
  std::unique_ptr<App> app_;
};

using Code = grpc::StatusCode;

// Every method × every way to be nobody or somebody. Whoever gets past the door is told of their empty
// message, or answered.
TEST_F(GuardedTest, EveryMethodAsksWhoCallsAndWhatTheyMay) {
  Start();
  const auto channel = Channel(Service("gateway.example"));
  const auto methods = MethodTable::Create(AllMethods());
  ASSERT_THAT(methods, IsOk());
  const auto without = [&](const char* claim) {
    json claims = Claims(json::array({"admin"}));
    claims.erase(claim);
    return Token(claims);
  };
  const auto with = [&](const char* claim, const json& value) {
    json claims = Claims(json::array({"admin"}));
    claims[claim] = value;
    return Token(claims);
  };
  const std::string none_header = Base64Url(json{{"alg", "none"}}.dump()) + "." +
                                  Base64Url(Claims(json::array({"admin"})).dump()) + ".";
  const std::vector<std::pair<const char*, std::string>> nobodies = {
      {"no token at all", "x"},
      {"expired", with("exp", Now() - 600)},
      {"no end", without("exp")},
      {"wrong audience", with("aud", "other")},
      {"wrong issuer", with("iss", "https://evil.example")},
      {"no roles", with("roles", json::array())},
      {"alg none", none_header},
      {"foreign key", SignedToken(foreign_, HeaderOf(foreign_), Claims(json::array({"admin"})))},
  };
  int cells = 0;
  for (const Method& method : (*methods)->methods()) {
    for (const auto& [what, token] : nobodies) {
      EXPECT_EQ(Ask(channel, "/" + method.path, token).error_code(), Code::UNAUTHENTICATED)
          << method.path << ": " << what;
      ++cells;
    }
    for (int number = 1; v1::Role_IsValid(number); ++number) {
      const auto role = static_cast<v1::Role>(number);
      const bool may = std::count(method.access.roles.begin(), method.access.roles.end(), role) > 0;
      const auto status =
          Ask(channel, "/" + method.path, Token(Claims(json::array({NameOfRole(role)}))));
      EXPECT_EQ(status.error_code() == Code::PERMISSION_DENIED &&
                    ErrorInfoOf(status).reason() == "ROLE_NOT_ALLOWED",
                !may)
          << method.path << ": " << NameOfRole(role) << ": " << status.error_message();
      EXPECT_NE(status.error_code(), Code::UNAUTHENTICATED) << method.path;
      EXPECT_NE(status.error_code(), Code::INTERNAL) << method.path;
      ++cells;
    }
  }
  EXPECT_GE(cells, 14 * static_cast<int>((*methods)->methods().size()));
}

TEST_F(GuardedTest, AServiceCallsByItsCertificateAlone) {
  Start();
  const std::string path = "/passung.v1.CatalogService/ListVacancies";
  EXPECT_EQ(Ask(Channel(Service("import.example")), path, "").error_code(), Code::OK);
  const auto unknown = Ask(Channel(Service("evil.example")), path, "");
  EXPECT_EQ(unknown.error_code(), Code::UNAUTHENTICATED);
  EXPECT_EQ(ErrorInfoOf(unknown).reason(), "CREDENTIALS_UNKNOWN_SERVICE");
}

// A form that is being filled in while the server is started again is not refused for it.
TEST_F(GuardedTest, EtagsAreGoodAfterTheNextStartAndUnderAnotherKeyTheyAreNot) {
  const std::string token = Token(Claims(json::array({"coordinator"})));
  const auto read = [&] {
    app_.reset();
    Start();
    const auto catalog = v1::CatalogService::NewStub(Channel(Service("import.example")));
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + token);
    v1::CreateVacancyRequest request;
    *request.mutable_vacancy() = wire::ToProto(StoryVacancy("V1"));
    request.set_validate_only(true);
    v1::Vacancy checked;
    const grpc::Status status = catalog->CreateVacancy(&context, request, &checked);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return checked.etag();
  };
  const std::string etag = read();
  EXPECT_EQ(read(), etag);
  Put("audit.key", std::string(32, 'j'));
  config_.audit_folder = (folder_ / "anew").string();
  fs::create_directories(config_.audit_folder);
  EXPECT_NE(read(), etag);
}

TEST_F(GuardedTest, WithoutACertificateNobodyGetsAsFarAsHttp2) {
  Start();
  const std::string token = Token(Claims(json::array({"coordinator"})));
  EXPECT_EQ(
      Ask(Channel(std::nullopt), "/passung.v1.CatalogService/ListVacancies", token).error_code(),
      Code::UNAVAILABLE);
  const Authority other;
  EXPECT_EQ(Ask(Channel(other.Sign("DNS:import.example")),
                "/passung.v1.CatalogService/ListVacancies", token)
                .error_code(),
            Code::UNAVAILABLE);
}

// Each certificate is seen at both doors before the next one comes: some three seconds each.
TEST_F(GuardedTest, CertificatesAreExchangedUnderLoadWithoutAFailedCall) {
  Start();
  std::atomic<bool> done{false};
  std::atomic<int> answered{0};
  std::atomic<int> failed{0};
  const MadeCertificate own = Service("import.example");
  // Each caller asks over new connections, too, so that every certificate is used.
  std::vector<std::thread> callers;
  for (int i = 0; i < 2; ++i) {
    callers.emplace_back([&, i] {
      for (int n = 0; !done; ++n) {
        const auto channel = Channel(own, std::to_string(i) + "/" + std::to_string(n));
        for (int k = 0; k < 5; ++k) {
          const auto status = Ask(channel, "/passung.v1.CatalogService/ListVacancies", "");
          ++(status.ok() ? answered : failed);
          EXPECT_TRUE(status.ok()) << status.error_message();
        }
      }
    });
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(kLongTests ? 120 : 30);
  const auto shown = [&](const std::string& address) {
    return AskTls(address, authority_, own, "").certificate;
  };
  int used = 0;
  for (; used < (kLongTests ? 20 : 3) && std::chrono::steady_clock::now() < end; ++used) {
    const std::string made = Exchange();
    while ((shown(app_->address()) != made || shown(app_->http_address()) != made) &&
           std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
    }
  }
  done = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_LT(std::chrono::steady_clock::now(), end) << used << " certificates";
  EXPECT_EQ(failed, 0);
  EXPECT_GT(answered, 20);
}

TEST_F(GuardedTest, HttpIsEncryptedAndTakesTokensWithoutACertificate) {
  Start();
  const auto ask = [&](const std::optional<MadeCertificate>& own, const std::string& token) {
    const std::string authorization =
        token.empty() ? "" : "Authorization: Bearer " + token + "\r\n";
    return AskTls(app_->http_address(), authority_, own,
                  "POST /passung.v1.CatalogService/ListVacancies HTTP/1.1\r\nHost: localhost\r\n" +
                      authorization +
                      "Content-Type: application/json\r\nConnection: close\r\n"
                      "Content-Length: 2\r\n\r\n{}")
        .text;
  };
  EXPECT_THAT(ask(std::nullopt, Token(Claims(json::array({"coordinator"})))),
              HasSubstr("HTTP/1.1 200"));
  EXPECT_THAT(ask(Service("import.example"), ""), HasSubstr("HTTP/1.1 200"));
  EXPECT_THAT(ask(std::nullopt, ""),
              AllOf(HasSubstr("HTTP/1.1 401"), HasSubstr("CREDENTIALS_MISSING"),
                    HasSubstr("WWW-Authenticate: Bearer")));
  EXPECT_THAT(ask(Service("evil.example"), ""), HasSubstr("HTTP/1.1 401"));
  const Authority other;
  EXPECT_EQ(ask(other.Sign("DNS:import.example"), ""), "") << "signed by nobody we know";
}

TEST_F(GuardedTest, WhoAsksForPeopleWithoutTheRoleIsNoted) {
  Start();
  const auto channel = Channel(Service("gateway.example"));
  const std::string viewer = Token(Claims(json::array({"viewer"})));
  EXPECT_EQ(Ask(channel, "/passung.v1.CatalogService/GetMentee", viewer).error_code(),
            Code::PERMISSION_DENIED);
  EXPECT_EQ(Ask(channel, "/passung.v1.CatalogService/DeleteVacancy", viewer).error_code(),
            Code::PERMISSION_DENIED);
  std::ostringstream log;
  log << std::ifstream(folder_ / "access-000000000001.jsonl").rdbuf();
  EXPECT_THAT(log.str(), AllOf(HasSubstr("person/u1"), HasSubstr("GetMentee"),
                               HasSubstr("PERMISSION_DENIED")));
  EXPECT_EQ(log.str().find("DeleteVacancy"), std::string::npos) << "which is about nobody";
}

TEST_F(GuardedTest, WhoMayNotCallOverHttpIsToldBeforeALongRequestIsRead) {
  Start();
  const std::string head =
      "POST /passung.v1.CatalogService/BatchUpsertMentees HTTP/1.1\r\nHost: localhost\r\n"
      "Content-Type: application/json\r\nContent-Length: 4000000\r\n";
  EXPECT_THAT(AskTls(app_->http_address(), authority_, std::nullopt, head + "\r\n").text,
              AllOf(HasSubstr("HTTP/1.1 401"), HasSubstr("CREDENTIALS_MISSING")));
  EXPECT_THAT(
      AskTls(app_->http_address(), authority_, std::nullopt,
             head + "Authorization: Bearer " + Token(Claims(json::array({"viewer"}))) + "\r\n\r\n")
          .text,
      AllOf(HasSubstr("HTTP/1.1 403"), HasSubstr("ROLE_NOT_ALLOWED")));
}

TEST_F(GuardedTest, NewKeysOfTokensAreTakenWhileItServes) {
  Start();
  const SigningKey second("k2");
  const std::string token =
      SignedToken(second, HeaderOf(second), Claims(json::array({"coordinator"})));
  const std::string path = "/passung.v1.CatalogService/ListVacancies";
  const auto channel = Channel(Service("gateway.example"));
  EXPECT_EQ(Ask(channel, path, token).error_code(), Code::UNAUTHENTICATED);
  Put("jwks.json", Jwks({second.PublicJwk()}));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!Ask(channel, path, token).ok() && std::chrono::steady_clock::now() < end) {
  }
  EXPECT_TRUE(Ask(channel, path, token).ok());
  EXPECT_EQ(Ask(channel, path, Token(Claims(json::array({"coordinator"})))).error_code(),
            Code::UNAUTHENTICATED)
      << "the key before is no more believed";
}

TEST_F(GuardedTest, ItDoesNotStartWhereSomebodyUnknownCouldCall) {
  const auto refused = [&](auto change, const char* option) {
    Config config = config_;
    change(config);
    EXPECT_THAT(App::Start(
                    config, [] { return StoryDay(); }, log_),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(option)));
  };
  refused([](Config& c) { c.tls.certificate.clear(); }, "--tls-cert");
  refused([](Config& c) { c.tls.key.clear(); }, "--tls-key");
  refused([](Config& c) { c.db.clear(); }, "--db");
  refused([](Config& c) { c.audit_folder.clear(); }, "--audit-folder");
  refused([](Config& c) { c.audit_key.clear(); }, "--audit-key");
  refused(
      [](Config& c) {
        c.jwks.clear();
        c.services.clear();
      },
      "--jwks");
  refused([](Config& c) { c.tls.client_ca.clear(); }, "--client-ca");
  refused(
      [](Config& c) {
        c.host = "0.0.0.0";
        c.services.clear();
        c.tls.client_ca.clear();
      },
      "--client-ca");
  refused(
      [](Config& c) {
        c.dev = true;
        c.host = "0.0.0.0";
      },
      "--host");
  refused([](Config& c) { c.issuer.clear(); }, "issuer");
}

}  // namespace
}  // namespace passung::server
