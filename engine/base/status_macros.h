// Early return on errors; Debian's abseil has no such macros.
//
//   PASSUNG_RETURN_IF_ERROR(Validate(mentee));
//   PASSUNG_ASSIGN_OR_RETURN(const Date date, ParseDate(text));   declares, or assigns to what exists
//
// A type with a comma goes in parentheses:
//   PASSUNG_ASSIGN_OR_RETURN((std::pair<A, B> ab), MakePair());
#ifndef PASSUNG_ENGINE_BASE_STATUS_MACROS_H_
#define PASSUNG_ENGINE_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define PASSUNG_RETURN_IF_ERROR(expression)                                 \
  do {                                                                      \
    if (absl::Status passung_status = (expression); !passung_status.ok()) { \
      return passung_status;                                                \
    }                                                                       \
  } while (false)

#define PASSUNG_ASSIGN_OR_RETURN(target, expression) \
  PASSUNG_STATUS_ASSIGN_(PASSUNG_STATUS_CONCAT_(passung_status_or_, __LINE__), target, expression)

// Implementation. The result needs a name of its own per line because the macro declares it in the
// caller's scope.
#define PASSUNG_STATUS_CONCAT_INNER_(a, b) a##b
#define PASSUNG_STATUS_CONCAT_(a, b) PASSUNG_STATUS_CONCAT_INNER_(a, b)
#define PASSUNG_STATUS_ASSIGN_(result, target, expression) \
  auto result = (expression);                              \
  if (!result.ok()) return std::move(result).status();     \
  PASSUNG_STATUS_UNWRAP_(target) = *std::move(result)

// Removes one pair of parentheses if there is one.
#define PASSUNG_STATUS_UNWRAP_(x) PASSUNG_STATUS_UNWRAP_2_(PASSUNG_STATUS_PROBE_ x)
#define PASSUNG_STATUS_PROBE_(...) PASSUNG_STATUS_PROBE_ __VA_ARGS__
#define PASSUNG_STATUS_UNWRAP_2_(...) PASSUNG_STATUS_UNWRAP_3_(__VA_ARGS__)
#define PASSUNG_STATUS_UNWRAP_3_(...) PASSUNG_STATUS_GONE_##__VA_ARGS__
#define PASSUNG_STATUS_GONE_PASSUNG_STATUS_PROBE_

#endif  // PASSUNG_ENGINE_BASE_STATUS_MACROS_H_
