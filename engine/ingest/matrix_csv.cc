#include "engine/ingest/matrix_csv.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "engine/base/status_macros.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/district_matrix.h"

namespace passung {
namespace {

constexpr int64_t kMostDigits = 9;

// Names that a column goes by, in small letters, besides the one that the caller gave.
struct ColumnNames {
  std::string MatrixColumns::*given;
  absl::string_view what;
  std::array<absl::string_view, 4> known;
};
constexpr ColumnNames kHomeColumn = {
    &MatrixColumns::home, "home", {"home", "home_ags", "wohnort_ags", "ags_wohnort"}};
constexpr ColumnNames kWorkColumn = {
    &MatrixColumns::work, "work", {"work", "work_ags", "arbeitsort_ags", "ags_arbeitsort"}};
constexpr ColumnNames kMinutesColumn = {
    &MatrixColumns::minutes, "minutes", {"minutes", "minuten", "fahrzeit_min", "travel_minutes"}};
constexpr ColumnNames kKmColumn = {
    &MatrixColumns::km, "km", {"km", "distance_km", "entfernung_km", "length_km"}};
constexpr ColumnNames kCommutersColumn = {
    &MatrixColumns::commuters, "commuters", {"commuters", "pendler", "auspendler", "insgesamt"}};

using DistrictPair = std::pair<DistrictCode, DistrictCode>;

// What offices write where a figure is kept secret or not known.
bool IsNotPublished(absl::string_view text) {
  return text.empty() || text == "*" || text == "-" || text == "." || text == "x" || text == "X" ||
         text == "/";
}

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// A number rounded to a whole one, half up. "1.234" may be one or a thousand, so it is refused.
std::optional<int64_t> ReadRounded(absl::string_view text) {
  const size_t point = text.find_first_of(".,");
  const absl::string_view whole = text.substr(0, point);
  const absl::string_view fraction =
      point == absl::string_view::npos ? "0" : text.substr(point + 1);
  if (!IsDigits(whole) || !IsDigits(fraction) || whole.size() > kMostDigits ||
      fraction.size() == 3) {
    return std::nullopt;
  }
  int64_t value = 0;
  if (!absl::SimpleAtoi(whole, &value)) return std::nullopt;
  return value + (fraction.front() >= '5' ? 1 : 0);
}

class MatrixReader final {
 public:
  MatrixReader(const CsvHeader& header, const MatrixColumns& columns, const Knowledge& knowledge)
      : header_(header), columns_(columns), knowledge_(knowledge) {}

  absl::Status FindColumns() {
    PASSUNG_ASSIGN_OR_RETURN(home_, Required(kHomeColumn));
    PASSUNG_ASSIGN_OR_RETURN(work_, Required(kWorkColumn));
    PASSUNG_ASSIGN_OR_RETURN(minutes_, Optional(kMinutesColumn));
    PASSUNG_ASSIGN_OR_RETURN(km_, Optional(kKmColumn));
    PASSUNG_ASSIGN_OR_RETURN(commuters_, Optional(kCommutersColumn));
    if (minutes_.empty() && km_.empty() && commuters_.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "header has none of the columns ", Listed(kMinutesColumn), ", ", Listed(kKmColumn), ", ",
          Listed(kCommutersColumn), "; name the one to be read"));
    }
    return km_.empty() ? absl::OkStatus() : CheckSpeed();
  }

  absl::Status Read(const CsvRecord& record) {
    RecordLog log;
    if (!CheckShape(record, header_, log)) {
      return Fault(record.line, "", log.ToReport(record.line, "").problems.front().reason);
    }
    const CsvRow row(header_, record);
    PASSUNG_ASSIGN_OR_RETURN(const DistrictCode home, District(row, home_, record.line, log));
    PASSUNG_ASSIGN_OR_RETURN(const DistrictCode work, District(row, work_, record.line, log));
    PASSUNG_ASSIGN_OR_RETURN(const std::string values, Values(row, record.line, home == work));
    if (!Name(home, home_, log) || !Name(work, work_, log)) return LeaveOut(record, log);
    if (values.empty()) {
      log.Refuse(home == work ? work_ : "",
                 home == work ? ProblemCode::kOneDistrict : ProblemCode::kFigureMissing);
      return LeaveOut(record, log);
    }
    return Keep({home, work}, values, record.line, log);
  }

  absl::StatusOr<MatrixImport> Take() && {
    if (rows_.empty()) return absl::InvalidArgumentError("no row has a figure of two districts");
    import_.csv = "home,work,minutes,km,kmh,commuters,source\n";
    for (const auto& [pair, row] : rows_) absl::StrAppend(&import_.csv, row.text);
    return std::move(import_);
  }

 private:
  struct Row {
    int64_t line;
    std::string text;
  };

