// The server of HTTP by itself, with and without TLS: what clients do to it that no handler sees.
#include "server/http/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tests/server/doors/http_client.h"
#include "tests/server/tls/certificate_maker.h"
#include "tests/server/tls/tls_client.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr size_t kLongPart = size_t{200} << 10;
constexpr uint64_t kLargestBodies = 3 << 20;

// "/stream" sends long parts until its client has gone; "/wait" answers when it is let; anything else is
// answered at once. Who sends a long body has to be "known".
class TestHandler final : public HttpHandler {
 public:
  std::optional<HttpRefusal> RefusalOf(const HttpRequest& head) override {
    EXPECT_EQ(head.body, "");
    if (head.Header("authorization") == "known") return std::nullopt;
    return HttpRefusal{.head = {.status = 401, .content_type = "text/plain"}, .body = "unknown\n"};
  }
  void Handle(HttpRequest request, std::shared_ptr<HttpExchange> exchange) override {
    ++handled;
    if (request.path == "/stream") {
      exchange->Begin({.content_type = "text/plain"});
      for (int i = 0; i < 4; ++i) exchange->Send(std::string(kLongPart, 'x'));
      return exchange->End();
    }
    if (request.path == "/wait") {
      waiting = std::move(exchange);
      return;
    }
    exchange->Respond({.content_type = "text/plain"}, "answer\n");
  }

  std::atomic<int> handled{0};
  std::shared_ptr<HttpExchange> waiting;
};

class HttpServerTest : public testing::Test {
 protected:
  ~HttpServerTest() override {
    handler_.waiting.reset();
    server_.reset();
  }
  void Open(const std::optional<TlsMaterial>& tls) {
    Open({.largest_bodies = kLargestBodies, .tls = tls});
  }
  void Open(const HttpServer::Options& options) {
    auto server = HttpServer::Open(options, handler_);
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
  }
  TlsMaterial Material(bool with_client_ca) const {
    const MadeCertificate made = authority_.Sign("DNS:localhost,IP:127.0.0.1");
    return {.certificate = made.certificate,
            .key = made.key,
            .client_ca = with_client_ca ? authority_.Pem() : "",
            .not_after = {}};
  }
  void Post(HttpClient& client, size_t size, const std::string& who, const char* path = "/") const {
    client.SendBytes(absl::StrCat("POST ", path, " HTTP/1.1\r\nHost: x\r\nAuthorization: ", who,
                                  "\r\nContent-Length: ", size, "\r\n\r\n"));
  }

  const Authority authority_;
  TestHandler handler_;
  std::unique_ptr<HttpServer> server_;
};

// TLS takes a long part in several steps, and the client may leave between two of them. For
// AddressSanitizer to see: what was written on was freed.
TEST_F(HttpServerTest, AClientOverTlsMayLeaveInTheMiddleOfALongPart) {
  Open(Material(false));
  for (int i = 0; i < 200; ++i) {
    const TlsConnection client(server_->address(), authority_, std::nullopt);
    ASSERT_TRUE(client.IsConnected());
    client.Write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(client.ReadSome(), StartsWith("HTTP/1.1 200"));
    for (int more = i % 7; more > 0; --more) client.ReadSome();
    if (i % 2 == 0) client.SayGoodbye();
  }
  EXPECT_EQ(handler_.handled, 200);
  EXPECT_THAT(AskTls(server_->address(), authority_, std::nullopt,
                     "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .text,
              HasSubstr("answer"));
}

// As browsers and proxies do with every connection after the first.
TEST_F(HttpServerTest, AClientThatShowsACertificateMayTakeItsSessionUpAgain) {
  Open(Material(true));
  const MadeCertificate own = authority_.Sign("DNS:client.example");
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  TlsSession session;
  for (int i = 0; i < 3; ++i) {
    const TlsConnection client(server_->address(), authority_, own, &session);
    ASSERT_TRUE(client.IsConnected()) << "connection " << i;
    EXPECT_EQ(client.IsTakenUp(), i > 0);
    client.Write(request);
    EXPECT_THAT(client.ReadSome(), StartsWith("HTTP/1.1 200")) << "connection " << i;
  }
}

TEST_F(HttpServerTest, AnAnswerToHeadIsAsLongAsThatToGetAndHasNoBody) {
  Open(std::nullopt);
  HttpClient client(server_->address());
  client.SendBytes(
      "HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string all = client.ReadToTheEnd();
  EXPECT_THAT(all, HasSubstr("Content-Length: 7\r\n"));
  EXPECT_EQ(all.find("answer"), all.rfind("answer")) << "of the second request alone";
}

TEST_F(HttpServerTest, OneAddressDoesNotTakeThePlacesOfAllOthers) {
  Open({.most_of_one_address = 2});
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  HttpClient first(server_->address());
  HttpClient second(server_->address());
  for (HttpClient* client : {&first, &second}) {
    client->SendBytes(request);
    EXPECT_EQ(client->ReadAnswer().status, 200);
  }
  HttpClient third(server_->address());
  third.SendBytes(request);
  EXPECT_EQ(third.ReadAnswer().status, 0) << "ended without a word";
  second.Close();
  int status = 0;
  for (const absl::Time deadline = absl::Now() + absl::Seconds(20);
       status != 200 && absl::Now() < deadline;) {
    HttpClient another(server_->address());
    another.SendBytes(request);
    status = another.ReadAnswer().status;
  }
  EXPECT_EQ(status, 200) << "once a place is free";
}

TEST_F(HttpServerTest, WhoMayNotCallIsToldBeforeALongBodyIsRead) {
  Open(std::nullopt);
  HttpClient client(server_->address());
  Post(client, 1 << 20, "nobody");
  EXPECT_EQ(client.ReadAnswer().status, 401);
  EXPECT_EQ(handler_.handled, 0);
  HttpClient chunked(server_->address());
  chunked.SendBytes("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(chunked.ReadAnswer().status, 401) << "nobody knows how long it will be";
  HttpClient expecting(server_->address());
  expecting.SendBytes(
      "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
  EXPECT_EQ(expecting.ReadAnswer().status, 401) << "and not 100";
  HttpClient known(server_->address());
  Post(known, 1 << 20, "known");
  known.SendBytes(std::string(1 << 20, 'x'));
  EXPECT_EQ(known.ReadAnswer().status, 200);
}

TEST_F(HttpServerTest, LongBodiesAreKeptUpToALimitOfAllTogether) {
  Open(std::nullopt);
  HttpClient first(server_->address());
  Post(first, 2 << 20, "known", "/wait");
  first.SendBytes(std::string(2 << 20, 'x'));
  while (handler_.handled == 0) std::this_thread::yield();
  HttpClient second(server_->address());
  Post(second, 2 << 20, "known");
  const HttpAnswer refused = second.ReadAnswer();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.headers.at("retry-after"), "1");
  HttpClient small(server_->address());
  Post(small, 10, "nobody");
  small.SendBytes("0123456789");
  EXPECT_EQ(small.ReadAnswer().status, 200);
  handler_.waiting->Respond({.content_type = "text/plain"}, "at last\n");
  handler_.waiting.reset();
  EXPECT_EQ(first.ReadAnswer().status, 200);
  for (int status = 0; status != 200;) {
    HttpClient third(server_->address());
    Post(third, 2 << 20, "known");
    third.SendBytes(std::string(2 << 20, 'x'));
    status = third.ReadAnswer().status;
    ASSERT_TRUE(status == 200 || status == 503 || status == 0) << status;
  }
}

}  // namespace
}  // namespace passung::server
