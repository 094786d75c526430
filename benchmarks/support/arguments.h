#ifndef PASSUNG_BENCHMARKS_SUPPORT_ARGUMENTS_H_
#define PASSUNG_BENCHMARKS_SUPPORT_ARGUMENTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::bench {

// "--name value" and "--name" alone, as a benchmark takes them.
class Arguments {
 public:
  // InvalidArgument for a name that is not among `values` (which take a value) or `switches`.
  static absl::StatusOr<Arguments> Parse(int argc, char** argv,
                                         const std::vector<absl::string_view>& values,
                                         const std::vector<absl::string_view>& switches);

  bool Has(absl::string_view name) const;
  std::string Text(absl::string_view name, absl::string_view otherwise) const;
  // InvalidArgument where the value is no number of at least 1.
  absl::StatusOr<int64_t> Number(absl::string_view name, int64_t otherwise) const;
  // Comma-separated numbers.
  absl::StatusOr<std::vector<int64_t>> Numbers(absl::string_view name,
                                               const std::vector<int64_t>& otherwise) const;

  const std::string& command() const { return command_; }

 private:
  std::map<std::string, std::string> given_;
  std::string command_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_ARGUMENTS_H_
