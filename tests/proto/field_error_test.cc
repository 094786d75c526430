#include "proto/wire/field_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "passung/mentee.h"
#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<FieldError> Read(absl::string_view message) {
  return FieldErrors(absl::InvalidArgumentError(message));
}

TEST(FieldErrorTest, ErrorsComeBackFromTheStatus) {
  const std::vector<FieldError> errors = {{"a.b[1]", "is too long"}, {"c", "must be given"}};
  const absl::Status status = FieldErrorStatus(errors);
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kInvalidArgument, "a.b[1]: is too long (and 1 more)"));
  EXPECT_EQ(FieldErrors(status), errors);
}

TEST(FieldErrorTest, PayloadIsABadRequestReadyToSend) {
  const absl::Status status = FieldErrorStatus({{"limit", "0 is not 1 to 1000"}});
  google::rpc::BadRequest details;
  ASSERT_TRUE(details.ParseFromString(std::string(*status.GetPayload(kBadRequestUrl))));
  EXPECT_EQ(details.field_violations(0).field(), "limit");
  EXPECT_EQ(details.field_violations(0).description(), "0 is not 1 to 1000");
}

TEST(FieldErrorTest, NoErrorsAreOk) { EXPECT_OK(FieldErrorStatus({})); }

TEST(FieldErrorTest, PathThatLeadsAMessageIsTheField) {
  EXPECT_THAT(Read("facts.experiences[2].months: 721 is not 0 to 720"),
              ElementsAre(FieldError{"facts.experiences[2].months", "721 is not 0 to 720"}));
  EXPECT_THAT(Read("facts.hours[0] has no windows"),
              ElementsAre(FieldError{"facts.hours[0]", "has no windows"}));
}

TEST(FieldErrorTest, MessageWithoutAPathNamesNoField) {
  EXPECT_THAT(Read("JSON ended early"), ElementsAre(FieldError{"", "JSON ended early"}));
  EXPECT_THAT(Read("\"x\" is no day"), ElementsAre(FieldError{"", "\"x\" is no day"}));
  EXPECT_THAT(Read("7 is odd"), ElementsAre(FieldError{"", "7 is odd"}));
  EXPECT_THAT(Read("ended. Again"), ElementsAre(FieldError{"", "ended. Again"}));
  EXPECT_THAT(Read(""), ElementsAre(FieldError{"", ""}));
}

TEST(FieldErrorTest, OnlyInvalidArgumentsHaveFaultyFields) {
  EXPECT_THAT(FieldErrors(absl::OkStatus()), IsEmpty());
  EXPECT_THAT(FieldErrors(absl::NotFoundError("a.b: c")), IsEmpty());
  EXPECT_EQ(UnderField("x", absl::NotFoundError("a.b: c")), absl::NotFoundError("a.b: c"));
}

TEST(FieldErrorTest, PrefixLeadsEveryField) {
  EXPECT_THAT(FieldErrors(UnderField("mentees[3]", absl::InvalidArgumentError("facts.track: no"))),
              ElementsAre(FieldError{"mentees[3].facts.track", "no"}));
  EXPECT_THAT(FieldErrors(UnderField("mentee", absl::InvalidArgumentError("\"M\" is no name"))),
              ElementsAre(FieldError{"mentee", "\"M\" is no name"}));
}

TEST(FieldErrorTest, FieldOfAFailedValidationIsFound) {
  Mentee mentee;
  mentee.id.value = "M1";
  mentee.facts.experiences.resize(1);
  mentee.facts.experiences[0].occupation = *OccupationCode::Parse("81302");
  mentee.facts.experiences[0].months = 721;
  const std::vector<FieldError> errors = FieldErrors(Validate(mentee));
  ASSERT_THAT(errors, testing::SizeIs(1));
  EXPECT_EQ(errors[0].field, "facts.experiences[0].months");
}

}  // namespace
}  // namespace passung::wire
