#include "server/http/connect_protocol.h"

#include <google/protobuf/util/json_util.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/rpc/error_details.pb.h"
#include "proto/answer/localized_status.h"
#include "proto/wire/rpc_status.h"
#include "server/http/json_fault.h"

namespace passung::server {
namespace {

using nlohmann::json;

constexpr size_t kEnvelopeHead = 5;
constexpr unsigned char kCompressed = 1;
constexpr unsigned char kEndOfStream = 2;
constexpr size_t kTimeoutDigits = 10;

struct CodeRow {
  absl::StatusCode code;
  const char* name;
  int http;
};

constexpr std::array<CodeRow, 16> kCodeRows = {{
    {absl::StatusCode::kCancelled, "canceled", 499},
    {absl::StatusCode::kUnknown, "unknown", 500},
    {absl::StatusCode::kInvalidArgument, "invalid_argument", 400},
    {absl::StatusCode::kDeadlineExceeded, "deadline_exceeded", 504},
    {absl::StatusCode::kNotFound, "not_found", 404},
    {absl::StatusCode::kAlreadyExists, "already_exists", 409},
    {absl::StatusCode::kPermissionDenied, "permission_denied", 403},
    {absl::StatusCode::kResourceExhausted, "resource_exhausted", 429},
    {absl::StatusCode::kFailedPrecondition, "failed_precondition", 400},
    {absl::StatusCode::kAborted, "aborted", 409},
    {absl::StatusCode::kOutOfRange, "out_of_range", 400},
    {absl::StatusCode::kUnimplemented, "unimplemented", 501},
    {absl::StatusCode::kInternal, "internal", 500},
    {absl::StatusCode::kUnavailable, "unavailable", 503},
    {absl::StatusCode::kDataLoss, "data_loss", 500},
    {absl::StatusCode::kUnauthenticated, "unauthenticated", 401},
}};

const CodeRow& RowOf(absl::StatusCode code) {
  for (const CodeRow& row : kCodeRows) {
    if (row.code == code) return row;
  }
  return kCodeRows[1];
}

std::string WithoutPadding(std::string base64) {
  while (absl::EndsWith(base64, "=")) base64.pop_back();
  return base64;
}

json DetailJson(const google::protobuf::Any& any) {
  const absl::string_view url = any.type_url();
  json detail = {{"type", std::string(url.substr(url.rfind('/') + 1))},
                 {"value", WithoutPadding(absl::Base64Escape(any.value()))}};
  // For people only: what can be read without the type's definition.
  std::string readable;
  if (google::protobuf::util::MessageToJsonString(any, &readable).ok()) {
    json debug = json::parse(readable, nullptr, false);
    if (debug.is_object()) {
      debug.erase("@type");
      detail["debug"] = std::move(debug);
    }
  }
  return detail;
}

json ErrorObject(const absl::Status& status, absl::string_view locale) {
  const google::rpc::Status message = answer::ToLocalizedStatus(status, locale);
  json error = {{"code", RowOf(status.code()).name}, {"message", message.message()}};
  for (const auto& any : message.details()) error["details"].push_back(DetailJson(any));
  return error;
}

// A message may quote what a client sent: bytes that are no UTF-8 are replaced.
std::string Dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string EnvelopeWith(unsigned char flags, absl::string_view message) {
  std::string bytes(1, static_cast<char>(flags));
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(message.size() >> static_cast<unsigned>(shift) & 0xFFU));
  }
  bytes.append(message.data(), message.size());
  return bytes;
}

size_t LengthIn(absl::string_view envelope) {
  size_t length = 0;
  for (size_t i = 1; i < kEnvelopeHead; ++i) {
    length = length << 8U | static_cast<unsigned char>(envelope[i]);
  }
  return length;
}

}  // namespace

