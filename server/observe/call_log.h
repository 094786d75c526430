#ifndef PASSUNG_SERVER_OBSERVE_CALL_LOG_H_
#define PASSUNG_SERVER_OBSERVE_CALL_LOG_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>

#include "server/method/trace_context.h"
#include "server/observe/call_record.h"

namespace passung::server {

// One line of JSON a call: time, method, code, door, milliseconds, ids of the
// trace. Never a name, an id or a message: those may tell of a person.
// Thread-safe; no call waits for the log's medium. Where that is too slow,
// lines are left out and counted.
class CallLog {
 public:
  // `out` outlives the log and is written to by one thread.
  explicit CallLog(std::ostream& out);
  ~CallLog();  // everything is written then
  CallLog(const CallLog&) = delete;
  CallLog& operator=(const CallLog&) = delete;

  void Write(const CallRecord& record, Door door, const TraceContext& trace);
  int64_t dropped() const;

 private:
  void WriteOut();

  std::ostream& out_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::string pending_;  // this and the following are guarded by mutex_
  int64_t dropped_ = 0;
  bool ending_ = false;
  std::thread writer_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_OBSERVE_CALL_LOG_H_
