// A text with headings and tables, as data: what is written once can be printed to a terminal and
// published as Markdown.
#ifndef PASSUNG_PROTO_TEXT_PAGE_H_
#define PASSUNG_PROTO_TEXT_PAGE_H_

#include <string>
#include <vector>

namespace passung::text {

struct PageColumn {
  std::string title;
  bool is_number = false;  // stands at the right edge
};

struct PageTable {
  std::vector<PageColumn> columns;
  std::vector<std::vector<std::string>> rows;  // a cell for each column
};

struct PageSection {
  std::string heading;
  std::vector<std::string> paragraphs;
  std::vector<PageTable> tables;
};

struct Page {
  std::string heading;
  std::vector<std::string> paragraphs;
  std::vector<PageSection> sections;
};

// GitHub's dialect (tables). Signs of the texts that Markdown would read as its own are escaped, so
// that a text which somebody else wrote stays text.
std::string ToMarkdown(const Page& page);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_PAGE_H_
