#ifndef PASSUNG_BINDINGS_CLI_COMMAND_LINE_H_
#define PASSUNG_BINDINGS_CLI_COMMAND_LINE_H_

namespace passung::cli {

// Reads the arguments, runs the command, writes to standard output and error. Returns the exit code:
// 0 ok, 1 refused input, 2 usage, 3 unavailable.
int Main(int argc, char** argv);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_COMMAND_LINE_H_
