// The service config that clients are given: gRPC itself must understand it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_replace.h"
#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

class ClientServiceConfigTest : public ServerTest {
 protected:
  static std::string Shipped() {
    std::ifstream in("server/client_service_config.json");
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }

  grpc::Status AskWith(const std::string& config) {
    grpc::ChannelArguments arguments;
    arguments.SetServiceConfigJSON(config);
    const auto stub = v1::CatalogService::NewStub(
        grpc::CreateCustomChannel(app_->address(), grpc::InsecureChannelCredentials(), arguments));
    grpc::ClientContext context;
    v1::ListVacanciesResponse response;
    return stub->ListVacancies(&context, {}, &response);
  }
};

TEST_F(ClientServiceConfigTest, GrpcTakesIt) {
  ASSERT_FALSE(Shipped().empty());
  const grpc::Status status = AskWith(Shipped());
  EXPECT_TRUE(status.ok()) << status.error_message();
}

// Without this the test above would also pass for a file that gRPC does not read.
TEST_F(ClientServiceConfigTest, GrpcReadsItsRetries) {
  const std::string broken =
      absl::StrReplaceAll(Shipped(), {{R"("maxAttempts": 4)", R"("maxAttempts": "many")"}});
  ASSERT_NE(broken, Shipped());
  EXPECT_FALSE(AskWith(broken).ok());
}

TEST_F(ClientServiceConfigTest, ItNamesEveryService) {
  for (const std::string service :
       {"passung.v1.MatchService", "passung.v1.CatalogService", "passung.v1.AdminService"}) {
    EXPECT_THAT(Shipped(), testing::HasSubstr("\"" + service + "\""));
  }
}

}  // namespace
}  // namespace passung::server
