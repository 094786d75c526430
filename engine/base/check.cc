#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace passung::base {

// The only place in the engine that prints or aborts: the last words of a process that has a bug.
void CheckFailed(const char* file, int line, const char* condition) {
  std::fprintf(stderr, "%s:%d: check failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace passung::base
