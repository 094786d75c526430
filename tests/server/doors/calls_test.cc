// One call and its answer, through both doors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/http/connect_protocol.h"
#include "tests/server/doors/doors_fixture.h"
#include "tests/server/kept_answer.h"

namespace passung::server {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

using CallsTest = DoorsTest;

TEST_F(CallsTest, BothDoorsAnswerFromTheSameHandler) {
  std::string answer;
  EXPECT_TRUE(CallGrpc(kEcho, "grüezi", &answer).ok());
  EXPECT_EQ(answer, "grüezi");
  const HttpAnswer json = AskJson(kEcho, R"("grüezi")");
  EXPECT_EQ(json.status, 200);
  EXPECT_EQ(json.body, R"("grüezi")");
  EXPECT_THAT(json.headers, Contains(Pair("content-type", "application/json")));
  const HttpAnswer proto =
      Ask(http_->address(), "POST", kEcho, TextOf("grüezi").SerializeAsString(),
          {{"Content-Type", "application/proto"}, {"Connect-Protocol-Version", "1"}});
  EXPECT_EQ(proto.status, 200);
  EXPECT_EQ(proto.body, TextOf("grüezi").SerializeAsString());
  EXPECT_EQ(stage_.entered(), 3);
}

TEST_F(CallsTest, AnErrorHasItsCodeAndReasonAtBothDoors) {
  const grpc::Status status = CallGrpc(kEcho, "fail");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).reason(), "RESOURCE_NOT_FOUND");
  const HttpAnswer answer = AskJson(kEcho, R"("fail")");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr(R"("code":"not_found")"));
  EXPECT_THAT(answer.body, HasSubstr(R"("message":"there is none")"));
  EXPECT_THAT(answer.body, HasSubstr(R"("reason":"RESOURCE_NOT_FOUND")"));
}

// It names files, and rows of other people.
TEST_F(CallsTest, WhatADatabaseSaysOfItselfStaysHere) {
  grpc::ClientContext context;
  context.AddMetadata("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  std::string ignored;
  const grpc::Status status = CallGrpc(kEcho, "fault", ignored, context);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), Not(HasSubstr("x.db")));
  EXPECT_THAT(status.error_message(), HasSubstr("0af7651916cd43dd8448eb211c80319c"));
  const HttpAnswer answer = AskJson(kEcho, "\"fault\"");
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.body, Not(HasSubstr("disk")));
}

