// Ctrl-C as something that can be waited for.
#ifndef PASSUNG_BINDINGS_CLI_INTERRUPTS_H_
#define PASSUNG_BINDINGS_CLI_INTERRUPTS_H_

#include <csignal>

#include "absl/time/time.h"

namespace passung::cli {

// While it lives, SIGINT and SIGTERM do not end the program but say that what it does is over. One at a time.
class Interrupts {
 public:
  Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  ~Interrupts();

  // Returns once there was one, after `longest` at the latest: whether there was one.
  bool ComeWithin(absl::Duration longest) const;

 private:
  struct sigaction before_int_ = {};
  struct sigaction before_term_ = {};
};

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_INTERRUPTS_H_
