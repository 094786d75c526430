#ifndef PASSUNG_SERVER_OBSERVE_OBSERVER_H_
#define PASSUNG_SERVER_OBSERVE_OBSERVER_H_

#include "server/observe/call_log.h"
#include "server/observe/metrics.h"

namespace passung::server {

// Everybody who is told of each call. Thread-safe.
class Observer {
 public:
  // The referents outlive it.
  Observer(Metrics& metrics, CallLog& log) : metrics_(metrics), log_(log) {}

  void OnEnd(const CallRecord& record, Door door, const TraceContext& trace) {
    metrics_.CountCall(record, door);
    log_.Write(record, door, trace);
  }
  void OnRefusal(Refusal why) { metrics_.CountRefusal(why); }

 private:
  Metrics& metrics_;
  CallLog& log_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_OBSERVE_OBSERVER_H_
