#include "engine/ingest/value_readers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "engine/ingest/utf8.h"

namespace passung {
namespace {

bool AllDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Millionths of a degree from "51,0547". Plain digits are read as integers: the same value on every
// machine, and nothing that a spreadsheet does not write (exponents, infinities) gets in.
std::optional<int32_t> ReadDegrees(absl::string_view text, int32_t most) {
  const bool negative = absl::ConsumePrefix(&text, "-");
  const size_t point = text.find_first_of(".,");
  const absl::string_view whole = text.substr(0, point);
  absl::string_view fraction;
  if (point != absl::string_view::npos) fraction = text.substr(point + 1);
  if (!AllDigits(whole) || whole.size() > 3 || (!fraction.empty() && !AllDigits(fraction))) {
    return std::nullopt;
  }
  int32_t value = 0;
  if (!absl::SimpleAtoi(whole, &value)) return std::nullopt;
  for (size_t i = 0; i < 6; ++i) value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  if (fraction.size() > 6 && fraction[6] >= '5') ++value;
  if (value > most * 1'000'000) return std::nullopt;
  return negative ? -value : value;
}

// "01.09.2026" as "2026-09-01"; everything else as it is.
std::string IsoDate(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '.');
  const bool german = parts.size() == 3 && AllDigits(parts[0]) && AllDigits(parts[1]) &&
                      AllDigits(parts[2]) && parts[0].size() <= 2 && parts[1].size() <= 2 &&
                      parts[2].size() == 4;
  if (!german) return std::string(text);
  const auto padded = [](absl::string_view digits) {
    return absl::StrCat(digits.size() == 1 ? "0" : "", digits);
  };
  return absl::StrCat(parts[2], "-", padded(parts[1]), "-", padded(parts[0]));
}

}  // namespace

std::string Shown(absl::string_view value) {
  const absl::string_view shown = CutUtf8(value, 60);
  return absl::StrCat(absl::Utf8SafeCEscape(shown), shown.size() < value.size() ? "…" : "");
}

std::string Quoted(absl::string_view value) { return absl::StrCat("\"", Shown(value), "\""); }

std::string IdFrom(absl::string_view reference) {
  std::string id(reference.substr(0, kLongestId));
  for (char& c : id) {
    const bool allowed =
        absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
    if (!allowed) c = '-';
  }
  return id;
}

void ValueContext::WarnNotAllowed(absl::string_view value, AllowedCode allowed,
                                  std::vector<ProblemValue> rest) const {
  rest.insert(rest.begin(), {"value", Shown(value)});
  log.Warn(MakeProblem(std::string(field), ProblemCode::kNotAllowed, std::move(rest), allowed));
}

void ValueContext::RefuseNotAllowed(absl::string_view value, AllowedCode allowed,
                                    std::vector<ProblemValue> rest) const {
  rest.insert(rest.begin(), {"value", Shown(value)});
  log.Refuse(MakeProblem(std::string(field), ProblemCode::kNotAccepted, std::move(rest), allowed));
}

void WarnOfLostZero(absl::string_view text, const ValueContext& context) {
  context.log.Warn(context.field, ProblemCode::kZeroRestored,
                   {{"value", Shown(text)}, {"read", absl::StrCat("0", text)}});
}

std::optional<Date> ReadDate(absl::string_view text, const ValueContext& context) {
  if (text.empty()) return std::nullopt;
  const absl::StatusOr<Date> date = Date::Parse(IsoDate(text));
  if (date.ok()) return *date;
  context.WarnNotAllowed(text, AllowedCode::kDay);
  return std::nullopt;
}

std::optional<int32_t> ReadInteger(absl::string_view text, IntegerRange range,
                                   const ValueContext& context) {
  if (text.empty()) return std::nullopt;
  int32_t value = 0;
  const bool number = AllDigits(text) && absl::SimpleAtoi(text, &value);
  if (number && value >= range.least && value <= range.most) return value;
  context.WarnNotAllowed(
      text, AllowedCode::kWholeNumber,
      {{"least", absl::StrCat(range.least)}, {"most", absl::StrCat(range.most)}});
  return std::nullopt;
}

std::optional<bool> ReadBoolean(absl::string_view text, const ValueContext& context) {
  if (text.empty()) return std::nullopt;
  const std::string lower = absl::AsciiStrToLower(text);
  for (const absl::string_view yes : {"yes", "ja", "true", "wahr", "1", "x", "y", "j"}) {
    if (lower == yes) return true;
  }
  for (const absl::string_view no : {"no", "nein", "false", "falsch", "0", "n"}) {
    if (lower == no) return false;
  }
  context.WarnNotAllowed(text, AllowedCode::kYesOrNo);
  return std::nullopt;
}

std::optional<GeoPoint> ReadPoint(absl::string_view latitude, absl::string_view longitude,
                                  const ValueContext& context) {
  if (latitude.empty() && longitude.empty()) return std::nullopt;
  const std::optional<int32_t> north = ReadDegrees(latitude, 90);
  const std::optional<int32_t> east = ReadDegrees(longitude, 180);
  if (north && east) return GeoPoint{.latitude_e6 = *north, .longitude_e6 = *east};
  context.WarnNotAllowed(absl::StrCat(latitude, " / ", longitude), AllowedCode::kPoint);
  return std::nullopt;
}

