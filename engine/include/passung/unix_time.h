#ifndef PASSUNG_UNIX_TIME_H_
#define PASSUNG_UNIX_TIME_H_

#include <compare>
#include <cstdint>

namespace passung {

// A moment in whole seconds since 1970-01-01T00:00:00Z. It comes in as an argument: nothing in the
// library reads a clock.
struct UnixTime {
  int64_t seconds = 0;
  friend auto operator<=>(const UnixTime&, const UnixTime&) = default;
};

inline constexpr int64_t kSecondsPerDay = 86'400;

}  // namespace passung

#endif  // PASSUNG_UNIX_TIME_H_
