// Starting, health, reflection and stopping.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/server/doors/http_client.h"
#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

using grpc::health::v1::Health;
using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using testing::HasSubstr;

class LifecycleTest : public ServerTest {
 protected:
  HealthCheckResponse::ServingStatus HealthOf(const std::string& service) {
    grpc::ClientContext context;
    HealthCheckRequest request;
    request.set_service(service);
    HealthCheckResponse response;
    const grpc::Status status = Health::NewStub(channel_)->Check(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.status();
  }

  // One message to the reflection service and its answer, as bytes: the package has no header for
  // its messages.
  std::string Reflect(const std::string& request) {
    grpc::GenericStub stub(channel_);
    grpc::ClientContext context;
    grpc::CompletionQueue queue;
    const grpc::Slice slice(request);
    const auto call = stub.PrepareUnaryCall(
        &context, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
        grpc::ByteBuffer(&slice, 1), &queue);
    call->StartCall();
    grpc::ByteBuffer response;
    grpc::Status status;
    call->Finish(&response, &status, this);
    void* tag = nullptr;
    bool ok = false;
    EXPECT_TRUE(queue.Next(&tag, &ok));
    EXPECT_TRUE(status.ok()) << status.error_message();
    grpc::Slice bytes;
    EXPECT_TRUE(response.DumpToSingleSlice(&bytes).ok());
    return {reinterpret_cast<const char*>(bytes.begin()), bytes.size()};
  }

  // ServerReflectionRequest with one string field.
  static std::string ReflectionRequest(int field, const std::string& value) {
    return absl::StrCat(std::string(1, static_cast<char>(field << 3 | 2)),
                        std::string(1, static_cast<char>(value.size())), value);
  }
};

TEST_F(LifecycleTest, HealthSaysServing) {
  EXPECT_EQ(HealthOf(""), HealthCheckResponse::SERVING);
  EXPECT_EQ(HealthOf("passung.v1.MatchService"), HealthCheckResponse::SERVING);
  EXPECT_EQ(HealthOf("passung.v1.CatalogService"), HealthCheckResponse::SERVING);
}

TEST_F(LifecycleTest, ReflectionListsAllServices) {
  constexpr int kListServices = 7;
  const std::string answer = Reflect(ReflectionRequest(kListServices, ""));
  for (const char* service :
       {"passung.v1.MatchService", "passung.v1.CatalogService", "grpc.health.v1.Health"}) {
    EXPECT_THAT(answer, HasSubstr(service));
  }
}

TEST_F(LifecycleTest, ReflectionDescribesOurServicesAndHealth) {
  constexpr int kFileContainingSymbol = 4;
  EXPECT_THAT(Reflect(ReflectionRequest(kFileContainingSymbol, "passung.v1.MatchService")),
              HasSubstr("RankVacanciesRequest"));
  EXPECT_THAT(Reflect(ReflectionRequest(kFileContainingSymbol, "grpc.health.v1.Health")),
              HasSubstr("HealthCheckRequest"));
}

TEST_F(LifecycleTest, WhileDrainingHealthSaysSoAndCallsAreStillAnswered) {
  PutSmallWorld();
  app_->BeginDrain();
  EXPECT_EQ(HealthOf(""), HealthCheckResponse::NOT_SERVING);
  EXPECT_EQ(HealthOf("passung.v1.MatchService"), HealthCheckResponse::NOT_SERVING);
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/nurse");
  v1::RankVacanciesResponse response;
  EXPECT_TRUE(Rank(request, response).ok());
}

TEST_F(LifecycleTest, AfterShutdownNobodyAnswers) {
  app_->Shutdown(std::chrono::milliseconds(0));
  v1::GetMenteeRequest request;
  v1::Mentee response;
  EXPECT_EQ(Call(&v1::CatalogService::Stub::GetMentee, request, response).error_code(),
            grpc::StatusCode::UNAVAILABLE);
}

// What is behind a balancer that has not noticed yet: each is told to ask elsewhere, and none is cut.
TEST_F(LifecycleTest, WhoeverStillComesWhileItStopsIsRefusedUntilNobodyComes) {
  PutSmallWorld();
  app_->BeginDrain();
  std::thread stopping([&] { app_->Shutdown(std::chrono::minutes(1)); });
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  constexpr int kRefused = 20;
  int refused = 0;
  while (refused < kRefused && std::chrono::steady_clock::now() < end) {
    v1::RankVacanciesRequest request;
    request.set_mentee("mentees/nurse");
    v1::RankVacanciesResponse response;
    const grpc::Status status = Rank(request, response);
    if (status.ok()) continue;
    EXPECT_EQ(ErrorInfoOf(status).reason(), "STOPPING") << status.error_message();
    if (HasFailure()) break;
    ++refused;
  }
  EXPECT_EQ(refused, kRefused);
  stopping.join();
}

TEST_F(LifecycleTest, ASecondServerOnThePortIsRefused) {
  Config config{.dev = true, .db = db_};
  const std::string address = app_->address();
  config.port = std::stoi(address.substr(address.rfind(':') + 1));
  std::ostringstream log;
  const auto second = App::Start(
      config, [] { return StoryDay(); }, log);
  EXPECT_TRUE(absl::IsUnavailable(second.status())) << second.status();
}

TEST_F(LifecycleTest, WithoutADatabaseASmallMarketIsServed) {
  std::ostringstream log;
  auto app = App::Start(
      {.dev = true, .port = 0}, [] { return StoryDay(); }, log);
  ASSERT_TRUE(app.ok()) << app.status();
  const auto catalog = v1::CatalogService::NewStub((*app)->InProcessChannel());
  grpc::ClientContext context;
  v1::ListVacanciesRequest request;
  v1::ListVacanciesResponse response;
  ASSERT_TRUE(catalog->ListVacancies(&context, request, &response).ok());
  ASSERT_EQ(response.vacancies_size(), 50);
  EXPECT_TRUE(response.vacancies(0).test_data());
}

TEST(ConfigTest, OnlyThisMachineMayBeServed) {
  for (const char* host : {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) {
    EXPECT_TRUE(Validate(Config{.dev = true, .host = host}).ok()) << host;
  }
  for (const char* host : {"0.0.0.0", "::", "192.168.1.5", "127.example.org", ""}) {
    const absl::Status status = Validate(Config{.dev = true, .host = host});
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << host;
    EXPECT_THAT(std::string(status.message()), HasSubstr("--host"));
  }
}

TEST(ConfigTest, RangesAreChecked) {
  EXPECT_FALSE(Validate(Config{.dev = false}).ok());
  EXPECT_FALSE(Validate(Config{.dev = true, .port = 65536}).ok());
  EXPECT_FALSE(Validate(Config{.dev = true, .port = -1}).ok());
  EXPECT_FALSE(Validate(Config{.dev = true, .http_port = 65536}).ok());
  EXPECT_FALSE(Validate(Config{.dev = true, .workers = 257}).ok());
  EXPECT_FALSE(Validate(Config{.dev = true, .longest_wait_ms = 0}).ok());
  EXPECT_FALSE(Validate(Config{.dev = true, .principal_rate = -1}).ok());
  EXPECT_TRUE(Validate(Config{.dev = true, .port = 0}).ok());
}

TEST(ConfigTest, HttpListensBesideGrpc) {
  EXPECT_EQ(HttpPortOf(Config{.port = 8090}), 8091);
  EXPECT_EQ(HttpPortOf(Config{.port = 0}), 0);
  EXPECT_EQ(HttpPortOf(Config{.port = 8090, .http_port = 80}), 80);
  EXPECT_EQ(HttpPortOf(Config{.port = 8090, .http_port = 0}), 0);
}

TEST_F(LifecycleTest, ConnectionsOfBothDoorsAreCounted) {
  const auto counted = [&](const std::string& line) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    do {
      // The one that asks is counted, too.
      if (absl::StrContains(Ask(app_->http_address(), "GET", "/metrics").body,
                            "\n" + line + "\n")) {
        return true;
      }
    } while (std::chrono::steady_clock::now() < end);
    return false;
  };
  EXPECT_TRUE(counted("passung_http_connections 1"));
  const auto connect = [&](const char* pool) {
    grpc::ChannelArguments arguments;
    arguments.SetString("test.pool", pool);
    auto channel =
        grpc::CreateCustomChannel(app_->address(), grpc::InsecureChannelCredentials(), arguments);
    EXPECT_TRUE(
        channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(20)));
    return channel;
  };
  const auto first = connect("1");
  EXPECT_TRUE(counted("passung_grpc_connections 1"));
  auto second = connect("2");
  EXPECT_TRUE(counted("passung_grpc_connections 2"));
  second.reset();
  EXPECT_TRUE(counted("passung_grpc_connections 1"));
}

}  // namespace
}  // namespace passung::server
