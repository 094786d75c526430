#ifndef PASSUNG_SERVER_METHOD_SERVICES_H_
#define PASSUNG_SERVER_METHOD_SERVICES_H_

#include <cstdint>
#include <functional>
#include <string>

#include "passung/date.h"
#include "server/audit/access_log.h"
#include "server/catalog.h"

namespace passung::server {

// Clock of a question that names no day.
using Today = std::function<Date()>;

// What handlers work with; all of it is thread-safe and outlives the doors.
struct Services {
  Catalog& catalog;
  Today today;
  std::string page_key;             // of page tokens and etags: any bytes
  AccessLog* access_log = nullptr;  // none is kept
  int expire_after_months = 12;     // of mentees for whom no end is given
  int64_t start_seconds = 0;        // since 1970: when the server began
  bool is_stored = true;            // false: what is written is gone when the server ends
  std::string db = "";              // file of the database; empty: there is none
  std::string backup_folder = "";   // empty: no backups are made
  int32_t exploration_width =
      0;  // as in v1::Exploration; 0: near ties are not drawn, else a log is kept
  int32_t exploration_first_places = 0;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_SERVICES_H_
