// Readers of single values, as people and other programs write them. An empty text is an absent
// value; a text that is not allowed is absent too, with a warning that names field, value and what
// is allowed.
#ifndef PASSUNG_ENGINE_INGEST_VALUE_READERS_H_
#define PASSUNG_ENGINE_INGEST_VALUE_READERS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "engine/ingest/record_log.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/vocabulary.h"

namespace passung {

// The first 60 bytes of `value`, control characters escaped: what a problem shows of a text.
std::string Shown(absl::string_view value);
// … in quotation marks.
std::string Quoted(absl::string_view value);

inline constexpr size_t kLongestId = 63;
// Numbers of other systems are opaque: what an id cannot hold becomes "-"; cut to kLongestId.
std::string IdFrom(absl::string_view reference);

// Where a value stands and who is told about it.
struct ValueContext {
  absl::string_view field;
  RecordLog& log;

  // `rest` are the values that the words for what is allowed speak of.
  void WarnNotAllowed(absl::string_view value, AllowedCode allowed,
                      std::vector<ProblemValue> rest = {}) const;
  void RefuseNotAllowed(absl::string_view value, AllowedCode allowed,
                        std::vector<ProblemValue> rest = {}) const;
};

// That a number of four digits is read with a zero before it.
void WarnOfLostZero(absl::string_view text, const ValueContext& context);

// "2026-09-01" or "01.09.2026".
std::optional<Date> ReadDate(absl::string_view text, const ValueContext& context);

struct IntegerRange {
  int32_t least = 0;
  int32_t most = 0;
};
std::optional<int32_t> ReadInteger(absl::string_view text, IntegerRange range,
                                   const ValueContext& context);

// yes/no in English and German, 1/0, "x" for yes.
std::optional<bool> ReadBoolean(absl::string_view text, const ValueContext& context);

// Degrees with a decimal point or comma. Both or none of the two must be given.
std::optional<GeoPoint> ReadPoint(absl::string_view latitude, absl::string_view longitude,
                                  const ValueContext& context);

// Five digits. A number that lost its leading zeros in a spreadsheet gets them back, with a warning.
std::string ReadPostalCode(absl::string_view text, const ValueContext& context);
std::optional<DistrictCode> ReadDistrict(absl::string_view text, const ValueContext& context);

// For display: cut to `max_bytes`; warns when cut or when bytes of the source were no text.
std::string ReadText(absl::string_view text, size_t max_bytes, const ValueContext& context);

std::optional<LanguageLevel> ReadLevel(absl::string_view text, const ValueContext& context);
// One level for all skills ("B2"), or "L=B2 R=B1 S=B1 W=A2" (listening, reading, speaking, writing;
// German H L S W would be ambiguous); a skill left out is unknown.
SkillLevels ReadSkillLevels(absl::string_view text, const ValueContext& context);

// ISO 639-1 codes separated by "|", "," or blanks.
std::vector<std::string> ReadLanguages(absl::string_view text, const ValueContext& context);

// "20-30", "20–30" or "20".
std::optional<WeeklyHours> ReadHours(absl::string_view text, const ValueContext& context);

// A written name of the enumeration, without regard to case; "-" and blanks count as "_".
template <class E>
std::optional<E> ReadName(absl::string_view text, const ValueContext& context) {
  if (text.empty()) return std::nullopt;
  std::string wanted = absl::AsciiStrToLower(text);
  for (char& c : wanted) {
    if (c == '-' || c == ' ') c = '_';
  }
  for (size_t i = 0; i < EnumCount<E>(); ++i) {
    if (absl::AsciiStrToLower(Names<E>()[i]) == wanted) return static_cast<E>(i);
  }
  context.WarnNotAllowed(text, AllowedCode::kOneOf, {{"names", absl::StrJoin(Names<E>(), ", ")}});
  return std::nullopt;
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_VALUE_READERS_H_
