#ifndef PASSUNG_SERVER_OBSERVE_CALL_RECORD_H_
#define PASSUNG_SERVER_OBSERVE_CALL_RECORD_H_

#include <chrono>
#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "server/method/method_table.h"

namespace passung::server {

// The way a call came in.
enum class Door : uint8_t { kGrpc, kHttp };
inline constexpr size_t kDoors = 2;

// What became of a call.
struct CallRecord {
  const Method* method = nullptr;
  absl::StatusCode code = absl::StatusCode::kOk;
  Clock::duration total{0};
  Clock::duration queued{0};             // until it was begun
  std::optional<Clock::duration> spent;  // time of threads; nothing: it was not begun
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_OBSERVE_CALL_RECORD_H_