TEST_F(CallsTest, WhatIsNoMessageIsAFaultOfTheCaller) {
  const std::string bad(3, '\xff');
  const HttpAnswer proto =
      Ask(http_->address(), "POST", kEcho, bad, {{"Content-Type", "application/proto"}});
  EXPECT_EQ(proto.status, 400);
  EXPECT_THAT(proto.body, HasSubstr("invalid_argument"));
  for (const char* json : {"", "{", "[1,2", "{\"value\":1}", "\"\\ud800\"", "nul", "\"a\" \"b\""}) {
    const HttpAnswer answer = AskJson(kEcho, json);
    EXPECT_EQ(answer.status, 400) << json;
    EXPECT_THAT(answer.body, HasSubstr("invalid_argument")) << json;
  }
  EXPECT_EQ(AskJson(kEcho, std::string(100'000, '[')).status, 400) << "deeper than any message";
  EXPECT_EQ(stage_.entered(), 0);
  EXPECT_TRUE(CallGrpc(kEcho, "still there").ok());
}

TEST_F(CallsTest, AMethodThatIsNotThereIsUnimplemented) {
  EXPECT_EQ(CallGrpc("/passung.test.TestService/None", "x").error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
  const HttpAnswer answer = AskJson("/passung.test.TestService/None", "{}");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("unimplemented"));
}

TEST_F(CallsTest, OnlyTheProtocolIsSpoken) {
  const auto ask = [&](const std::string& method, std::map<std::string, std::string> headers) {
    return Ask(http_->address(), method, kEcho, R"("x")", headers);
  };
  EXPECT_EQ(ask("GET", {}).status, 405);
  EXPECT_EQ(ask("POST", {{"Content-Type", "text/plain"}}).status, 415);
  EXPECT_EQ(ask("POST", {{"Content-Type", "Application/JSON; charset=utf-8"}}).status, 200);
  EXPECT_EQ(ask("POST", {{"Content-Type", "application/connect+json"}}).status, 415)
      << "a unary method has no envelopes";
  const std::pair<const std::string, std::string> json = {"Content-Type", "application/json"};
  EXPECT_EQ(ask("POST", {json, {"Connect-Protocol-Version", "2"}}).status, 400);
  EXPECT_EQ(ask("POST", {json, {"Connect-Timeout-Ms", "soon"}}).status, 400);
  EXPECT_EQ(ask("POST", {json, {"Content-Encoding", "gzip"}}).status, 501);
  EXPECT_EQ(ask("POST", {{"Content-Type", "application/json; charset=utf-8"}}).status, 200);
}

TEST_F(CallsTest, ForeignNamesForThisMachineGetNothing) {
  EXPECT_EQ(AskJson(kEcho, R"("x")", {{"Host", "evil.example:80"}}).status, 421);
  EXPECT_EQ(AskJson(kEcho, R"("x")", {{"Host", "127.0.0.1.evil.example"}}).status, 421);
  EXPECT_EQ(AskJson(kEcho, R"("x")", {{"Host", "localhost:1234"}}).status, 200);
  EXPECT_EQ(AskJson(kEcho, R"("x")", {{"Host", "[::1]:1234"}}).status, 200);
}

TEST_F(CallsTest, AnswersAreNotForBrowsersToKeepOrGuess) {
  const auto headers = AskJson(kEcho, R"("x")").headers;
  EXPECT_THAT(headers, Contains(Pair("x-content-type-options", "nosniff")));
  EXPECT_THAT(headers, Contains(Pair("cache-control", "no-store")));
  EXPECT_THAT(headers, Contains(Pair("content-security-policy", HasSubstr("default-src 'none'"))));
}

TEST_F(CallsTest, TheTraceOfTheCallerIsGoneOnWith) {
  const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  const std::string header = "00-" + trace + "-00f067aa0ba902b7-01";
  grpc::ClientContext context;
  context.AddMetadata("traceparent", header);
  std::string answer;
  EXPECT_TRUE(CallGrpc(kEcho, "traceparent", answer, context).ok());
  EXPECT_EQ(answer, trace);
  EXPECT_EQ(AskJson(kEcho, R"("traceparent")", {{"traceparent", header}}).body,
            "\"" + trace + "\"");
}

TEST_F(CallsTest, EachCallIsALineOfJsonWithoutItsContent) {
  EXPECT_TRUE(CallGrpc(kEcho, "Fatima").ok());
  EXPECT_EQ(AskJson(kEcho, R"("fail")").status, 404);
  CloseDoors();  // everything is written now
  EXPECT_THAT(
      log_.str(),
      HasSubstr(R"("method":"passung.test.TestService/Echo","code":"OK","door":"grpc","ms":)"));
  EXPECT_THAT(log_.str(), HasSubstr(R"("code":"NOT_FOUND","door":"http")"));
  EXPECT_THAT(log_.str(), HasSubstr(R"("trace_id":")"));
  EXPECT_THAT(log_.str(), testing::ContainsRegex("\"time\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:"
                                                 "[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z\""));
  EXPECT_THAT(log_.str(),
              testing::ContainsRegex("\"ms\":[0-9]+\\.[0-9]{3},\"queue_ms\":[0-9]+\\.[0-9]{3}"));
  EXPECT_THAT(log_.str(), Not(HasSubstr("Fatima")));
}

TEST_F(CallsTest, OperatorsSeeLifeReadinessAndFigures) {
  EXPECT_TRUE(CallGrpc(kEcho, "x").ok());
  EXPECT_EQ(Ask(http_->address(), "GET", "/livez").body, "ok\n");
  EXPECT_EQ(Ask(http_->address(), "GET", "/readyz").status, 200);
  const HttpAnswer metrics = Ask(http_->address(), "GET", "/metrics");
  EXPECT_EQ(metrics.status, 200);
  EXPECT_THAT(metrics.body, HasSubstr(R"(passung_calls_total{code="OK",door="grpc",)"
                                      R"(method="passung.test.TestService/Echo"} 1)"));
  EXPECT_THAT(metrics.body, HasSubstr("passung_call_seconds_bucket"));
  http_->SayNotServing();
  EXPECT_EQ(Ask(http_->address(), "GET", "/readyz").status, 503);
  EXPECT_EQ(Ask(http_->address(), "GET", "/livez").status, 200);
  EXPECT_EQ(Ask(http_->address(), "GET", "/secret").status, 404);
}

TEST_F(CallsTest, FiguresAreForThisMachineUnlessSomebodyOpensThem) {
  const auto ask = [this](const char* peer) {
    HttpRequest request;
    request.method = "GET";
    request.path = "/metrics";
    request.headers = {{"host", "localhost"}};
    request.peer = peer;
    auto answer = std::make_shared<KeptAnswer>();
    http_->Handle(std::move(request), answer);
    return answer;
  };
  EXPECT_EQ(ask("127.0.0.1")->head.status, 200);
  EXPECT_EQ(ask("::1")->head.status, 200);
  EXPECT_EQ(ask("::ffff:127.0.0.1")->head.status, 200);
  const auto refused = ask("192.0.2.7");
  EXPECT_EQ(refused->head.status, 403);
  EXPECT_THAT(refused->text, HasSubstr("metrics_for_all"));
  EXPECT_THAT(refused->text, Not(HasSubstr("passung_calls_total")));
  OpenDoors({.calls = {}, .grpc = {}, .http = {.metrics_for_all = true}});
  EXPECT_EQ(ask("192.0.2.7")->head.status, 200);
}

TEST_F(CallsTest, TheServicesAreDescribedOnlyWhereThatIsAskedFor) {
  constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
  EXPECT_EQ(CallGrpc(kReflection, "").error_code(), grpc::StatusCode::UNIMPLEMENTED);
  OpenDoors({.calls = {}, .grpc = {.reflection = true}, .http = {}});
  EXPECT_NE(CallGrpc(kReflection, "").error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

}  // namespace
}  // namespace passung::server
