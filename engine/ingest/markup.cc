#include "engine/ingest/markup.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "engine/ingest/utf8.h"

namespace passung {
namespace {

struct Entity {
  absl::string_view name;
  absl::string_view text;
};
// Those of HTML and of German; others stay as they are.
constexpr std::array kEntities = {
    Entity{"amp", "&"},   Entity{"lt", "<"},     Entity{"gt", ">"},     Entity{"quot", "\""},
    Entity{"apos", "'"},  Entity{"nbsp", " "},   Entity{"auml", "ä"},   Entity{"ouml", "ö"},
    Entity{"uuml", "ü"},  Entity{"Auml", "Ä"},   Entity{"Ouml", "Ö"},   Entity{"Uuml", "Ü"},
    Entity{"szlig", "ß"}, Entity{"ndash", "–"},  Entity{"mdash", "—"},  Entity{"bull", "•"},
    Entity{"euro", "€"},  Entity{"hellip", "…"}, Entity{"sect", "§"},   Entity{"bdquo", "„"},
    Entity{"ldquo", "“"}, Entity{"rdquo", "”"},  Entity{"lsquo", "‘"},  Entity{"rsquo", "’"},
    Entity{"shy", ""},    Entity{"middot", "·"}, Entity{"eacute", "é"}, Entity{"egrave", "è"},
};
constexpr size_t kLongestEntity = 8;

// Of "#228" or "#xE4"; empty for what is no character.
std::string NumberedCharacter(absl::string_view name) {
  absl::ConsumePrefix(&name, "#");
  uint32_t value = 0;
  const bool hexadecimal = absl::ConsumePrefix(&name, "x") || absl::ConsumePrefix(&name, "X");
  const bool read =
      hexadecimal ? absl::SimpleHexAtoi(name, &value) : absl::SimpleAtoi(name, &value);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (!read || value < 0x20 || value > 0x10FFFF || surrogate) return "";
  std::string text;
  AppendCodePoint(static_cast<char32_t>(value), text);
  return text;
}

std::string WithoutEntities(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t end =
        text[i] == '&' ? text.substr(i + 1, kLongestEntity + 1).find(';') : absl::string_view::npos;
    if (end == absl::string_view::npos) {
      out.push_back(text[i]);
      continue;
    }
    const absl::string_view name = text.substr(i + 1, end);
    const auto* found = std::find_if(kEntities.begin(), kEntities.end(),
                                     [&](const Entity& entity) { return entity.name == name; });
    const std::string numbered = absl::StartsWith(name, "#") ? NumberedCharacter(name) : "";
    if (found == kEntities.end() && numbered.empty()) {
      out.push_back(text[i]);
      continue;
    }
    out.append(numbered.empty() ? std::string(found->text) : numbered);
    i += end + 1;
  }
  return out;
}

// Of a tag as it stands between "<" and ">".
bool EndsLine(absl::string_view tag) {
  absl::ConsumePrefix(&tag, "/");
  const size_t end = std::min(tag.find_first_of(" \t\r\n/"), tag.size());
  const std::string name = absl::AsciiStrToLower(tag.substr(0, end));
  constexpr std::array<absl::string_view, 14> kLines = {
      "p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table"};
  return std::find(kLines.begin(), kLines.end(), name) != kLines.end();
}

// A "<" that nothing closes, or that no name of a tag follows, is one of the text.
std::string WithoutElements(absl::string_view html) {
  std::string out;
  out.reserve(html.size());
  const size_t last = html.rfind('>');
  for (size_t i = 0; i < html.size(); ++i) {
    const char next = i + 1 < html.size() ? html[i + 1] : '\0';
    const bool opens =
        html[i] == '<' && last != absl::string_view::npos && i < last &&
        (absl::ascii_isalpha(static_cast<unsigned char>(next)) || next == '/' || next == '!');
    if (!opens) {
      out.push_back(html[i]);
      continue;
    }
    const size_t end = html.find('>', i);
    out.push_back(EndsLine(html.substr(i + 1, end - i - 1)) ? '\n' : ' ');
    i = end;
  }
  return out;
}

// `name` and `value` as an attribute of a tag, whatever stands around.
bool IsLinkedDataTag(absl::string_view tag) {
  return absl::StrContains(absl::AsciiStrToLower(tag), "application/ld+json");
}

}  // namespace

std::string PlainText(absl::string_view html) {
  std::string text = WithoutEntities(WithoutElements(html));
  if (absl::StrContains(text, "</") || absl::StrContains(text, "<br"))
    text = WithoutEntities(WithoutElements(text));
  return text;
}

std::vector<PagePart> LinkedDataOf(absl::string_view html) {
  const std::string lower = absl::AsciiStrToLower(html);
  std::vector<PagePart> parts;
  int64_t line = 1;
  size_t counted = 0;
  size_t at = lower.find("<script");
  while (at != std::string::npos) {
    const size_t begin = lower.find('>', at);
    if (begin == std::string::npos) break;
    const size_t end = std::min(lower.find("</script", begin), lower.size());
    if (IsLinkedDataTag(absl::string_view(lower).substr(at, begin - at))) {
      line += std::count(html.begin() + static_cast<std::ptrdiff_t>(counted),
                         html.begin() + static_cast<std::ptrdiff_t>(at), '\n');
      counted = at;
      parts.push_back({.line = line, .text = html.substr(begin + 1, end - begin - 1)});
    }
    at = lower.find("<script", end);
  }
  return parts;
}

}  // namespace passung
