#ifndef PASSUNG_ENGINE_BASE_CSV_TABLE_H_
#define PASSUNG_ENGINE_BASE_CSV_TABLE_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/digest.h"

namespace passung::base {

// One of the project's own data files: comma-separated UTF-8, quotes as in RFC 4180, a header line.
// Strict on purpose: a table of law is refused as a whole rather than read in part. Files of others
// are read tolerantly in engine/ingest.
//
// CRLF line ends, a byte order mark and empty lines are accepted, since spreadsheets write them.
class CsvTable {
 public:
  // The header has exactly `columns`, in any order. InvalidArgument naming `file` and the line.
  static absl::StatusOr<CsvTable> Parse(absl::string_view file, absl::string_view text,
                                        std::span<const absl::string_view> columns);

  size_t size() const { return rows_.size(); }
  // `column` counts in the order of the `columns` given to Parse.
  absl::string_view cell(size_t row, size_t column) const { return rows_[row].cells[column]; }
  // The line on which the row begins, from 1.
  int line(size_t row) const { return rows_[row].line; }

  // Digest of the cells. The order of rows and columns, quotes and line ends make no difference.
  Digest128 digest() const;

  // InvalidArgument `<file> line 7, column "status": <message>`.
  absl::Status Fault(size_t row, size_t column, absl::string_view message) const;
  // InvalidArgument `<file> line 7: <message>`.
  absl::Status Fault(size_t row, absl::string_view message) const;

 private:
  struct Row {
    int line = 0;
    std::vector<std::string> cells;
  };
  static absl::StatusOr<std::vector<Row>> ReadRows(absl::string_view file, absl::string_view text);

  std::string file_;
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
};

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_CSV_TABLE_H_
