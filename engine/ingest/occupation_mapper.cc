#include "engine/ingest/occupation_mapper.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/ingest/text_folding.h"

namespace passung {
namespace {

bool IsLetter(char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); }

// "m/w/d", "w|m|d", "mIwId", "m,w,x": single letters and what stands between them.
bool IsGenderMark(absl::string_view text) {
  const bool only_marks = text.find_first_not_of("mwdfxi/|*, .-") == absl::string_view::npos;
  if (!only_marks || text.size() < 3 || text.size() > 9) return false;
  return absl::StrContains(text, 'm') &&
         (absl::StrContains(text, 'w') || absl::StrContains(text, 'f'));
}

// Takes out "(m/w/d)" in round or square brackets, "(gn)", "(all genders)".
std::string WithoutGenderBrackets(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char close = text[i] == '(' ? ')' : (text[i] == '[' ? ']' : '\0');
    const size_t end = close == '\0' ? absl::string_view::npos : text.find(close, i);
    if (end != absl::string_view::npos) {
      const absl::string_view inside = text.substr(i + 1, end - i - 1);
      if (IsGenderMark(inside) || inside == "gn" || absl::StrContains(inside, "gender") ||
          inside == "a") {
        i = end;
        continue;
      }
    }
    out.push_back(text[i]);
  }
  return out;
}

// "…/Bachelor Professional in Technik", "…/M. Prof. Restaur.": the degree titles of 2020 (§ 53
// BBiG) stand in newer names and are missing in older ones.
absl::string_view WithoutDegreeTitle(absl::string_view text) {
  for (const absl::string_view title :
       {"/bachelor", "/master prof", "/m. prof", "/b. prof", "/ba. prof"}) {
    const size_t found = text.find(title);
    if (found != absl::string_view::npos && found > 0) text = text.substr(0, found);
  }
  return text;
}

// The other form of the same word: "koechin" of "koch", "-aerztin" of "facharzt", "frau" of
// "kaufmann". `word` stands behind a slash, `front` is all before it: "Technik/Medizin" is no pair.
bool IsOtherForm(absl::string_view front, absl::string_view word) {
  if (!absl::ConsumePrefix(&word, "-") && word.size() > 4) {
    const size_t blank = front.find_last_of(" (");
    const size_t begin = blank == absl::string_view::npos ? 0 : blank + 1;
    if (begin >= front.size() || front[begin] != word[0]) return false;
  }
  constexpr std::array<absl::string_view, 6> kForms = {"frau", "mann", "innen", "in", "r", "e"};
  if (std::find(kForms.begin(), kForms.end(), word) != kForms.end()) return true;
  const bool one_word =
      std::all_of(word.begin(), word.end(), [](char c) { return IsLetter(c) || c == '-'; });
  return one_word && word.size() > 4 &&
         (absl::EndsWith(word, "in") || absl::EndsWith(word, "frau") ||
          absl::EndsWith(word, "mann"));
}

// Drops the other forms: "koch/koechin" → "koch", "lagerleiter / lagerleiterin" → "lagerleiter".
std::string WithoutOtherForms(absl::string_view text) {
  std::string out;
  size_t i = 0;
  while (i < text.size()) {
    if (text[i] != '/') {
      out.push_back(text[i++]);
      continue;
    }
    size_t begin = i + 1;
    while (begin < text.size() && text[begin] == ' ') ++begin;
    size_t end = begin;
    while (end < text.size() && (IsLetter(text[end]) || text[end] == '-')) ++end;
    const absl::string_view front = absl::StripTrailingAsciiWhitespace(out);
    if (!IsOtherForm(front, text.substr(begin, end - begin))) {
      out.push_back(text[i++]);
      continue;
    }
    out.resize(front.size());
    i = end;
  }
  return out;
}

