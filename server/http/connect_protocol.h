// The Connect protocol (connectrpc.com/docs/protocol), as far as it is only bytes and numbers.
#ifndef PASSUNG_SERVER_HTTP_CONNECT_PROTOCOL_H_
#define PASSUNG_SERVER_HTTP_CONNECT_PROTOCOL_H_

#include <google/protobuf/message.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::server {

enum class Encoding : uint8_t { kJson, kProto };

struct ContentKind {
  Encoding encoding = Encoding::kJson;
  bool stream = false;  // in envelopes
};

// Of a Content-Type header; nothing for one that is none of the protocol's.
std::optional<ContentKind> ContentKindOf(absl::string_view content_type);
// The Content-Type of such an answer.
std::string ContentTypeOf(const ContentKind& kind);

// Of a Connect-Timeout-Ms header; nothing where it is empty. InvalidArgument for what is no number of
// at most ten digits.
absl::StatusOr<std::optional<std::chrono::milliseconds>> TimeoutOf(absl::string_view header);

// InvalidArgument for bytes that are no such message, saying why.
absl::Status Decode(Encoding encoding, const std::string& bytes, google::protobuf::Message& into);
absl::StatusOr<std::string> Encode(Encoding encoding, const google::protobuf::Message& message);

// A message of a stream: a byte of flags, its length in four bytes, itself.
std::string Envelope(absl::string_view message);
// The last one of a stream: tells how it ended, to people in the language `locale`.
std::string EndEnvelope(const absl::Status& status, absl::string_view locale = {});
// The messages of a request. InvalidArgument for what is cut off, compressed or marked as an end.
absl::StatusOr<std::vector<std::string>> OpenEnvelopes(absl::string_view body);

// {"code": …, "message": …, "details": [{"type", "value", "debug"}]}, as answer::ToLocalizedStatus.
std::string ErrorJson(const absl::Status& status, absl::string_view locale);
// The HTTP status of a unary call that failed so.
int HttpStatusOf(absl::StatusCode code);
// Seconds for a Retry-After header; nothing where the status does not say when.
std::optional<int64_t> RetryAfterOf(const absl::Status& status);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_CONNECT_PROTOCOL_H_
