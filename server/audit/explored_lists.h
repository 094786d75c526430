#ifndef PASSUNG_SERVER_AUDIT_EXPLORED_LISTS_H_
#define PASSUNG_SERVER_AUDIT_EXPLORED_LISTS_H_

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/answer/logged_list.h"
#include "server/audit/access_log.h"

namespace passung::server {

// The logged lists in which near ties were drawn, of everybody who was not purged since, rising by number. One that was
// asked for again and came in the same order is one list with several numbers. Reads the whole log of decisions.
// DataLoss where an entry cannot be read; Cancelled once `is_over` says that nobody waits.
absl::StatusOr<std::vector<answer::LoggedList>> ReadExploredLists(
    const AccessLog& log, const std::function<bool()>& is_over);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_EXPLORED_LISTS_H_
