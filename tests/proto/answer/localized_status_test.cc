#include "proto/answer/localized_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "proto/text/text.h"
#include "proto/wire/field_error.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

using testing::HasSubstr;
using testing::Not;

google::rpc::LocalizedMessage Read(const absl::Status& status, const std::string& locale) {
  const google::rpc::Status message = ToLocalizedStatus(status, locale);
  google::rpc::LocalizedMessage localized;
  for (const auto& detail : message.details()) {
    if (detail.UnpackTo(&localized)) break;
  }
  return localized;
}

TEST(LocalizedStatusTest, TheSentenceIsOnTheReasonInTheLanguageAskedFor) {
  const absl::Status status = wire::WithReason(absl::PermissionDeniedError("no"), "NO_LEGAL_BASIS");
  EXPECT_EQ(Read(status, "en-GB").locale(), "en");
  EXPECT_THAT(Read(status, "en-GB").message(), HasSubstr("legal basis"));
  EXPECT_THAT(Read(status, "de").message(), HasSubstr("Rechtsgrundlage"));
  EXPECT_EQ(Read(status, "").locale(), "de");
  EXPECT_EQ(Read(status, "fr").locale(), "de");
}

TEST(LocalizedStatusTest, AReasonWithoutASentenceIsReadByItsCode) {
  const absl::Status status = wire::WithReason(absl::ResourceExhaustedError("x"), "SOMETHING_NEW");
  EXPECT_EQ(Read(status, "en").message(), Read(absl::ResourceExhaustedError("y"), "en").message());
}

TEST(LocalizedStatusTest, FaultyFieldsAreNamedAndValuesAreNot) {
  const absl::Status status = wire::FieldErrorStatus(
      {{.field = "mentee.name", .description = "\"Frau Muster\" is no name"}});
  EXPECT_THAT(Read(status, "de").message(), HasSubstr("mentee.name"));
  EXPECT_THAT(Read(status, "de").message(), Not(HasSubstr("Muster")));
}

TEST(LocalizedStatusTest, EveryCodeHasASentence) {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status status(static_cast<absl::StatusCode>(code), "x");
    for (const char* locale : {"de", "en"}) {
      EXPECT_THAT(Read(status, locale).message(), Not(HasSubstr("error."))) << code;
      EXPECT_NE(Read(status, locale).message(), "") << code;
    }
  }
}

TEST(LocalizedStatusTest, OkHasNoDetails) {
  EXPECT_EQ(ToLocalizedStatus(absl::OkStatus(), "de").details_size(), 0);
}

}  // namespace
}  // namespace passung::answer
