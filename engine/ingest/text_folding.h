// German text in a form that can be compared: lower case, umlauts and typography written out.
#ifndef PASSUNG_ENGINE_INGEST_TEXT_FOLDING_H_
#define PASSUNG_ENGINE_INGEST_TEXT_FOLDING_H_

#include <cstddef>
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
std::vector<Word> SplitWords(absl::string_view folded);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_TEXT_FOLDING_H_
