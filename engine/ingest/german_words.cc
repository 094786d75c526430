#include "engine/ingest/german_words.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/match.h"

namespace passung {
namespace {

bool ContainsAny(absl::string_view word, std::initializer_list<absl::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [word](absl::string_view part) { return absl::StrContains(word, part); });
}

// "b2", "b2+", "b2niveau", and "b 2" behind a word that announces a level.
std::optional<LanguageLevel> NamedLevel(const Words& words, size_t index) {
  absl::string_view word = WordAt(words, index);
  const bool split =
      word.size() == 1 && WordAt(words, index + 1).size() == 1 &&
      EqualsAny(WordBefore(words, index, 1), {"niveau", "level", "stufe", "deutsch"});
  const char digit = split ? WordAt(words, index + 1)[0] : (word.size() >= 2 ? word[1] : '\0');
  if (word.empty() || word[0] < 'a' || word[0] > 'c' || (digit != '1' && digit != '2')) {
    return std::nullopt;
  }
  if (!split) {
    const absl::string_view rest = word.substr(2);
    if (!EqualsAny(rest, {"", "+", "niveau", "level"})) return std::nullopt;
  }
  const int step = 2 * (word[0] - 'a') + (digit - '0');  // a1 is 1, c2 is 6
  return static_cast<LanguageLevel>(step);
}

bool IsGerman(const Words& words, size_t index) {
  const absl::string_view word = WordAt(words, index);
  if (!absl::StrContains(word, "deutsch")) return EqualsAny(word, {"german", "daf", "daz"});
  if (EqualsAny(word, {"deutsch", "deutschkenntnis"})) return true;
  if (ContainsAny(word, {"deutschkennt", "deutschnivea", "deutschsprachk", "deutschgrundk",
                         "deutschfaehig", "deutschsprachn", "deutschlevel"})) {
    return true;
  }
  if (StartsWithAny(word, {"deutsche", "deutscher", "deutschen"}) && word.size() <= 9) {
    return StartsWithAny(WordAt(words, index + 1), {"sprach", "schrift"});
  }
  return false;
}

bool IsOtherLanguage(absl::string_view word) {
  // "polnisch", "polnischkenntnisse", "polnische"
  return StartsWithAny(
      word, {"englisch",        "english",       "franzoesisch", "french",      "spanisch",
             "spanish",         "russisch",      "russian",      "polnisch",    "polish",
             "tschechisch",     "czech",         "arabisch",     "arabic",      "ukrainisch",
             "ukrainian",       "tuerkisch",     "turkish",      "italienisch", "italian",
             "rumaenisch",      "vietnamesisch", "persisch",     "kurdisch",    "portugiesisch",
             "niederlaendisch", "chinesisch",    "fremdsprach",  "slowakisch",  "ungarisch",
             "bulgarisch",      "griechisch",    "serbisch",     "kroatisch"});
}

bool IsLanguage(absl::string_view word) {
  return StartsWithAny(word, {"sprachniveau", "sprachkennt", "sprachlevel", "sprachzertifikat",
                              "sprachnachweis", "sprachpruefung", "sprachstand", "sprachstufe"}) ||
         EqualsAny(word,
                   {"niveau", "telc", "goethe", "testdaf", "ger", "cefr", "dtz", "osd", "oesd"});
}

bool IsOtherLevel(absl::string_view word) {
  return ContainsAny(word, {"fuehrerschein", "fahrerlaubnis", "klasse", "autobahn", "raum",
                            "gebaeude", "etage", "entgelt", "besoldung", "tarif", "vitamin"}) ||
         EqualsAny(word, {"bab",     "halle",   "haus",      "block",     "trakt",    "eingang",
                          "ebene",   "gleis",   "parkplatz", "kategorie", "lkw",      "pkw",
                          "driving", "licence", "license",   "room",      "building", "fs",
                          "fev",     "format",  "zimmer",    "aufgang",   "tor"});
}

bool IsOtherAbility(absl::string_view word) {
  return ContainsAny(word, {"kenntnis", "erfahrung", "umgangs", "verstaendnis", "bezahlung",
                            "verguetung", "faehigkeit", "arbeitsklima", "auffassung", "skills"}) ||
         EqualsAny(word, {"umgang", "noten", "note", "edv", "office", "excel", "team", "knowhow"});
}

bool IsSpeaking(absl::string_view word) {
  return EqualsAny(word, {"sprachkenntnisse", "sprachkenntnissen", "kenntnisse", "kenntnissen"});
}

}  // namespace

bool IsAboutLanguage(const Words& words, size_t index) {
  return IsGerman(words, index) || IsLanguage(WordAt(words, index));
}

