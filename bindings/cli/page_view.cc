#include "bindings/cli/page_view.h"

#include <string>
#include <utility>
#include <vector>

#include "bindings/cli/layout.h"

namespace passung::cli {
namespace {

constexpr int kTableIndent = 2;

void PrintUnderlined(const std::string& heading, char line, Console& console) {
  console.out << heading << "\n" << std::string(static_cast<size_t>(Width(heading)), line) << "\n";
}

void PrintParagraphs(const std::vector<std::string>& paragraphs, Console& console) {
  for (const std::string& paragraph : paragraphs) {
    for (const std::string& line : Wrap(paragraph, console.width)) console.out << line << "\n";
    console.out << "\n";
  }
}

void PrintPageTable(const text::PageTable& page_table, Console& console) {
  std::vector<TableColumn> columns;
  for (const text::PageColumn& column : page_table.columns) {
    columns.push_back({column.title, column.is_number ? Align::kRight : Align::kLeft});
  }
  Table table(std::move(columns), console.width, kTableIndent);
  for (const std::vector<std::string>& row : page_table.rows) table.Add(row);
  table.Print(console.out);
  console.out << "\n";
}

}  // namespace

void PrintPage(const text::Page& page, Console& console) {
  PrintUnderlined(page.heading, '=', console);
  console.out << "\n";
  PrintParagraphs(page.paragraphs, console);
  for (const text::PageSection& section : page.sections) {
    PrintUnderlined(section.heading, '-', console);
    PrintParagraphs(section.paragraphs, console);
    for (const text::PageTable& table : section.tables) PrintPageTable(table, console);
  }
}

}  // namespace passung::cli
