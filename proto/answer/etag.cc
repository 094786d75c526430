#include "proto/answer/etag.h"

#include "absl/strings/escaping.h"
#include "proto/answer/keyed_code.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {

std::string EtagOf(absl::string_view name, absl::string_view content, const CallContext& context) {
  constexpr size_t kEtagBytes = 16;
  return absl::BytesToHexString(
      KeyedCode(context.page_key, {"etag", name, content}).substr(0, kEtagBytes));
}

absl::Status CheckEtag(absl::string_view asked, absl::string_view stored) {
  if (asked.empty() || asked == stored) return absl::OkStatus();
  return wire::WithReason(absl::AbortedError("etag: the row was changed since; read it again"),
                          "ETAG_MISMATCH");
}

}  // namespace passung::answer
