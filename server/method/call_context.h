// What a handler may know about the call it answers, whichever door it came through.
#ifndef PASSUNG_SERVER_METHOD_CALL_CONTEXT_H_
#define PASSUNG_SERVER_METHOD_CALL_CONTEXT_H_

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "server/audit/access_visit.h"
#include "server/identity/principal.h"
#include "server/method/access_facts.h"
#include "server/method/services.h"
#include "server/method/trace_context.h"

namespace passung::server {

using Clock = std::chrono::steady_clock;

// What the caller sent beside the message. Thread-safe.
class Metadata {
 public:
  virtual ~Metadata() = default;
  // Value of the first header of this name, given in lower case; empty if there is none. Valid while
  // the call lasts.
  virtual absl::string_view Find(absl::string_view name) const = 0;
};

// Lives as long as the call. Handlers run on one thread at a time; `cancelled` may be set by another
// one at any moment.
struct CallContext {
  const Services& services;
  const AccessFacts& access;
  const Metadata& metadata;
  Principal principal;
  std::optional<Clock::time_point> deadline;
  std::string locale;  // "de" or "en": language of messages for people
  TraceContext trace;
  AccessVisit* visit = nullptr;  // what the access log is told; null: nothing
  std::atomic<bool> cancelled{false};
  std::atomic<bool> stopping{false};  // the server is: what has no end of its own should end now

  // For long work, between its parts: nobody waits for the answer any more.
  bool IsOver() const { return cancelled || (deadline && Clock::now() >= *deadline); }
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_CALL_CONTEXT_H_
