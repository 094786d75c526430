// A version of a row as it lies in its table, and whether it is still what was written.
#ifndef PASSUNG_ENGINE_STORAGE_SQLITE_ROWS_H_
#define PASSUNG_ENGINE_STORAGE_SQLITE_ROWS_H_

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/storage/row_store.h"

namespace passung::storage {

// Databases of earlier schemas have checksums over the bytes of a row alone.
inline constexpr int64_t kSchemaOfWholeChecksums = 8;

// The columns of a row, in the order in which RowIn reads them.
std::string RowColumns(RowKind kind);

// Valid until the statement goes on.
struct SqliteRow {
  VersionKeys keys;
  absl::string_view bytes;
  int64_t checksum = 0;
};
// REQUIRES: the statement selects RowColumns and stands on a row.
SqliteRow RowIn(SQLite::Statement& statement, RowKind kind);

absl::string_view BytesOf(const SQLite::Column& column);

// DataLoss naming the row where it does not match its checksum.
absl::Status CheckRow(const SqliteRow& row);

// Every row of every table that there is, by the checksums of `schema`; how many. Throws SQLite::Exception.
absl::StatusOr<int64_t> CheckEveryRow(SQLite::Database& database, int64_t schema);

// with_keys(table, checksum, id, from_revision, to_revision, key, key), for migrations and for versions that end: a
// checksum with the keys put into it, or, where they are in it, taken out.
void AddRowFunctions(SQLite::Database& database);

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_SQLITE_ROWS_H_
