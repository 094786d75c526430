// The official tables of the classification of occupations, and of others that lead to it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/ingest/csv_sheet.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/text_decoding.h"
#include "engine/ingest/utf8.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/crosswalk_tables.h"
#include "passung/ingest.h"

namespace passung {
namespace {

bool IsCode(absl::string_view text, size_t least, size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Reads one file; `read_row` returns whether it used the row. Only rows with problems are kept in
// the report, since good ones count by the ten thousands.
template <class ReadRow>
absl::Status ReadFile(absl::string_view bytes, absl::string_view file,
                      const std::vector<absl::string_view>& columns, ImportReport& report,
                      ReadRow read_row) {
  if (bytes.empty()) return absl::OkStatus();
  const absl::StatusOr<DecodedText> decoded = DecodeText(bytes);
  if (!decoded.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": ", absl::string_view(decoded.status().message())));
  }
  PASSUNG_ASSIGN_OR_RETURN(CsvSheet sheet, OpenCsvSheet(decoded->text()));
  for (const absl::string_view column : columns) {
    if (!sheet.header.Has(column)) {
      return absl::InvalidArgumentError(
          absl::StrCat(file, ": header has not the column \"", column, "\""));
    }
  }
  while (const std::optional<CsvRecord> record = sheet.reader.Next()) {
    RecordLog log;
    if (CheckShape(*record, sheet.header, log)) read_row(CsvRow(sheet.header, *record), log);
    RecordReport row = log.ToReport(record->line, "");
    if (row.verdict == RecordVerdict::kAccepted) {
      ++report.accepted;
    } else {
      AddRecord(std::move(row), report);
    }
  }
  return absl::OkStatus();
}

void ReadTitle(const CsvRow& row, RecordLog& log, ClassificationRows& rows) {
  if (row.Get("dropped") == "1") return;  // "(weggefallen)"; the successor has a row of its own
  const absl::string_view code = row.Get("code");
  const absl::string_view short_title = row.Get("short_de");
  const absl::string_view title =
      short_title.empty() || short_title == "-" ? row.Get("title_de") : short_title;
  if (!IsCode(code, 1, 5)) {
    ValueContext{.field = "kldb.code", .log = log}.RefuseNotAllowed(
        code, AllowedCode::kDigits, {{"least", "1"}, {"most", "5"}});
  } else if (code.size() == 5 && !OccupationCode::Parse(code).ok()) {
    ValueContext{.field = "kldb.code", .log = log}.RefuseNotAllowed(code,
                                                                    AllowedCode::kOccupationCode);
  } else if (title.empty()) {
    log.Refuse("kldb.title_de", ProblemCode::kMissing);
  } else {
    rows.titles.push_back({.code = std::string(code), .title_de = std::string(title)});
  }
}

void ReadNeighbour(const CsvRow& row, RecordLog& log, ClassificationRows& rows) {
  const absl::string_view code = row.Get("code");
  const absl::string_view neighbour = row.Get("neighbour_code");
  for (const absl::string_view group : {code, neighbour}) {
    if (IsCode(group, 3, 4)) continue;
    ValueContext{.field = "neighbours.code", .log = log}.RefuseNotAllowed(
        group, AllowedCode::kDigits, {{"least", "3"}, {"most", "4"}});
    return;
  }
  rows.neighbours.push_back({.code = std::string(code), .neighbour = std::string(neighbour)});
}

// A pair may come again, since withdrawn codes are read as their successors: the best rank counts.
class IscoTable final {
 public:
  explicit IscoTable(ClassificationRows& rows) : rows_(rows) {}

  void Read(const CsvRow& row, RecordLog& log) {
    const absl::StatusOr<OccupationCode> code = OccupationCode::Parse(row.Get("kldb5"));
    const std::string group(row.Get("isco08_4"));
    const std::optional<int32_t> rank =
        ReadInteger(row.Get("rank"), {.least = 1, .most = 9}, {.field = "isco.rank", .log = log});
    if (!code.ok()) {
      ValueContext{.field = "isco.kldb5", .log = log}.RefuseNotAllowed(
          row.Get("kldb5"), AllowedCode::kOccupationCode);
    } else if (!IsIscoGroup(group)) {
      ValueContext{.field = "isco.isco08_4", .log = log}.RefuseNotAllowed(group,
                                                                          AllowedCode::kFourDigits);
    } else if (rank) {
      Add({.code = *code, .group = group, .rank = *rank});
    }
  }

 private:
  void Add(IscoLink link) {
    std::vector<IscoLink>& links = rows_.crosswalk.isco;
    const auto [seen, first] =
        seen_.try_emplace(std::pair(link.group, link.code.number()), links.size());
    if (first) {
      links.push_back(std::move(link));
    } else {
      links[seen->second].rank = std::min(links[seen->second].rank, link.rank);
    }
  }

  ClassificationRows& rows_;
  absl::flat_hash_map<std::pair<std::string, int32_t>, size_t> seen_;  // place of each
};

class EscoTable final {
 public:
  explicit EscoTable(ClassificationRows& rows) : rows_(rows) {}

