// The words by which an advertisement speaks of German and how well it wants it spoken. All words
// are folded (engine/ingest/text_folding.h).
#ifndef PASSUNG_ENGINE_INGEST_GERMAN_WORDS_H_
#define PASSUNG_ENGINE_INGEST_GERMAN_WORDS_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/ingest/text_folding.h"
#include "passung/vocabulary.h"

namespace passung {

// What one word has to do with a level of German.
enum class WordRole : uint8_t {
  kNone,
  kGerman,         // the German language: "deutschkenntnisse", "deutschen" before "sprache"
  kOtherLanguage,  // "englisch"
  kLanguage,       // a language without saying which: "sprachniveau", "telc"
  kOtherLevel,     // what else is called A1 to C2: driving classes, rooms, motorways, pay grades
  kOtherAbility,   // another thing that can be known well: "msofficekenntnisse", "umgang"
  kLevel,          // "b2", "b1+"
};
struct RoledWord {
  WordRole role = WordRole::kNone;
  LanguageLevel level = LanguageLevel::kNone;  // of kLevel
};
// Whether the word names German, or a language without saying which ("Sprachniveau").
bool IsAboutLanguage(const Words& words, size_t index);
RoledWord RoleOf(const std::vector<Word>& words, size_t index);

// The level that "sehr gute", "fließend" … stand for in an advertisement; nothing for other words.
// Sources of the levels: engine/ingest/README.md. Legal words are read as in § 2 (9) to (12) AufenthG:
// einfache A1, hinreichende A2,
// ausreichende B1.
std::optional<LanguageLevel> LevelOfQuality(const std::vector<Word>& words, size_t index);

// "wünschenswert", "von Vorteil", "idealerweise" …
bool IsDesiredWord(const std::vector<Word>& words, size_t index);

// "keine Deutschkenntnisse erforderlich", "no German required": nothing is asked for.
// `german` is the index of a word of role kGerman.
bool IsDenied(const std::vector<Word>& words, size_t german);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_GERMAN_WORDS_H_
