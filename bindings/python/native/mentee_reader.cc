#include "bindings/python/native/mentee_reader.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "passung/codec.h"
#include "passung/ingest.h"

namespace passung::python {
namespace {

// In the words of the importer, but for a value that is not allowed: here it does not count as unknown.
std::string Faults(const RecordReport& report) {
  std::string faults;
  for (const RecordProblem& problem : report.problems) {
    absl::StrAppend(
        &faults, faults.empty() ? "" : "; ", problem.field, problem.field.empty() ? "" : ": ",
        problem.code != ProblemCode::kNotAllowed
            ? problem.reason
            : MakeProblem("", ProblemCode::kNotAccepted, problem.values, problem.allowed).reason);
  }
  return faults;
}

// A quoted cell may hold anything but a quotation mark alone.
void AppendCell(absl::string_view text, std::string& line) {
  absl::StrAppend(&line, line.empty() || line.back() == '\n' ? "\"" : ",\"",
                  absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

// The columns as a table of text; readers of values exist for that and for nothing else.
absl::StatusOr<std::string> ToCsv(const ArrowBatch& batch) {
  const std::vector<ArrowColumn> columns = batch.Columns();
  std::string csv;
  for (const ArrowColumn& column : columns) {
    if (const absl::Status status = column.CheckReadable(); !status.ok()) return status;
    AppendCell(column.name(), csv);
  }
  csv += '\n';
  for (int64_t row = 0; row < batch.rows(); ++row) {
    for (const ArrowColumn& column : columns) {
      AppendCell(column.Cell(row).value_or(""), csv);
    }
    csv += '\n';
  }
  return csv;
}

}  // namespace

absl::StatusOr<std::optional<ArrowColumn>> FindIds(const ArrowBatch& batch) {
  std::optional<ArrowColumn> ids = batch.Find(kIdColumn);
  if (ids) {
    if (const absl::Status status = ids->CheckReadable(); !status.ok()) return status;
  }
  return ids;
}

ReadMentee ReadRecord(const ArrowColumn& records, const std::optional<ArrowColumn>& ids,
                      int64_t row) {
  const std::string id = ids && !ids->IsNull(row) ? ids->Cell(row).value_or("") : "";
  if (records.IsNull(row)) return {id, absl::InvalidArgumentError("record: is missing")};
  absl::StatusOr<Mentee> mentee = DecodeMentee(records.Bytes(row));
  if (!mentee.ok()) {
    return {id, absl::InvalidArgumentError(absl::StrCat("record: ", mentee.status().message()))};
  }
  std::string own = mentee->id.value;
  if (!id.empty() && id != own) {
    return {id, absl::InvalidArgumentError(
                    absl::StrCat("id: \"", id, "\" is not that of the record, \"", own, "\""))};
  }
  return {std::move(own), *std::move(mentee)};
}

absl::StatusOr<std::vector<ReadMentee>> ReadMenteeText(absl::string_view text,
                                                       const Knowledge& knowledge) {
  absl::StatusOr<MenteeImport> import = ImportMentees(text, knowledge);
  if (!import.ok()) return import.status();
  if (!import->report.problems.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(import->report.problems.front().field,
                                                   ": there is no such field of a mentee"));
  }
  std::vector<ReadMentee> read;
  read.reserve(import->report.records.size());
  auto next = import->mentees.begin();
  for (const RecordReport& record : import->report.records) {
    // One that was read with warnings has lost a value, and is passed over here.
    if (record.verdict == RecordVerdict::kAccepted) {
      read.push_back({record.id, std::move(*next++)});
      continue;
    }
    if (record.verdict == RecordVerdict::kAcceptedWithWarnings) ++next;
    read.push_back({record.id, absl::InvalidArgumentError(Faults(record))});
  }
  return read;
}

absl::StatusOr<std::vector<ReadMentee>> ReadMenteeBatch(const ArrowBatch& batch,
                                                        const Knowledge& knowledge) {
  if (batch.rows() == 0) return std::vector<ReadMentee>();
  const std::optional<ArrowColumn> records = batch.Find(kRecordColumn);
  if (records) {
    if (!records->IsBinary()) {
      return absl::InvalidArgumentError(
          absl::StrCat(kRecordColumn, ": is no column of bytes, as Mentees gives it"));
    }
    const auto ids = FindIds(batch);
    if (!ids.ok()) return ids.status();
    std::vector<ReadMentee> read;
    for (int64_t row = 0; row < batch.rows(); ++row)
      read.push_back(ReadRecord(*records, *ids, row));
    return read;
  }
  absl::StatusOr<std::string> csv = ToCsv(batch);
  if (!csv.ok()) return csv.status();
  return ReadMenteeText(*csv, knowledge);
}

}  // namespace passung::python
