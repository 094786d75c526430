// No call outlives the right to it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "tests/server/doors/doors_fixture.h"
#include "tests/server/identity/token_maker.h"

namespace passung::server {
namespace {

using std::chrono::seconds;
using std::chrono::system_clock;

// A call that nobody has at the other end.
class NoTransport final : public Transport {
 public:
  explicit NoTransport(std::string authorization) : authorization_(std::move(authorization)) {}
  absl::string_view Find(absl::string_view name) const override {
    return name == "authorization" ? absl::string_view(authorization_) : absl::string_view();
  }
  absl::Status Read(google::protobuf::Message& /*into*/) override { return absl::OkStatus(); }
  void ReadMore() override {}
  absl::Status Write(const Answer& /*answer*/) override { return absl::OkStatus(); }
  void Finish(const absl::Status& status) override { finished.set_value(status); }
  void Abort() override {}

  std::promise<absl::Status> finished;

 private:
  const std::string authorization_;
};

class TokenEndTest : public DoorsTest {
 protected:
  TokenEndTest() : path_(testing::TempDir() + "/token_end_jwks.json") {
    std::ofstream(path_, std::ios::trunc) << Jwks({key_.PublicJwk()});
    guarded_ =
        Authenticator::Create(
            {.jwks = path_, .tokens = {.issuer = "i", .audience = "a", .leeway = seconds(0)}},
            system_clock::now)
            .value();
    guarded_calls_ = std::make_unique<Calls>(Calls::Options{}, *services_, *guarded_, *observer_);
  }
  ~TokenEndTest() override { std::filesystem::remove(path_); }

  std::string TokenUntil(system_clock::time_point end) const {
    const auto second = std::chrono::duration_cast<seconds>(end.time_since_epoch()).count();
    return "Bearer " +
           SignedToken(
               key_, HeaderOf(key_),
               {{"iss", "i"}, {"aud", "a"}, {"sub", "u"}, {"exp", second}, {"roles", {"admin"}}});
  }

  const std::string path_;
  const SigningKey key_{"k1"};
  std::unique_ptr<Authenticator> guarded_;
  std::unique_ptr<Calls> guarded_calls_;
};

TEST_F(TokenEndTest, AStreamEndsWithItsToken) {
  const Method* join = methods_->Find(kJoin);
  ASSERT_NE(join, nullptr);
  const auto before = Clock::now();
  NoTransport transport(TokenUntil(system_clock::now() + seconds(100)));
  const auto call = guarded_calls_->Admit({.method = *join, .peer = "127.0.0.1"}, transport);
  ASSERT_TRUE(call.ok()) << call.status();
  ASSERT_TRUE((*call)->context().deadline) << "streams have none of their own";
  EXPECT_LE(*(*call)->context().deadline, Clock::now() + seconds(100));
  EXPECT_GE(*(*call)->context().deadline, before + seconds(98));
  (*call)->OnHalfClose();
  EXPECT_TRUE(transport.finished.get_future().get().ok());
}

TEST_F(TokenEndTest, AStreamWhoseTokenHasEndedIsCut) {
  NoTransport transport(TokenUntil(system_clock::now() + seconds(2)));
  const auto call =
      guarded_calls_->Admit({.method = *methods_->Find(kJoin), .peer = "127.0.0.1"}, transport);
  ASSERT_TRUE(call.ok()) << call.status();
  EXPECT_EQ(transport.finished.get_future().get().code(), absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace passung::server
