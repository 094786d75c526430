#include "proto/answer/past_backends.h"

#include "engine/base/status_macros.h"

namespace passung::answer {

absl::StatusOr<std::shared_ptr<Backend>> PastBackends::Of(const Repository& repository,
                                                          int64_t revision, Make make) {
  const std::lock_guard<std::mutex> lock(mutex_);
  PASSUNG_ASSIGN_OR_RETURN(const int64_t newest, repository.revision());
  // Also where it is shared: history may be forgotten since.
  PASSUNG_ASSIGN_OR_RETURN(auto past, repository.AsOf(revision));
  std::erase_if(used_, [](const auto& one) { return one.second.expired(); });
  const Key key{revision, newest};
  if (const auto used = used_.find(key); used != used_.end()) {
    if (auto shared = used->second.lock(); shared != nullptr) return shared;
  }
  PASSUNG_ASSIGN_OR_RETURN(std::shared_ptr<Backend> made, make(std::move(past)));
  used_[key] = made;
  return made;
}

}  // namespace passung::answer
