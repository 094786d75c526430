#include "server/observe/call_log.h"

#include <nlohmann/json.hpp>
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

// "0012", with so many digits at least.
std::string Digits(int64_t number, size_t least) {
  std::string text = absl::StrCat(number);
  if (text.size() < least) text.insert(0, least - text.size(), '0');
  return text;
}

// Milliseconds with three places.
std::string Milliseconds(Clock::duration duration) {
  const int64_t us = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
  return absl::StrCat(us / 1'000, ".", Digits(us % 1'000, 3));
}

// "2026-02-15T12:00:00.000Z". Up to the second it stays what it was a moment ago.
std::string TimeNow() {
  const int64_t now = absl::ToUnixMillis(absl::Now());
  thread_local int64_t second = -1;
  thread_local std::string written;
  if (second != now / 1'000) {
    second = now / 1'000;
    written =
        absl::FormatTime("%Y-%m-%dT%H:%M:%S.", absl::FromUnixSeconds(second), absl::UTCTimeZone());
  }
  return absl::StrCat(written, Digits(now % 1'000, 3), "Z");
}

// No text in it comes from a client but ids that are hexadecimal digits:
// nothing needs escaping.
std::string LineOf(const CallRecord& record, Door door, const TraceContext& trace) {
  std::string line = absl::StrCat(
      R"({"time":")", TimeNow(), R"(","method":")", record.method->path, R"(","code":")",
      absl::StatusCodeToString(record.code), R"(","door":")", door == Door::kGrpc ? "grpc" : "http",
      R"(","ms":)", Milliseconds(record.total), R"(,"queue_ms":)", Milliseconds(record.queued));
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
  Add(LineOf(record, door, trace));
}

void CallLog::Note(absl::string_view text) {
  const nlohmann::json escaped = std::string(text);
  Add(absl::StrFormat("{\"time\":\"%s\",\"note\":%s}\n", TimeNow(),
                      escaped.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
}

void CallLog::Add(const std::string& line) {
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