  static std::string Listed(const ColumnNames& names) { return absl::StrJoin(names.known, ", "); }
  static absl::Status Fault(int64_t line, absl::string_view column, absl::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrCat("line ", line, column.empty() ? "" : absl::StrCat(", column \"", column, "\""),
                     ": ", what));
  }

  absl::Status CheckSpeed() const {
    const int32_t kmh = columns_.kmh;
    if (kmh >= DistrictMatrix::kLeastKmh && kmh <= DistrictMatrix::kMostKmh) {
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(
        absl::StrCat("column \"", km_, "\" holds lengths: the speed over the whole way, ",
                     DistrictMatrix::kLeastKmh, " to ", DistrictMatrix::kMostKmh, " km/h, ",
                     kmh == 0 ? std::string("is missing") : absl::StrCat("is given as ", kmh)));
  }
  // Empty: there is none.
  absl::StatusOr<std::string> Optional(const ColumnNames& names) const {
    const std::string given = absl::AsciiStrToLower(columns_.*names.given);
    if (!given.empty()) {
      if (header_.Has(given)) return given;
      return absl::InvalidArgumentError(
          absl::StrCat("header has not the column \"", given, "\" named for ", names.what));
    }
    for (const absl::string_view name : names.known) {
      if (header_.Has(name)) return std::string(name);
    }
    return std::string();
  }
  absl::StatusOr<std::string> Required(const ColumnNames& names) const {
    PASSUNG_ASSIGN_OR_RETURN(std::string found, Optional(names));
    if (!found.empty()) return found;
    return absl::InvalidArgumentError(absl::StrCat("header has none of the columns ", Listed(names),
                                                   " for ", names.what,
                                                   "; name the one to be read"));
  }

  static absl::StatusOr<DistrictCode> District(const CsvRow& row, absl::string_view column,
                                               int64_t line, RecordLog& log) {
    const auto code = ReadDistrict(row.Get(column), {.field = column, .log = log});
    if (code) return *code;
    return Fault(line, column,
                 MakeProblem("", ProblemCode::kNotAccepted, {{"value", Shown(row.Get(column))}},
                             AllowedCode::kDistrict)
                     .reason);
  }

  // The fields minutes to commuters of the matrix; empty where the row has no figure.
  absl::StatusOr<std::string> Values(const CsvRow& row, int64_t line, bool within) const {
    PASSUNG_ASSIGN_OR_RETURN(const std::string minutes,
                             Value(row, minutes_, DistrictMatrix::kMostMinutes, line));
    PASSUNG_ASSIGN_OR_RETURN(std::string km, Value(row, km_, DistrictMatrix::kMostKm, line));
    PASSUNG_ASSIGN_OR_RETURN(std::string commuters,
                             Value(row, commuters_, DistrictMatrix::kMostCommuters, line));
    if (within) commuters.clear();
    if (!minutes.empty()) km.clear();  // a time is better than a length
    if (minutes.empty() && km.empty() && commuters.empty()) return std::string();
    return absl::StrCat(minutes, ",", km, ",", km.empty() ? "" : absl::StrCat(columns_.kmh), ",",
                        commuters);
  }
  static absl::StatusOr<std::string> Value(const CsvRow& row, absl::string_view column,
                                           int64_t most, int64_t line) {
    const absl::string_view text = column.empty() ? "" : row.Get(column);
    if (IsNotPublished(text)) return std::string();
    const std::optional<int64_t> value = ReadRounded(text);
    if (value && *value <= most) return absl::StrCat(*value);
    return Fault(line, column,
                 absl::StrCat(Quoted(text), " is not a number from 0 to ", most,
                              " without separators of thousands"));
  }

  bool Name(DistrictCode code, absl::string_view column, RecordLog& log) const {
    if (!knowledge_.DistrictName(code).empty()) return true;
    ValueContext{.field = column, .log = log}.RefuseNotAllowed(code.ToString(),
                                                               AllowedCode::kDistrictOfToday);
    return false;
  }

  absl::Status LeaveOut(const CsvRecord& record, RecordLog& log) {
    AddRecord(log.ToReport(record.line, ""), import_.report);
    return absl::OkStatus();
  }
  absl::Status Keep(const DistrictPair& pair, const std::string& values, int64_t line,
                    RecordLog& log) {
    const std::string pair_text = absl::StrCat(pair.first.ToString(), ",", pair.second.ToString());
    const std::string source =
        absl::StrReplaceAll(columns_.source, {{"\"", "\"\""}, {"\n", " "}, {"\r", " "}});
    Row row = {line, absl::StrCat(pair_text, ",", values, ",\"", source, "\"\n")};
    const auto [at, is_new] = rows_.try_emplace(pair, std::move(row));
    if (!is_new) {
      return Fault(
          line, work_,
          absl::StrCat("the pair ", pair_text, " stands already on line ", at->second.line));
    }
    AddRecord(log.ToReport(line, pair_text), import_.report);
    return absl::OkStatus();
  }

  const CsvHeader& header_;
  const MatrixColumns& columns_;
  const Knowledge& knowledge_;
  std::string home_, work_, minutes_, km_, commuters_;  // columns
  std::map<DistrictPair, Row> rows_;
  MatrixImport import_;
};

}  // namespace

absl::StatusOr<MatrixImport> ReadMatrixCsv(absl::string_view text, const MatrixColumns& columns,
                                           const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(CsvSheet sheet, OpenCsvSheet(text));
  MatrixReader reader(sheet.header, columns, knowledge);
  PASSUNG_RETURN_IF_ERROR(reader.FindColumns());
  while (const std::optional<CsvRecord> record = sheet.reader.Next()) {
    PASSUNG_RETURN_IF_ERROR(reader.Read(*record));
  }
  return std::move(reader).Take();
}

}  // namespace passung
