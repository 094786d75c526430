#include "engine/storage/postgres_database.h"

#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "embedded/postgres_migrations.h"
#include "engine/base/status_macros.h"

namespace passung::storage {
namespace {

constexpr int kOldestServer = 130000;  // gen_random_uuid()
constexpr char kSession[] =
    "SET search_path TO passung; SET tcp_keepalives_idle TO 10; SET tcp_keepalives_interval TO 5;"
    "SET tcp_keepalives_count TO 3";
constexpr char kWriterSession[] =
    "SET lock_timeout TO '30s'; SET idle_in_transaction_session_timeout TO '20s'";

int64_t OrdinalOf(const EmbeddedFile& migration) {
  int64_t number = 0;
  return absl::SimpleAtoi(migration.name.substr(0, 4), &number) ? number : 0;
}

absl::StatusOr<std::string> QueryText(PostgresConnection& connection, const std::string& sql) {
  PASSUNG_ASSIGN_OR_RETURN(const PostgresResult result, connection.Query(sql, {}));
  if (PQntuples(result.get()) == 0) return "";
  return std::string(PostgresRow(result.get(), 0).Bytes(0));
}

absl::Status Refused(const PostgresAddress& address, absl::string_view why) {
  return absl::FailedPreconditionError(absl::StrCat("\"", address.shown, "\": ", why));
}

// What is acknowledged must be there after the power was gone.
absl::Status CheckDurability(PostgresConnection& connection, const PostgresAddress& address) {
  for (const char* setting : {"fsync", "synchronous_commit", "full_page_writes"}) {
    PASSUNG_ASSIGN_OR_RETURN(const std::string value,
                             QueryText(connection, absl::StrCat("SHOW ", setting)));
    if (value != "off") continue;
    return Refused(address, absl::StrCat(setting,
                                         " is off, so that the server may lose what it has "
                                         "acknowledged; set ",
                                         setting,
                                         " = on (postgresql.conf, ALTER SYSTEM, ALTER ROLE or "
                                         "ALTER DATABASE) and start again"));
  }
  return absl::OkStatus();
}

// 0: there is no schema of ours yet.
absl::StatusOr<int64_t> VersionOf(PostgresConnection& connection, const PostgresAddress& address) {
  PASSUNG_ASSIGN_OR_RETURN(
      const std::string schema,
      QueryText(connection, "SELECT nspname::text FROM pg_namespace WHERE nspname = 'passung'"));
  if (schema.empty()) return 0;
  PASSUNG_ASSIGN_OR_RETURN(
      const PostgresResult found,
      connection.Query("SELECT coalesce(to_regclass('passung.migration')::oid::bigint, 0)", {}));
  if (PostgresRow(found.get(), 0).Number(0) == 0) {
    return absl::DataLossError(absl::StrCat(
        "\"", address.shown,
        "\" is not a database of Passung: its schema \"passung\" has no table \"migration\""));
  }
  PASSUNG_ASSIGN_OR_RETURN(
      const PostgresResult newest,
      connection.Query("SELECT coalesce(max(number), 0) FROM passung.migration", {}));
  return PostgresRow(newest.get(), 0).Number(0);
}

absl::Status RunMigrations(PostgresConnection& connection, int64_t version) {
  for (const EmbeddedFile& migration : embedded::PostgresMigrationsFiles()) {
    const int64_t number = OrdinalOf(migration);
    if (number <= version) continue;
    PASSUNG_RETURN_IF_ERROR(connection.Run(std::string(migration.content)));
    PASSUNG_RETURN_IF_ERROR(connection
                                .Query("INSERT INTO migration (number, name) VALUES ($1, $2)",
                                       PostgresValues().Add(number).AddText(migration.name))
                                .status());
  }
  return absl::OkStatus();
}

// All missing migrations in one transaction.
absl::Status Migrate(PostgresConnection& connection, const PostgresAddress& address) {
  PASSUNG_RETURN_IF_ERROR(
      connection.Run(absl::StrCat("BEGIN; SELECT pg_advisory_xact_lock(", kWriterLock, ")")));
  // Under the lock: another program may have done it in between.
  PASSUNG_ASSIGN_OR_RETURN(const int64_t version, VersionOf(connection, address));
  if (version == 0) PASSUNG_RETURN_IF_ERROR(connection.Run("CREATE SCHEMA passung"));
  PASSUNG_RETURN_IF_ERROR(RunMigrations(connection, version));
  return connection.Run("COMMIT");
}

// Of a server and a database that are as they should be.
absl::StatusOr<int64_t> CheckedVersionOf(PostgresConnection& connection,
                                         const PostgresAddress& address) {
  PASSUNG_RETURN_IF_ERROR(CheckPostgresServer(connection, address));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t version, VersionOf(connection, address));
  if (version <= PostgresSchemaVersion()) return version;
  return Refused(address,
                 absl::StrCat("it has schema version ", version,
                              "; this program knows versions up to ", PostgresSchemaVersion()));
}

constexpr char kCounts[] =
    "SELECT count(*) FILTER (WHERE kind = 'mentee'), count(*) FILTER (WHERE kind = 'vacancy')"
    " FROM stored_row WHERE to_revision = 9223372036854775807";

}  // namespace

