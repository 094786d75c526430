#include "engine/vocabulary/table_row.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/digits.h"

namespace passung {
namespace {

constexpr size_t kDecimals = 6;

// Exact: coordinates never pass through a floating-point number.
std::optional<int32_t> ParseDegreesE6(absl::string_view text) {
  const bool negative = absl::ConsumePrefix(&text, "-");
  const size_t point = std::min(text.find('.'), text.size());
  const std::optional<int32_t> whole = ParseDigits(text.substr(0, point), 1, 3);
  std::string decimals(point < text.size() ? text.substr(point + 1) : "0");
  if (!whole || decimals.empty() || decimals.size() > kDecimals) return std::nullopt;
  decimals.resize(kDecimals, '0');
  const std::optional<int32_t> fraction = ParseDigits(decimals, kDecimals, kDecimals);
  if (!fraction) return std::nullopt;
  const int32_t value = *whole * 1'000'000 + *fraction;
  return negative ? -value : value;
}

}  // namespace

absl::StatusOr<std::string> TableRow::RequiredText(size_t column) const {
  if (Text(column).empty()) return Fault(column, "is empty");
  return std::string(Text(column));
}

absl::StatusOr<int> TableRow::Int(size_t column, int low, int high) const {
  const std::optional<int32_t> value = ParseDigits(Text(column), 1, 9);
  if (value && low <= *value && *value <= high) return *value;
  return Fault(column,
               absl::StrCat("\"", Text(column), "\" is not a number from ", low, " to ", high));
}

absl::StatusOr<std::optional<int>> TableRow::OptionalInt(size_t column, int low, int high) const {
  if (Text(column).empty()) return std::optional<int>();
  PASSUNG_ASSIGN_OR_RETURN(const int value, Int(column, low, high));
  return std::optional<int>(value);
}

absl::StatusOr<int32_t> TableRow::DegreesE6(size_t column, int limit) const {
  const std::optional<int32_t> value = ParseDegreesE6(Text(column));
  const int32_t limit_e6 = limit * 1'000'000;
  if (value && -limit_e6 <= *value && *value <= limit_e6) return *value;
  return Fault(column, absl::StrCat("\"", Text(column), "\" is not a number of degrees from -",
                                    limit, " to ", limit, " with at most six decimals"));
}

absl::StatusOr<Validity> TableRow::Period(size_t from_column, size_t until_column) const {
  Validity period;
  for (const auto& [column, end] :
       {std::pair(from_column, &period.from), std::pair(until_column, &period.until)}) {
    if (Text(column).empty()) continue;
    const absl::StatusOr<Date> day = Date::Parse(Text(column));
    if (!day.ok()) return Fault(column, day.status().message());
    *end = *day;
  }
  if (!period.from) return Fault(from_column, "is empty: every row of law is dated");
  if (period.until && *period.until < *period.from) {
    return Fault(until_column, absl::StrCat("\"", Text(until_column), "\" lies before the day \"",
                                            Text(from_column), "\" from which the row holds"));
  }
  return period;
}

absl::StatusOr<std::vector<OccupationCode>> TableRow::Occupations(size_t column) const {
  std::vector<OccupationCode> codes;
  for (const absl::string_view text : absl::StrSplit(Text(column), ' ', absl::SkipEmpty())) {
    const absl::StatusOr<OccupationCode> code = OccupationCode::Parse(text);
    if (!code.ok()) return Fault(column, code.status().message());
    codes.push_back(*code);
  }
  std::sort(codes.begin(), codes.end());
  const auto twice = std::adjacent_find(codes.begin(), codes.end());
  if (twice != codes.end()) {
    return Fault(column, absl::StrCat("\"", twice->ToString(), "\" stands there twice"));
  }
  return codes;
}

absl::StatusOr<DistrictCode> TableRow::District(size_t column) const {
  const absl::StatusOr<DistrictCode> code = DistrictCode::Parse(Text(column));
  if (!code.ok()) return Fault(column, code.status().message());
  return *code;
}

}  // namespace passung
