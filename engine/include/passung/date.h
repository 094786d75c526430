#ifndef PASSUNG_DATE_H_
#define PASSUNG_DATE_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung {

// A calendar day of the proleptic Gregorian calendar, without a time zone.
//
// A value type of four bytes: days since 1970-01-01. The engine never asks for today's date; every
// request carries its `as_of` day.
class Date {
 public:
  constexpr Date() = default;
  static constexpr Date FromDays(int32_t days) { return Date(days); }

  // Days before 1900-01-01 or after 2199-12-31 and days that do not exist (2026-02-30) are
  // InvalidArgument.
  static absl::StatusOr<Date> FromCivil(int year, int month, int day);

  // Parses exactly "YYYY-MM-DD". The message of a failure quotes the text.
  static absl::StatusOr<Date> Parse(absl::string_view text);

  constexpr int32_t days() const { return days_; }
  // 0 is Monday, 6 is Sunday.
  int weekday() const;
  std::string ToString() const;  // "YYYY-MM-DD"

  // The same day of the month, `months` later; the last day of that month where it is shorter
  // (31 January + 1 month = 28 or 29 February).
  Date PlusMonths(int months) const;
  constexpr Date PlusDays(int32_t days) const { return Date(days_ + days); }

  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  explicit constexpr Date(int32_t days) : days_(days) {}
  int32_t days_ = 0;
};

// The largest n with `from.PlusMonths(n) <= to`; negative when `to` lies before `from`.
int FullMonthsBetween(Date from, Date to);

// The days on which a fact holds, both ends included; an absent end is open.
// A fact whose `from` lies after the request's day is *planned*.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> until;

  bool Holds(Date day) const { return (!from || *from <= day) && (!until || day <= *until); }
  friend bool operator==(const Validity&, const Validity&) = default;
};

}  // namespace passung

#endif  // PASSUNG_DATE_H_
