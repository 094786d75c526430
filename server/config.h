// Settings of passungd, and which of them go together.
#ifndef PASSUNG_SERVER_CONFIG_H_
#define PASSUNG_SERVER_CONFIG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "server/identity/authenticator.h"
#include "server/tls/tls_files.h"

namespace passung::server {

struct Config {
  bool dev = false;
  std::string host = "127.0.0.1";
  int32_t port = 50051;    // of gRPC; 0: any free one
  int32_t http_port = -1;  // 0: any free one; -1: the one after `port`, or any if that is any
  std::string db;          // file or postgresql://…; empty: a small made-up market in memory
  int32_t longest_lag_seconds = 30;  // further behind its database the server says NOT_SERVING
  std::string data;     // folder with tables in the place of those built in; empty: none
  int32_t workers = 0;  // threads that answer calls; 0: one for each core
  // Longest time that calls wait for a thread; more are refused with RESOURCE_EXHAUSTED.
  int32_t longest_wait_ms = 40;
  TlsFiles tls;        // empty paths: without encryption
  std::string jwks;    // keys of tokens; empty: no tokens are taken
  std::string issuer;  // `iss` and `aud` of tokens
  std::string audience;
  std::vector<ServiceGrant> services;  // by their certificates
  std::string audit_folder;            // of the access log; empty: none is kept
  std::string audit_key;               // file of its key
  int32_t keep_access_days = 0;        // of its entries; 0: for ever
  int32_t keep_decisions_days = 0;     // of those of rankings and explanations
  double principal_rate = 20'000;      // units a second that one caller may ask for; 0: no limit
  int32_t expiry_interval_minutes =
      1'440;                         // from one purge of those whose time is over to the next
  int32_t expire_after_months = 12;  // of mentees for whom no end is given
  int32_t keep_history_days = 0;     // of rows that were changed or deleted; 0: for ever
  std::string backup_folder;         // of backups made by call; empty: none are
  // Near ties are shown to people in a drawn order: hits of one class within so many points of score, of 100 000 000,
  // among so many first places. 0: none are.
  int32_t exploration_width = 0;
  int32_t exploration_first_places = 10;
  std::optional<bool>
      reflection;                // gRPC describes its services to whoever asks; absent: with --dev
  bool metrics_for_all = false;  // else /metrics answers programs on this machine only
  // Folder with the page for mentors, served at "/"; empty: none. With --dev the one that was built beside
  // the program, if there is one.
  std::string page;
  std::string image;  // file of the vacancies' image; empty: none is kept
  int32_t image_interval_minutes = 60;
  // File of the key of page tokens and etags; empty: it is made from that of the access log.
  std::string page_key;
};

// Where HTTP listens; 0: any free one.
int32_t HttpPortOf(const Config& config);
// At least 1.
int32_t WorkersOf(const Config& config);

// InvalidArgument naming the option. With --dev only addresses of this machine itself are allowed; without,
// encryption and a way to tell who calls are required, and for other addresses the certificate of each
// client of gRPC.
absl::Status Validate(const Config& config);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CONFIG_H_
