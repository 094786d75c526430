#include "engine/base/csv_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"
#include "engine/base/utf8.h"

namespace passung::base {
namespace {

absl::Status FaultAt(absl::string_view file, int line, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(file, " line ", line, ": ", message));
}

// Takes one record after the other off a text.
class RecordReader {
 public:
  RecordReader(absl::string_view file, absl::string_view text) : file_(file), rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  int line() const { return line_; }

  absl::StatusOr<std::vector<std::string>> Next() {
    std::vector<std::string> cells;
    while (true) {
      PASSUNG_ASSIGN_OR_RETURN(std::string cell, NextCell());
      cells.push_back(std::move(cell));
      if (absl::ConsumePrefix(&rest_, ",")) continue;
      absl::ConsumePrefix(&rest_, "\r");
      absl::ConsumePrefix(&rest_, "\n");
      ++line_;
      return cells;
    }
  }

 private:
  absl::StatusOr<std::string> NextCell() {
    if (absl::ConsumePrefix(&rest_, "\"")) return QuotedCell();
    const size_t end = std::min(rest_.find_first_of(",\r\n\""), rest_.size());
    if (end < rest_.size() && rest_[end] == '"') {
      return FaultAt(file_, line_, "a quote inside a cell that does not begin with one");
    }
    std::string cell(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return cell;
  }

  // The opening quote is gone.
  absl::StatusOr<std::string> QuotedCell() {
    const int opened = line_;
    std::string cell;
    while (true) {
      const size_t quote = rest_.find('"');
      if (quote == absl::string_view::npos) {
        return FaultAt(file_, opened, "a quoted cell is not closed");
      }
      const absl::string_view part = rest_.substr(0, quote);
      line_ += static_cast<int>(std::count(part.begin(), part.end(), '\n'));
      absl::StrAppend(&cell, part);
      rest_.remove_prefix(quote + 1);
      if (!absl::ConsumePrefix(&rest_, "\"")) break;
      cell += '"';
    }
    if (!rest_.empty() && rest_.find_first_of(",\r\n") != 0) {
      return FaultAt(file_, line_, "text behind a closing quote");
    }
    return cell;
  }

  absl::string_view file_;
  absl::string_view rest_;
  int line_ = 1;
};

bool IsEmptyLine(const std::vector<std::string>& cells) {
  return cells.size() == 1 && cells[0].empty();
}

// Where each of `columns` stands in the header.
absl::StatusOr<std::vector<size_t>> PlacesOf(absl::string_view file, int line,
                                             const std::vector<std::string>& header,
                                             std::span<const absl::string_view> columns) {
  std::vector<size_t> places;
  for (const absl::string_view column : columns) {
    const auto found = std::find(header.begin(), header.end(), column);
    if (found == header.end()) {
      return FaultAt(file, line, absl::StrCat("column \"", column, "\" is missing"));
    }
    places.push_back(static_cast<size_t>(found - header.begin()));
  }
  for (auto name = header.begin(); name != header.end(); ++name) {
    if (std::find(columns.begin(), columns.end(), *name) == columns.end()) {
      return FaultAt(file, line, absl::StrCat("column \"", *name, "\" is not known"));
    }
    if (std::find(header.begin(), name, *name) != name) {
      return FaultAt(file, line, absl::StrCat("column \"", *name, "\" stands there twice"));
    }
  }
  return places;
}

}  // namespace

absl::StatusOr<std::vector<CsvTable::Row>> CsvTable::ReadRows(absl::string_view file,
                                                              absl::string_view text) {
  if (!IsValidUtf8(text)) {
    return absl::InvalidArgumentError(absl::StrCat(file, ": the text is not valid UTF-8"));
  }
  absl::ConsumePrefix(&text, "\xEF\xBB\xBF");
  std::vector<Row> rows;
  RecordReader reader(file, text);
  while (!reader.AtEnd()) {
    Row row{.line = reader.line(), .cells = {}};
    PASSUNG_ASSIGN_OR_RETURN(row.cells, reader.Next());
    if (!IsEmptyLine(row.cells)) rows.push_back(std::move(row));
  }
  return rows;
}

absl::StatusOr<CsvTable> CsvTable::Parse(absl::string_view file, absl::string_view text,
                                         std::span<const absl::string_view> columns) {
  PASSUNG_ASSIGN_OR_RETURN(std::vector<Row> rows, ReadRows(file, text));
  if (rows.empty()) return FaultAt(file, 1, "there is no header line");
  const Row& header = rows.front();
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<size_t> places,
                           PlacesOf(file, header.line, header.cells, columns));
  CsvTable table;
  table.file_ = std::string(file);
  for (const absl::string_view column : columns) table.columns_.emplace_back(column);
  for (size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].cells.size() != header.cells.size()) {
      return FaultAt(file, rows[i].line,
                     absl::StrCat(rows[i].cells.size(), " cells instead of ", header.cells.size()));
    }
    Row row{.line = rows[i].line, .cells = {}};
    for (const size_t place : places) row.cells.push_back(std::move(rows[i].cells[place]));
    table.rows_.push_back(std::move(row));
  }
  return table;
}

Digest128 CsvTable::digest() const {
  DigestSum sum;
  for (const Row& row : rows_) {
    Digest digest;
    for (const std::string& cell : row.cells) digest.Update(cell);
    sum.Add(digest.value());
  }
  return sum.value();
}

absl::Status CsvTable::Fault(size_t row, size_t column, absl::string_view message) const {
  return absl::InvalidArgumentError(
      absl::StrCat(file_, " line ", line(row), ", column \"", columns_[column], "\": ", message));
}

absl::Status CsvTable::Fault(size_t row, absl::string_view message) const {
  return FaultAt(file_, line(row), message);
}

}  // namespace passung::base
