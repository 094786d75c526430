#include "engine/ingest/text_folding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "engine/ingest/utf8.h"

namespace passung {
namespace {

struct Folding {
  char32_t first = 0;
  char32_t last = 0;
  absl::string_view folded;
};

// Ranges by rising code point; what stands in none becomes a blank.
constexpr std::array kFoldings = {
    Folding{0xAD, 0xAD, ""},          // soft hyphen
    Folding{0xB7, 0xB7, " "},         // middle dot
    Folding{0xC0, 0xC3, "a"},         // À Á Â Ã
    Folding{0xC4, 0xC4, "ae"},        // Ä
    Folding{0xC5, 0xC5, "a"},         // Å
    Folding{0xC6, 0xC6, "ae"},        // Æ
    Folding{0xC7, 0xC7, "c"},         // Ç
    Folding{0xC8, 0xCB, "e"},         // È É Ê Ë
    Folding{0xCC, 0xCF, "i"},         // Ì Í Î Ï
    Folding{0xD1, 0xD1, "n"},         // Ñ
    Folding{0xD2, 0xD5, "o"},         // Ò Ó Ô Õ
    Folding{0xD6, 0xD6, "oe"},        // Ö
    Folding{0xD8, 0xD8, "o"},         // Ø
    Folding{0xD9, 0xDB, "u"},         // Ù Ú Û
    Folding{0xDC, 0xDC, "ue"},        // Ü
    Folding{0xDF, 0xDF, "ss"},        // ß
    Folding{0xE0, 0xE3, "a"},         // à á â ã
    Folding{0xE4, 0xE4, "ae"},        // ä
    Folding{0xE5, 0xE5, "a"},         // å
    Folding{0xE6, 0xE6, "ae"},        // æ
    Folding{0xE7, 0xE7, "c"},         // ç
    Folding{0xE8, 0xEB, "e"},         // è é ê ë
    Folding{0xEC, 0xEF, "i"},         // ì í î ï
    Folding{0xF1, 0xF1, "n"},         // ñ
    Folding{0xF2, 0xF5, "o"},         // ò ó ô õ
    Folding{0xF6, 0xF6, "oe"},        // ö
    Folding{0xF8, 0xF8, "o"},         // ø
    Folding{0xF9, 0xFB, "u"},         // ù ú û
    Folding{0xFC, 0xFC, "ue"},        // ü
    Folding{0x300, 0x307, ""},        // combining accents
    Folding{0x308, 0x308, "e"},       // combining diaeresis
    Folding{0x309, 0x36F, ""},        // combining accents
    Folding{0x1E9E, 0x1E9E, "ss"},    // capital sharp s
    Folding{0x200B, 0x200D, ""},      // zero-width characters
    Folding{0x2010, 0x2015, "-"},     // hyphens and dashes
    Folding{0x2018, 0x201F, "'"},     // quotation marks
    Folding{0x2026, 0x2026, "."},     // ellipsis
    Folding{0x2044, 0x2044, "/"},     // fraction slash
    Folding{0x20AC, 0x20AC, "euro"},  // euro sign
    Folding{0x2212, 0x2212, "-"},     // minus
    Folding{0xFEFF, 0xFEFF, ""},      // byte order mark
    Folding{0xFF0F, 0xFF0F, "/"},     // wide slash
};

absl::string_view FoldCodePoint(char32_t value) {
  const auto* found =
      std::upper_bound(kFoldings.begin(), kFoldings.end(), value,
                       [](char32_t wanted, const Folding& entry) { return wanted < entry.first; });
  if (found == kFoldings.begin() || value > std::prev(found)->last) return " ";
  return std::prev(found)->folded;
}

bool IsWordCharacter(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); }

}  // namespace

std::string Fold(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const CodePoint point = DecodeCodePoint(text, i);
    if (point.bytes == 1) {
      out.push_back(absl::ascii_tolower(static_cast<unsigned char>(text[i])));
    } else {
      const absl::string_view folded = point.bytes == 0 ? " " : FoldCodePoint(point.value);
      out.append(folded.data(), folded.size());
    }
    i += point.bytes == 0 ? 1 : point.bytes;
  }
  return out;
}

Words SplitWords(absl::string_view folded) {
  Words words;
  size_t i = 0;
  while (i < folded.size()) {
    size_t begin = i;
    while (begin < folded.size() && !IsWordCharacter(folded[begin])) ++begin;
    if (begin == folded.size()) break;
    size_t end = begin;
    while (end < folded.size() && IsWordCharacter(folded[end])) ++end;
    const bool plus = end < folded.size() && folded[end] == '+' &&
                      absl::ascii_isdigit(static_cast<unsigned char>(folded[end - 1]));
    if (plus) ++end;
    words.push_back(
        {std::string(folded.substr(begin, end - begin)), std::string(folded.substr(i, begin - i))});
    i = end;
  }
  return words;
}

absl::string_view WordAt(const Words& words, size_t index) {
  return index < words.size() ? absl::string_view(words[index].text) : "";
}

absl::string_view WordBefore(const Words& words, size_t index, size_t back) {
  return index >= back ? absl::string_view(words[index - back].text) : "";
}

bool StartsWithAny(absl::string_view word, std::initializer_list<absl::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [word](absl::string_view start) { return absl::StartsWith(word, start); });
}

bool EqualsAny(absl::string_view word, std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace passung
