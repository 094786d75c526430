#include "proto/text/wording.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "passung/date.h"
#include "passung/judgement.h"
#include "passung/residence.h"
#include "passung/vocabulary.h"

namespace passung::text {
namespace {

// The word for the token of an enumeration; the token itself if it is none of E.
template <class E>
std::string Word(const Texts& texts, absl::string_view token) {
  const std::optional<E> value = FromName<E>(token);
  return value ? texts.Of(*value) : std::string(token);
}

// … for tokens between commas.
template <class E>
std::string Words(const Texts& texts, absl::string_view tokens) {
  std::vector<std::string> words;
  for (const absl::string_view token : absl::StrSplit(tokens, ',')) {
    words.push_back(Word<E>(texts, token));
  }
  return absl::StrJoin(words, ", ");
}

// Parameters that hold tokens of one enumeration.
constexpr std::pair<absl::string_view, std::string (*)(const Texts&, absl::string_view)>
    kEnumerations[] = {
        {"usual", &Word<LanguageLevel>},     {"strength", &Word<RequirementStrength>},
        {"note", &Word<AccessNote>},         {"status", &Word<ResidenceStatus>},
        {"state", &Word<RecognitionStatus>}, {"source", &Word<ClaimKind>},
        {"items", &Words<SupportItem>},      {"licence", &Words<LicenceKind>},
        {"condition", &Word<Condition>},     {"track", &Word<Track>},
        {"kind", &Word<VacancyKind>},        {"step", &Word<Step>},
};

// A licence, a school certificate or a skill.
std::string MissingItem(const Texts& texts, absl::string_view item) {
  if (FromName<LicenceKind>(item)) return Word<LicenceKind>(texts, item);
  if (FromName<SchoolCertificate>(item)) return Word<SchoolCertificate>(texts, item);
  return SkillName(texts, item);
}

bool IsAbout(absl::string_view reason, absl::string_view subject) {
  return absl::StartsWith(reason, subject);
}

}  // namespace

std::string SkillName(const Texts& texts, absl::string_view id) {
  const std::string key = absl::StrCat("skill.", id);
  return texts.Has(key) ? texts.Get(key) : std::string(id);
}

std::string Wording::Number(absl::string_view value) const {
  int64_t number = 0;
  return absl::SimpleAtoi(value, &number) ? texts_.Number(number) : std::string(value);
}

std::string Wording::Day(absl::string_view value) const {
  const absl::StatusOr<Date> day = Date::Parse(value);
  return day.ok() ? texts_.Day(*day) : std::string(value);
}

std::string Wording::Occupation(absl::string_view value) const {
  const absl::StatusOr<OccupationCode> code = OccupationCode::Parse(value);
  return code.ok() ? texts_.Occupation(*code, audience_, knowledge_) : std::string(value);
}

std::string Wording::District(absl::string_view value) const {
  const absl::StatusOr<DistrictCode> district = DistrictCode::Parse(value);
  return district.ok() ? texts_.District(*district, knowledge_) : std::string(value);
}

std::string Wording::Area(absl::string_view value) const {
  const std::string land = absl::StrCat("land.", value);
  return texts_.Has(land) ? texts_.Get(land) : District(value);
}

// A usable level, 1 to 4, or the name of a column.
std::string Wording::Level(absl::string_view value) const {
  const std::string column = absl::StrCat("column.level_", value);
  return texts_.Has(column) ? texts_.Get(column) : Word<Column>(texts_, value);
}

std::string Wording::Language(absl::string_view value) const {
  const icu::Locale language(std::string(value).c_str());
  const icu::Locale reader(texts_.locale() == Locale::kDe ? "de" : "en");
  icu::UnicodeString name;
  language.getDisplayLanguage(reader, name);
  std::string utf8;
  name.toUTF8String(utf8);
  return utf8.empty() ? std::string(value) : utf8;
}

std::string Wording::Office(absl::string_view value) const {
  const std::string key = absl::StrCat("office.", value);
  return texts_.Has(key) ? texts_.Get(key) : std::string(value);
}

std::string Wording::Relation(absl::string_view value) const {
  if (IsAbout(reason_, "occupation_")) return Word<OccupationRelation>(texts_, value);
  return Word<DistrictRelation>(texts_, value);
}

std::string Wording::Needed(absl::string_view value) const {
  if (IsAbout(reason_, "school_")) return Word<SchoolCertificate>(texts_, value);
  if (IsAbout(reason_, "working_time_")) return Times(value);
  if (!FromName<LanguageLevel>(value)) return Word<SchoolCertificate>(texts_, value);
  return Word<LanguageLevel>(texts_, value);
}

// Hours "20-25" or windows.
std::string Wording::Times(absl::string_view value) const {
  const std::pair<absl::string_view, absl::string_view> hours = absl::StrSplit(value, '-');
  int32_t min = 0;
  int32_t max = 0;
  if (!absl::SimpleAtoi(hours.first, &min) || !absl::SimpleAtoi(hours.second, &max) ||
      absl::StrContains(value, ':')) {
    return WriteWindows(texts_, value);
  }
  return texts_.Get("format.hours", {{{"min", absl::StrCat(min)}, {"max", absl::StrCat(max)}}});
}

// "speaking:B1<B2,writing:A2<B2"
std::string Wording::Skills(absl::string_view value) const {
  std::vector<std::string> phrases;
  for (const absl::string_view item : absl::StrSplit(value, ',')) {
    const std::vector<absl::string_view> parts = absl::StrSplit(item, absl::ByAnyChar(":<"));
    if (parts.size() != 3) {
      phrases.emplace_back(item);
      continue;
    }
    const bool known = FromName<LanguageLevel>(parts[1]).has_value();
    phrases.push_back(texts_.Get(known ? "format.skill_short" : "format.skill_unknown",
                                 {{{"skill", Word<LanguageSkill>(texts_, parts[0])},
                                   {"have", Word<LanguageLevel>(texts_, parts[1])},
                                   {"need", Word<LanguageLevel>(texts_, parts[2])}}}));
  }
  return absl::StrJoin(phrases, ", ");
}

// What a permit still needs, or named items that are not met.
std::string Wording::Missing(absl::string_view value) const {
  if (reason_ == Name(Reason::kPermitPending)) {
    absl::string_view level = value;
    if (absl::ConsumePrefix(&level, "german:")) {
      return texts_.Get("missing.german", {{{"level", std::string(level)}}});
    }
    return value == "permit" ? texts_.Get("missing.permit") : std::string(value);
  }
  std::vector<std::string> words;
  for (const absl::string_view item : absl::StrSplit(value, ',')) {
    words.push_back(MissingItem(texts_, item));
  }
  return absl::StrJoin(words, ", ");
}

std::string Wording::Write(absl::string_view name, absl::string_view value) const {
  using Writer = std::string (Wording::*)(absl::string_view) const;
  static constexpr std::pair<absl::string_view, Writer> kWriters[] = {
      {"need", &Wording::Needed},
      {"have", &Wording::Needed},
      {"window", &Wording::Times},
      {"skills", &Wording::Skills},
      {"missing", &Wording::Missing},
      {"relation", &Wording::Relation},
      {"own", &Wording::Occupation},
      {"vacancy", &Wording::Occupation},
      {"occupation", &Wording::Occupation},
      {"home", &Wording::District},
      {"place", &Wording::District},
      {"area", &Wording::Area},
      {"job_level", &Wording::Level},
      {"own_level", &Wording::Level},
      {"language", &Wording::Language},
      {"office", &Wording::Office},
      {"until", &Wording::Day},
      {"from", &Wording::Day},
      {"start", &Wording::Day},
  };
  for (const auto& [known, write] : kWriters) {
    if (known == name) return (this->*write)(value);
  }
  for (const auto& [known, write] : kEnumerations) {
    if (known == name) return write(texts_, value);
  }
  // Words of the source, not numbers even where they look like one.
  if (name == "phrase" || name == "shift") return std::string(value);
  return Number(value);
}

}  // namespace passung::text
