#include "proto/answer/today.h"

#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace passung::answer {

Date GermanDay(absl::Time time) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone("Europe/Berlin", &zone)) {
    // No time zone data on this machine: winter time, at most an hour off around midnight.
    zone = absl::FixedTimeZone(60 * 60);
  }
  const absl::CivilDay today = absl::ToCivilDay(time, zone);
  return Date::FromDays(static_cast<int32_t>(today - absl::CivilDay(1970, 1, 1)));
}

Date TodayInGermany() { return GermanDay(absl::Now()); }

}  // namespace passung::answer
