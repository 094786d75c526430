// A passungd of its own, as somebody starts it.
#ifndef PASSUNG_TESTS_SERVER_PROGRAM_H_
#define PASSUNG_TESTS_SERVER_PROGRAM_H_

#include <string>
#include <utility>
#include <vector>

#include "tests/support/program.h"

namespace passung::server {

struct Passungd : Program {
  explicit Passungd(std::vector<std::string> arguments)
      : Program(PASSUNGD_BINARY, std::move(arguments)) {}
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_PROGRAM_H_
