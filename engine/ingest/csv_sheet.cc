#include "engine/ingest/csv_sheet.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"
#include "engine/ingest/value_readers.h"

namespace passung {

CsvHeader::CsvHeader(const std::vector<std::string>& fields) {
  for (const std::string& field : fields) {
    names_.push_back(absl::AsciiStrToLower(absl::StripAsciiWhitespace(field)));
    columns_.try_emplace(names_.back(), names_.size() - 1);
  }
}

std::optional<size_t> CsvHeader::Find(absl::string_view column) const {
  const auto found = columns_.find(column);
  if (found == columns_.end()) return std::nullopt;
  return found->second;
}

absl::Status CsvHeader::CheckName(const ColumnName& name,
                                  absl::Span<const absl::string_view> known) const {
  if (!Find(absl::AsciiStrToLower(name.column))) {
    return absl::InvalidArgumentError(
        absl::StrCat("map: ", Quoted(name.column),
                     " is no column of the file; it has: ", absl::StrJoin(names_, ", ")));
  }
  if (std::find(known.begin(), known.end(), name.field) == known.end()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "map: ", Quoted(name.field), " is no field; allowed: ", absl::StrJoin(known, ", ")));
  }
  return absl::OkStatus();
}

absl::Status CsvHeader::Rename(absl::Span<const ColumnName> columns,
                               absl::Span<const absl::string_view> known) {
  std::vector<std::string> names = names_;
  for (const ColumnName& name : columns) {
    PASSUNG_RETURN_IF_ERROR(CheckName(name, known));
    std::string& renamed = names[*Find(absl::AsciiStrToLower(name.column))];
    if (renamed != absl::AsciiStrToLower(name.column)) {
      return absl::InvalidArgumentError(absl::StrCat("map: column ", Quoted(name.column),
                                                     " is to be read as ", Quoted(renamed),
                                                     " and as ", Quoted(name.field)));
    }
    renamed = name.field;
  }
  for (const ColumnName& name : columns) {
    if (std::count(names.begin(), names.end(), name.field) > 1) {
      return absl::InvalidArgumentError(absl::StrCat("map: ", Quoted(name.column),
                                                     " is not the only column that is read as ",
                                                     Quoted(name.field)));
    }
  }
  *this = CsvHeader(names);
  return absl::OkStatus();
}

std::vector<RecordProblem> CsvHeader::Unknown(absl::Span<const absl::string_view> known) const {
  std::vector<RecordProblem> problems;
  for (size_t i = 0; i < names_.size(); ++i) {
    const std::string& name = names_[i];
    if (Find(name) != i) {
      problems.push_back(MakeProblem(name, ProblemCode::kColumnTwice, {{"value", Shown(name)}}));
    } else if (!name.empty() && std::find(known.begin(), known.end(), name) == known.end()) {
      problems.push_back(MakeProblem(name, ProblemCode::kColumnUnknown, {{"value", Shown(name)}}));
    }
  }
  return problems;
}

absl::string_view CsvRow::Get(absl::string_view column) const {
  const std::optional<size_t> index = header_->Find(column);
  if (!index || *index >= record_->fields.size()) return "";
  return absl::StripAsciiWhitespace(record_->fields[*index]);
}

absl::StatusOr<CsvSheet> OpenCsvSheet(absl::string_view text) {
  char separator = DetectSeparator(text);
  if (absl::StartsWithIgnoreCase(text, "sep=") && text.size() > 4) {
    separator = text[4];
    text.remove_prefix(std::min(text.size(), text.find_first_of("\r\n")));
  }
  CsvReader reader(text, separator);
  const std::optional<CsvRecord> first = reader.Next();
  if (!first) return absl::InvalidArgumentError("file has no header line");
  if (first->fault) {
    return absl::InvalidArgumentError(absl::StrCat("header: ", first->fault->reason));
  }
  return CsvSheet{CsvHeader(first->fields), reader};
}

bool CheckShape(const CsvRecord& record, const CsvHeader& header, RecordLog& log) {
  if (record.fault) {
    log.Refuse(*record.fault);
    return false;
  }
  const size_t columns = header.size();
  size_t values = record.fields.size();
  while (values > columns && record.fields[values - 1].empty()) --values;
  if (values == columns) return true;
  const std::vector<ProblemValue> counts = {{"count", absl::StrCat(values)},
                                            {"columns", absl::StrCat(columns)}};
  if (values < columns && !record.ends_file) {
    log.Warn("", ProblemCode::kValuesMissing, counts);
    return true;
  }
  log.Refuse("", values > columns ? ProblemCode::kValuesTooMany : ProblemCode::kRecordCutOff,
             counts);
  return false;
}

}  // namespace passung
