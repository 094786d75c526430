// What a client may send, how slowly, and how often: beyond that it is cut, and others notice nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/doors/doors_fixture.h"

namespace passung::server {
namespace {

using std::chrono::milliseconds;

using LimitsTest = DoorsTest;

const std::map<std::string, std::string>& Json() {
  static const auto& headers =
      *new std::map<std::string, std::string>{{"Content-Type", "application/json"}};
  return headers;
}

std::string LongText(size_t size) { return "\"" + std::string(size, 'x') + "\""; }

TEST_F(LimitsTest, ABodyThatIsTooLargeIsRefused) {
  EXPECT_EQ(AskJson(kEcho, LongText(size_t{3} << 20)).status, 200);
  EXPECT_EQ(AskJson(kEcho, LongText(size_t{5} << 20)).status, 413);
  EXPECT_EQ(CallGrpc(kEcho, std::string(size_t{5} << 20, 'x')).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(LimitsTest, ABodyInChunksHasTheSameLimit) {
  HttpClient client(http_->address());
  client.SendBytes(std::string("POST ") + kEcho +
                   " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                   "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "100000\r\n" + std::string(0x100000, 'x') + "\r\n";
  for (int i = 0; i < 5; ++i) client.SendBytes(chunk);
  EXPECT_EQ(client.ReadAnswer().status, 413);
}

TEST_F(LimitsTest, HeadersThatAreTooLongAreRefused) {
  EXPECT_EQ(AskJson(kEcho, R"("x")", {{"X-Long", std::string(9'000, 'x')}}).status, 431);
  grpc::ClientContext context;
  context.AddMetadata("x-long", std::string(9'000, 'x'));
  std::string ignored;
  EXPECT_FALSE(CallGrpc(kEcho, "x", ignored, context).ok());
  EXPECT_EQ(stage_.entered(), 0);
  // gRPC may end the connection over it: another one is served.
  grpc::ChannelArguments own_connection;
  own_connection.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  channel_ = grpc::CreateCustomChannel(grpc_->address(), grpc::InsecureChannelCredentials(),
                                       own_connection);
  grpc::ClientContext next;
  next.set_wait_for_ready(true);
  EXPECT_TRUE(CallGrpc(kEcho, "x", ignored, next).ok());
}

TEST_F(LimitsTest, WhatIsNoHttpIsRefused) {
  HttpClient client(http_->address());
  client.SendBytes("\x16\x03\x01\x02 hello\r\n\r\n");
  EXPECT_EQ(client.ReadAnswer().status, 400);
  EXPECT_TRUE(client.EndsWithoutMore());
}

TEST_F(LimitsTest, AClientWithSlowHeadersIsCut) {
  Limits limits;
  limits.http.server.header_time = milliseconds(100);
  OpenDoors(limits);
  HttpClient slow(http_->address());
  slow.SendBytes("POST / HTTP/1.1\r\nHost: loc");
  EXPECT_TRUE(slow.EndsWithoutMore());
  EXPECT_EQ(AskJson(kEcho, R"("x")").status, 200);
}

TEST_F(LimitsTest, AClientWithASlowBodyIsCut) {
  Limits limits;
  limits.http.server.body_time = milliseconds(100);
  OpenDoors(limits);
  HttpClient slow(http_->address());
  slow.SendBytes("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
  EXPECT_TRUE(slow.EndsWithoutMore());
}

TEST_F(LimitsTest, AConnectionThatIsNotUsedIsEnded) {
  Limits limits;
  limits.http.server.idle_time = milliseconds(100);
  OpenDoors(limits);
  HttpClient client(http_->address());
  client.SendRequest("POST", kEcho, R"("x")", Json());
  EXPECT_EQ(client.ReadAnswer().status, 200);
  EXPECT_TRUE(client.EndsWithoutMore());
}

TEST_F(LimitsTest, OneConnectionServesManyRequestsUpToALimit) {
  Limits limits;
  limits.http.server.requests_per_connection = 3;
  OpenDoors(limits);
  HttpClient client(http_->address());
  for (int i = 0; i < 3; ++i) {
    client.SendRequest("POST", kEcho, R"("x")", Json());
    EXPECT_EQ(client.ReadAnswer().status, 200);
  }
  EXPECT_TRUE(client.EndsWithoutMore());
}

TEST_F(LimitsTest, RequestsSentTogetherAreAnsweredInTheirOrder) {
  HttpClient client(http_->address());
  client.SendRequest("POST", kEcho, R"("first")", Json());
  client.SendRequest("POST", kEcho, R"("second")", Json());
  EXPECT_EQ(client.ReadAnswer().body, R"("first")");
  EXPECT_EQ(client.ReadAnswer().body, R"("second")");
}

TEST_F(LimitsTest, AClientThatAsksBeforeSendingABodyIsToldToGoOn) {
  HttpClient client(http_->address());
  client.SendBytes(std::string("POST ") + kEcho +
                   " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                   "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.ReadAnswer().status, 100);
  client.SendBytes("\"x\"");
  EXPECT_EQ(client.ReadAnswer().status, 200);
}

TEST_F(LimitsTest, OneConnectionTooManyIsEndedAndTheOthersLive) {
  Limits limits;
  limits.http.server.most_connections = 2;
  OpenDoors(limits);
  HttpClient first(http_->address());
  HttpClient second(http_->address());
  for (HttpClient* client : {&first, &second}) {
    client->SendRequest("POST", kEcho, R"("x")", Json());
    EXPECT_EQ(client->ReadAnswer().status, 200);
  }
  HttpClient third(http_->address());
  EXPECT_TRUE(third.EndsWithoutMore());
  first.SendRequest("POST", kEcho, R"("x")", Json());
  EXPECT_EQ(first.ReadAnswer().status, 200);
}

TEST_F(LimitsTest, AServerThatStopsAnswersWhatIsUnderwayAndEndsTheRest) {
  HttpClient idle(http_->address());
  HttpClient busy(http_->address());
  busy.SendRequest("POST", kEcho, R"("wait")", Json());
  ASSERT_TRUE(stage_.AwaitEntered(1));
  http_->StopAccepting();
  EXPECT_TRUE(idle.EndsWithoutMore());
  stage_.Open();
  EXPECT_EQ(busy.ReadAnswer().status, 200);
  EXPECT_TRUE(busy.EndsWithoutMore());
}

}  // namespace
}  // namespace passung::server
