// More calls than can be answered, calls nobody waits for any more, and the end of the server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "tests/server/doors/doors_fixture.h"

namespace passung::server {
namespace {

using std::chrono::milliseconds;
using testing::Contains;
using testing::HasSubstr;
using testing::Key;

class LoadTest : public DoorsTest {
 protected:
  LoadTest() {
    Limits limits;
    limits.calls.executor.threads = 1;
    limits.calls.admission.threads = 1;
    limits.calls.admission.longest_wait = milliseconds(1);
    limits.calls.watch_interval = milliseconds(10);
    OpenDoors(limits);
  }

  // A call that occupies the one thread until the gate opens.
  std::future<grpc::Status> Occupy() {
    auto call = std::async(std::launch::async, [this] { return CallGrpc(kEcho, "wait"); });
    EXPECT_TRUE(stage_.AwaitEntered(1));
    return call;
  }
};

TEST_F(LoadTest, WhatCannotBeAnsweredInTimeIsRefusedWithATimeToTryAgain) {
  auto occupied = Occupy();
  const grpc::Status status = CallGrpc(kEcho, "x");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_GT(DetailOf<google::rpc::RetryInfo>(status).retry_delay().nanos(), 0);
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).reason(), "OVERLOADED");
  const HttpAnswer answer = AskJson(kEcho, R"("x")");
  EXPECT_EQ(answer.status, 429);
  EXPECT_THAT(answer.headers, Contains(Key("retry-after")));
  EXPECT_THAT(answer.body, HasSubstr("RetryInfo"));
  stage_.Open();
  EXPECT_TRUE(occupied.get().ok());
  EXPECT_TRUE(CallGrpc(kEcho, "x").ok()) << "as soon as there is room";
  EXPECT_THAT(Ask(http_->address(), "GET", "/metrics").body,
              HasSubstr("passung_shed_total{reason=\"share\"} 2"));
}

TEST_F(LoadTest, EachRefusalIsInTheLanguageOfItsCaller) {
  auto occupied = Occupy();
  for (const std::string locale : {"de", "en", "de", "en"}) {
    grpc::ClientContext context;
    context.AddMetadata("accept-language", locale);
    std::string ignored;
    const grpc::Status status = CallGrpc(kEcho, "x", ignored, context);
    EXPECT_EQ(DetailOf<google::rpc::LocalizedMessage>(status).locale(), locale);
    EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).reason(), "OVERLOADED");
    EXPECT_GT(DetailOf<google::rpc::RetryInfo>(status).retry_delay().nanos(), 0);
  }
  stage_.Open();
  EXPECT_TRUE(occupied.get().ok());
}

TEST_F(LoadTest, WhoAsksTooOftenIsToldSo) {
  Limits limits;
  limits.calls.admission.units_per_second = 1;
  limits.calls.admission.burst = 2;
  OpenDoors(limits);
  EXPECT_TRUE(CallGrpc(kEcho, "x").ok());
  const grpc::Status status = CallGrpc(kEcho, "x");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(status).reason(), "RATE_LIMITED");
}

// Room for some calls to wait.
class QueueTest : public LoadTest {
 protected:
  QueueTest() {
    Limits limits;
    limits.calls.executor.threads = 1;
    limits.calls.admission.longest_wait = std::chrono::seconds(10);
    limits.calls.watch_interval = milliseconds(10);
    limits.calls.quiet = milliseconds(0);  // nothing is waited for but what is open
    OpenDoors(limits);
  }
};

TEST_F(QueueTest, ACallWhoseDeadlinePassesInTheQueueIsNotBegun) {
  auto occupied = Occupy();
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + milliseconds(50));
  std::string ignored;
  EXPECT_EQ(CallGrpc(kEcho, "x", ignored, context).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  auto http = std::async(std::launch::async, [this] {
    return AskJson(kEcho, R"("x")", {{"Connect-Timeout-Ms", "50"}});
  });
  // The gate opens only after both deadlines have passed: the call over gRPC came first.
  EXPECT_EQ(http.wait_for(milliseconds(100)), std::future_status::timeout);
  stage_.Open();
  const HttpAnswer answer = http.get();
  EXPECT_EQ(answer.status, 504);
  EXPECT_THAT(answer.body, HasSubstr("deadline_exceeded"));
  EXPECT_TRUE(occupied.get().ok());
  EXPECT_EQ(stage_.entered(), 1);
}

TEST_F(QueueTest, ACallWithoutADeadlineHasThatOfItsMethod) {
  const grpc::Status status = CallGrpc(kEcho, "wait");  // two seconds for a unary call
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
}

TEST_F(QueueTest, AHandlerSeesThatItsClientHasGone) {
  grpc::ClientContext context;
  auto call = std::async(std::launch::async, [&] {
    std::string ignored;
    return CallGrpc(kEcho, "wait", ignored, context);
  });
  ASSERT_TRUE(stage_.AwaitEntered(1));
  context.TryCancel();
  EXPECT_EQ(call.get().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_TRUE(stage_.AwaitOver(1));

  HttpClient client(http_->address());
  client.SendRequest("POST", kEcho, R"("wait")", {{"Content-Type", "application/json"}});
  ASSERT_TRUE(stage_.AwaitEntered(2));
  client.Close();
  EXPECT_TRUE(stage_.AwaitOver(2));
}

TEST_F(QueueTest, ACallThatIsCancelledInTheQueueIsNotBegun) {
  auto occupied = Occupy();
  grpc::ClientContext context;
  auto second = std::async(std::launch::async, [&] {
    std::string ignored;
    return CallGrpc(kEcho, "x", ignored, context);
  });
  context.TryCancel();
  EXPECT_EQ(second.get().error_code(), grpc::StatusCode::CANCELLED);
  stage_.Open();
  EXPECT_TRUE(occupied.get().ok());
  calls_->Refuse();
  calls_->Drain(std::chrono::seconds(10));
  EXPECT_EQ(stage_.entered(), 1);
}

TEST_F(QueueTest, DrainingRefusesNewCallsAndWaitsForOpenOnes) {
  auto occupied = Occupy();
  calls_->Refuse();
  EXPECT_EQ(CallGrpc(kEcho, "x").error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(AskJson(kEcho, R"("x")").status, 503);
  auto drained =
      std::async(std::launch::async, [this] { calls_->Drain(std::chrono::seconds(10)); });
  EXPECT_EQ(drained.wait_for(milliseconds(20)), std::future_status::timeout);
  stage_.Open();
  EXPECT_TRUE(occupied.get().ok());
  drained.get();
  EXPECT_EQ(calls_->open(), 0);
}

TEST_F(QueueTest, WhatIsOpenAfterTheGraceIsCancelled) {
  auto occupied = Occupy();
  calls_->Refuse();
  calls_->Drain(milliseconds(1));
  EXPECT_EQ(occupied.get().error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_TRUE(stage_.AwaitOver(1));
}

}  // namespace
}  // namespace passung::server
