#ifndef PASSUNG_SERVER_GAUGES_H_
#define PASSUNG_SERVER_GAUGES_H_

#include "server/call/calls.h"
#include "server/catalog.h"
#include "server/follower.h"
#include "server/observe/call_log.h"
#include "server/observe/metrics.h"

namespace passung::server {

// Adds what can be read off at any moment: queues, running and open calls, backlog, snapshot, lines
// of the log that were left out. The referents are asked as long as metrics are read.
void AddGauges(Metrics& metrics, const Catalog& catalog, const Calls& calls, const CallLog& log);

// Of one that outlives whoever asks for the metrics.
void AddFollowGauges(Metrics& metrics, const Follower& follower);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GAUGES_H_
