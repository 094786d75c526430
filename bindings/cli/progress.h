// A bar for long work; nothing is shown where nobody watches.
#ifndef PASSUNG_BINDINGS_CLI_PROGRESS_H_
#define PASSUNG_BINDINGS_CLI_PROGRESS_H_

#include <cstdint>

#include "bindings/cli/console.h"

namespace passung::cli {

// Draws on the standard error of a terminal, and wipes itself out in the end.
class Progress {
 public:
  Progress(Console& console, int64_t total) : console_(console), total_(total) {}
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Advance(int64_t count);

 private:
  Console& console_;
  int64_t total_;
  int64_t done_ = 0;
  int64_t shown_percent_ = -1;
};

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_PROGRESS_H_
