// W3C trace context: which larger piece of work a call belongs to.
#ifndef PASSUNG_SERVER_METHOD_TRACE_CONTEXT_H_
#define PASSUNG_SERVER_METHOD_TRACE_CONTEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace passung::server {

struct TraceContext {
  std::string trace_id;   // 32 lower-case hexadecimal digits
  std::string span_id;    // 16; this call's own
  std::string parent_id;  // 16; empty where the caller named none
};

// From a `traceparent` header; a missing or malformed one begins a trace of its own, as the
// recommendation wants it. Thread-safe.
TraceContext TraceContextOf(absl::string_view traceparent);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_TRACE_CONTEXT_H_
