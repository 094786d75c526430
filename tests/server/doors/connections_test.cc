// How long connections of the gRPC door live, and what they may do: beyond that they are ended, and
// clients that come again are served.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "tests/server/doors/doors_fixture.h"

namespace passung::server {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr milliseconds kSoon(100);
constexpr milliseconds kNotInThisTest(60'000);

// HTTP/2 by hand: what no client of gRPC would do.
std::string FrameOf(int type, int flags, int stream, const std::string& body) {
  const auto byte = [](size_t value) { return static_cast<char>(value & 0xFF); };
  const std::string head = {byte(body.size() >> 16),
                            byte(body.size() >> 8),
                            byte(body.size()),
                            static_cast<char>(type),
                            static_cast<char>(flags),
                            0,
                            0,
                            0,
                            static_cast<char>(stream)};
  return head + body;
}

std::string WithLength(const std::string& text) {
  return std::string(1, static_cast<char>(text.size())) + text;
}

std::string Beginning() { return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + FrameOf(4, 0, 0, ""); }
std::string Ping() { return FrameOf(6, 0, 0, "12345678"); }
// A unary call with this message.
std::string CallWith(const std::string& text) {
  const std::string headers = "\x83\x86\x44" + WithLength(kEcho) + "\x41" +
                              WithLength("localhost") + "\x40" + WithLength("content-type") +
                              WithLength("application/grpc") + "\x40" + WithLength("te") +
                              WithLength("trailers");
  const std::string message = TextOf(text).SerializeAsString();
  return FrameOf(1, 4, 1, headers) + FrameOf(0, 1, 1, std::string(4, '\0') + WithLength(message));
}

class ConnectionsTest : public DoorsTest {
 protected:
  void OpenGrpcDoor(const GrpcDoor::Options& options) {
    Limits limits;
    limits.grpc = options;
    OpenDoors(limits);
  }
  // False: the channel's connection lives on.
  bool AwaitEndOfConnection() {
    return channel_->WaitForStateChange(
        GRPC_CHANNEL_READY, std::chrono::system_clock::now() + std::chrono::seconds(10));
  }
  std::future<grpc::Status> CallInBackground(const std::string& text) {
    return std::async(std::launch::async, [this, text] { return CallGrpc(kEcho, text); });
  }
};

TEST_F(ConnectionsTest, AConnectionWithoutCallsIsEnded) {
  OpenGrpcDoor({.connection_idle = kSoon});
  EXPECT_TRUE(CallGrpc(kEcho, "x").ok());
  EXPECT_TRUE(AwaitEndOfConnection());
  EXPECT_TRUE(CallGrpc(kEcho, "x").ok()) << "on a new one";
}

TEST_F(ConnectionsTest, AnOldConnectionTakesNoMoreCallsAndEndsThoseThatItHas) {
  OpenGrpcDoor({.connection_age = kSoon, .age_grace = kNotInThisTest});
  auto call = CallInBackground("wait");
  ASSERT_TRUE(stage_.AwaitEntered(1));
  EXPECT_TRUE(AwaitEndOfConnection());
  EXPECT_TRUE(CallGrpc(kEcho, "x").ok()) << "on a new one";
  stage_.Open();
  EXPECT_TRUE(call.get().ok());
}

TEST_F(ConnectionsTest, ACallDoesNotOutliveItsConnectionForLong) {
  OpenGrpcDoor({.connection_age = kSoon, .age_grace = kSoon});
  EXPECT_EQ(CallGrpc(kEcho, "wait").error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_TRUE(stage_.AwaitOver(1)) << "its handler sees it";
}

TEST_F(ConnectionsTest, WhoGivesNoSignOfLifeIsGone) {
  OpenGrpcDoor({.keepalive_time = kSoon, .keepalive_timeout = kSoon});
  HttpClient silent(grpc_->address());
  silent.SendBytes(Beginning() + CallWith("wait"));
  ASSERT_TRUE(stage_.AwaitEntered(1));
  silent.ReadToTheEnd();
  EXPECT_TRUE(silent.EndsWithoutMore());
  EXPECT_TRUE(stage_.AwaitOver(1));
}

TEST_F(ConnectionsTest, WhoPingsAllTheTimeIsToldAndEnded) {
  HttpClient client(grpc_->address());
  client.SendBytes(Beginning() + CallWith("x"));
  ASSERT_TRUE(stage_.AwaitEntered(1));
  for (int i = 0; i < 10; ++i) client.SendBytes(Ping());
  EXPECT_THAT(client.ReadToTheEnd(), HasSubstr("too_many_pings"));
}

TEST_F(ConnectionsTest, AClientIsToldHowManyCallsItMayHaveAtOnce) {
  OpenGrpcDoor({.connection_age = kSoon, .age_grace = kSoon});  // so that it ends
  HttpClient client(grpc_->address());
  client.SendBytes(Beginning() + CallWith("x"));
  const std::string streams_200("\0\x03\0\0\0\xc8", 6);
  EXPECT_THAT(client.ReadToTheEnd(), HasSubstr(streams_200));
}

}  // namespace
}  // namespace passung::server
