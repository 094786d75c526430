#include <SQLiteCpp/Statement.h>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/storage/sqlite_acknowledged.h"
#include "engine/storage/sqlite_database.h"
#include "engine/storage/sqlite_rows.h"
#include "passung/inspect.h"

namespace passung {
namespace {

absl::Status CheckEveryPage(const std::string& path, SQLite::Database& database) {
  SQLite::Statement check(database, "PRAGMA integrity_check(1)");
  const std::string finding = check.executeStep() ? check.getColumn(0).getString() : "no answer";
  if (finding == "ok") return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("\"", path, "\" is damaged: ", finding));
}

// The greatest number stands for "still".
constexpr char kMentees[] = "SELECT count(*) FROM mentee WHERE to_revision = 9223372036854775807";
constexpr char kVacancies[] =
    "SELECT count(*) FROM vacancy WHERE to_revision = 9223372036854775807";

}  // namespace

absl::StatusOr<DatabaseState> InspectDatabase(const std::string& path) {
  return storage::WithoutThrow(path, [&]() -> absl::StatusOr<DatabaseState> {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t acknowledged, storage::Acknowledged::Read(path));
    PASSUNG_ASSIGN_OR_RETURN(const auto database, storage::OpenForReading(path));
    PASSUNG_RETURN_IF_ERROR(storage::CheckIdentity(path, *database));
    PASSUNG_RETURN_IF_ERROR(CheckEveryPage(path, *database));
    PASSUNG_RETURN_IF_ERROR(
        storage::CheckAcknowledged(path, acknowledged, storage::StoredRevision(*database)));
    DatabaseState state;
    state.schema_version = storage::QueryNumber(*database, "PRAGMA user_version");
    state.newest_schema = storage::SchemaVersion();
    if (state.schema_version == 0) return state;  // empty: no tables yet
    PASSUNG_ASSIGN_OR_RETURN(state.rows, storage::CheckEveryRow(*database, state.schema_version));
    state.mentees = storage::QueryNumber(*database, kMentees);
    state.vacancies = storage::QueryNumber(*database, kVacancies);
    return state;
  });
}

}  // namespace passung