  void Read(const CsvRow& row, RecordLog& log) {
    EscoOccupation occupation{
        .id = absl::AsciiStrToLower(row.Get("uuid")),
        .group = std::string(row.Get("isco08")),
        .label_de = std::string(CutUtf8(row.Get("label_de"), kMostLabelBytes))};
    if (!IsEscoId(occupation.id)) {
      ValueContext{.field = "esco.uuid", .log = log}.RefuseNotAllowed(occupation.id,
                                                                      AllowedCode::kUuid);
    } else if (!IsIscoGroup(occupation.group)) {
      ValueContext{.field = "esco.isco08", .log = log}.RefuseNotAllowed(occupation.group,
                                                                        AllowedCode::kFourDigits);
    } else if (!seen_.insert(occupation.id).second) {
      log.Refuse("esco.uuid", ProblemCode::kRowTwice, {{"value", Shown(occupation.id)}});
    } else {
      rows_.crosswalk.esco.push_back(std::move(occupation));
    }
  }

 private:
  static constexpr size_t kMostLabelBytes = 300;

  ClassificationRows& rows_;
  absl::flat_hash_set<std::string> seen_;
};

// DKZ names. A name stands once for the activity and often once more for the training of that name
// with the same code; the activity counts, as that is what a vacancy is.
class ActivityTable final {
 public:
  explicit ActivityTable(ClassificationRows& rows) : rows_(rows) {}

  void Read(const CsvRow& row, RecordLog& log) {
    const absl::string_view name = row.Get("name_kurz");
    const absl::StatusOr<OccupationCode> code = OccupationCode::Parse(row.Get("kldb5"));
    if (name.empty()) {
      log.Refuse("dkz.name_kurz", ProblemCode::kMissing);
      return;
    }
    if (!code.ok()) {
      ValueContext{.field = "dkz.kldb5", .log = log}.RefuseNotAllowed(row.Get("kldb5"),
                                                                      AllowedCode::kOccupationCode);
      return;
    }
    const bool is_activity = row.Get("typ") == "t";
    ActivityName activity{.name = std::string(name), .code = *code, .level = std::nullopt};
    // "2,3": several levels, so none is the activity's. A training's level is not a job's.
    const absl::string_view levels = row.Get("anforderungsniveaus");
    if (is_activity && !absl::StrContains(levels, ',')) {
      activity.level = ReadInteger(levels, {.least = 1, .most = 4},
                                   {.field = "dkz.anforderungsniveaus", .log = log});
    }
    Add(std::move(activity), is_activity, log);
  }

 private:
  struct Entry {
    size_t index;
    bool is_activity;
  };

  void Add(ActivityName activity, bool is_activity, RecordLog& log) {
    const auto [found, added] =
        entries_.try_emplace(activity.name, Entry{rows_.activities.size(), is_activity});
    if (added) {
      rows_.activities.push_back(std::move(activity));
      return;
    }
    ActivityName& present = rows_.activities[found->second.index];
    if (is_activity && !found->second.is_activity) {
      present = std::move(activity);
      found->second.is_activity = true;
    } else if (present.code != activity.code && is_activity == found->second.is_activity) {
      log.Warn("dkz.kldb5", ProblemCode::kNameHasCode,
               {{"value", Shown(activity.name)}, {"read", present.code.ToString()}});
    }
  }

  ClassificationRows& rows_;
  absl::flat_hash_map<std::string, Entry> entries_;
};

}  // namespace

absl::StatusOr<ClassificationImport> ImportClassification(const ClassificationFiles& files) {
  ClassificationImport import;
  import.report.format = "csv";
  ActivityTable activities(import.rows);
  IscoTable isco(import.rows);
  EscoTable esco(import.rows);
  PASSUNG_RETURN_IF_ERROR(
      ReadFile(files.kldb, "kldb", {"code", "title_de"}, import.report,
               [&](const CsvRow& row, RecordLog& log) { ReadTitle(row, log, import.rows); }));
  PASSUNG_RETURN_IF_ERROR(ReadFile(
      files.dkz, "dkz", {"kldb5", "typ", "anforderungsniveaus", "name_kurz"}, import.report,
      [&](const CsvRow& row, RecordLog& log) { activities.Read(row, log); }));
  PASSUNG_RETURN_IF_ERROR(
      ReadFile(files.neighbours, "neighbours", {"code", "neighbour_code"}, import.report,
               [&](const CsvRow& row, RecordLog& log) { ReadNeighbour(row, log, import.rows); }));
  PASSUNG_RETURN_IF_ERROR(
      ReadFile(files.isco, "isco", {"kldb5", "isco08_4", "rank"}, import.report,
               [&](const CsvRow& row, RecordLog& log) { isco.Read(row, log); }));
  PASSUNG_RETURN_IF_ERROR(
      ReadFile(files.esco, "esco", {"uuid", "isco08"}, import.report,
               [&](const CsvRow& row, RecordLog& log) { esco.Read(row, log); }));
  return import;
}

}  // namespace passung
