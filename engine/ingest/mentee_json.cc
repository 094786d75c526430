#include "engine/ingest/mentee_json.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "engine/ingest/collector.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/job_json.h"
#include "engine/ingest/mentee_csv.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/value_readers.h"

namespace passung {
namespace {

// "german[1].proof": the second entry's detail of a column.
struct FieldPath {
  std::string column;
  size_t entry = 0;
  std::string detail;  // empty: the entry itself
};

// Nothing for what is nested more deeply.
std::optional<FieldPath> SplitPath(absl::string_view path) {
  FieldPath split;
  const size_t end = std::min(path.find_first_of(".["), path.size());
  split.column = std::string(path.substr(0, end));
  path.remove_prefix(end);
  if (absl::ConsumePrefix(&path, "[")) {
    const size_t close = path.find(']');
    if (close == absl::string_view::npos ||
        !absl::SimpleAtoi(path.substr(0, close), &split.entry)) {
      return std::nullopt;
    }
    path.remove_prefix(close + 1);
  }
  if (path.empty()) return split;
  if (!absl::ConsumePrefix(&path, ".")) return std::nullopt;
  if (path.find_first_of(".[") != absl::string_view::npos) return std::nullopt;
  if (path != "value") split.detail = std::string(path);
  return split;
}

struct Entry {
  std::string value;
  std::string details;  // ":name=value" each
};

// What stands in the cells that say the same. Keys that are no field go to `unknown`.
std::vector<std::string> CellsOf(const JsonRecord& json, const CsvHeader& header, RecordLog& log,
                                 std::set<std::string>& unknown) {
  std::map<size_t, std::map<size_t, Entry>> columns;
  for (const auto& [path, scalar] : json.fields) {
    const std::optional<FieldPath> field = SplitPath(path);
    if (!field) {
      log.Warn(path, ProblemCode::kEntryDeep);
      continue;
    }
    const std::optional<size_t> column = header.Find(field->column);
    if (!column) {
      unknown.insert(field->column);
      continue;
    }
    Entry& entry = columns[*column][field->entry];
    if (field->detail.empty()) {
      entry.value = scalar.text;
    } else {
      absl::StrAppend(&entry.details, ":", field->detail, "=", scalar.text);
    }
  }
  std::vector<std::string> cells(header.size());
  for (const auto& [column, entries] : columns) {
    cells[column] = absl::StrJoin(entries, "|", [](std::string* out, const auto& entry) {
      absl::StrAppend(out, entry.second.value, entry.second.details);
    });
  }
  return cells;
}

CsvHeader MenteeHeader() {
  const auto columns = MenteeColumns();
  return CsvHeader(std::vector<std::string>(columns.begin(), columns.end()));
}

}  // namespace

absl::StatusOr<MenteeImport> ReadMenteeJson(absl::string_view text,
                                            const OccupationReader& occupations) {
  const std::vector<JsonRecord> records = ReadJsonRecords(text);
  if (records.empty()) return absl::InvalidArgumentError("no mentee in the file");
  if (records.size() == 1 && records[0].fault) {
    return absl::InvalidArgumentError(
        absl::StrCat("file is neither CSV nor JSON that can be read: ", records[0].fault->reason));
  }
  const CsvHeader header = MenteeHeader();
  std::set<std::string> unknown;
  MenteeImport import;
  Collector<Mentee> collector(import.report);
  for (const JsonRecord& json : records) {
    RecordLog log;
    Mentee mentee;
    if (!json.fault) {
      CsvRecord record;
      record.fields = CellsOf(json, header, log, unknown);
      mentee = ReadMenteeRow(CsvRow(header, record), occupations, log);
    } else {
      log.Refuse(*json.fault);
    }
    collector.Add(std::move(mentee), std::move(log), json.number);
  }
  for (const std::string& key : unknown) {
    std::vector<ProblemValue> values = {{.name = "value", .value = Shown(key)}};
    import.report.problems.push_back(
        MakeProblem(key, ProblemCode::kFieldUnknown, std::move(values)));
  }
  import.mentees = std::move(collector).Take();
  return import;
}

}  // namespace passung