std::optional<ContentKind> ContentKindOf(absl::string_view content_type) {
  // RFC 9110, 8.3.1: in any case of letters.
  const std::string lower = absl::AsciiStrToLower(content_type.substr(0, content_type.find(';')));
  absl::string_view type = absl::StripTrailingAsciiWhitespace(lower);
  if (!absl::ConsumePrefix(&type, "application/")) return std::nullopt;
  const bool stream = absl::ConsumePrefix(&type, "connect+");
  if (type == "json") return ContentKind{.encoding = Encoding::kJson, .stream = stream};
  if (type == "proto") return ContentKind{.encoding = Encoding::kProto, .stream = stream};
  return std::nullopt;
}

std::string ContentTypeOf(const ContentKind& kind) {
  return absl::StrCat("application/", kind.stream ? "connect+" : "",
                      kind.encoding == Encoding::kJson ? "json" : "proto");
}

absl::StatusOr<std::optional<std::chrono::milliseconds>> TimeoutOf(absl::string_view header) {
  if (header.empty()) return std::optional<std::chrono::milliseconds>();
  int64_t milliseconds = 0;
  const bool digits = header.find_first_not_of("0123456789") == absl::string_view::npos;
  if (!digits || header.size() > kTimeoutDigits || !absl::SimpleAtoi(header, &milliseconds)) {
    return absl::InvalidArgumentError("connect-timeout-ms: is no number of at most ten digits");
  }
  return std::optional<std::chrono::milliseconds>(milliseconds);
}

absl::Status Decode(Encoding encoding, const std::string& bytes, google::protobuf::Message& into) {
  const std::string& type = into.GetDescriptor()->full_name();
  if (encoding == Encoding::kProto) {
    if (into.ParseFromString(bytes)) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat("the request is no ", type));
  }
  const auto status = google::protobuf::util::JsonStringToMessage(bytes, &into);
  if (status.ok()) return absl::OkStatus();
  const auto reason = status.message();
  return JsonFault(type, absl::string_view(reason.data(), reason.size()));
}

absl::StatusOr<std::string> Encode(Encoding encoding, const google::protobuf::Message& message) {
  std::string bytes;
  const bool good = encoding == Encoding::kProto
                        ? message.SerializeToString(&bytes)
                        : google::protobuf::util::MessageToJsonString(message, &bytes).ok();
  if (!good) return absl::InternalError("the answer could not be encoded");
  return bytes;
}

std::string Envelope(absl::string_view message) { return EnvelopeWith(0, message); }

std::string EndEnvelope(const absl::Status& status, absl::string_view locale) {
  json end = json::object();
  if (!status.ok()) end["error"] = ErrorObject(status, locale);
  return EnvelopeWith(kEndOfStream, Dump(end));
}

absl::StatusOr<std::vector<std::string>> OpenEnvelopes(absl::string_view body) {
  std::vector<std::string> messages;
  while (!body.empty()) {
    if (body.size() < kEnvelopeHead || body.size() - kEnvelopeHead < LengthIn(body)) {
      return absl::InvalidArgumentError(
          absl::StrCat("message ", messages.size(), " of the request is cut off"));
    }
    const auto flags = static_cast<unsigned char>(body[0]);
    if (flags == kCompressed) {
      return absl::UnimplementedError("compressed messages are not supported");
    }
    if (flags != 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("message ", messages.size(), " of the request has unknown flags"));
    }
    const size_t length = LengthIn(body);
    messages.emplace_back(body.substr(kEnvelopeHead, length));
    body.remove_prefix(kEnvelopeHead + length);
  }
  return messages;
}

std::string ErrorJson(const absl::Status& status, absl::string_view locale) {
  return Dump(ErrorObject(status, locale));
}

int HttpStatusOf(absl::StatusCode code) { return RowOf(code).http; }

std::optional<int64_t> RetryAfterOf(const absl::Status& status) {
  const google::rpc::Status message = wire::ToRpcStatus(status);
  for (const auto& any : message.details()) {
    google::rpc::RetryInfo info;
    if (!any.UnpackTo(&info)) continue;
    return info.retry_delay().seconds() + (info.retry_delay().nanos() > 0 ? 1 : 0);
  }
  return std::nullopt;
}

}  // namespace passung::server
