#include "server/refresher.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::server {

Refresher::Refresher(Options options, Authenticator& authenticator, HttpDoor& http, CallLog& log)
    : options_(std::move(options)),
      authenticator_(authenticator),
      http_(http),
      log_(log),
      periodic_(options_.interval, [this] { Look(); }) {}

void Refresher::Look() {
  Tell("keys of tokens", authenticator_.Reload().status(), told_of_keys_);
  if (options_.access_log != nullptr) {
    Tell("access log", options_.access_log->Sync(), told_of_access_log_);
  }
  if (options_.catalog != nullptr) LookAtStorage();
  if (options_.in_use) Tell("certificate of HTTP", TakeCertificate(), told_of_certificate_);
}

absl::Status Refresher::TakeCertificate() {
  PASSUNG_ASSIGN_OR_RETURN(TlsMaterial material,
                           ReadTls(options_.tls, std::chrono::system_clock::now()));
  if (material == *options_.in_use) return absl::OkStatus();
  PASSUNG_RETURN_IF_ERROR(http_.UseTls(material));
  options_.in_use = std::move(material);
  return absl::OkStatus();
}

// What cannot be stored was refused to those who asked. Tried here until it can be again, also where nobody asks.
void Refresher::LookAtStorage() {
  Catalog& catalog = *options_.catalog;
  const bool writable = catalog.writable() || catalog.CheckWritable().ok();
  if (writable == writable_) return;
  writable_ = writable;
  log_.Note(writable ? "changes can be stored again"
                     : "changes cannot be stored and are refused; questions are answered");
  if (options_.tell_writable) options_.tell_writable(writable);
}

// Once for each new reason, not every second.
void Refresher::Tell(absl::string_view what, const absl::Status& status, std::string& told) {
  const std::string reason = status.ok() ? "" : std::string(status.message());
  if (reason == told) return;
  log_.Note(
      absl::StrCat(what, reason.empty() ? " are in order again" : " stay as they are: ", reason));
  told = reason;
}

}  // namespace passung::server
