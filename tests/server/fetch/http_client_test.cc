#include "server/fetch/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/fetch/scripted_server.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using ::testing::HasSubstr;

std::unique_ptr<HttpAsker> ClientOf(const std::string& address, HttpSettings settings = {}) {
  const absl::StatusOr<Url> url = ParseUrl(address);
  EXPECT_THAT(url, IsOk());
  absl::StatusOr<std::unique_ptr<HttpAsker>> client = MakeHttpClient(*url, settings);
  EXPECT_THAT(client, IsOk());
  return *std::move(client);
}

TEST(HttpClientTest, FieldsGoThereAndTheAnswerComesBack) {
  ScriptedServer server([](const ScriptedRequest&) {
    return ScriptedReply{
        .status = 429, .body = "later", .fields = {{"Retry-After", "7"}, {"ETag", "\"x\""}}};
  });
  const auto client = ClientOf(server.Address() + "/base/");
  const auto answer = client->Get("/jobs?a=1", {{"X-API-Key", "k"}});
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->status, 429);
  EXPECT_EQ(answer->body, "later");
  EXPECT_EQ(answer->retry_after, "7");
  EXPECT_EQ(answer->etag, "\"x\"");
  EXPECT_EQ(server.requests()[0].target, "/base/jobs?a=1");
  EXPECT_EQ(server.requests()[0].fields.at("X-API-Key"), "k");
}

TEST(HttpClientTest, ConnectionIsKeptForTheNextRequest) {
  ScriptedServer server([](const ScriptedRequest&) { return ScriptedReply{.body = "1"}; });
  const auto client = ClientOf(server.Address());
  for (int i = 0; i < 3; ++i) EXPECT_THAT(client->Get("/", {}), IsOk());
  EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClientTest, ConnectionThatWasClosedMeanwhileIsMadeAnew) {
  ScriptedServer server(
      [](const ScriptedRequest&) { return ScriptedReply{.body = "1", .close = true}; });
  const auto client = ClientOf(server.Address());
  for (int i = 0; i < 3; ++i) EXPECT_THAT(client->Get("/", {}), IsOk());
  EXPECT_EQ(server.connections(), 3);
}

TEST(HttpClientTest, BodyThatIsCutOffIsNoAnswer) {
  ScriptedServer server(
      [](const ScriptedRequest&) { return ScriptedReply{.body = "{\"a\": 1}", .cut = true}; });
  const auto client = ClientOf(server.Address());
  EXPECT_THAT(client->Get("/", {}), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("cut off")));
}

TEST(HttpClientTest, ServiceThatSaysNothingIsLeftInTime) {
  ScriptedServer server([](const ScriptedRequest&) { return ScriptedReply{.silent = true}; });
  const auto client = ClientOf(server.Address(), {.time = std::chrono::milliseconds(100)});
  EXPECT_THAT(client->Get("/", {}),
              StatusIs(absl::StatusCode::kDeadlineExceeded, HasSubstr("100 ms")));
}

