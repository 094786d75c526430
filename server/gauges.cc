#include "server/gauges.h"

#include <array>
#include <utility>

namespace passung::server {
namespace {

constexpr std::array<std::pair<Lane, const char*>, kLanes> kLaneNames = {{{Lane::kQuick, "quick"},
                                                                          {Lane::kSearch, "search"},
                                                                          {Lane::kWrite, "write"},
                                                                          {Lane::kBulk, "bulk"},
                                                                          {Lane::kSpare, "spare"}}};

void AddLoadGauges(Metrics& metrics, const Calls& calls) {
  for (const auto& [lane, name] : kLaneNames) {
    metrics.AddGauge(
        "passung_queue_depth", "Calls that wait for a thread, by lane", {{"lane", name}},
        [&calls, lane = lane] { return static_cast<double>(calls.executor().queued(lane)); });
  }
  metrics.AddGauge("passung_running", "Calls that threads work on now", {},
                   [&calls] { return static_cast<double>(calls.executor().running()); });
  metrics.AddGauge("passung_open_calls", "Calls that were admitted and have not ended", {},
                   [&calls] { return static_cast<double>(calls.open()); });
  metrics.AddGauge("passung_open_streams", "Streams among the open calls", {},
                   [&calls] { return static_cast<double>(calls.admission().open_streams()); });
  metrics.AddGauge(
      "passung_backlog_seconds", "Thread time that admitted calls are taken to need", {},
      [&calls] { return std::chrono::duration<double>(calls.admission().backlog()).count(); });
}

}  // namespace

void AddGauges(Metrics& metrics, const Catalog& catalog, const Calls& calls, const CallLog& log) {
  AddLoadGauges(metrics, calls);
  metrics.AddGauge("passung_snapshot_revision", "Revision of the data that questions see", {},
                   [&catalog] { return static_cast<double>(catalog.snapshot()->revision()); });
  metrics.AddGauge(
      "passung_snapshot_age_seconds", "Since the data changed for questions", {}, [&catalog] {
        return std::chrono::duration<double>(Clock::now() - catalog.published()).count();
      });
  metrics.AddGauge("passung_writable", "1: changes can be stored; 0: the last could not", {},
                   [&catalog] { return catalog.writable() ? 1.0 : 0.0; });
  metrics.AddGauge("passung_log_lines_dropped", "Lines of the call log that were left out", {},
                   [&log] { return static_cast<double>(log.dropped()); });
}

}  // namespace passung::server
