#include "server/fetch/patient_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "tests/server/fetch/fake_waiter.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

class FakeAsker final : public HttpAsker {
 public:
  absl::StatusOr<HttpAnswer> Get(const std::string& target, const HttpFields& /*fields*/) override {
    targets.push_back(target);
    if (answers.empty()) return HttpAnswer{.status = 200};
    auto answer = answers.front();
    answers.pop_front();
    return answer;
  }
  std::deque<absl::StatusOr<HttpAnswer>> answers;
  std::vector<std::string> targets;
};

class PatientClientTest : public testing::Test {
 protected:
  FakeAsker asker_;
  FakeWaiter waiter_;
};

TEST_F(PatientClientTest, RequestsComeNoFasterThanAgreed) {
  PatientClient client(asker_, waiter_, {.per_second = 4});
  for (int i = 0; i < 3; ++i) EXPECT_THAT(client.Get("/", {}), IsOk());
  EXPECT_THAT(waiter_.waits, ElementsAre(absl::Milliseconds(250), absl::Milliseconds(250)));
}

TEST_F(PatientClientTest, WaitsTwiceAsLongEachTime) {
  for (const int status : {500, 502, 503, 504})
    asker_.answers.emplace_back(HttpAnswer{.status = status});
  PatientClient client(asker_, waiter_, {.per_second = 1000});
  const auto answer = client.Get("/", {});
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->status, 200);
  EXPECT_THAT(waiter_.waits,
              ElementsAre(absl::Seconds(1), absl::Seconds(2), absl::Seconds(4), absl::Seconds(8)));
  EXPECT_EQ(client.requests(), 5);
  EXPECT_EQ(client.repeated(), 4);
}

TEST_F(PatientClientTest, AsksAgainAfterNoAnswer) {
  asker_.answers.emplace_back(absl::UnavailableError("cut off"));
  asker_.answers.emplace_back(absl::DeadlineExceededError("late"));
  PatientClient client(asker_, waiter_, {.per_second = 1000});
  EXPECT_THAT(client.Get("/", {}), IsOk());
}

TEST_F(PatientClientTest, GivesUpWithTheLastFailure) {
  for (int i = 0; i < 3; ++i) asker_.answers.emplace_back(HttpAnswer{.status = 503});
  PatientClient client(asker_, waiter_, {.per_second = 1000, .attempts = 3});
  EXPECT_THAT(client.Get("/", {}), IsOkAndHolds(Field(&HttpAnswer::status, 503)));
  EXPECT_EQ(asker_.targets.size(), 3);
}

TEST_F(PatientClientTest, PauseThatIsAskedForIsKept) {
  asker_.answers.emplace_back(HttpAnswer{.status = 429, .retry_after = "30"});
  asker_.answers.emplace_back(HttpAnswer{
      .status = 503,
      .retry_after = absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", waiter_.now + absl::Seconds(90),
                                      absl::UTCTimeZone())});
  asker_.answers.emplace_back(HttpAnswer{.status = 429, .retry_after = "nonsense"});
  PatientClient client(asker_, waiter_, {.per_second = 1000});
  EXPECT_THAT(client.Get("/", {}), IsOk());
  EXPECT_THAT(waiter_.waits, ElementsAre(absl::Seconds(30), absl::Seconds(60), absl::Seconds(4)));
}

TEST_F(PatientClientTest, PauseThatIsTooLongEndsIt) {
  asker_.answers.emplace_back(HttpAnswer{.status = 429, .retry_after = "7200"});
  PatientClient client(asker_, waiter_, {.per_second = 1000});
  EXPECT_THAT(client.Get("/", {}), StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("2h")));
}

TEST_F(PatientClientTest, WhatWaitingDoesNotMendIsGivenOn) {
  for (const int status : {200, 304, 400, 401, 403, 404, 410}) {
    asker_.answers.emplace_back(HttpAnswer{.status = status});
    PatientClient client(asker_, waiter_, {.per_second = 1000});
    const auto answer = client.Get("/", {});
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->status, status);
  }
  asker_.answers.emplace_back(absl::FailedPreconditionError("certificate"));
  PatientClient client(asker_, waiter_, {.per_second = 1000});
  EXPECT_THAT(client.Get("/", {}),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("certificate")));
  EXPECT_TRUE(waiter_.waits.empty());
}

}  // namespace
}  // namespace passung::server
