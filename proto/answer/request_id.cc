#include "proto/answer/request_id.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "passung/codec.h"
#include "proto/wire/field_error.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

using google::protobuf::Message;

constexpr size_t kLongestId = 128;

std::string DeterministicBytes(const Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream out(&stream);
    out.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&out);
  }
  return bytes;
}

bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isprint(static_cast<unsigned char>(c)); });
}

absl::Status IdFault(absl::string_view description) {
  return wire::FieldErrorStatus({{.field = "request_id", .description = std::string(description)}});
}

}  // namespace

absl::StatusOr<RequestId> RequestId::Of(const Message& request, const std::string& id,
                                        const CallContext& context) {
  if (id.size() > kLongestId || !IsPrintable(id)) {
    return IdFault(absl::StrCat("is not at most ", kLongestId, " printable ASCII characters"));
  }
  if (id.empty()) return RequestId("", "", context);
  return RequestId(absl::StrCat(context.caller.id, "\n", id),
                   FingerprintOf(absl::StrCat(request.GetDescriptor()->full_name(), "\n",
                                              DeterministicBytes(request))),
                   context);
}

absl::StatusOr<bool> RequestId::FindAnswer(Message& answer) {
  outdated_.clear();
  if (key_.empty()) return false;
  const auto found = context_->backend.repository().GetAnswer(key_);
  if (absl::IsNotFound(found.status())) return false;
  PASSUNG_RETURN_IF_ERROR(found.status());
  const StoredAnswer& stored = found->value;
  if (stored.expire_time <= context_->now) {
    outdated_ = FingerprintOf(EncodeCanonical(stored));
    return false;
  }
  if (stored.request_digest != digest_) {
    return wire::WithReason(
        IdFault("was given to another request within the last 24 hours; use a new one"),
        "REQUEST_ID_REUSED");
  }
  if (!answer.ParseFromString(stored.answer)) {
    return absl::DataLossError("the stored answer cannot be read");
  }
  SetRevision(found->from_revision, answer);
  return true;
}

absl::Status RequestId::Commit(WriteBatch batch, absl::string_view subject, Message& answer) {
  if (!key_.empty()) {
    batch.answers.push_back({.id = key_,
                             .request_digest = digest_,
                             .answer = DeterministicBytes(answer),
                             .subject = std::string(subject),
                             .expire_time = {context_->now.seconds + kSecondsPerDay}});
    batch.expect.push_back({.kind = RowKind::kAnswer, .id = key_, .fingerprint = outdated_});
    if (outdated_.empty()) batch.forget_answers = context_->now;
  }
  batch.written = context_->now;
  const absl::StatusOr<int64_t> revision = context_->backend.Write(batch);
  if (revision.ok()) {
    SetRevision(*revision, answer);
    return absl::OkStatus();
  }
  // The same request may have come twice at the same time.
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, FindAnswer(answer));
  return answered ? absl::OkStatus() : revision.status();
}

void SetRevision(int64_t revision, Message& answer) {
  const auto* field = answer.GetDescriptor()->FindFieldByName("revision");
  if (field != nullptr) answer.GetReflection()->SetInt64(&answer, field, revision);
}

}  // namespace passung::answer
