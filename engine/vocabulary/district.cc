#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "engine/vocabulary/digits.h"
#include "engine/vocabulary/land.h"
#include "passung/vocabulary.h"

namespace passung {
absl::StatusOr<DistrictCode> DistrictCode::Parse(absl::string_view text) {
  const std::optional<int32_t> value = ParseDigits(text, 5, 5);
  if (value && IsLand(*value / 1'000)) return DistrictCode(*value);
  return absl::InvalidArgumentError(absl::StrCat(
      "district code \"", text, "\" is not five digits that begin with a Land, 01 to 16"));
}

std::string DistrictCode::ToString() const { return absl::StrFormat("%05d", value_); }

absl::StatusOr<AreaCode> AreaCode::Parse(absl::string_view text) {
  const std::optional<int32_t> value = ParseDigits(text, 2, 5);
  const bool land = value && text.size() == 2 && IsLand(*value);
  const bool district = value && text.size() == 5 && IsLand(*value / 1'000);
  if (!land && !district) {
    return absl::InvalidArgumentError(absl::StrCat(
        "area code \"", text, "\" is not a Land of two digits, 01 to 16, or a district of five"));
  }
  AreaCode area;
  area.value_ = *value;
  return area;
}

std::string AreaCode::ToString() const {
  return value_ < 100 ? absl::StrFormat("%02d", value_) : absl::StrFormat("%05d", value_);
}

}  // namespace passung
