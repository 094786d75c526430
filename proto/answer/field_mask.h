// Which fields of a resource are read or written.
#ifndef PASSUNG_PROTO_ANSWER_FIELD_MASK_H_
#define PASSUNG_PROTO_ANSWER_FIELD_MASK_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace passung::answer {

// Paths name fields of the resource and fields of the messages in them, at most two steps deep and
// never an element of a list. InvalidArgument naming the path, as `read_mask.paths[1]`.
absl::Status CheckReadMask(const google::protobuf::FieldMask& mask,
                           const google::protobuf::Descriptor& type);

// Leaves only the fields of a checked mask, and the name; all of them if it is empty.
void ApplyReadMask(const google::protobuf::FieldMask& mask, google::protobuf::Message& message);

// Sets the fields of `mask` in `target` to what `source` has there; what it has not becomes unset.
// An empty mask stands for the fields that `source` sets, "*" for all. Name, etag and
// `record.restricted` are never set, and it is an error to name them. InvalidArgument naming the
// path, as `update_mask.paths[1]`. REQUIRES: both are of one type.
absl::Status ApplyUpdateMask(const google::protobuf::FieldMask& mask,
                             const google::protobuf::Message& source,
                             google::protobuf::Message& target);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_FIELD_MASK_H_
