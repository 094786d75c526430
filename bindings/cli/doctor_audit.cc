// Checks of the access log and of the keys that are made of random bytes.
#include <unistd.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "bindings/cli/doctor.h"
#include "server/audit/chained_log.h"
#include "server/audit/mark.h"

namespace passung::cli {
namespace {

namespace fs = std::filesystem;

// Nothing where it cannot be used, which is a finding.
std::optional<std::string> CheckKey(absl::string_view option, const std::string& path,
                                    Findings& findings) {
  auto key = server::ReadKey(option, path);
  if (!key.ok()) {
    findings.push_back(
        {Grade::kProblem, "random_key_faulty", {{"why", std::string(key.status().message())}}});
    return std::nullopt;
  }
  CheckSecret(path, findings);
  return *std::move(key);
}

// Whether anything in it is worth looking at.
bool CheckFolder(const std::string& folder, Findings& findings) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  const std::vector<text::Argument> about = {{"folder", folder}};
  if (error || status.type() != fs::file_type::directory) {
    findings.push_back({Grade::kProblem, "audit_folder_none", about});
    return false;
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    findings.push_back({Grade::kProblem, "audit_folder_closed", about});
    return false;
  }
  const bool open = (status.permissions() & fs::perms::others_all) != fs::perms::none;
  findings.push_back(
      {open ? Grade::kWarning : Grade::kOk, open ? "audit_folder_open" : "audit_folder_ok", about});
  return true;
}

absl::StatusOr<server::ChainState> Verify(const std::string& folder, const char* name,
                                          const std::string& key) {
  const server::ChainedLog::Options options = {.folder = folder, .name = name, .key = key};
  absl::StatusOr<server::ChainState> state = server::ChainedLog::Verify(options);
  // What a server is writing just now may be seen in half.
  return state.ok() ? state : server::ChainedLog::Verify(options);
}

void CheckChain(const std::string& folder, const char* name, const std::string& key,
                Findings& findings) {
  const auto state = Verify(folder, name, key);
  if (absl::IsNotFound(state.status())) {
    findings.push_back({Grade::kOk, "audit_new", {{"log", name}}});
  } else if (!state.ok()) {
    findings.push_back({Grade::kProblem,
                        "audit_broken",
                        {{"log", name}, {"why", std::string(state.status().message())}}});
  } else {
    findings.push_back({Grade::kOk,
                        "audit_holds",
                        {{"log", name},
                         {"first", absl::StrCat(state->first)},
                         {"last", absl::StrCat(state->last)},
                         {"mark", state->mark}}});
  }
}

}  // namespace

void CheckAudit(const std::string& folder, const std::string& key_file, Findings& findings) {
  const auto key = CheckKey("--audit-key", key_file, findings);
  std::error_code ignored;
  if (fs::equivalent(fs::path(key_file).parent_path(), folder, ignored)) {
    findings.push_back({Grade::kWarning, "audit_key_beside", {{"file", key_file}}});
  }
  if (!CheckFolder(folder, findings) || !key) return;
  for (const char* name : {"access", "decisions"}) CheckChain(folder, name, *key, findings);
}

void CheckPageKey(const std::string& key_file, Findings& findings) {
  if (CheckKey("--page-key", key_file, findings)) {
    findings.push_back({Grade::kOk, "page_key_ok", {{"file", key_file}}});
  }
}

}  // namespace passung::cli
