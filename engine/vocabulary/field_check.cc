#include "engine/vocabulary/field_check.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "engine/base/utf8.h"
#include "engine/vocabulary/classification.h"
#include "engine/vocabulary/digits.h"
#include "engine/vocabulary/land.h"
#include "engine/vocabulary/problem_status.h"
#include "passung/ids.h"

namespace passung {
namespace {

constexpr size_t kMaxQuotedBytes = 80;

// A message is read by people and written to logs: short, and valid UTF-8 whatever came in.
std::string Readable(absl::string_view value) {
  absl::string_view shown = value.substr(0, kMaxQuotedBytes);
  const bool whole = shown.size() == value.size();
  const absl::string_view rest = whole ? "" : "…";
  // The cut may fall into a character, which has at most four bytes.
  for (int i = 0; i < 4; ++i) {
    if (base::IsValidUtf8(shown)) return absl::StrCat(shown, rest);
    if (whole) break;
    shown.remove_suffix(1);
  }
  return absl::StrCat(absl::CHexEscape(shown), rest);
}

}  // namespace

std::string Field::ToString() const {
  std::string path = whole_ == nullptr ? "" : whole_->ToString();
  if (name_.empty()) {
    absl::StrAppend(&path, "[", index_, "]");
  } else {
    absl::StrAppend(&path, path.empty() ? "" : ".", name_);
  }
  return path;
}

absl::Status FieldFault(const Field& field, absl::string_view value, absl::string_view allowed) {
  return absl::InvalidArgumentError(
      absl::StrCat(field.ToString(), " \"", Readable(value), "\" ", allowed));
}

absl::Status FieldFault(const Field& field, ProblemCode code, std::vector<ProblemValue> values,
                        std::optional<AllowedCode> allowed) {
  return ProblemStatus(MakeProblem(field.ToString(), code, std::move(values), allowed));
}

absl::Status NumberFault(const Field& field, int32_t value, int32_t low, int32_t high) {
  return FieldFault(
      field, ProblemCode::kNumberOutside,
      {{"value", absl::StrCat(value)}, {"least", absl::StrCat(low)}, {"most", absl::StrCat(high)}});
}

absl::Status TextFault(const Field& field, absl::string_view text, size_t max_bytes) {
  if (!base::IsValidUtf8(text)) return FieldFault(field, text, "is not valid UTF-8");
  return FieldFault(field, ProblemCode::kBytesTooMany,
                    {{"value", Readable(text)},
                     {"bytes", absl::StrCat(text.size())},
                     {"most", absl::StrCat(max_bytes)}});
}

absl::Status CheckQuietly(const Field& field, absl::string_view text, size_t most_bytes) {
  if (CheckText(field, text, most_bytes).ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field.ToString(), " is not UTF-8 of at most ", most_bytes, " bytes"));
}

absl::Status DateFault(const Field& field, Date date) {
  return FieldFault(field, absl::StrCat(date.days()),
                    "is not the number of a day from 1900-01-01 to 2199-12-31");
}

absl::Status CheckValidity(const Field& field, const Validity& valid) {
  PASSUNG_RETURN_IF_ERROR(CheckDate(field / "from", valid.from));
  PASSUNG_RETURN_IF_ERROR(CheckDate(field / "until", valid.until));
  if (!valid.from || !valid.until || *valid.from <= *valid.until) return absl::OkStatus();
  return FieldFault(
      field / "until", ProblemCode::kEndsEarly,
      {{"value", valid.until->ToString()}, {"name", "from"}, {"start", valid.from->ToString()}});
}

absl::Status CheckOccupation(const Field& field, std::optional<OccupationCode> code) {
  if (!code || (IsMainGroup(code->number() / 1'000) && code->requirement_level() >= 1 &&
                code->requirement_level() <= 4)) {
    return absl::OkStatus();
  }
  return FieldFault(field, code->ToString(), "is not a code of the KldB 2010");
}

absl::Status CheckDistrict(const Field& field, std::optional<DistrictCode> code) {
  if (!code || IsLand(code->land())) return absl::OkStatus();
  return FieldFault(field, code->ToString(), "is not five digits that begin with a Land, 01 to 16");
}

absl::Status CheckArea(const Field& field, AreaCode code) {
  const int32_t number = code.number();
  if (IsLand(number < 100 ? number : number / 1'000)) return absl::OkStatus();
  return FieldFault(field, code.ToString(), "is not a Land, 01 to 16, or a district");
}

absl::Status CheckPostalCode(const Field& field, absl::string_view text) {
  if (ParseDigits(text, 5, 5)) return absl::OkStatus();
  return FieldFault(field, text, "is not five digits");
}

absl::Status CheckPoint(const Field& field, const std::optional<GeoPoint>& point) {
  if (!point) return absl::OkStatus();
  PASSUNG_RETURN_IF_ERROR(
      CheckNumber(field / "latitude_e6", point->latitude_e6, -90'000'000, 90'000'000));
  return CheckNumber(field / "longitude_e6", point->longitude_e6, -180'000'000, 180'000'000);
}

absl::Status CheckLanguageCode(const Field& field, absl::string_view text) {
  const bool letters =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (text.size() == 2 && letters) return absl::OkStatus();
  return FieldFault(field, text, "is not two lower-case letters (ISO 639-1)");
}

absl::Status CheckHours(const Field& field, const std::optional<WeeklyHours>& hours) {
  if (!hours) return absl::OkStatus();
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "min", hours->min, 1, 48));
  return CheckNumber(field / "max", hours->max, hours->min, 48);
}

absl::Status CheckId(const Field& field, absl::string_view id) {
  if (ValidateId("id", id).ok()) return absl::OkStatus();
  return FieldFault(field, ProblemCode::kNotAccepted, {{"value", Readable(id)}}, AllowedCode::kId);
}

absl::Status EnumFault(const Field& field, size_t value, size_t count) {
  return FieldFault(field, absl::StrCat(value), absl::StrCat("is not a number below ", count));
}

absl::Status TwiceFault(const Field& field, absl::string_view id) {
  return FieldFault(field, ProblemCode::kEntryTwice, {{"value", Readable(id)}});
}

absl::Status SizeFault(const Field& field, size_t size, size_t limit) {
  return FieldFault(field, ProblemCode::kEntriesTooMany,
                    {{"value", absl::StrCat(size)}, {"most", absl::StrCat(limit)}});
}

absl::Status CheckSkillLevels(const Field& field, const SkillLevels& levels) {
  for (size_t i = 0; i < levels.size(); ++i) {
    if (!levels[i] || Index(*levels[i]) < EnumCount<LanguageLevel>()) continue;  // needs no name
    return CheckEnum(field / Name(static_cast<LanguageSkill>(i)), levels[i]);
  }
  return absl::OkStatus();
}

}  // namespace passung
