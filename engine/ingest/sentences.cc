#include "engine/ingest/sentences.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "engine/ingest/text_folding.h"
#include "engine/ingest/utf8.h"

namespace passung {
namespace {

constexpr size_t kLongestSentence = 1'000;
constexpr size_t kLongestTag = 200;

bool IsBlockTag(absl::string_view name) {
  constexpr absl::string_view kBlocks[] = {"br", "p",  "li", "ul", "ol", "div", "tr",
                                           "td", "h1", "h2", "h3", "h4", "h5",  "h6"};
  return std::find(std::begin(kBlocks), std::end(kBlocks), name) != std::end(kBlocks);
}

// Tags become a line end (blocks) or nothing; "<" that opens no tag stays.
std::string WithoutTags(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const absl::string_view rest = text.substr(i, kLongestTag);
    const size_t end = rest[0] == '<' ? rest.find('>') : absl::string_view::npos;
    size_t name = absl::StartsWith(rest, "</") ? 2 : 1;
    const size_t from = name;
    while (name < end && end != absl::string_view::npos &&
           absl::ascii_isalnum(static_cast<unsigned char>(rest[name]))) {
      ++name;
    }
    if (end == absl::string_view::npos || name == from) {
      out.push_back(text[i]);
      continue;
    }
    if (IsBlockTag(absl::AsciiStrToLower(rest.substr(from, name - from)))) out.push_back('\n');
    i += end;
  }
  return absl::StrReplaceAll(out, {{"&nbsp;", " "}, {"&amp;", "&"}});
}

// Whether the dot at `dot` belongs to an abbreviation or a number.
bool IsInsideSentence(absl::string_view text, size_t dot) {
  if (dot + 1 < text.size() && !absl::ascii_isspace(static_cast<unsigned char>(text[dot + 1]))) {
    return true;
  }
  size_t begin = dot;
  while (begin > 0 && !absl::ascii_isspace(static_cast<unsigned char>(text[begin - 1])) &&
         dot - begin < 20) {
    --begin;
  }
  absl::string_view word = text.substr(begin, dot - begin);
  while (!word.empty() && absl::ascii_ispunct(static_cast<unsigned char>(word.front()))) {
    word.remove_prefix(1);
  }
  const std::string folded = Fold(word);
  constexpr absl::string_view kAbbreviations[] = {
      "mind", "min", "ggf", "bzw",  "inkl",  "ca",  "evtl", "dt",  "engl", "nr",  "std", "abs",
      "u.a",  "z.b", "d.h", "o.ae", "i.d.r", "vgl", "max",  "sog", "usw",  "etc", "gem", "approx"};
  const bool abbreviation = std::find(std::begin(kAbbreviations), std::end(kAbbreviations),
                                      folded) != std::end(kAbbreviations);
  const bool digits =
      !folded.empty() && std::all_of(folded.begin(), folded.end(), absl::ascii_isdigit);
  return abbreviation || folded.size() <= 1 || digits;
}

bool EndsSentence(absl::string_view text, size_t i) {
  const char c = text[i];
  if (c == '\n' || c == '\r' || c == '!' || c == '?' || c == ';' || c == '\0') return true;
  if (c == '.') return !IsInsideSentence(text, i);
  if (static_cast<unsigned char>(c) != 0xE2) return false;
  // bullets: U+2022, U+25CF, U+25AA, U+2713
  const absl::string_view three = text.substr(i, 3);
  return three == "\u2022" || three == "\u25CF" || three == "\u25AA" || three == "\u2713";
}

void AddSentence(absl::string_view piece, std::vector<std::string>& sentences) {
  while (!piece.empty()) {
    const absl::string_view part = CutUtf8(piece, kLongestSentence);
    if (part.empty()) return;
    piece.remove_prefix(part.size());
    const absl::string_view clean = absl::StripAsciiWhitespace(part);
    if (!clean.empty()) sentences.emplace_back(clean);
  }
}

}  // namespace

std::vector<std::string> SplitSentences(absl::string_view source) {
  const std::string plain = WithoutTags(source);
  const absl::string_view text = plain;
  std::vector<std::string> sentences;
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!EndsSentence(text, i)) continue;
    // The mark itself stays with its sentence, a bullet goes to the next one.
    const bool bullet = static_cast<unsigned char>(text[i]) >= 0x80;
    AddSentence(text.substr(begin, i - begin + (bullet ? 0 : 1)), sentences);
    begin = bullet ? i + 3 : i + 1;
  }
  AddSentence(text.substr(std::min(begin, text.size())), sentences);
  return sentences;
}

}  // namespace passung
