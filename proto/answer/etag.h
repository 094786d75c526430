// Names of versions of a row: equal as long as it is unchanged, and telling nothing of what is in it.
#ifndef PASSUNG_PROTO_ANSWER_ETAG_H_
#define PASSUNG_PROTO_ANSWER_ETAG_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "proto/answer/stored_rows.h"

namespace passung::answer {

// 32 hexadecimal digits. Made under the key of whoever answers, so that nobody can try what a person's row
// might hold until the etag fits; and of the name as well, so that two rows of the same content differ.
std::string EtagOf(absl::string_view name, absl::string_view content, const CallContext& context);

template <class Message>
std::string EtagOf(const typename RowOf<Message>::Row& row, const CallContext& context) {
  using Traits = RowOf<Message>;
  return EtagOf(wire::ResourceName(Traits::kCollection, Traits::IdOf(row)), Traits::Bytes(row),
                context);
}

// All of a row, with its etag.
template <class Message>
Message ShowVersion(const typename RowOf<Message>::Row& row, const CallContext& context) {
  Message message = RowOf<Message>::Show(row);
  message.set_etag(EtagOf<Message>(row, context));
  return message;
}

// Aborted with the reason ETAG_MISMATCH where a version is asked for that is not the one stored.
absl::Status CheckEtag(absl::string_view asked, absl::string_view stored);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_ETAG_H_