absl::Status CheckPostgresServer(PostgresConnection& connection, const PostgresAddress& address) {
  const int version = PQserverVersion(connection.raw());
  if (version < kOldestServer) {
    return Refused(address, absl::StrCat("the server is PostgreSQL ", version / 10000,
                                         "; 13 or later is needed, 15 is what is tested"));
  }
  PASSUNG_ASSIGN_OR_RETURN(const std::string encoding,
                           QueryText(connection, "SHOW server_encoding"));
  if (encoding != "UTF8") {
    return Refused(address, absl::StrCat("the database has the encoding ", encoding,
                                         "; make it with ENCODING 'UTF8'"));
  }
  return CheckDurability(connection, address);
}

int64_t PostgresSchemaVersion() { return OrdinalOf(embedded::PostgresMigrationsFiles().back()); }

absl::StatusOr<std::unique_ptr<PostgresConnection>> OpenPostgresReader(
    const PostgresAddress& address) {
  PASSUNG_ASSIGN_OR_RETURN(auto connection, PostgresConnection::Open(address));
  PASSUNG_RETURN_IF_ERROR(connection->Run(kSession));
  return connection;
}

absl::StatusOr<std::unique_ptr<PostgresConnection>> OpenPostgresWriter(
    const PostgresAddress& address) {
  PASSUNG_ASSIGN_OR_RETURN(auto connection, OpenPostgresReader(address));
  PASSUNG_RETURN_IF_ERROR(connection->Run(kWriterSession));
  return connection;
}

absl::Status CheckPostgresVersion(int64_t version, const PostgresAddress& address) {
  if (version == PostgresSchemaVersion()) return absl::OkStatus();
  return Refused(address, absl::StrCat("it now has schema version ", version,
                                       "; this program writes version ", PostgresSchemaVersion()));
}

absl::Status PreparePostgres(PostgresConnection& connection, const PostgresAddress& address) {
  PASSUNG_ASSIGN_OR_RETURN(const int64_t version, CheckedVersionOf(connection, address));
  return version == PostgresSchemaVersion() ? absl::OkStatus() : Migrate(connection, address);
}

absl::StatusOr<DatabaseState> InspectPostgres(const std::string& url) {
  PASSUNG_ASSIGN_OR_RETURN(const PostgresAddress address, ReadPostgresAddress(url));
  PASSUNG_ASSIGN_OR_RETURN(const auto connection, OpenPostgresReader(address));
  DatabaseState state;
  state.newest_schema = PostgresSchemaVersion();
  PASSUNG_ASSIGN_OR_RETURN(state.schema_version, CheckedVersionOf(*connection, address));
  if (state.schema_version == 0) return state;
  PASSUNG_ASSIGN_OR_RETURN(const PostgresResult counts, connection->Query(kCounts, {}));
  state.mentees = PostgresRow(counts.get(), 0).Number(0);
  state.vacancies = PostgresRow(counts.get(), 0).Number(1);
  return state;
}

}  // namespace passung::storage
