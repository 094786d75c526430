// Threads that nobody else needs make answers of a stream ahead (Session::Help).
#ifndef PASSUNG_SERVER_CALL_HELPERS_H_
#define PASSUNG_SERVER_CALL_HELPERS_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "server/load/executor.h"
#include "server/method/session.h"

namespace passung::server {

// Of one call.
class Helpers {
 public:
  // `executor` outlives it.
  Helpers(Executor& executor, std::string principal)
      : executor_(executor), principal_(std::move(principal)) {}

  // From now on there is one for each thread but the caller's, until there is nothing to help with. They
  // keep neither `call` nor `session` while they wait, and stop where the call is not wanted any more. One
  // thread at a time. REQUIRES: this object is a part of `call`.
  void Ask(const std::shared_ptr<const Job>& call, const std::shared_ptr<Session>& session);

 private:
  class Helper;

  Executor& executor_;
  const std::string principal_;
  std::atomic<int32_t> count_{0};  // with the executor or running
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CALL_HELPERS_H_
