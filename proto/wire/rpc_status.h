// Errors as clients of the contract expect them, whatever carries them.
#ifndef PASSUNG_PROTO_WIRE_RPC_STATUS_H_
#define PASSUNG_PROTO_WIRE_RPC_STATUS_H_

#include <chrono>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/rpc/status.pb.h"

namespace passung::wire {

// The same canonical code; the message cut at 1 024 bytes between characters; as details always
// google.rpc.ErrorInfo (domain "passung"), google.rpc.BadRequest naming every faulty field for
// InvalidArgument, and google.rpc.RetryInfo where WithRetry was used. OK has neither.
google::rpc::Status ToRpcStatus(const absl::Status& status);

// `status` with the reason that ErrorInfo is to name ("RATE_LIMITED") in the place of the one that
// follows from the code.
absl::Status WithReason(absl::Status status, absl::string_view reason);
// Whether it has one: then its message was written for clients.
bool HasReason(const absl::Status& status);
// `status` with the time after which it makes sense to try again.
absl::Status WithRetry(absl::Status status, std::chrono::milliseconds after);

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_RPC_STATUS_H_
