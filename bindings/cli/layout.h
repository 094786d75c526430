// Text for a terminal: tables, wrapped lines, CSV and JSON.
#ifndef PASSUNG_BINDINGS_CLI_LAYOUT_H_
#define PASSUNG_BINDINGS_CLI_LAYOUT_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace passung::cli {

// Number of characters, which is the width of everything but East Asian text.
int Width(absl::string_view utf8);
// At most `width` characters; the last one is "…" where something was cut off.
std::string Shorten(absl::string_view utf8, int width);
// Lines of at most `width` characters where words allow it.
std::vector<std::string> Wrap(absl::string_view utf8, int width);

enum class Align : uint8_t { kLeft, kRight };

struct TableColumn {
  std::string title;
  Align align = Align::kLeft;
  int widest = 200;  // longer cells are shortened; the last column is wrapped instead
};

// Columns two spaces apart, as wide as needed, the last one wrapped at the right margin.
class Table {
 public:
  Table(std::vector<TableColumn> columns, int width, int indent = 0)
      : columns_(std::move(columns)), width_(width), indent_(indent) {}

  // REQUIRES: a cell for each column. `notes` follow the row, indented and wrapped.
  void Add(std::vector<std::string> cells, std::vector<std::string> notes = {});
  void Print(std::ostream& out) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    std::vector<std::string> notes;
  };
  std::vector<int> Widths() const;
  void PrintRow(const std::vector<std::string>& cells, const std::vector<int>& widths,
                std::ostream& out) const;

  std::vector<TableColumn> columns_;
  int width_;
  int indent_;
  std::vector<Row> rows_;
};

// A line of comma-separated values (RFC 4180).
std::string CsvLine(const std::vector<std::string>& cells);

// proto3 JSON, indented, with every field that has no presence, so that a zero shows.
std::string ToJson(const google::protobuf::Message& message);
// The same in one line, with its end: for streams of them.
std::string ToJsonLine(const google::protobuf::Message& message);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_LAYOUT_H_
