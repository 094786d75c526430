// Errors in the language of whoever reads them.
#ifndef PASSUNG_PROTO_ANSWER_LOCALIZED_STATUS_H_
#define PASSUNG_PROTO_ANSWER_LOCALIZED_STATUS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/rpc/status.pb.h"

namespace passung::answer {

// wire::ToRpcStatus with a google.rpc.LocalizedMessage among the details: a sentence on the reason
// or, where there is none, on the code. It names fields and quotes no value. `locale` is "de" or
// "en", also with a region; everything else reads German.
google::rpc::Status ToLocalizedStatus(const absl::Status& status, absl::string_view locale);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_LOCALIZED_STATUS_H_
