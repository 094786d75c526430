#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "engine/vocabulary/classification.h"
#include "engine/vocabulary/digits.h"
#include "passung/vocabulary.h"

namespace passung {
namespace {

constexpr std::array<int32_t, 6> kPowersOfTen = {1, 10, 100, 1'000, 10'000, 100'000};

// KldB 2010, version 2020: Podologie moved from 8112 to 8177. Old data still carries the old codes.
constexpr int32_t kWithdrawnGroup = 8112;
constexpr int32_t kSuccessorGroup = 8177;
constexpr int32_t kWithdrawnCode = 81122;
constexpr int32_t kSuccessorCode = 81772;

bool IsRequirementLevel(int32_t digit) { return digit >= 1 && digit <= 4; }

int32_t SuccessorOfCode(int32_t code) { return code == kWithdrawnCode ? kSuccessorCode : code; }

}  // namespace

absl::StatusOr<OccupationCode> OccupationCode::Parse(absl::string_view text) {
  const std::optional<int32_t> value = ParseDigits(text, 5, 5);
  if (value && IsMainGroup(*value / 1'000) && IsRequirementLevel(*value % 10)) {
    return OccupationCode(SuccessorOfCode(*value));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("occupation code \"", text,
                   "\" is not five digits with a main group of the KldB 2010 first and a "
                   "requirement level 1 to 4 last"));
}

std::string OccupationCode::ToString() const { return absl::StrFormat("%05d", value_); }

absl::StatusOr<OccupationPrefix> OccupationPrefix::Parse(absl::string_view text) {
  const std::optional<int32_t> value = ParseDigits(text, 1, 5);
  const auto digits = static_cast<int>(text.size());
  // One digit is an area of the KldB; all ten exist.
  const bool known_group =
      value && (digits == 1 || IsMainGroup(*value / kPowersOfTen[static_cast<size_t>(digits - 2)]));
  if (!known_group || (digits == 5 && !IsRequirementLevel(*value % 10))) {
    return absl::InvalidArgumentError(
        absl::StrCat("occupation prefix \"", text,
                     "\" is not the first 1 to 5 digits of a code of the KldB 2010"));
  }
  OccupationPrefix prefix;
  prefix.digits_ = static_cast<int8_t>(digits);
  prefix.value_ = *value == kWithdrawnGroup ? kSuccessorGroup : SuccessorOfCode(*value);
  return prefix;
}

OccupationPrefix OccupationPrefix::Of(OccupationCode code, int digits) {
  OccupationPrefix prefix;
  prefix.digits_ = static_cast<int8_t>(digits);
  prefix.value_ = code.Prefix(digits);
  return prefix;
}

std::string OccupationPrefix::ToString() const {
  return absl::StrFormat("%0*d", static_cast<int>(digits_), value_);
}

}  // namespace passung