std::string ReadPostalCode(absl::string_view text, const ValueContext& context) {
  if (text.empty()) return "";
  if (AllDigits(text) && text.size() == 5) return std::string(text);
  if (AllDigits(text) && text.size() == 4) {
    WarnOfLostZero(text, context);
    return absl::StrCat("0", text);
  }
  context.WarnNotAllowed(text, AllowedCode::kPostalCode);
  return "";
}

std::optional<DistrictCode> ReadDistrict(absl::string_view text, const ValueContext& context) {
  if (text.empty()) return std::nullopt;
  const bool lost_zero = AllDigits(text) && text.size() == 4;
  const absl::StatusOr<DistrictCode> district =
      DistrictCode::Parse(lost_zero ? absl::StrCat("0", text) : std::string(text));
  if (!district.ok()) {
    context.WarnNotAllowed(text, AllowedCode::kDistrict);
    return std::nullopt;
  }
  if (lost_zero) WarnOfLostZero(text, context);
  return *district;
}

std::string ReadText(absl::string_view text, size_t max_bytes, const ValueContext& context) {
  if (absl::StrContains(text, kReplacementCharacter)) {
    context.log.Warn(context.field, ProblemCode::kBytesNoText, {{"value", Shown(text)}});
  }
  // A NUL would end the text early in every C interface it passes through.
  const std::string clean = absl::StrReplaceAll(text, {{absl::string_view("\0", 1), ""}});
  if (clean.size() != text.size()) {
    context.log.Warn(context.field, ProblemCode::kBytesNul, {{"value", Shown(text)}});
  }
  const absl::string_view cut = CutUtf8(clean, max_bytes);
  if (cut.size() < clean.size()) {
    context.log.Warn(context.field, ProblemCode::kTextCut,
                     {{"value", Shown(clean)},
                      {"bytes", absl::StrCat(clean.size())},
                      {"most", absl::StrCat(max_bytes)}});
  }
  return std::string(absl::StripAsciiWhitespace(cut));
}

std::optional<LanguageLevel> ReadLevel(absl::string_view text, const ValueContext& context) {
  return ReadName<LanguageLevel>(text, context);
}

SkillLevels ReadSkillLevels(absl::string_view text, const ValueContext& context) {
  if (!absl::StrContains(text, '=')) {
    const std::optional<LanguageLevel> level = ReadLevel(text, context);
    return level ? AllSkills(*level) : SkillLevels{};
  }
  constexpr absl::string_view kInitials = "LRSW";
  SkillLevels levels = {};
  for (const absl::string_view part :
       absl::StrSplit(text, absl::ByAnyChar(" ,;"), absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    const char initial = pair.first.size() == 1
                             ? absl::ascii_toupper(static_cast<unsigned char>(pair.first[0]))
                             : '\0';
    const size_t skill = kInitials.find(initial);
    if (skill == absl::string_view::npos) {
      context.WarnNotAllowed(part, AllowedCode::kSkill);
    } else {
      levels[skill] = ReadLevel(pair.second, context);
    }
  }
  return levels;
}

std::vector<std::string> ReadLanguages(absl::string_view text, const ValueContext& context) {
  std::vector<std::string> languages;
  for (const absl::string_view part :
       absl::StrSplit(text, absl::ByAnyChar("|, "), absl::SkipEmpty())) {
    std::string code = absl::AsciiStrToLower(part);
    const bool valid = code.size() == 2 &&
                       absl::ascii_islower(static_cast<unsigned char>(code[0])) &&
                       absl::ascii_islower(static_cast<unsigned char>(code[1]));
    if (!valid) {
      context.WarnNotAllowed(part, AllowedCode::kLanguage);
    } else if (std::find(languages.begin(), languages.end(), code) == languages.end()) {
      languages.push_back(std::move(code));
    }
  }
  return languages;
}

std::optional<WeeklyHours> ReadHours(absl::string_view text, const ValueContext& context) {
  if (text.empty()) return std::nullopt;
  const std::string plain = absl::StrReplaceAll(text, {{"–", "-"}, {" ", ""}});
  const std::pair<absl::string_view, absl::string_view> ends =
      absl::StrSplit(plain, absl::MaxSplits('-', 1));
  const absl::string_view upper = absl::StrContains(plain, '-') ? ends.second : ends.first;
  WeeklyHours hours;
  const bool numbers = AllDigits(ends.first) && AllDigits(upper) &&
                       absl::SimpleAtoi(ends.first, &hours.min) &&
                       absl::SimpleAtoi(upper, &hours.max);
  if (numbers && hours.min >= 1 && hours.min <= hours.max && hours.max <= 48) return hours;
  context.WarnNotAllowed(text, AllowedCode::kHours);
  return std::nullopt;
}

}  // namespace passung
