// Finds what an advertisement demands of German. A level that is named ("mind. B2") is attributed to
// the nearest word that can own it: a language, a driving class, a room. Only where no level is
// named, words of quality ("sehr gute Deutschkenntnisse") are read, and what they stand for is
// marked as inferred.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "engine/ingest/german_words.h"
#include "engine/ingest/sentences.h"
#include "engine/ingest/text_folding.h"
#include "engine/ingest/utf8.h"
#include "engine/vocabulary/vacancy_limits.h"
#include "passung/ingest.h"

namespace passung {
namespace {

constexpr size_t kReach = 12;        // words between a level and the word that owns it
constexpr size_t kQualityReach = 6;  // words between "sehr gute" and "Deutsch"

struct Finding {
  LanguageLevel level = LanguageLevel::kNone;
  RequirementStrength strength = RequirementStrength::kRequired;
};

// One sentence, read word by word.
class Sentence final {
 public:
  explicit Sentence(absl::string_view text) : words_(SplitWords(Fold(text))) {
    roles_.resize(words_.size());
    if (!IsAboutLanguage()) return;
    for (size_t i = 0; i < words_.size(); ++i) roles_[i] = RoleOf(words_, i);
    ShareBetweenJoinedLanguages();
  }

  std::optional<Finding> NamedLevel() const;
  std::optional<Finding> QualityLevel() const;
  bool Denied() const;

 private:
  // Most sentences are not. In one that names neither German nor a language as such nothing can be found: whatever is,
  // belongs to such a word.
  bool IsAboutLanguage() const {
    for (size_t i = 0; i < words_.size(); ++i) {
      if (passung::IsAboutLanguage(words_, i)) return true;
    }
    return false;
  }
  WordRole role(size_t i) const { return roles_[i].role; }
  bool CommaBefore(size_t i) const { return absl::StrContains(words_[i].gap, ','); }
  bool Joined(size_t first, size_t second) const;
  void ShareBetweenJoinedLanguages();
  size_t Distance(size_t level, size_t owner) const;
  bool BelongsToGerman(size_t level) const;
  bool Mentions(WordRole wanted) const;
  bool IsDesired(size_t level) const;
  std::optional<size_t> OwnerOfQuality(size_t quality) const;
  bool BlocksQuality(size_t i) const;

