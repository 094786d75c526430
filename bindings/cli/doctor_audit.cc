// Checks of the access log and of the keys that are made of random bytes.
#include <unistd.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "bindings/cli/doctor.h"
#include "server/audit/chained_log.h"
#include "server/audit/mark.h"
#include "server/audit/retention.h"

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

// A chain, its key, and the setting of how long it is kept.
struct KeptLog {
  const char* name;
  std::string key;
  int32_t keep_days;
};

// How old the oldest entry may be before something is wrong: a file goes as a whole, and a look is taken
// once an interval.
absl::Duration OldestOf(const server::Config& config, int32_t days) {
  return absl::Hours(24) * days + server::kLogFileSpan +
         2 * absl::Minutes(config.expiry_interval_minutes);
}

void CheckKeeping(const server::Config& config, const KeptLog& log, Moment now,
                  Findings& findings) {
  if (log.keep_days == 0) {
    findings.push_back({Grade::kWarning, "audit_keep_all", {{"log", log.name}}});
    return;
  }
  const auto oldest =
      server::OldestTime({.folder = config.audit_folder, .name = log.name, .key = log.key});
  if (!oldest.ok()) return;  // told of already, or there is no log yet
  const bool late =
      oldest->has_value() && absl::FromChrono(now) - **oldest > OldestOf(config, log.keep_days);
  findings.push_back({late ? Grade::kWarning : Grade::kOk,
                      late ? "audit_keep_late" : "audit_keep_ok",
                      {{"log", log.name}, {"days", absl::StrCat(log.keep_days)}}});
}

}  // namespace

void CheckAudit(const server::Config& config, Moment now, Findings& findings) {
  const std::string& folder = config.audit_folder;
  const std::string& key_file = config.audit_key;
  const auto key = CheckKey("--audit-key", key_file, findings);
  std::error_code ignored;
  if (fs::equivalent(fs::path(key_file).parent_path(), folder, ignored)) {
    findings.push_back({Grade::kWarning, "audit_key_beside", {{"file", key_file}}});
  }
  if (!CheckFolder(folder, findings) || !key) return;
  for (const KeptLog& log : {KeptLog{"access", *key, config.keep_access_days},
                             KeptLog{"decisions", *key, config.keep_decisions_days}}) {
    CheckChain(folder, log.name, *key, findings);
    CheckKeeping(config, log, now, findings);
  }
}

void CheckPageKey(const std::string& key_file, Findings& findings) {
  if (CheckKey("--page-key", key_file, findings)) {
    findings.push_back({Grade::kOk, "page_key_ok", {{"file", key_file}}});
  }
}

}  // namespace passung::cli
