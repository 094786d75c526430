// A SQLite file as a database of Passung: how it is told from others, opened, brought to the
// present schema and set up. Only sqlite_*.{h,cc} include SQLite's headers.
#ifndef PASSUNG_ENGINE_STORAGE_SQLITE_DATABASE_H_
#define PASSUNG_ENGINE_STORAGE_SQLITE_DATABASE_H_

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/base/embedded_file.h"

namespace passung::storage {

// "Pssg" in the header of every database of ours (PRAGMA application_id); frozen.
inline constexpr int64_t kApplicationId = 0x50737367;

// All that are compiled in, by number rising.
std::span<const EmbeddedFile> Migrations();
// The number of the last one.
int64_t SchemaVersion();

using SqliteHandle = std::unique_ptr<SQLite::Database>;

// Whether it is a database of ours, or an empty file, and not of a newer version: DataLoss or
// FailedPrecondition. Reads only, so that a stranger's file stays as it is; in one transaction,
// because another process may be making the database just now. Throws SQLite::Exception.
absl::Status CheckIdentity(const std::string& path, SQLite::Database& database);

// Creates the file if there is none, runs the migrations it lacks, checks it and sets durability.
// One such connection per process is enough. Errors as of OpenRepository; a file that is refused is
// not changed.
absl::StatusOr<SqliteHandle> OpenForWriting(const std::string& path);
// REQUIRES: OpenForWriting succeeded on this path, and its connection still lives.
absl::StatusOr<SqliteHandle> OpenForReading(const std::string& path);

// The first number of a PRAGMA or query; 0 where there is none. Throws SQLite::Exception.
int64_t QueryNumber(SQLite::Database& database, const char* sql);

// The newest; 0: nothing was written yet. Throws SQLite::Exception.
int64_t StoredRevision(SQLite::Database& database);

// Runs those of `migrations` (NNNN_name.sql, sorted, numbered from 1 without gaps) whose number is
// above user_version, all in one transaction. Throws SQLite::Exception.
void Migrate(SQLite::Database& database, std::span<const EmbeddedFile> migrations);

// DataLoss for damage, Unavailable where the medium or another process is in the way,
// ResourceExhausted for no space, Internal for our own mistakes.
absl::Status ToStatus(const std::string& path, const SQLite::Exception& exception);

// Runs `f`, which returns a Status or StatusOr, and turns the library's exceptions into a Status.
template <class F>
auto WithoutThrow(const std::string& path, F f) -> decltype(f()) {
  try {
    return f();
  } catch (const SQLite::Exception& exception) {
    return ToStatus(path, exception);
  }
}

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_SQLITE_DATABASE_H_
