// Reports as rows: the same for a terminal and for a spreadsheet.
#ifndef PASSUNG_BINDINGS_CLI_REPORT_SHEET_H_
#define PASSUNG_BINDINGS_CLI_REPORT_SHEET_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "passung/knowledge.h"
#include "passung/v1/report_service.pb.h"
#include "proto/text/text.h"

namespace passung::cli {

// One value of a row: as data, and as people read it.
struct SheetCell {
  std::string data;
  std::string shown;
};

struct SheetColumn {
  std::string key;  // of the data; "table.{key}" is its title
  bool number = false;
  bool data_only = false;  // a table leaves it out
};

struct SheetRow {
  std::vector<SheetCell> cells;
  bool data_only = false;
};

class Sheet {
 public:
  Sheet(std::string heading, std::vector<SheetColumn> columns)
      : heading_(std::move(heading)), columns_(std::move(columns)) {}

  // REQUIRES: a cell for each column. `data_only`: a table leaves the row out.
  void Add(std::vector<SheetCell> cells, bool data_only = false) {
    rows_.push_back({std::move(cells), data_only});
  }

  // A line of keys, then one a row (RFC 4180).
  void WriteCsv(std::ostream& out) const;
  // The heading, then the rows that a reader of tables needs.
  void Print(const text::Texts& texts, int width, std::ostream& out) const;

 private:
  std::string heading_;
  std::vector<SheetColumn> columns_;
  std::vector<SheetRow> rows_;
};

// What sheets are written with.
struct SheetWords {
  const text::Texts& texts;
  const Knowledge& knowledge;
};

Sheet SheetOf(const v1::ListStumblingBlocksResponse& response, const SheetWords& words);
Sheet SheetOf(const v1::ReportAdequacyResponse& response, const SheetWords& words);
Sheet SheetOf(const v1::ListUnmatchedMenteesResponse& response, const SheetWords& words);
// One row for each person at each employer.
Sheet SheetOf(const v1::ListEmployersToCallResponse& response, const SheetWords& words);
Sheet SheetOf(const v1::PlanCoursesResponse& response, const SheetWords& words);
Sheet SheetOf(const v1::ReportProgrammeResponse& response, const SheetWords& words);
Sheet SheetOf(const v1::ReportWhatWorkedResponse& response, const SheetWords& words);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_REPORT_SHEET_H_
