#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"
#include "engine/storage/postgres_connection.h"
#include "engine/storage/row_repository.h"
#include "engine/storage/row_store.h"
#include "passung/repository.h"

namespace passung {
namespace {

// What may be an address that is misspelt, up to where a password may stand.
absl::string_view WithoutSecrets(absl::string_view path) {
  const size_t address = path.find("://");
  return address == absl::string_view::npos ? path : path.substr(0, address + 3);
}

}  // namespace

bool IsDatabaseServer(absl::string_view db) {
  return absl::StartsWith(db, "postgresql://") || absl::StartsWith(db, "postgres://");
}

std::string DatabaseUrl(absl::string_view db) {
  return IsDatabaseServer(db) ? std::string(db) : absl::StrCat("sqlite:", db);
}

std::string ShownDatabase(absl::string_view db) {
  if (!IsDatabaseServer(db)) return std::string(db);
  const absl::StatusOr<storage::PostgresAddress> address = storage::ReadPostgresAddress(db);
  return address.ok() ? address->shown : "postgresql://…";
}

absl::StatusOr<std::unique_ptr<Repository>> OpenRepository(absl::string_view url) {
  if (url == "memory:") {
    return std::make_unique<storage::RowRepository>(storage::NewMemoryRowStore());
  }
  if (IsDatabaseServer(url)) {
    PASSUNG_ASSIGN_OR_RETURN(std::unique_ptr<storage::RowStore> store,
                             storage::OpenPostgresRowStore(url));
    return std::make_unique<storage::RowRepository>(std::move(store));
  }
  const std::string path(absl::StripPrefix(url, "sqlite:"));
  // SQLite reads a path that begins with a colon as a command (":memory:").
  if (path.empty() || path.front() == ':' || path.find('\0') != std::string::npos ||
      absl::StrContains(path, "://")) {
    return absl::InvalidArgumentError(
        absl::StrCat("repository \"", WithoutSecrets(path),
                     "\" is not \"memory:\", \"sqlite:PATH\", a path or \"postgresql://…\""));
  }
  PASSUNG_ASSIGN_OR_RETURN(std::unique_ptr<storage::RowStore> store,
                           storage::OpenSqliteRowStore(path));
  return std::make_unique<storage::RowRepository>(std::move(store));
}

}  // namespace passung
