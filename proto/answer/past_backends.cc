#include "proto/answer/past_backends.h"

#include "engine/base/status_macros.h"

namespace passung::answer {

absl::StatusOr<std::shared_ptr<Backend>> PastBackends::Of(const Repository& repository,
                                                          int64_t revision, Make make) {
  const std::lock_guard<std::mutex> lock(mutex_);
  // Before anything is read: what changes the past later is found by it.
  PASSUNG_ASSIGN_OR_RETURN(const int64_t at, repository.revision());
  // Also where it is shared: history may be forgotten since.
  PASSUNG_ASSIGN_OR_RETURN(auto past, repository.AsOf(revision));
  std::erase_if(used_, [](const auto& one) { return one.second.backend.expired(); });
  if (const auto used = used_.find(revision); used != used_.end()) {
    PASSUNG_ASSIGN_OR_RETURN(const RepositoryChanges since,
                             repository.ReadChanges(used->second.at));
    auto shared = used->second.backend.lock();
    if (shared != nullptr && !since.everything) {
      // What was looked through is not looked through again.
      used->second.at = since.revision;
      return shared;
    }
  }
  PASSUNG_ASSIGN_OR_RETURN(std::shared_ptr<Backend> made, make(std::move(past)));
  used_[revision] = {.backend = made, .at = at};
  return made;
}

}  // namespace passung::answer