// The endings that stand for both sexes, as folded; "/in" and "/-in" are words behind a slash.
std::string WithoutGenderEndings(absl::string_view text) {
  std::string out = absl::StrReplaceAll(text, {{"*innen", ""},
                                               {":innen", ""},
                                               {"_innen", ""},
                                               {"*in", ""},
                                               {":in", ""},
                                               {"_in", ""},
                                               {"(in)", ""},
                                               {"(er/in)", ""},
                                               {"(e/in)", "e"},
                                               {"(r)", ""},
                                               {"*r", ""},
                                               {":r", ""},
                                               {"-/frau", "mann"},
                                               {"(er)", ""}});
  return out;
}

// Bare "m/w/d" between blanks.
std::string WithoutBareGenderMarks(absl::string_view text) {
  std::vector<absl::string_view> kept;
  for (const absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \t\n"), absl::SkipEmpty())) {
    if (!IsGenderMark(word)) kept.push_back(word);
  }
  std::string out;
  for (const absl::string_view word : kept) absl::StrAppend(&out, out.empty() ? "" : " ", word);
  return out;
}

// Letters, digits and one blank between words; brackets stay, because they qualify.
std::string OnlyWords(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool kept = absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '(' || c == ')';
    if (kept) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  return std::string(absl::StripAsciiWhitespace(out));
}

// "Kauffrau - Büromanagement" and "Physiotherapeutin" as the form that DKZ names begin with.
std::string MasculineFirstWord(absl::string_view stripped) {
  const size_t end = std::min(stripped.find(' '), stripped.size());
  absl::string_view word = stripped.substr(0, end);
  const absl::string_view rest = stripped.substr(end);
  if (absl::ConsumeSuffix(&word, "frau")) return absl::StrCat(word, "mann", rest);
  if (absl::ConsumeSuffix(&word, "in") && word.size() >= 4) return absl::StrCat(word, rest);
  return "";
}

std::string WithoutBrackets(absl::string_view text) {
  const size_t open = text.find('(');
  if (open == absl::string_view::npos) return "";
  const size_t close = text.find(')', open);
  if (close == absl::string_view::npos) return "";
  return absl::StrCat(absl::StripAsciiWhitespace(text.substr(0, open)), text.substr(close + 1));
}

}  // namespace

std::string StripOccupationName(absl::string_view name) {
  const std::string folded = WithoutGenderBrackets(Fold(name));
  const std::string base = WithoutBareGenderMarks(WithoutDegreeTitle(folded));
  return OnlyWords(WithoutGenderEndings(WithoutOtherForms(base)));
}

OccupationMapper::OccupationMapper(const Knowledge& knowledge) : knowledge_(&knowledge) {
  for (const ActivityName* activity : knowledge.Activities()) {
    const auto [entry, added] =
        stripped_.try_emplace(StripOccupationName(activity->name), activity);
    if (!added && entry->second != nullptr && entry->second->code != activity->code) {
      entry->second = nullptr;
    }
  }
}

const ActivityName* OccupationMapper::FindStripped(absl::string_view name) const {
  const auto found = stripped_.find(name);
  return found == stripped_.end() ? nullptr : found->second;
}

std::optional<MappedOccupation> OccupationMapper::Find(absl::string_view name) const {
  if (const ActivityName* activity = knowledge_->FindActivity(name)) {
    return MappedOccupation{.activity = activity, .match = NameMatch::kExact};
  }
  const std::string stripped = StripOccupationName(name);
  const std::string masculine = MasculineFirstWord(stripped);
  for (const std::string& candidate : {stripped, masculine}) {
    if (candidate.empty()) continue;
    if (const ActivityName* activity = FindStripped(candidate)) {
      return MappedOccupation{.activity = activity, .match = NameMatch::kStripped};
    }
  }
  for (const std::string& candidate : {WithoutBrackets(stripped), WithoutBrackets(masculine)}) {
    if (candidate.empty()) continue;
    if (const ActivityName* activity = FindStripped(candidate)) {
      return MappedOccupation{.activity = activity, .match = NameMatch::kQualified};
    }
  }
  return std::nullopt;
}

}  // namespace passung
