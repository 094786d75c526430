#include "passung/date.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace passung {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

struct Civil {
  int year = 0;
  int month = 0;  // 1 … 12
  int day = 0;    // 1 … 31
};

constexpr bool IsLeapYear(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int DaysInMonth(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[static_cast<size_t>(month - 1)];
}

constexpr int FloorDiv(int a, int b) { return a / b - (a % b < 0 ? 1 : 0); }

// Both conversions count in eras of 400 years that begin on 1 March, so that the leap day is the
// last of its year (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
constexpr int32_t DaysFromCivil(Civil civil) {
  const int year = civil.month <= 2 ? civil.year - 1 : civil.year;
  const int era = FloorDiv(year, 400);
  const int year_of_era = year - era * 400;
  const int month_from_march = (civil.month + 9) % 12;
  const int day_of_year = (153 * month_from_march + 2) / 5 + civil.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr Civil CivilFromDays(int32_t days) {
  const int shifted = days + 719'468;
  const int era = FloorDiv(shifted, 146'097);
  const int day_of_era = shifted - era * 146'097;
  const int year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
          .month = month,
          .day = day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

static_assert(DaysFromCivil({1970, 1, 1}) == 0);
static_assert(DaysFromCivil({2000, 3, 1}) == 11'017);

int DigitsAt(absl::string_view text, size_t from, size_t count) {
  int value = 0;
  for (size_t i = from; i < from + count; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

// "YYYY-MM-DD" by its characters alone.
bool HasDateShape(absl::string_view text) {
  if (text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    const bool fits =
        dash ? text[i] == '-' : absl::ascii_isdigit(static_cast<unsigned char>(text[i]));
    if (!fits) return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<Date> Date::FromCivil(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 ||
      day > DaysInMonth(year, month)) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "date \"%04d-%02d-%02d\" is not a day from 1900-01-01 to 2199-12-31", year, month, day));
  }
  return Date(DaysFromCivil({year, month, day}));
}

absl::StatusOr<Date> Date::Parse(absl::string_view text) {
  if (HasDateShape(text)) {
    const absl::StatusOr<Date> date =
        FromCivil(DigitsAt(text, 0, 4), DigitsAt(text, 5, 2), DigitsAt(text, 8, 2));
    if (date.ok()) return date;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("date \"", text, "\" is not a day YYYY-MM-DD from 1900-01-01 to 2199-12-31"));
}

int Date::weekday() const {
  // 1970-01-01 was a Thursday.
  return ((days_ + 3) % 7 + 7) % 7;
}

std::string Date::ToString() const {
  const Civil civil = CivilFromDays(days_);
  const auto digit = [](int value) { return static_cast<char>('0' + value % 10); };
  return {digit(civil.year / 1000),
          digit(civil.year / 100),
          digit(civil.year / 10),
          digit(civil.year),
          '-',
          digit(civil.month / 10),
          digit(civil.month),
          '-',
          digit(civil.day / 10),
          digit(civil.day)};
}

Date Date::PlusMonths(int months) const {
  const Civil civil = CivilFromDays(days_);
  const int month_number = civil.year * 12 + (civil.month - 1) + months;
  const int year = FloorDiv(month_number, 12);
  const int month = month_number - year * 12 + 1;
  const int last_day = DaysInMonth(year, month);
  return Date(DaysFromCivil({year, month, civil.day < last_day ? civil.day : last_day}));
}

int FullMonthsBetween(Date from, Date to) {
  const Civil a = CivilFromDays(from.days());
  const Civil b = CivilFromDays(to.days());
  // The month of `to` is the last that can be reached; it is too far if its day is not reached.
  const int months = (b.year - a.year) * 12 + (b.month - a.month);
  return from.PlusMonths(months) <= to ? months : months - 1;
}

}  // namespace passung
