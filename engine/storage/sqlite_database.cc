#include "engine/storage/sqlite_database.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "embedded/migrations.h"
#include "engine/base/status_macros.h"
#include "engine/storage/sqlite_acknowledged.h"
#include "engine/storage/sqlite_rows.h"

namespace passung::storage {
namespace {

// How long to wait for another process that writes. An import of a million vacancies is one
// transaction of some seconds.
constexpr int kBusyTimeoutMs = 30'000;
// After a large import the log would keep its size for ever.
constexpr int64_t kLogSizeLimit = 64 << 20;

int64_t NumberOfMigration(const EmbeddedFile& migration) {
  int64_t number = 0;
  return absl::SimpleAtoi(migration.name.substr(0, 4), &number) ? number : 0;
}

std::string QueryText(SQLite::Database& database, const char* sql) {
  SQLite::Statement statement(database, sql);
  return statement.executeStep() ? statement.getColumn(0).getString() : "";
}

absl::Status NotOurs(const std::string& path, absl::string_view why) {
  return absl::DataLossError(absl::StrCat("\"", path, "\" is not a database of Passung: ", why));
}

// SQLite refuses the switch at once, without the busy timeout, where two connections try it at the
// same time (both hold the file for reading and wait for the other to let go). Taking the write
// lock does wait; after that the other one is done with it.
std::string SwitchToWriteAheadLog(SQLite::Database& database) {
  constexpr int kAttempts = 100;
  for (int attempt = 1;; ++attempt) {
    try {
      return QueryText(database, "PRAGMA journal_mode = WAL");
    } catch (const SQLite::Exception& exception) {
      if (exception.getErrorCode() != SQLITE_BUSY || attempt == kAttempts) throw;
    }
    const SQLite::Transaction wait(database, SQLite::TransactionBehavior::IMMEDIATE);
  }
}

absl::Status UseWriteAheadLog(const std::string& path, SQLite::Database& database) {
  const std::string mode = SwitchToWriteAheadLog(database);
  if (mode != "wal") {
    return absl::UnavailableError(absl::StrCat(
        "\"", path, "\" cannot have a write-ahead log; its journal mode stays \"", mode, "\""));
  }
  database.exec("PRAGMA synchronous = FULL");
  // What is deleted is overwritten where it lay.
  database.exec("PRAGMA secure_delete = ON");
  database.exec(absl::StrCat("PRAGMA journal_size_limit = ", kLogSizeLimit));
  return absl::OkStatus();
}

absl::Status CheckIntegrity(const std::string& path, SQLite::Database& database) {
  const std::string finding = QueryText(database, "PRAGMA integrity_check(1)");
  if (finding == "ok") return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("\"", path, "\" is damaged: ", finding));
}

absl::StatusCode CodeOf(int error) {
  switch (error) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return absl::StatusCode::kDataLoss;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return absl::StatusCode::kUnavailable;
    case SQLITE_FULL:
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return absl::StatusCode::kResourceExhausted;
    default:
      return absl::StatusCode::kInternal;
  }
}

}  // namespace

std::span<const EmbeddedFile> Migrations() { return embedded::MigrationsFiles(); }

int64_t SchemaVersion() { return NumberOfMigration(Migrations().back()); }

int64_t QueryNumber(SQLite::Database& database, const char* sql) {
  SQLite::Statement statement(database, sql);
  return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
}

int64_t StoredRevision(SQLite::Database& database) {
  if (QueryNumber(database, "PRAGMA user_version") == 0) return 0;  // no tables yet
  return QueryNumber(database, "SELECT max(revision) FROM revision");
}

void Migrate(SQLite::Database& database, std::span<const EmbeddedFile> migrations) {
  // Read under the lock: another process may have done it in between.
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const int64_t version = QueryNumber(database, "PRAGMA user_version");
  for (const EmbeddedFile& migration : migrations) {
    const int64_t number = NumberOfMigration(migration);
    if (number <= version) continue;
    database.exec(std::string(migration.content));
    SQLite::Statement note(database, "INSERT INTO migration (number, name) VALUES (?1, ?2)");
    note.bind(1, number);
    note.bind(2, std::string(migration.name));
    note.exec();
    database.exec(absl::StrCat("PRAGMA user_version = ", number));
  }
  database.exec(absl::StrCat("PRAGMA application_id = ", kApplicationId));
  transaction.commit();
}

absl::Status CheckIdentity(const std::string& path, SQLite::Database& database) {
  const SQLite::Transaction transaction(database);
  const int64_t application = QueryNumber(database, "PRAGMA application_id");
  const int64_t version = QueryNumber(database, "PRAGMA user_version");
  if (application == 0 && version == 0 &&
      QueryNumber(database, "SELECT count(*) FROM sqlite_schema") == 0) {
    return absl::OkStatus();  // just made
  }
  if (application != kApplicationId) {
    return NotOurs(
        path, absl::StrFormat("its application_id is %#x, not %#x", application, kApplicationId));
  }
  if (version > SchemaVersion()) {
    return absl::FailedPreconditionError(absl::StrCat("\"", path, "\" has schema version ", version,
                                                      "; this program knows versions up to ",
                                                      SchemaVersion()));
  }
  return absl::OkStatus();
}

absl::StatusOr<SqliteHandle> OpenForWriting(const std::string& path) {
  // What was acknowledged of a database that is gone says nothing of a new one.
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    std::filesystem::remove(Acknowledged::PathOf(path), ignored);
  }
  // Read before the database: others may write meanwhile.
  PASSUNG_ASSIGN_OR_RETURN(const int64_t acknowledged, Acknowledged::Read(path));
  return WithoutThrow(path, [&]() -> absl::StatusOr<SqliteHandle> {
    auto database = std::make_unique<SQLite::Database>(
        path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyTimeoutMs);
    PASSUNG_RETURN_IF_ERROR(CheckIdentity(path, *database));
    PASSUNG_RETURN_IF_ERROR(CheckAcknowledged(path, acknowledged, StoredRevision(*database)));
    PASSUNG_RETURN_IF_ERROR(UseWriteAheadLog(path, *database));
    AddRowFunctions(*database);
    if (QueryNumber(*database, "PRAGMA user_version") < SchemaVersion()) {
      Migrate(*database, Migrations());
    }
    PASSUNG_RETURN_IF_ERROR(CheckIntegrity(path, *database));
    return database;
  });
}

absl::StatusOr<SqliteHandle> OpenForReading(const std::string& path) {
  return WithoutThrow(path, [&]() -> absl::StatusOr<SqliteHandle> {
    return std::make_unique<SQLite::Database>(path, SQLite::OPEN_READONLY, kBusyTimeoutMs);
  });
}

absl::Status ToStatus(const std::string& path, const SQLite::Exception& exception) {
  return absl::Status(CodeOf(exception.getErrorCode() & 0xff),
                      absl::StrCat("\"", path, "\": ", exception.what()));
}

}  // namespace passung::storage
