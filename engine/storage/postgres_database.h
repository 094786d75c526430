// A PostgreSQL database as a database of Passung: brought to the present schema, and durable.
#ifndef PASSUNG_ENGINE_STORAGE_POSTGRES_DATABASE_H_
#define PASSUNG_ENGINE_STORAGE_POSTGRES_DATABASE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/storage/postgres_connection.h"
#include "passung/inspect.h"

namespace passung::storage {

// The number of the last migration that is compiled in.
int64_t PostgresSchemaVersion();

// "Pssg": the advisory lock that every writer holds from before it is given a revision until its commit can
// be seen. Frozen: programs of all versions wait for each other by it.
inline constexpr int64_t kWriterLock = 0x50737367;

// A connection for reading: what it reads lies in our schema.
absl::StatusOr<std::unique_ptr<PostgresConnection>> OpenPostgresReader(
    const PostgresAddress& address);
// One for writing: waits at most half a minute for another writer, and lets go of its lock where its program
// is gone.
absl::StatusOr<std::unique_ptr<PostgresConnection>> OpenPostgresWriter(
    const PostgresAddress& address);

// Makes the schema or runs the migrations that it lacks. FailedPrecondition, with what to do: CheckPostgresServer, or
// a newer program wrote the database. Nothing is changed then.
absl::Status PreparePostgres(PostgresConnection& connection, const PostgresAddress& address);

// FailedPrecondition where the server may lose what it acknowledged, is too old or has another encoding.
absl::Status CheckPostgresServer(PostgresConnection& connection, const PostgresAddress& address);

// As InspectDatabase, of what `url` names.
absl::StatusOr<DatabaseState> InspectPostgres(const std::string& url);

// FailedPrecondition where `version` is not the one that this program writes.
absl::Status CheckPostgresVersion(int64_t version, const PostgresAddress& address);

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_POSTGRES_DATABASE_H_
