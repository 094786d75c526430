// A change that is asked for twice under one id is made once, and answered alike.
#ifndef PASSUNG_PROTO_ANSWER_REQUEST_ID_H_
#define PASSUNG_PROTO_ANSWER_REQUEST_ID_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/status_macros.h"
#include "google/protobuf/message.h"
#include "passung/repository.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// `subject` of an answer that tells of many people.
inline constexpr char kManyPeople[] = "*";

// One request that changes something, under the id that its caller gave it; without an id nothing is
// remembered.
class RequestId {
 public:
  // InvalidArgument naming `request_id` if it is longer than 128 bytes or not printable ASCII.
  static absl::StatusOr<RequestId> Of(const google::protobuf::Message& request,
                                      const std::string& id, const CallContext& context);

  // Whether this was answered within the last 24 hours; then `answer` is that answer.
  // InvalidArgument, with the reason REQUEST_ID_REUSED, where the id was another request's.
  absl::StatusOr<bool> FindAnswer(google::protobuf::Message& answer);

  // Makes the change of `batch` and remembers `answer`, which tells of `subject` (an id, kManyPeople,
  // or nobody). A field `revision` of the answer is filled in. Where the same request was answered
  // meanwhile, that is the answer and nothing changes.
  absl::Status Commit(WriteBatch batch, absl::string_view subject,
                      google::protobuf::Message& answer);

 private:
  RequestId(std::string key, std::string digest, const CallContext& context)
      : key_(std::move(key)), digest_(std::move(digest)), context_(&context) {}

  std::string key_;  // empty: no id was given
  std::string digest_;
  const CallContext* context_;
  std::string outdated_;  // fingerprint of an answer under this id whose time is up
};

// Sets the field `revision`, if the message has one.
void SetRevision(int64_t revision, google::protobuf::Message& answer);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_REQUEST_ID_H_
