#include "benchmarks/support/program.h"

#include <cstdio>
#include <string>

namespace passung::bench {

int RunProgram(int argc, char** argv, const std::vector<absl::string_view>& values,
               const std::vector<absl::string_view>& switches,
               const std::function<absl::StatusOr<int>(const Arguments&)>& run) {
  // A long run shows each line when it is there, also behind a pipe.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  const auto arguments = Arguments::Parse(argc, argv, values, switches);
  const absl::StatusOr<int> code =
      arguments.ok() ? run(*arguments) : absl::StatusOr<int>(arguments.status());
  if (code.ok()) return *code;
  std::fprintf(stderr, "%s\n", std::string(code.status().message()).c_str());
  return absl::IsInvalidArgument(code.status()) ? 2 : 1;
}

}  // namespace passung::bench
