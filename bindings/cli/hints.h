// The commands one may try next.
#ifndef PASSUNG_BINDINGS_CLI_HINTS_H_
#define PASSUNG_BINDINGS_CLI_HINTS_H_

#include <string>
#include <vector>

#include "bindings/cli/console.h"
#include "proto/text/text.h"

namespace passung::cli {

// Each of `arguments` is printed behind the name the program was called by.
void PrintHints(const std::vector<std::string>& arguments, const text::Texts& texts,
                const Console& console);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_HINTS_H_