TEST(HttpClientTest, BodyMayNotBeEndless) {
  ScriptedServer server(
      [](const ScriptedRequest&) { return ScriptedReply{.body = std::string(5'000, 'x')}; });
  const auto client = ClientOf(server.Address(), {.most_bytes = 4'000});
  EXPECT_THAT(client->Get("/", {}),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("4000")));
}

TEST(HttpClientTest, BodyInPiecesMayNotBeEndlessEither) {
  ScriptedServer server([](const ScriptedRequest&) {
    return ScriptedReply{.body = absl::StrCat("7D0\r\n", std::string(2'000, 'x'), "\r\n7D0\r\n",
                                              std::string(2'000, 'x'), "\r\n0\r\n\r\n"),
                         .fields = {{"Transfer-Encoding", "chunked"}}};
  });
  EXPECT_THAT(ClientOf(server.Address(), {.most_bytes = 4'000})->Get("/", {}), IsOk());
  EXPECT_THAT(ClientOf(server.Address(), {.most_bytes = 3'000})->Get("/", {}),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("3000")));
}

TEST(HttpClientTest, NobodyThereIsUnavailable) {
  std::string address;
  {
    ScriptedServer server([](const ScriptedRequest&) { return ScriptedReply{}; });
    address = server.Address();
  }
  EXPECT_THAT(ClientOf(address)->Get("/", {}),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("cannot connect")));
}

// ---- TLS ----

TEST(HttpClientTest, ServiceProvesWhoItIs) {
  const Authority authority;
  ScriptedServer server([](const ScriptedRequest&) { return ScriptedReply{.body = "safe"}; },
                        authority.Sign("DNS:localhost"));
  const auto client = ClientOf(server.Address("localhost"), {.authorities = authority.Pem()});
  const auto answer = client->Get("/", {});
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->body, "safe");
  EXPECT_THAT(client->Get("/", {}), IsOk());
  EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClientTest, CertificateOfAnotherHostIsNone) {
  const Authority authority;
  ScriptedServer server([](const ScriptedRequest&) { return ScriptedReply{}; },
                        authority.Sign("DNS:other.example"));
  const auto client = ClientOf(server.Address("localhost"), {.authorities = authority.Pem()});
  EXPECT_THAT(client->Get("/", {}), StatusIs(absl::StatusCode::kFailedPrecondition,
                                             HasSubstr("cannot prove that it is localhost")));
  EXPECT_TRUE(server.requests().empty());
}

TEST(HttpClientTest, CertificateOfAStrangerIsNone) {
  const Authority authority;
  const Authority stranger;
  ScriptedServer server([](const ScriptedRequest&) { return ScriptedReply{}; },
                        stranger.Sign("DNS:localhost"));
  const auto client = ClientOf(server.Address("localhost"), {.authorities = authority.Pem()});
  EXPECT_THAT(client->Get("/", {}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("localhost")));
  EXPECT_THAT(ClientOf(server.Address("localhost"))->Get("/", {}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("localhost")));
}

TEST(HttpClientTest, ExpiredCertificateIsNone) {
  const Authority authority;
  ScriptedServer server([](const ScriptedRequest&) { return ScriptedReply{}; },
                        authority.Sign("DNS:localhost", -60));
  const auto client = ClientOf(server.Address("localhost"), {.authorities = authority.Pem()});
  EXPECT_THAT(client->Get("/", {}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("expired")));
}

TEST(HttpClientTest, AuthoritiesThatAreNoneAreRefused) {
  EXPECT_THAT(MakeHttpClient(*ParseUrl("https://localhost"), {.authorities = "x"}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("authorities")));
}

// ---- Addresses ----

TEST(UrlTest, PartsAreTakenApart) {
  const auto url = ParseUrl("https://rest.example.org/a/b/");
  ASSERT_THAT(url, IsOk());
  EXPECT_TRUE(url->tls);
  EXPECT_EQ(url->host, "rest.example.org");
  EXPECT_EQ(url->port, "443");
  EXPECT_EQ(url->path, "/a/b");
  EXPECT_EQ(ParseUrl("http://127.0.0.1:8080")->port, "8080");
}

TEST(UrlTest, RefusalSaysWhyAndWhatIsAllowed) {
  for (const char* bad :
       {"ftp://a", "https://", "https://a:0", "https://a:99999", "https://a:x", "https://a?b",
        "https://u@a", "https://a b", "https://a#b", "", "https://a:+80"}) {
    EXPECT_THAT(ParseUrl(bad).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("allowed is https://")))
        << bad;
  }
  EXPECT_THAT(ParseUrl("http://example.org").status().message(), HasSubstr("could read the key"));
}

TEST(UrlTest, ValuesAreEncoded) {
  EXPECT_EQ(QueryOf({{"was", "Köchin & Koch"}, {"wo", ""}, {"n", "1"}}),
            "?was=K%C3%B6chin%20%26%20Koch&n=1");
  EXPECT_EQ(QueryOf({}), "");
}

}  // namespace
}  // namespace passung::server
