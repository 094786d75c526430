// Delimited text with a header: fields by the name of their column.
#ifndef PASSUNG_ENGINE_INGEST_CSV_SHEET_H_
#define PASSUNG_ENGINE_INGEST_CSV_SHEET_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ingest/csv_reader.h"
#include "engine/ingest/record_log.h"
#include "passung/ingest.h"

namespace passung {

// The first record of a table: names of columns in any order, compared without regard to case and
// outer blanks.
class CsvHeader final {
 public:
  explicit CsvHeader(const std::vector<std::string>& fields);

  bool Has(absl::string_view column) const { return columns_.contains(column); }
  size_t size() const { return names_.size(); }
  // One problem per column that is not among `known`, and per name that stands there twice.
  std::vector<RecordProblem> Unknown(absl::Span<const absl::string_view> known) const;
  std::optional<size_t> Find(absl::string_view column) const;
  // From then on columns are found under the names of fields that `columns` gives them. InvalidArgument as
  // ReadOptions::columns says; `known` are the fields there are.
  absl::Status Rename(absl::Span<const ColumnName> columns,
                      absl::Span<const absl::string_view> known);

 private:
  absl::Status CheckName(const ColumnName& name, absl::Span<const absl::string_view> known) const;

  std::vector<std::string> names_;
  absl::flat_hash_map<std::string, size_t> columns_;
};

// A record under its header. Keeps pointers to both.
class CsvRow final {
 public:
  CsvRow(const CsvHeader& header, const CsvRecord& record) : header_(&header), record_(&record) {}

  // Without outer blanks; empty where the column is absent or the cell empty.
  absl::string_view Get(absl::string_view column) const;
  bool Has(absl::string_view column) const { return !Get(column).empty(); }

 private:
  const CsvHeader* header_;
  const CsvRecord* record_;
};

// An opened table. `reader` stands behind the header.
struct CsvSheet {
  CsvHeader header;
  CsvReader reader;
};
// Understands a first line "sep=;" as spreadsheets write it. InvalidArgument without a header.
// `text` must outlive the table.
absl::StatusOr<CsvSheet> OpenCsvSheet(absl::string_view text);

// Judges the shape of a record. A short one is accepted with a warning (spreadsheets leave out empty
// cells at the end) unless the file ends in it; one with more values than columns is refused.
// False: refused.
bool CheckShape(const CsvRecord& record, const CsvHeader& header, RecordLog& log);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_CSV_SHEET_H_