  std::vector<Word> words_;
  std::vector<RoledWord> roles_;
};

// Languages named in one breath: "Deutsch und Englisch", "Deutsch- und Englischkenntnisse",
// "Deutsch/Englisch", "German and English".
bool Sentence::Joined(size_t first, size_t second) const {
  if (second == first + 1) return words_[second].gap.find_first_of("/,&") != std::string::npos;
  if (second != first + 2) return false;
  const std::string& between = words_[first + 1].text;
  return between == "und" || between == "and" || between == "sowie" || between == "oder" ||
         between == "or" || between == "u";
}

// What is said of joined languages is said of each.
void Sentence::ShareBetweenJoinedLanguages() {
  std::vector<size_t> joined;
  for (size_t i = 0; i < words_.size(); ++i) {
    for (size_t other = i + 1; other < words_.size() && other <= i + 2; ++other) {
      const bool pair = (role(i) == WordRole::kGerman && role(other) == WordRole::kOtherLanguage) ||
                        (role(i) == WordRole::kOtherLanguage && role(other) == WordRole::kGerman);
      if (pair && Joined(i, other)) joined.push_back(role(i) == WordRole::kGerman ? other : i);
    }
  }
  for (const size_t i : joined) roles_[i].role = WordRole::kGerman;
}

// In words; every comma, "und" or semicolon between the two counts as three more.
size_t Sentence::Distance(size_t level, size_t owner) const {
  const size_t low = std::min(level, owner);
  const size_t high = std::max(level, owner);
  size_t distance = high - low;
  for (size_t i = low + 1; i <= high; ++i) {
    const bool and_word = i < high && (words_[i].text == "und" || words_[i].text == "and" ||
                                       words_[i].text == "sowie");
    if (CommaBefore(i) || and_word) distance += 3;
  }
  return distance;
}

bool Sentence::Mentions(WordRole wanted) const {
  return std::any_of(roles_.begin(), roles_.end(),
                     [wanted](const RoledWord& word) { return word.role == wanted; });
}

bool Sentence::BelongsToGerman(size_t level) const {
  const size_t from = level > kReach ? level - kReach : 0;
  const size_t to = std::min(words_.size(), level + kReach + 1);
  size_t best = kReach + 1;
  WordRole owner = WordRole::kNone;
  for (size_t i = from; i < to; ++i) {
    const bool can_own = role(i) == WordRole::kGerman || role(i) == WordRole::kOtherLanguage ||
                         role(i) == WordRole::kOtherLevel || role(i) == WordRole::kLanguage;
    // Of two equally near words the one in front owns the level: "Englisch C1 Deutsch B2".
    if (!can_own || Distance(level, i) >= best) continue;
    best = Distance(level, i);
    owner = role(i);
  }
  if (owner == WordRole::kGerman) return true;
  if (owner != WordRole::kLanguage) return false;
  // "Sprachniveau B2" beside a named language is about that one.
  return Mentions(WordRole::kGerman) || !Mentions(WordRole::kOtherLanguage);
}

// The word of desire must speak of this level: before it in the same clause, or behind it with
// nothing else in between that it could be about.
bool Sentence::IsDesired(size_t level) const {
  for (size_t i = level; i-- > 0;) {
    if (CommaBefore(i + 1) || role(i) == WordRole::kLevel || role(i) == WordRole::kOtherLanguage)
      break;
    if (IsDesiredWord(words_, i)) return true;
  }
  size_t words_in_next_clause = 0;
  bool next_clause = false;
  for (size_t i = level + 1; i < words_.size(); ++i) {
    next_clause = next_clause || CommaBefore(i);
    words_in_next_clause += next_clause ? 1 : 0;
    if (role(i) == WordRole::kLevel || role(i) == WordRole::kOtherLanguage ||
        role(i) == WordRole::kOtherLevel || role(i) == WordRole::kOtherAbility ||
        words_in_next_clause > 3) {
      return false;
    }
    if (!IsDesiredWord(words_, i)) continue;
    // "B2, idealerweise C1": the wish is about what follows.
    const bool about_next = next_clause && i + 1 < words_.size() && role(i + 1) == WordRole::kLevel;
    return !about_next;
  }
  return false;
}

std::optional<Finding> Sentence::NamedLevel() const {
  std::optional<Finding> best;
  for (size_t i = 0; i < words_.size(); ++i) {
    if (role(i) != WordRole::kLevel || !BelongsToGerman(i)) continue;
    Finding found{.level = roles_[i].level, .strength = RequirementStrength::kRequired};
    if (IsDesired(i)) found.strength = RequirementStrength::kDesired;
    // "B1/B2", "B1 bis B2": the lower one is enough. "Mindestens B2, idealerweise C1": B2.
    const bool better = !best || found.strength < best->strength ||
                        (found.strength == best->strength && found.level < best->level);
    if (better) best = found;
  }
  return best;
}

bool Sentence::BlocksQuality(size_t i) const {
  return role(i) == WordRole::kOtherAbility || role(i) == WordRole::kOtherLevel ||
         role(i) == WordRole::kOtherLanguage;
}

// The language that a word of quality describes: the next one in the same clause, else the one
// before it ("Deutsch fließend", "Deutsch: sehr gut").
std::optional<size_t> Sentence::OwnerOfQuality(size_t quality) const {
  for (size_t i = quality; i < words_.size() && i <= quality + kQualityReach; ++i) {
    if (i > quality && (CommaBefore(i) || LevelOfQuality(words_, i))) break;
    if (role(i) == WordRole::kGerman) return i;
    if (i > quality && BlocksQuality(i)) return std::nullopt;
  }
  for (size_t i = quality; i-- > 0 && quality - i <= kQualityReach;) {
    if (CommaBefore(i + 1) || BlocksQuality(i)) return std::nullopt;
    if (role(i) == WordRole::kGerman) return i;
  }
  return std::nullopt;
}

std::optional<Finding> Sentence::QualityLevel() const {
  // "Gute Noten in Deutsch und Mathematik" is about school.
  const bool school = std::any_of(words_.begin(), words_.end(), [](const Word& word) {
    return absl::StartsWith(word.text, "note") || absl::StartsWith(word.text, "mathe") ||
           absl::StartsWith(word.text, "schulfach");
  });
  if (school) return std::nullopt;
  for (size_t i = 0; i < words_.size(); ++i) {
    const std::optional<LanguageLevel> level = LevelOfQuality(words_, i);
    if (!level || !OwnerOfQuality(i)) continue;
    const bool denied = i > 0 && (words_[i - 1].text == "keine" || words_[i - 1].text == "ohne" ||
                                  words_[i - 1].text == "no");
    if (!denied) return Finding{.level = *level, .strength = RequirementStrength::kInferred};
  }
  return std::nullopt;
}

bool Sentence::Denied() const {
  for (size_t i = 0; i < words_.size(); ++i) {
    if (role(i) == WordRole::kGerman && IsDenied(words_, i)) return true;
  }
  return false;
}

GermanPhrase MakePhrase(const Finding& finding, absl::string_view sentence) {
  GermanPhrase phrase;
  phrase.found = true;
  phrase.requirement.levels = AllSkills(finding.level);
  phrase.requirement.strength = finding.strength;
  phrase.requirement.phrase = std::string(CutUtf8(sentence, kMaxPhraseBytes));
  return phrase;
}

}  // namespace

GermanPhrase FindGermanRequirement(absl::string_view text) {
  GermanPhrase desired;
  GermanPhrase inferred;
  GermanPhrase denied;
  for (const std::string& piece : SplitSentences(text)) {
    const Sentence sentence(piece);
    if (const std::optional<Finding> named = sentence.NamedLevel()) {
      if (named->strength == RequirementStrength::kRequired) return MakePhrase(*named, piece);
      if (!desired.found) desired = MakePhrase(*named, piece);
    } else if (sentence.Denied()) {
      const Finding none{.level = LanguageLevel::kNone, .strength = RequirementStrength::kInferred};
      if (!denied.found) denied = MakePhrase(none, piece);
    } else if (const std::optional<Finding> quality = sentence.QualityLevel()) {
      if (!inferred.found) inferred = MakePhrase(*quality, piece);
    }
  }
  if (desired.found) return desired;
  return inferred.found ? inferred : denied;
}

}  // namespace passung
