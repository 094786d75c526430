#include "server/observe/call_log.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace passung::server {
namespace {

constexpr size_t kMostPending = size_t{4} << 20;
// Lines are written together; nobody reads them sooner.
constexpr std::chrono::milliseconds kPause(20);

double Milliseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

// No text in it comes from a client but ids that are hexadecimal digits:
// nothing needs escaping.
std::string LineOf(const CallRecord& record, Door door, const TraceContext& trace) {
  std::string line = absl::StrFormat(
      R"({"time":"%s","method":"%s","code":"%s","door":"%s","ms":%.3f,"queue_ms":%.3f)",
      absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone()),
      record.method->path, absl::StatusCodeToString(record.code),
      door == Door::kGrpc ? "grpc" : "http", Milliseconds(record.total),
      Milliseconds(record.queued));
  if (!trace.trace_id.empty()) {
    absl::StrAppend(&line, R"(,"trace_id":")", trace.trace_id, R"(","span_id":")", trace.span_id,
                    R"(")");
  }
  if (!trace.parent_id.empty()) {
    absl::StrAppend(&line, R"(,"parent_id":")", trace.parent_id, R"(")");
  }
  absl::StrAppend(&line, "}\n");
  return line;
}

}  // namespace

CallLog::CallLog(std::ostream& out) : out_(out), writer_([this] { WriteOut(); }) {}

CallLog::~CallLog() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ending_ = true;
  }
  filled_.notify_one();
  writer_.join();
}

void CallLog::Write(const CallRecord& record, Door door, const TraceContext& trace) {
  const std::string line = LineOf(record, door, trace);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (pending_.size() + line.size() > kMostPending) {
    ++dropped_;
    return;
  }
  pending_ += line;
}

int64_t CallLog::dropped() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return dropped_;
}

void CallLog::WriteOut() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    filled_.wait_for(lock, kPause, [this] { return ending_; });
    const bool last = ending_;
    const std::string lines = std::exchange(pending_, {});
    lock.unlock();
    if (!lines.empty()) out_ << lines << std::flush;
    if (last) return;
    lock.lock();
  }
}

}  // namespace passung::server
