// What has to do with the disk while the server runs: keys of tokens and certificates, which may change
// there, the access log, which has to get there, and whether changes do.
#ifndef PASSUNG_SERVER_REFRESHER_H_
#define PASSUNG_SERVER_REFRESHER_H_

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "server/audit/access_log.h"
#include "server/catalog.h"
#include "server/http/http_door.h"
#include "server/identity/authenticator.h"
#include "server/observe/call_log.h"
#include "server/periodic.h"
#include "server/tls/tls_files.h"

namespace passung::server {

// Looks every second. What cannot be used is told of once in the log, and what was in use stays so. gRPC
// looks at its certificates itself.
class Refresher {
 public:
  struct Options {
    TlsFiles tls;                       // of the HTTP door
    std::optional<TlsMaterial> in_use;  // nothing: without encryption
    AccessLog* access_log = nullptr;    // brought to the disk
    Catalog* catalog = nullptr;         // asked whether changes can be stored again
    std::function<void(bool writable)> tell_writable = nullptr;  // when that changes
    std::chrono::milliseconds interval{1'000};
  };
  // The referents outlive it.
  Refresher(Options options, Authenticator& authenticator, HttpDoor& http, CallLog& log);
  Refresher(const Refresher&) = delete;
  Refresher& operator=(const Refresher&) = delete;

 private:
  void Look();
  absl::Status TakeCertificate();
  void LookAtStorage();
  void Tell(absl::string_view what, const absl::Status& status, std::string& told);

  Options options_;
  Authenticator& authenticator_;
  HttpDoor& http_;
  CallLog& log_;
  std::string told_of_keys_;  // the last failure; empty: all is well
  std::string told_of_certificate_;
  std::string told_of_access_log_;
  bool writable_ = true;
  Periodic periodic_;  // last: it uses what stands above
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_REFRESHER_H_
