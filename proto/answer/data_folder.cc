#include "proto/answer/data_folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"
#include "proto/answer/read_file.h"

namespace passung::answer {
namespace {

namespace fs = std::filesystem;

std::string KnownNames() {
  return absl::StrJoin(KnowledgeFileList(), ", ",
                       [](std::string* out, const auto& file) { absl::StrAppend(out, file.name); });
}

// The names of all *.csv, also in capital letters, rising. A walk reports its faults in `error`.
std::vector<std::string> TablesIn(const std::string& folder, std::error_code& error) {
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    if (absl::EqualsIgnoreCase(path.extension().string(), ".csv")) {
      names.push_back(path.filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::Status ReadInto(const std::string& folder, const std::string& name, KnowledgeFiles& files) {
  for (const KnowledgeFile& file : KnowledgeFileList()) {
    if (file.name != name) continue;
    PASSUNG_ASSIGN_OR_RETURN(files.*file.text, ReadFile((fs::path(folder) / name).string()));
    // An empty text stands for the file compiled in, which an empty file does not.
    if ((files.*file.text).empty()) {
      return absl::InvalidArgumentError(absl::StrCat(name, " line 1: there is no header line"));
    }
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat("\"", name, "\" is not one of ", KnownNames()));
}

absl::StatusOr<KnowledgeFiles> ReadTables(const std::string& folder) {
  std::error_code error;
  const std::vector<std::string> names = TablesIn(folder, error);
  if (error) return absl::NotFoundError(absl::StrCat("cannot be read: ", error.message()));
  if (names.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("holds none of ", KnownNames()));
  }
  KnowledgeFiles files;
  for (const std::string& name : names) {
    PASSUNG_RETURN_IF_ERROR(ReadInto(folder, name, files));
  }
  PASSUNG_RETURN_IF_ERROR(Knowledge::Create(files, {}).status());
  return files;
}

}  // namespace

absl::StatusOr<KnowledgeFiles> ReadDataFolder(const std::string& folder) {
  absl::StatusOr<KnowledgeFiles> files = ReadTables(folder);
  if (files.ok()) return files;
  return absl::Status(files.status().code(),
                      absl::StrCat("--data \"", folder, "\": ", files.status().message()));
}

}  // namespace passung::answer
