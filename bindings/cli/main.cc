// The command `passung`.
#include "bindings/cli/command_line.h"

int main(int argc, char** argv) { return passung::cli::Main(argc, argv); }