RoledWord RoleOf(const Words& words, size_t index) {
  const absl::string_view word = WordAt(words, index);
  if (const std::optional<LanguageLevel> level = NamedLevel(words, index)) {
    return {.role = WordRole::kLevel, .level = *level};
  }
  // The second half of "deutsche Sprachkenntnisse" belongs to the first.
  if (index > 0 && IsSpeaking(word) && IsGerman(words, index - 1)) return {};
  if (IsGerman(words, index)) return {.role = WordRole::kGerman};
  if (IsOtherLanguage(word)) return {.role = WordRole::kOtherLanguage};
  if (IsLanguage(word)) return {.role = WordRole::kLanguage};
  if (IsOtherLevel(word)) return {.role = WordRole::kOtherLevel};
  // "gute Kenntnisse der deutschen Sprache", "good knowledge of German"
  if (EqualsAny(word, {"kenntnisse", "kenntnissen", "grundkenntnisse", "grundkenntnissen",
                       "basiskenntnisse"})) {
    return {};
  }
  if (IsOtherAbility(word)) return {.role = WordRole::kOtherAbility};
  return {};
}

std::optional<LanguageLevel> LevelOfQuality(const Words& words, size_t index) {
  const absl::string_view word = WordAt(words, index);
  const absl::string_view before = WordBefore(words, index, 1);
  if (StartsWithAny(word, {"muttersprach"}) || word == "native") return LanguageLevel::kC2;
  if (StartsWithAny(word, {"fliess", "verhandlungssicher", "ausgezeichnet", "hervorragend",
                           "exzellent", "stilsicher", "perfekt", "einwandfrei"}) ||
      EqualsAny(word, {"fluent", "fluently", "excellent", "proficient", "proficiency"})) {
    return LanguageLevel::kC1;
  }
  if (EqualsAny(word, {"gut", "gute", "guten", "guter", "gutes", "good"})) {
    return EqualsAny(before, {"sehr", "very"}) ? LanguageLevel::kC1 : LanguageLevel::kB2;
  }
  if (EqualsAny(word, {"solide", "soliden", "sichere", "sicheren", "sicheres", "solid"})) {
    return LanguageLevel::kB2;
  }
  if (StartsWithAny(word, {"ausreichend"}) || word == "sufficient") return LanguageLevel::kB1;
  if (ContainsAny(word, {"grundkenntnis", "basiskenntnis"}) ||
      StartsWithAny(word, {"grundlegend", "hinreichend"}) || word == "basic") {
    return LanguageLevel::kA2;
  }
  if (EqualsAny(word, {"einfache", "einfachen"})) return LanguageLevel::kA1;
  return std::nullopt;
}

bool IsDesiredWord(const Words& words, size_t index) {
  const absl::string_view word = WordAt(words, index);
  return StartsWithAny(word,
                       {"wuenschenswert", "idealerweise", "vorteilhaft", "bevorzugt", "erwuenscht",
                        "optimalerweise", "desirable", "preferred", "preferably", "ideally"}) ||
         (word == "vorteil" && EqualsAny(WordBefore(words, index, 1), {"von", "ein"})) ||
         (word == "plus" && EqualsAny(WordBefore(words, index, 1), {"a", "ein"})) ||
         (word == "advantage" && EqualsAny(WordBefore(words, index, 1), {"an"})) ||
         (word == "nice" && WordAt(words, index + 1) == "to");
}

bool IsDenied(const Words& words, size_t german) {
  const auto needed = [](absl::string_view word) {
    return StartsWithAny(word, {"erforderlich", "notwendig", "noetig", "vorausgesetzt", "benoetigt",
                                "required", "necessary", "needed", "voraussetzung"});
  };
  const bool none = EqualsAny(WordBefore(words, german, 1), {"keine", "keinerlei", "no"}) ||
                    (EqualsAny(WordBefore(words, german, 2), {"keine", "keinerlei"}) &&
                     !LevelOfQuality(words, german - 1));  // "keine perfekten": some are needed
  if (none || WordBefore(words, german, 1) == "ohne") {
    for (size_t ahead = 1; ahead <= 4; ++ahead) {
      if (needed(WordAt(words, german + ahead))) return none;
    }
    return WordBefore(words, german, 1) == "ohne" && WordBefore(words, german, 2) == "auch";
  }
  for (size_t ahead = 1; ahead <= 4; ++ahead) {
    if (EqualsAny(WordAt(words, german + ahead), {"nicht", "not"})) {
      return needed(WordAt(words, german + ahead + 1)) || needed(WordAt(words, german + ahead + 2));
    }
  }
  return false;
}

}  // namespace passung
