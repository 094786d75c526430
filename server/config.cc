#include "server/config.h"

#include <algorithm>
#include <thread>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "server/loopback.h"

namespace passung::server {
namespace {

constexpr int kLargestPort = 65535;
constexpr int kMostWorkers = 256;
constexpr int kMinutesPerWeek = 7 * 24 * 60;
constexpr int kMostMonths = 120;
constexpr int kMostHistoryDays = 3'653;
// Deployers of systems that rank people for work keep their logs six months at least (Regulation (EU)
// 2024/1689, Article 26(6)).
constexpr int kFewestLogDays = 183;
constexpr int kMostLogDays = 3'653;
constexpr int kWidestNearTie = 5'000'000;  // five of 100: what differs by more is no tie to anybody
constexpr int kFewestDrawn = 2;
constexpr int kMostDrawn = 20;  // as many as the page and the command line ask for

absl::Status CheckRange(absl::string_view option, int value, int least, int most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": ", value, " is not between ", least, " and ", most));
}

absl::Status CheckLogDays(absl::string_view option, int days) {
  if (days == 0 || (days >= kFewestLogDays && days <= kMostLogDays)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(option, ": ", days,
                                                 " is neither 0 (for ever) nor between ",
                                                 kFewestLogDays, " and ", kMostLogDays));
}

absl::Status CheckDev(const Config& config) {
  if (config.audit_folder.empty() != config.audit_key.empty()) {
    return absl::InvalidArgumentError("--audit-folder: is given together with --audit-key");
  }
  if (IsLoopback(config.host)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--host: \"", config.host,
                   "\" is not an address of this machine itself (127.0.0.1, ::1, localhost); "
                   "with --dev others are refused, because everybody may do everything"));
}

absl::Status Needed(absl::string_view option, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": must be given, ", why, "; for trying out there is --dev"));
}

absl::Status CheckGuarded(const Config& config) {
  if (config.db.empty()) return Needed("--db", "what is written must stay");
  if (config.tls.certificate.empty()) return Needed("--tls-cert", "nothing is served unencrypted");
  if (config.tls.key.empty()) return Needed("--tls-key", "nothing is served unencrypted");
  if (config.audit_folder.empty()) return Needed("--audit-folder", "it is noted who looks at whom");
  if (config.audit_key.empty()) return Needed("--audit-key", "nobody may change what was noted");
  if (config.jwks.empty() && config.services.empty()) {
    return Needed("--jwks", "or services in the file of --config, nobody could call");
  }
  if (!config.services.empty() && config.tls.client_ca.empty()) {
    return Needed("--client-ca", "services are known by their certificates");
  }
  // gRPC 1.51 has known faults before authentication (CVE-2023-33953, CVE-2023-4785): nobody may get as
  // far as its HTTP/2 who has no certificate.
  if (!IsLoopback(config.host) && config.tls.client_ca.empty()) {
    return Needed("--client-ca", "others than this machine are to show a certificate");
  }
  return absl::OkStatus();
}

absl::Status CheckExploration(const Config& config) {
  PASSUNG_RETURN_IF_ERROR(
      CheckRange("--exploration-width", config.exploration_width, 0, kWidestNearTie));
  PASSUNG_RETURN_IF_ERROR(CheckRange("--exploration-first-places", config.exploration_first_places,
                                     kFewestDrawn, kMostDrawn));
  if (config.exploration_width == 0 || !config.audit_folder.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "--exploration-width: needs --audit-folder and --audit-key, because what is drawn and not "
      "logged cannot be evaluated");
}

}  // namespace

int32_t HttpPortOf(const Config& config) {
  if (config.http_port >= 0) return config.http_port;
  return config.port == 0 || config.port == kLargestPort ? 0 : config.port + 1;
}

int32_t WorkersOf(const Config& config) {
  if (config.workers > 0) return config.workers;
  return std::max(1, static_cast<int32_t>(std::thread::hardware_concurrency()));
}

absl::Status Validate(const Config& config) {
  PASSUNG_RETURN_IF_ERROR(config.dev ? CheckDev(config) : CheckGuarded(config));
  if (!config.backup_folder.empty() && config.db.empty()) {
    return Needed("--db", "what is in memory only has no backups");
  }
  PASSUNG_RETURN_IF_ERROR(CheckRange("--port", config.port, 0, kLargestPort));
  PASSUNG_RETURN_IF_ERROR(CheckRange("--http-port", config.http_port, -1, kLargestPort));
  PASSUNG_RETURN_IF_ERROR(CheckRange("--workers", config.workers, 0, kMostWorkers));
  PASSUNG_RETURN_IF_ERROR(CheckRange("--longest-wait-ms", config.longest_wait_ms, 1, 10'000));
  PASSUNG_RETURN_IF_ERROR(
      CheckRange("--longest-lag-seconds", config.longest_lag_seconds, 1, 3'600));
  PASSUNG_RETURN_IF_ERROR(
      CheckRange("--image-interval-minutes", config.image_interval_minutes, 1, kMinutesPerWeek));
  if (!config.image.empty() && config.db.empty()) {
    return absl::InvalidArgumentError(
        "--image needs --db: the made-up market in memory is not kept");
  }
  PASSUNG_RETURN_IF_ERROR(
      CheckRange("--expiry-interval-minutes", config.expiry_interval_minutes, 1, kMinutesPerWeek));
  PASSUNG_RETURN_IF_ERROR(
      CheckRange("--expire-after-months", config.expire_after_months, 1, kMostMonths));
  PASSUNG_RETURN_IF_ERROR(CheckLogDays("--keep-access-days", config.keep_access_days));
  PASSUNG_RETURN_IF_ERROR(CheckLogDays("--keep-decisions-days", config.keep_decisions_days));
  PASSUNG_RETURN_IF_ERROR(
      CheckRange("--keep-history-days", config.keep_history_days, 0, kMostHistoryDays));
  PASSUNG_RETURN_IF_ERROR(CheckExploration(config));
  if (!(config.principal_rate >= 0)) {
    return absl::InvalidArgumentError("--principal-rate: must not be negative");
  }
  return absl::OkStatus();
}

}  // namespace passung::server
