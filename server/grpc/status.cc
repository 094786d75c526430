#include "server/grpc/status.h"

#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "proto/answer/localized_status.h"

namespace passung::server {
namespace {

grpc::Status Translated(const absl::Status& status, absl::string_view locale) {
  const google::rpc::Status details = answer::ToLocalizedStatus(status, locale);
  return {static_cast<grpc::StatusCode>(status.code()), details.message(),
          details.SerializeAsString()};
}

// Whoever asks too much is refused thousands of times a second, with few different words: a refusal
// must cost less than what it is about. Thread-safe.
class TranslatedRefusals {
 public:
  grpc::Status Of(const absl::Status& status, absl::string_view locale) {
    const std::string key = KeyOf(status, locale);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      const auto known = translated_.find(key);
      if (known != translated_.end()) return known->second;
    }
    grpc::Status translated = Translated(status, locale);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (translated_.size() >= kMostKept) translated_.clear();
    translated_.emplace(key, translated);
    return translated;
  }

 private:
  static constexpr size_t kMostKept = 256;

  // Different for statuses of which anything differs.
  static std::string KeyOf(const absl::Status& status, absl::string_view locale) {
    std::string key = absl::StrCat(locale, "\n", status.message());
    status.ForEachPayload([&key](absl::string_view url, const absl::Cord& payload) {
      absl::StrAppend(&key, "\n", url, " ", payload.size(), " ", std::string(payload));
    });
    return key;
  }

  std::mutex mutex_;
  absl::flat_hash_map<std::string, grpc::Status> translated_;  // guarded by mutex_
};

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status, absl::string_view locale) {
  if (status.ok()) return grpc::Status::OK;
  if (!absl::IsResourceExhausted(status)) return Translated(status, locale);
  static auto& refusals = *new TranslatedRefusals;
  return refusals.Of(status, locale);
}

}  // namespace passung::server
