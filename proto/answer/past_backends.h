#ifndef PASSUNG_PROTO_ANSWER_PAST_BACKENDS_H_
#define PASSUNG_PROTO_ANSWER_PAST_BACKENDS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "passung/repository.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// Earlier states of a database that are in use. Each takes as long and as much memory as the database itself. Where
// all clients come back at once, those who need one state share it as long as what is written meanwhile is told row by
// row (RepositoryChanges: a purge is not), and no more are made at a time than one; nothing is kept that nobody uses.
// Thread-safe.
class PastBackends {
 public:
  using Make =
      absl::FunctionRef<absl::StatusOr<std::unique_ptr<Backend>>(std::unique_ptr<Repository> past)>;

  // The state of `repository` at `revision`, made by `make` unless somebody has it. The errors of Repository::AsOf
  // and of `make`.
  absl::StatusOr<std::shared_ptr<Backend>> Of(const Repository& repository, int64_t revision,
                                              Make make);

 private:
  struct Used {
    std::weak_ptr<Backend> backend;
    int64_t at = 0;  // up to here nothing changed it: a purge changes the past, too
  };

  std::mutex mutex_;
  std::map<int64_t, Used> used_;  // by revision; guarded by mutex_
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PAST_BACKENDS_H_
