#ifndef PASSUNG_SERVER_METHOD_SERVICES_H_
#define PASSUNG_SERVER_METHOD_SERVICES_H_

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
  std::string db = "";              // file of the database; empty: there is none
  std::string backup_folder = "";   // empty: no backups are made
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_SERVICES_H_
