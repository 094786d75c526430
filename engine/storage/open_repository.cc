#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"
#include "engine/storage/row_repository.h"
#include "engine/storage/row_store.h"
#include "passung/repository.h"

namespace passung {

absl::StatusOr<std::unique_ptr<Repository>> OpenRepository(absl::string_view url) {
  if (url == "memory:") {
    return std::make_unique<storage::RowRepository>(storage::NewMemoryRowStore());
  }
  const std::string path(absl::StripPrefix(url, "sqlite:"));
  // SQLite reads a path that begins with a colon as a command (":memory:").
  if (path.empty() || path.front() == ':' || path.find('\0') != std::string::npos ||
      absl::StrContains(path, "://")) {
    return absl::InvalidArgumentError(
        absl::StrCat("repository \"", url, "\" is not \"memory:\", \"sqlite:PATH\" or a path"));
  }
  PASSUNG_ASSIGN_OR_RETURN(std::unique_ptr<storage::RowStore> store,
                           storage::OpenSqliteRowStore(path));
  return std::make_unique<storage::RowRepository>(std::move(store));
}

}  // namespace passung
