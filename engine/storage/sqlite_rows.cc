#include "engine/storage/sqlite_rows.h"

#include <sqlite3.h>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::storage {
namespace {

absl::string_view KeyColumns(RowKind kind) {
  const RowShape shape = ShapeOf(kind);
  if (shape.place) return "occupation, district";
  return shape.lookup ? "owner, expires" : "NULL, NULL";
}

// A number reads as its digits, NULL as nothing.
absl::string_view TextOf(const SQLite::Column& column) {
  const char* const text = column.getText("");
  return {text, static_cast<size_t>(column.getBytes())};
}

absl::string_view TextOf(sqlite3_value* value) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) return "";
  return {text, static_cast<size_t>(sqlite3_value_bytes(value))};
}

void WithKeys(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  const VersionKeys keys = {.table = TextOf(values[0]),
                            .id = TextOf(values[2]),
                            .from = sqlite3_value_int64(values[3]),
                            .to = sqlite3_value_int64(values[4]),
                            .first = TextOf(values[5]),
                            .second = TextOf(values[6])};
  sqlite3_result_int64(context, sqlite3_value_int64(values[1]) ^ ChecksumOfKeys(keys));
}

absl::StatusOr<int64_t> CheckRowsOf(SQLite::Database& database, RowKind kind, int64_t schema) {
  SQLite::Statement scan(database,
                         absl::StrCat("SELECT ", RowColumns(kind), " FROM ", RowKindName(kind)));
  int64_t rows = 0;
  for (; scan.executeStep(); ++rows) {
    SqliteRow row = RowIn(scan, kind);
    if (schema < kSchemaOfWholeChecksums) row.checksum ^= ChecksumOfKeys(row.keys);
    PASSUNG_RETURN_IF_ERROR(CheckRow(row));
  }
  return rows;
}

bool HasTable(SQLite::Database& database, RowKind kind) {
  SQLite::Statement named(database, "SELECT count(*) FROM sqlite_schema WHERE name = ?1");
  named.bind(1, std::string(RowKindName(kind)));
  return named.executeStep() && named.getColumn(0).getInt() != 0;
}

}  // namespace

absl::string_view BytesOf(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<size_t>(column.getBytes())};
}

std::string RowColumns(RowKind kind) {
  return absl::StrCat("id, from_revision, to_revision, bytes, checksum, ", KeyColumns(kind));
}

SqliteRow RowIn(SQLite::Statement& statement, RowKind kind) {
  return {.keys = {.table = RowKindName(kind),
                   .id = BytesOf(statement.getColumn(0)),
                   .from = statement.getColumn(1).getInt64(),
                   .to = statement.getColumn(2).getInt64(),
                   .first = TextOf(statement.getColumn(5)),
                   .second = TextOf(statement.getColumn(6))},
          .bytes = BytesOf(statement.getColumn(3)),
          .checksum = statement.getColumn(4).getInt64()};
}

absl::Status CheckRow(const SqliteRow& row) {
  if ((ChecksumOfBytes(row.bytes) ^ ChecksumOfKeys(row.keys)) == row.checksum) {
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat(row.keys.table, " \"", row.keys.id,
                                          "\": its bytes do not match their checksum"));
}

absl::StatusOr<int64_t> CheckEveryRow(SQLite::Database& database, int64_t schema) {
  int64_t rows = 0;
  for (int kind = 0; kind < kRowKindCount; ++kind) {
    if (!HasTable(database, static_cast<RowKind>(kind))) continue;  // of an older schema
    PASSUNG_ASSIGN_OR_RETURN(const int64_t count,
                             CheckRowsOf(database, static_cast<RowKind>(kind), schema));
    rows += count;
  }
  return rows;
}

void AddRowFunctions(SQLite::Database& database) {
  constexpr int kArguments = 7;
  database.createFunction("with_keys", kArguments, true, nullptr, &WithKeys);
}

}  // namespace passung::storage
