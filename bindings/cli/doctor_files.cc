// Checks of what lies in files: certificates, keys, the database.
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "bindings/cli/doctor.h"
#include "passung/inspect.h"
#include "passung/repository.h"
#include "proto/answer/read_file.h"
#include "server/identity/key_set.h"

namespace passung::cli {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kMebibyte = 1 << 20;
// A certificate is renewed before it ends, and somebody has to be there for it.
constexpr int kDaysBeforeEnd = 30;
// Log and a copy while scrubbing.
constexpr int64_t kLeastFreeBytes = 256 * kMebibyte;
// 1 010 MiB of market and 373 MiB of index for a million vacancies, and as much again for a moment
// while a snapshot is built (benchmarks/README.md).
constexpr int64_t kBytesPerVacancy = 2'048;
constexpr int64_t kLeastMemory = 128 * kMebibyte;

std::string DayText(Moment moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  return Date::FromDays(static_cast<int32_t>(day.time_since_epoch().count())).ToString();
}

void CheckEnd(const std::string& path, const server::CertificateState& state, Moment now,
              Findings& findings) {
  const auto days = std::chrono::floor<std::chrono::days>(state.not_after - now).count();
  const std::vector<text::Argument> about = {
      {"file", path}, {"day", DayText(state.not_after)}, {"days", absl::StrCat(days)}};
  if (state.not_after <= now) {
    findings.push_back({Grade::kProblem, "certificate_ended", about});
  } else if (state.not_before > now) {
    findings.push_back({Grade::kProblem, "certificate_early", about});
  } else if (days < kDaysBeforeEnd) {
    findings.push_back({Grade::kWarning, "certificate_ending", about});
  } else {
    findings.push_back({Grade::kOk, "certificate_ok", about});
  }
}

// Nothing where the file is no certificate: that is a finding of its own.
std::optional<server::CertificateState> CheckCertificate(const std::string& path, Moment now,
                                                         Findings& findings) {
  const auto pem = server::ReadCertificates(path);
  if (!pem.ok()) {
    findings.push_back(
        {Grade::kProblem, "certificate_faulty", {{"why", std::string(pem.status().message())}}});
    return std::nullopt;
  }
  const auto state = server::StateOf(*pem);
  if (!state.ok()) {
    findings.push_back({Grade::kProblem,
                        "certificate_faulty",
                        {{"why", absl::StrCat(path, ": ", state.status().message())}}});
    return std::nullopt;
  }
  CheckEnd(path, *state, now, findings);
  return *state;
}

void CheckRoom(const std::string& path, int64_t free, Findings& findings) {
  std::error_code ignored;
  const auto size =
      fs::exists(path, ignored) ? static_cast<int64_t>(fs::file_size(path, ignored)) : 0;
  const int64_t needed = size + kLeastFreeBytes;
  const bool enough = free >= needed;
  findings.push_back(
      {enough ? Grade::kOk : Grade::kWarning,
       enough ? "disk_ok" : "disk_low",
       {{"free", absl::StrCat(free / kMebibyte)}, {"needed", absl::StrCat(needed / kMebibyte)}}});
}

void CheckMemory(int64_t vacancies, int64_t memory, Findings& findings) {
  if (memory == 0) return;
  const int64_t needed = kLeastMemory + vacancies * kBytesPerVacancy;
  const bool enough = memory >= needed;
  findings.push_back({enough ? Grade::kOk : Grade::kWarning,
                      enough ? "memory_ok" : "memory_short",
                      {{"limit", absl::StrCat(memory / kMebibyte)},
                       {"needed", absl::StrCat(needed / kMebibyte)}}});
}

}  // namespace

void CheckSecret(const std::string& path, Findings& findings) {
  std::error_code error;
  const fs::perms mode = fs::status(path, error).permissions();
  if (error) return;  // that it cannot be read is said elsewhere
  const bool open = (mode & fs::perms::others_all) != fs::perms::none;
  findings.push_back(
      {open ? Grade::kProblem : Grade::kOk, open ? "secret_open" : "secret_ok", {{"file", path}}});
}

void CheckTls(const server::TlsFiles& files, Moment now, Findings& findings) {
  const bool readable = CheckCertificate(files.certificate, now, findings).has_value();
  // The end was looked at; here only whether both belong together.
  const auto pair = server::ReadTls(
      {.certificate = files.certificate, .key = files.key, .client_ca = ""}, Moment::min());
  if (pair.ok()) {
    findings.push_back({Grade::kOk, "key_ok", {{"file", files.key}}});
  } else if (readable) {
    findings.push_back(
        {Grade::kProblem, "key_faulty", {{"why", std::string(pair.status().message())}}});
  }
  CheckSecret(files.key, findings);
  if (files.client_ca.empty()) return;
  const auto authority = CheckCertificate(files.client_ca, now, findings);
  if (authority && !authority->authority) {
    findings.push_back({Grade::kProblem, "authority_none", {{"file", files.client_ca}}});
  }
}

void CheckTokens(const std::string& jwks, Findings& findings) {
  const auto text = answer::ReadFile(jwks);
  const auto keys = text.ok() ? server::KeySet::FromJwks(*text) : text.status();
  if (!keys.ok()) {
    findings.push_back({Grade::kProblem,
                        "tokens_faulty",
                        {{"file", jwks}, {"why", std::string(keys.status().message())}}});
    return;
  }
  findings.push_back(
      {Grade::kOk, "tokens_ok", {{"file", jwks}, {"count", absl::StrCat(keys->size())}}});
}

void CheckDatabase(const std::string& path, const MachineFigures& machine, Findings& findings) {
  const std::string shown = ShownDatabase(path);
  if (!IsDatabaseServer(path)) {
    CheckRoom(path, machine.free_bytes, findings);
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
      findings.push_back({Grade::kWarning, "database_new", {{"file", path}}});
      return;
    }
  }
  const auto state = InspectDatabase(path);
  if (!state.ok()) {
    findings.push_back(
        {Grade::kProblem, "database_faulty", {{"why", std::string(state.status().message())}}});
    return;
  }
  const bool old = state->schema_version < state->newest_schema;
  findings.push_back({old ? Grade::kWarning : Grade::kOk,
                      old ? "database_old" : "database_ok",
                      {{"file", shown},
                       {"schema", absl::StrCat(state->schema_version)},
                       {"newest", absl::StrCat(state->newest_schema)},
                       {"rows", absl::StrCat(state->rows)},
                       {"mentees", absl::StrCat(state->mentees)},
                       {"vacancies", absl::StrCat(state->vacancies)}}});
  CheckMemory(state->vacancies, machine.memory_bytes, findings);
}

}  // namespace passung::cli
