// German text in a form that can be compared: lower case, umlauts and typography written out.
#ifndef PASSUNG_ENGINE_INGEST_TEXT_FOLDING_H_
#define PASSUNG_ENGINE_INGEST_TEXT_FOLDING_H_

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace passung {

// ASCII only: "Führerschein", "FÜHRERSCHEIN", "Fuehrerschein" and u + combining diaeresis all
// become "fuehrerschein"; ß becomes "ss"; dashes "-"; odd blanks and bullets " "; soft hyphens and
// zero-width characters vanish; accents of other letters are lost (é becomes "e").
std::string Fold(absl::string_view text);

// A run of letters and digits (and "+" behind a digit: "B1+") of a folded text.
struct Word {
  std::string text;
  // The folded characters between the word before and this one; all there is for the first word.
  std::string gap;
};
using Words = std::vector<Word>;
Words SplitWords(absl::string_view folded);

// The text of a word, of the one `back` words before it; empty where there is none.
absl::string_view WordAt(const Words& words, size_t index);
absl::string_view WordBefore(const Words& words, size_t index, size_t back);

bool StartsWithAny(absl::string_view word, std::initializer_list<absl::string_view> starts);
bool EqualsAny(absl::string_view word, std::initializer_list<absl::string_view> words);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_TEXT_FOLDING_H_
