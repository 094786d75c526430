// One call by the bytes of its messages, at either door, and all that its caller is told.
#ifndef PASSUNG_TESTS_SERVER_RAW_CALL_H_
#define PASSUNG_TESTS_SERVER_RAW_CALL_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "server/http/connect_protocol.h"
#include "server/method/method_table.h"
#include "tests/server/doors/http_client.h"

namespace passung::server {

struct RawAnswer {
  google::rpc::Status status;         // code 0: it went well
  std::vector<std::string> messages;  // encoded as the request was
  std::string heard;                  // every byte for the caller: messages, texts, details
};

// The faulty fields that the details of an error name.
inline std::vector<std::string> FaultyFields(const google::rpc::Status& status) {
  std::vector<std::string> fields;
  for (const auto& any : status.details()) {
    google::rpc::BadRequest bad_request;
    if (!any.UnpackTo(&bad_request)) continue;
    for (const auto& violation : bad_request.field_violations()) {
      fields.push_back(violation.field());
    }
  }
  return fields;
}

inline std::string ReasonOf(const google::rpc::Status& status) {
  google::rpc::ErrorInfo info;
  for (const auto& any : status.details()) {
    if (any.Is<google::rpc::ErrorInfo>()) any.UnpackTo(&info);
  }
  return info.reason();
}

using Headers = std::map<std::string, std::string>;

// `headers`: names in lower case.
inline RawAnswer OverGrpc(const std::shared_ptr<grpc::Channel>& channel, const Method& method,
                          const std::vector<std::string>& requests, const Headers& headers = {}) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  for (const auto& [name, value] : headers) context.AddMetadata(name, value);
  grpc::CompletionQueue queue;
  const auto stream = stub.PrepareCall(&context, "/" + method.path, &queue);
  const auto done = [&] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  stream->StartCall(nullptr);
  bool open = done();
  for (const std::string& request : requests) {
    if (!open) break;
    const grpc::Slice slice(request);
    stream->Write(grpc::ByteBuffer(&slice, 1), nullptr);
    open = done();
  }
  if (open) {
    stream->WritesDone(nullptr);
    done();
  }
  RawAnswer answer;
  while (true) {
    grpc::ByteBuffer buffer;
    stream->Read(&buffer, nullptr);
    if (!done()) break;
    grpc::Slice bytes;
    EXPECT_TRUE(buffer.DumpToSingleSlice(&bytes).ok());
    answer.messages.emplace_back(reinterpret_cast<const char*>(bytes.begin()), bytes.size());
    answer.heard += answer.messages.back();
  }
  grpc::Status status;
  stream->Finish(&status, nullptr);
  done();
  if (status.ok()) return answer;
  answer.status.ParseFromString(status.error_details());
  answer.status.set_code(status.error_code());
  answer.status.set_message(status.error_message());
  absl::StrAppend(&answer.heard, status.error_message(), status.error_details());
  return answer;
}

// The error of the Connect protocol as gRPC would have it.
inline google::rpc::Status StatusOfConnectError(const nlohmann::json& error) {
  google::rpc::Status status;
  status.set_code(static_cast<int>(absl::StatusCode::kUnknown));
  const std::string name = error.value("code", "");
  for (int code = 1; code <= 16; ++code) {
    const std::string json = ErrorJson(absl::Status(static_cast<absl::StatusCode>(code), ""), "en");
    if (nlohmann::json::parse(json)["code"] == name) status.set_code(code);
  }
  status.set_message(error.value("message", ""));
  if (!error.contains("details")) return status;
  for (const auto& detail : error["details"]) {
    auto& any = *status.add_details();
    any.set_type_url("type.googleapis.com/" + detail["type"].get<std::string>());
    EXPECT_TRUE(absl::Base64Unescape(detail["value"].get<std::string>(), any.mutable_value()));
  }
  return status;
}

// What has no answer of the protocol: too large, of another kind.
inline google::rpc::Status StatusOfHttp(const HttpAnswer& answer) {
  google::rpc::Status status;
  const bool large = answer.status == 413 || answer.status == 431;
  status.set_code(
      static_cast<int>(large ? absl::StatusCode::kResourceExhausted : absl::StatusCode::kUnknown));
  status.set_message(answer.body);
  return status;
}

inline RawAnswer FromUnary(const HttpAnswer& http) {
  if (http.status == 200) return {.status = {}, .messages = {http.body}, .heard = http.body};
  RawAnswer answer{.status = StatusOfHttp(http), .messages = {}, .heard = http.body};
  const auto error = nlohmann::json::parse(http.body, nullptr, false);
  if (error.is_object()) answer.status = StatusOfConnectError(error);
  return answer;
}

inline RawAnswer FromStream(const HttpAnswer& http) {
  if (http.status != 200) return FromUnary(http);
  RawAnswer answer;
  answer.heard = http.body;
  absl::string_view left = http.body;
  while (left.size() >= 5) {
    size_t size = 0;
    for (size_t i = 1; i < 5; ++i) size = size << 8U | static_cast<unsigned char>(left[i]);
    const bool is_end = left[0] == 2;
    const std::string message(left.substr(5, size));
    left.remove_prefix(5 + size);
    if (!is_end) {
      answer.messages.push_back(message);
      continue;
    }
    const auto end = nlohmann::json::parse(message, nullptr, false);
    EXPECT_TRUE(end.is_object()) << message;
    if (end.contains("error")) answer.status = StatusOfConnectError(end["error"]);
    return answer;
  }
  ADD_FAILURE() << "a stream without its end";
  return answer;
}

inline RawAnswer OverHttp(const std::string& address, const Method& method, Encoding encoding,
                          const std::vector<std::string>& requests, Headers headers = {}) {
  headers["Content-Type"] = ContentTypeOf({.encoding = encoding, .stream = !method.IsUnary()});
  std::string body;
  for (const std::string& request : requests) {
    body += method.IsUnary() ? request : Envelope(request);
  }
  const HttpAnswer http = Ask(address, "POST", "/" + method.path, body, headers);
  return method.IsUnary() ? FromUnary(http) : FromStream(http);
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_RAW_CALL_H_
