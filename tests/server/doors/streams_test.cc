// Streams in both directions, through both doors, and clients that are slow about them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/http/connect_protocol.h"
#include "tests/server/doors/doors_fixture.h"

namespace passung::server {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Lt;

class StreamsTest : public DoorsTest {
 protected:
  static std::map<std::string, std::string> Type(const std::string& kind) {
    return {{"Content-Type", "application/connect+" + kind}};
  }
  // Limits that end what is slow soon.
  static Limits Impatient() {
    Limits limits;
    limits.calls.streams.stall = milliseconds(200);
    limits.calls.streams.idle = milliseconds(100);
    limits.calls.watch_interval = milliseconds(10);
    limits.http.server.write_time = milliseconds(200);
    return limits;
  }

  // The messages of an answer in envelopes; `end` is the last one.
  static std::vector<std::string> Messages(const HttpAnswer& answer, std::string& end) {
    std::vector<std::string> messages;
    absl::string_view rest = answer.body;
    while (rest.size() >= 5) {
      size_t length = 0;
      for (size_t i = 1; i < 5; ++i) length = length << 8U | static_cast<uint8_t>(rest[i]);
      const std::string message(rest.substr(5, length));
      if (rest[0] == 2) {
        end = message;
      } else {
        messages.push_back(message);
      }
      rest.remove_prefix(std::min(rest.size(), 5 + length));
    }
    return messages;
  }
};

TEST_F(StreamsTest, AServerStreamArrivesWholeOverGrpc) {
  grpc::ClientContext context;
  const auto reader = StartMany(context, 100);
  Text text;
  int count = 0;
  while (reader->Read(&text)) ++count;
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(count, 100);
}

TEST_F(StreamsTest, AServerStreamArrivesWholeOverHttp) {
  for (const std::string kind : {"json", "proto"}) {
    const Encoding encoding = kind == "json" ? Encoding::kJson : Encoding::kProto;
    const HttpAnswer answer =
        Ask(http_->address(), "POST", kMany, Envelope(*Encode(encoding, TextOf("30"))), Type(kind));
    EXPECT_EQ(answer.status, 200);
    std::string end;
    const auto messages = Messages(answer, end);
    ASSERT_EQ(messages.size(), 30U);
    Text text;
    EXPECT_TRUE(Decode(encoding, messages.back(), text).ok());
    EXPECT_EQ(text.value().size(), size_t{64} << 10);
    EXPECT_EQ(end, "{}");
  }
}

TEST_F(StreamsTest, AStreamTellsItsErrorAtTheEnd) {
  const HttpAnswer answer =
      Ask(http_->address(), "POST", kMany, Envelope(R"("fail")"), Type("json"));
  EXPECT_EQ(answer.status, 200);
  std::string end;
  EXPECT_TRUE(Messages(answer, end).empty());
  EXPECT_THAT(end, HasSubstr(R"("code":"not_found")"));
}

TEST_F(StreamsTest, AClientStreamIsTakenMessageByMessage) {
  grpc::ClientContext context;
  Text answer;
  const auto writer = StartJoin(context, answer);
  std::string all;
  for (int i = 0; i < 200; ++i) {
    EXPECT_TRUE(writer->Write(TextOf(std::to_string(i))));
    all += std::to_string(i);
  }
  writer->WritesDone();
  EXPECT_TRUE(writer->Finish().ok());
  EXPECT_EQ(answer.value(), all);

  const HttpAnswer http =
      Ask(http_->address(), "POST", kJoin,
          Envelope("\"a\"") + Envelope("\"b\"") + Envelope("\"c\""), Type("json"));
  std::string end;
  EXPECT_THAT(Messages(http, end), testing::ElementsAre("\"abc\""));
  EXPECT_EQ(end, "{}");
}

TEST_F(StreamsTest, AnEmptyClientStreamIsOne) {
  grpc::ClientContext context;
  Text answer;
  const auto writer = StartJoin(context, answer);
  writer->WritesDone();
  EXPECT_TRUE(writer->Finish().ok());
  EXPECT_EQ(answer.value(), "");
}

TEST_F(StreamsTest, AFaultyMessageEndsAClientStream) {
  grpc::ClientContext context;
  Text answer;
  const auto writer = StartJoin(context, answer);
  writer->Write(TextOf("fail"));
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(StreamsTest, EnvelopesThatAreNoneAreRefused) {
  const std::string cut_off = Envelope(R"("30")").substr(0, 7);
  const std::string compressed = "\x01" + Envelope(R"("30")").substr(1);
  for (const std::string& body : {std::string("\0", 1), cut_off, compressed, std::string(),
                                  Envelope("\"1\"") + Envelope("\"1\"")}) {
    const HttpAnswer answer = Ask(http_->address(), "POST", kMany, body, Type("json"));
    std::string end;
    EXPECT_TRUE(Messages(answer, end).empty());
    EXPECT_THAT(end, HasSubstr(R"("error")"));
  }
  EXPECT_EQ(stage_.entered(), 0);
}

TEST_F(StreamsTest, AClientThatDoesNotReadIsCutAndCostsLittle) {
  OpenDoors(Impatient());
  grpc::ClientContext context;
  const auto reader = StartMany(context, 100'000);  // 6 GiB, if it were taken
  EXPECT_TRUE(stage_.AwaitProducersGone(1));
  EXPECT_THAT(stage_.produced(), Lt(2'000)) << "as much as fits into buffers of the network";
  Text text;
  while (reader->Read(&text)) {
  }
  EXPECT_FALSE(reader->Finish().ok());
}

TEST_F(StreamsTest, AClientOverHttpThatDoesNotReadIsCut) {
  OpenDoors(Impatient());
  HttpClient client(http_->address(), 4'096);
  client.SendRequest("POST", kMany, Envelope(R"("100000")"), Type("json"));
  EXPECT_TRUE(stage_.AwaitProducersGone(1));
  EXPECT_THAT(stage_.produced(), Lt(2'000));
}

TEST_F(StreamsTest, AStalledStreamHoldsNoThread) {
  Limits limits;
  limits.calls.executor.threads = 1;
  OpenDoors(limits);
  grpc::ClientContext context;
  const auto reader = StartMany(context, 100'000);
  ASSERT_TRUE(stage_.AwaitEntered(1));
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(CallGrpc(kEcho, "x").ok());
  context.TryCancel();
  EXPECT_TRUE(stage_.AwaitProducersGone(1));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(StreamsTest, AThreadThatNobodyNeedsHelpsAStream) {
  for (int stream = 1; stream <= 2; ++stream) {
    grpc::ClientContext context;
    const auto reader = StartMany(context, "help");
    Text text;
    ASSERT_TRUE(reader->Read(&text));
    EXPECT_EQ(text.value(), "helped");
    EXPECT_FALSE(reader->Read(&text));
    EXPECT_TRUE(reader->Finish().ok());
    EXPECT_TRUE(stage_.AwaitProducersGone(stream)) << "helpers have let go of it";
  }
}

TEST_F(StreamsTest, AClientStreamOnWhichNothingComesEnds) {
  OpenDoors(Impatient());
  grpc::ClientContext context;
  Text answer;
  const auto writer = StartJoin(context, answer);
  writer->Write(TextOf("a"));
  const grpc::Status status = writer->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).reason(), "IDLE");
}

TEST_F(StreamsTest, OnlySoManyStreamsMayBeOpen) {
  Limits limits;
  limits.calls.admission.most_streams = 1;
  OpenDoors(limits);
  grpc::ClientContext first;
  Text answer;
  const auto open = StartJoin(first, answer);
  open->Write(TextOf("a"));
  ASSERT_TRUE(stage_.AwaitEntered(1));
  grpc::ClientContext second;
  const auto refused = StartMany(second, 1);
  const grpc::Status status = refused->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_GT(DetailOf<google::rpc::RetryInfo>(status).retry_delay().nanos(), 0);
  open->WritesDone();
  EXPECT_TRUE(open->Finish().ok());
}

TEST_F(StreamsTest, OpenStreamsEndWithTheServer) {
  grpc::ClientContext context;
  Text answer;
  const auto writer = StartJoin(context, answer);
  writer->Write(TextOf("a"));
  ASSERT_TRUE(stage_.AwaitEntered(1));
  calls_->Refuse();
  calls_->Drain(milliseconds(1));
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace passung::server
