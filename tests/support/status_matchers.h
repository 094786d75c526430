// Matchers for absl::Status and absl::StatusOr; Debian's abseil has none.
//
//   EXPECT_THAT(status_or, IsOk());
//   EXPECT_THAT(status_or, IsOkAndHolds(Gt(3)));
//   EXPECT_THAT(status_or, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("\"C3\"")));
#ifndef PASSUNG_TESTS_SUPPORT_STATUS_MATCHERS_H_
#define PASSUNG_TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace passung {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }

template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& status_or) {
  return status_or.status();
}

MATCHER(IsOk, negation ? "is not OK" : "is OK") {
  *result_listener << "whose status is " << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

MATCHER_P2(StatusIs, code, message_matcher, "") {
  const absl::Status& status = StatusOf(arg);
  *result_listener << "whose status is " << status.ToString();
  return status.code() == code &&
         testing::ExplainMatchResult(message_matcher, std::string(status.message()),
                                     result_listener);
}

inline auto StatusIs(absl::StatusCode code) { return StatusIs(code, testing::_); }

inline constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

inline auto Refused(const std::string& message) {
  return StatusIs(kInvalid, testing::HasSubstr(message));
}

MATCHER_P(IsOkAndHolds, value_matcher, "") {
  if (!arg.ok()) {
    *result_listener << "whose status is " << arg.status().ToString();
    return false;
  }
  return testing::ExplainMatchResult(value_matcher, *arg, result_listener);
}

}  // namespace passung

// Ends the test if the expression is not OK; otherwise declares or assigns `target` with the value.
#define PASSUNG_TEST_CONCAT_INNER_(a, b) a##b
#define PASSUNG_TEST_CONCAT_(a, b) PASSUNG_TEST_CONCAT_INNER_(a, b)
#define ASSERT_OK_AND_ASSIGN(target, expression) \
  ASSERT_OK_AND_ASSIGN_(PASSUNG_TEST_CONCAT_(passung_status_or_, __LINE__), target, expression)
#define ASSERT_OK_AND_ASSIGN_(result, target, expression) \
  auto result = (expression);                             \
  ASSERT_TRUE(result.ok()) << result.status().ToString(); \
  target = *std::move(result)

#define EXPECT_OK(expression) EXPECT_THAT(expression, ::passung::IsOk())
#define ASSERT_OK(expression) ASSERT_THAT(expression, ::passung::IsOk())

#endif  // PASSUNG_TESTS_SUPPORT_STATUS_MATCHERS_H_
