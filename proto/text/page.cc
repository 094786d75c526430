#include "proto/text/page.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace passung::text {
namespace {

// One line: a line break within a paragraph or cell would end it.
std::string Escaped(absl::string_view text) {
  static constexpr absl::string_view kOwnSigns = "\\`*_{}[]<>#|~";
  std::string escaped;
  for (const char sign : text) {
    if (absl::StrContains(kOwnSigns, sign)) escaped.push_back('\\');
    escaped.push_back(sign == '\n' || sign == '\r' ? ' ' : sign);
  }
  return escaped;
}

void AddParagraphs(const std::vector<std::string>& paragraphs, std::string& out) {
  for (const std::string& paragraph : paragraphs) absl::StrAppend(&out, Escaped(paragraph), "\n\n");
}

void AddTable(const PageTable& table, std::string& out) {
  std::string rule;
  for (const PageColumn& column : table.columns) {
    absl::StrAppend(&out, "| ", Escaped(column.title), " ");
    absl::StrAppend(&rule, column.is_number ? "|---:" : "|---");
  }
  absl::StrAppend(&out, "|\n", rule, "|\n");
  for (const std::vector<std::string>& row : table.rows) {
    for (const std::string& cell : row) absl::StrAppend(&out, "| ", Escaped(cell), " ");
    absl::StrAppend(&out, "|\n");
  }
  absl::StrAppend(&out, "\n");
}

}  // namespace

std::string ToMarkdown(const Page& page) {
  std::string out = absl::StrCat("# ", Escaped(page.heading), "\n\n");
  AddParagraphs(page.paragraphs, out);
  for (const PageSection& section : page.sections) {
    absl::StrAppend(&out, "## ", Escaped(section.heading), "\n\n");
    AddParagraphs(section.paragraphs, out);
    for (const PageTable& table : section.tables) AddTable(table, out);
  }
  while (absl::EndsWith(out, "\n\n")) out.pop_back();
  return out;
}

}  // namespace passung::text
