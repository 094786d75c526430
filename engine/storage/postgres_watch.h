#ifndef PASSUNG_ENGINE_STORAGE_POSTGRES_WATCH_H_
#define PASSUNG_ENGINE_STORAGE_POSTGRES_WATCH_H_

#include <memory>

#include "engine/storage/postgres_connection.h"
#include "passung/repository.h"

namespace passung::storage {

// Listens where writers call. A connection of its own, which is made anew where it was lost.
std::unique_ptr<ChangeWatch> WatchPostgres(PostgresAddress address);

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_POSTGRES_WATCH_H_
