#ifndef PASSUNG_PROTO_ANSWER_PAST_BACKENDS_H_
#define PASSUNG_PROTO_ANSWER_PAST_BACKENDS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "passung/repository.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// Earlier states of a database that are in use. Each takes as long and as much memory as the database itself. Where
// all clients come back at once, those who need one state share it, unless somebody writes in between, and no more are made
// at a time than one; nothing is kept that nobody uses. Thread-safe.
class PastBackends {
 public:
  using Make =
      absl::FunctionRef<absl::StatusOr<std::unique_ptr<Backend>>(std::unique_ptr<Repository> past)>;

  // The state of `repository` at `revision`, made by `make` unless somebody has it. The errors of Repository::AsOf
  // and of `make`.
  absl::StatusOr<std::shared_ptr<Backend>> Of(const Repository& repository, int64_t revision,
                                              Make make);

 private:
  // What it is and what was the newest when it was made: a purge changes the past, too.
  using Key = std::pair<int64_t, int64_t>;

  std::mutex mutex_;
  std::map<Key, std::weak_ptr<Backend>> used_;  // guarded by mutex_
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PAST_BACKENDS_H_
