// The commands one may try next.
#ifndef PASSUNG_BINDINGS_CLI_HINTS_H_
#define PASSUNG_BINDINGS_CLI_HINTS_H_

#include <string>
#include <vector>

#include "bindings/cli/console.h"
#include "bindings/cli/options.h"
#include "proto/text/text.h"

namespace passung::cli {

// Each of `arguments` is printed behind the name the program was called by.
void PrintHints(const std::vector<std::string>& arguments, const text::Texts& texts,
                const Console& console);

// How to ask for the page after this one, where there is one: beside the rows of a CSV, so that a pipe gets
// these only.
void PrintNextPage(const std::string& token, const OutputOptions& output, const Console& console);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_HINTS_H_
