#include "bindings/cli/interrupts.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>

#include "absl/time/clock.h"
#include "engine/base/check.h"

namespace passung::cli {
namespace {

// Where the handler says so: of a signal nothing more may be done than to write.
std::atomic<int> told_at = -1;
static_assert(std::atomic<int>::is_always_lock_free);

void Tell(int /*signal*/) {
  const int before = errno;
  const uint64_t once = 1;
  // It cannot fail: the counter has room for all signals there will be.
  [[maybe_unused]] const ssize_t written = write(told_at, &once, sizeof once);
  errno = before;
}

}  // namespace

Interrupts::Interrupts() {
  PASSUNG_CHECK(told_at == -1);
  told_at = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  PASSUNG_CHECK(told_at != -1);
  struct sigaction action = {};
  action.sa_handler = Tell;
  sigaction(SIGINT, &action, &before_int_);
  sigaction(SIGTERM, &action, &before_term_);
}

Interrupts::~Interrupts() {
  sigaction(SIGINT, &before_int_, nullptr);
  sigaction(SIGTERM, &before_term_, nullptr);
  close(told_at.exchange(-1));
}

bool Interrupts::ComeWithin(absl::Duration longest) const {
  const absl::Time end = absl::Now() + longest;
  pollfd told = {.fd = told_at, .events = POLLIN, .revents = 0};
  while (true) {
    const absl::Duration left = std::max(end - absl::Now(), absl::ZeroDuration());
    const int ready = poll(&told, 1, static_cast<int>(absl::ToInt64Milliseconds(left)));
    if (ready > 0) return true;
    // Another signal may end the waiting early.
    if (ready == 0 || absl::Now() >= end) return false;
  }
}

}  // namespace passung::cli
