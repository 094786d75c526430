#ifndef PASSUNG_ENGINE_VOCABULARY_FIELD_CHECK_H_
#define PASSUNG_ENGINE_VOCABULARY_FIELD_CHECK_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "engine/base/status_macros.h"
#include "engine/base/utf8.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/record_problem.h"
#include "passung/vocabulary.h"

// What the validation of mentees and vacancies is made of. Every failure is InvalidArgument
// `<field> "<value>" <what is allowed>`, where the field is a path like
// `facts.qualifications[1].dqr_level`.

namespace passung {

// The path of a field. Becomes text only in a message, so that a valid record costs no allocation
// and next to nothing else: a field points to the one that it is part of, which must outlive it. So
// do names; literals do.
class Field {
 public:
  explicit Field(absl::string_view name) : name_(name) {}

  Field operator/(absl::string_view name) const { return Field(this, name, 0); }
  Field operator[](size_t index) const { return Field(this, {}, index); }
  std::string ToString() const;

 private:
  Field(const Field* whole, absl::string_view name, size_t index)
      : whole_(whole), name_(name), index_(index) {}

  const Field* whole_ = nullptr;  // null: the record
  absl::string_view name_;        // empty: an index
  size_t index_ = 0;
};

// For what no file that is imported can hold, so that no language needs a sentence for it.
absl::Status FieldFault(const Field& field, absl::string_view value, absl::string_view allowed);
// For everything else.
absl::Status FieldFault(const Field& field, ProblemCode code, std::vector<ProblemValue> values,
                        std::optional<AllowedCode> allowed = std::nullopt);

// Lists of a record, where its header names no other limit.
inline constexpr size_t kMaxListEntries = 64;
inline constexpr size_t kMaxSkills = 200;
// Texts for which the header names no limit.
inline constexpr size_t kMaxTextBytes = 200;

// What is asked of nearly every field is decided where it is asked: a market has a hundred million
// of them. The words for what is wrong are far away.
absl::Status NumberFault(const Field& field, int32_t value, int32_t low, int32_t high);
inline absl::Status CheckNumber(const Field& field, std::optional<int32_t> value, int32_t low,
                                int32_t high) {
  if (!value || (low <= *value && *value <= high)) [[likely]]
    return absl::OkStatus();
  return NumberFault(field, *value, low, high);
}
// Valid UTF-8 of at most `max_bytes`.
absl::Status TextFault(const Field& field, absl::string_view text, size_t max_bytes);
inline absl::Status CheckText(const Field& field, absl::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes && base::IsValidUtf8(text)) [[likely]]
    return absl::OkStatus();
  return TextFault(field, text, max_bytes);
}
// As CheckText; what stands in the text is nobody's business and stays out of the message.
absl::Status CheckQuietly(const Field& field, absl::string_view text, size_t most_bytes);
absl::Status DateFault(const Field& field, Date date);
inline absl::Status CheckDate(const Field& field, std::optional<Date> date) {
  // 1900-01-01 and 2199-12-31, as in passung/date.h.
  constexpr int32_t kFirstDay = -25'567;
  constexpr int32_t kLastDay = 84'005;
  if (!date || (kFirstDay <= date->days() && date->days() <= kLastDay)) [[likely]]
    return absl::OkStatus();
  return DateFault(field, *date);
}
absl::Status CheckValidity(const Field& field, const Validity& valid);
absl::Status CheckOccupation(const Field& field, std::optional<OccupationCode> code);
absl::Status CheckDistrict(const Field& field, std::optional<DistrictCode> code);
absl::Status CheckArea(const Field& field, AreaCode code);
// Five digits; empty is for the caller to allow.
absl::Status CheckPostalCode(const Field& field, absl::string_view text);
absl::Status CheckPoint(const Field& field, const std::optional<GeoPoint>& point);
// Two lower-case letters.
absl::Status CheckLanguageCode(const Field& field, absl::string_view text);
absl::Status CheckHours(const Field& field, const std::optional<WeeklyHours>& hours);
inline absl::Status CheckWindow(const Field& field, const TimeWindow& window) {
  constexpr int32_t kMinutesOfDay = 24 * 60;
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "weekday", window.weekday, 0, 6));
  PASSUNG_RETURN_IF_ERROR(
      CheckNumber(field / "from_minute", window.from_minute, 0, kMinutesOfDay - 1));
  return CheckNumber(field / "to_minute", window.to_minute, window.from_minute + 1, kMinutesOfDay);
}
// As ValidateId, with the path.
absl::Status CheckId(const Field& field, absl::string_view id);
absl::Status TwiceFault(const Field& field, absl::string_view id);
absl::Status SizeFault(const Field& field, size_t size, size_t limit);
inline absl::Status CheckSize(const Field& field, size_t size, size_t limit) {
  if (size <= limit) [[likely]]
    return absl::OkStatus();
  return SizeFault(field, size, limit);
}

absl::Status EnumFault(const Field& field, size_t value, size_t count);
template <class E>
absl::Status CheckEnum(const Field& field, E value) {
  if (Index(value) < EnumCount<E>()) [[likely]]
    return absl::OkStatus();
  return EnumFault(field, Index(value), EnumCount<E>());
}
template <class E>
absl::Status CheckEnum(const Field& field, const std::optional<E>& value) {
  return value ? CheckEnum(field, *value) : absl::OkStatus();
}

// At most `limit` entries, each passing `check(field, entry)`.
template <class T, class Check>
absl::Status CheckList(const Field& field, const std::vector<T>& list, size_t limit, Check check) {
  PASSUNG_RETURN_IF_ERROR(CheckSize(field, list.size(), limit));
  for (size_t i = 0; i < list.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(check(field[i], list[i]));
  }
  return absl::OkStatus();
}

absl::Status CheckSkillLevels(const Field& field, const SkillLevels& levels);

// A bit that two ids which are the same have in common. REQUIRES: not empty.
inline uint64_t BitOfId(absl::string_view id) {
  const auto last = static_cast<unsigned char>(id.back());
  const auto middle = static_cast<unsigned char>(id[id.size() / 2]);
  return uint64_t{1} << ((last + 5U * middle + 11U * id.size()) % 64);
}
// Entries with a member `id`: each a valid id that no earlier entry has.
template <class T>
absl::Status CheckDistinctIds(const Field& field, const std::vector<T>& list) {
  PASSUNG_RETURN_IF_ERROR(CheckSize(field, list.size(), kMaxSkills));
  uint64_t bits = 0;  // of those before
  for (size_t i = 0; i < list.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(CheckId(field[i] / "id", list[i].id));
    const uint64_t bit = BitOfId(list[i].id);
    if ((bits & bit) != 0) {
      const auto is_same = [&](const T& other) { return other.id == list[i].id; };
      const auto here = list.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::any_of(list.begin(), here, is_same)) return TwiceFault(field[i] / "id", list[i].id);
    }
    bits |= bit;
  }
  return absl::OkStatus();
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_FIELD_CHECK_H_
