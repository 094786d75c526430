// One text with named arguments, compiled from an ICU MessageFormat pattern.
#ifndef PASSUNG_PROTO_TEXT_PATTERN_H_
#define PASSUNG_PROTO_TEXT_PATTERN_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::text {

// Plain arguments `{x}` and selections `{x, select, …}` only: whatever is missing can then be shown
// as an ellipsis or taken as `other`. Immutable; any number of threads may use one.
class Pattern {
 public:
  using Values = std::map<std::string, std::string, std::less<>>;

  // InvalidArgument with ICU's complaint, or naming an argument of another type.
  static absl::StatusOr<std::unique_ptr<const Pattern>> Compile(absl::string_view pattern);
  ~Pattern();

  absl::string_view source() const { return source_; }
  const std::vector<std::string>& arguments() const { return arguments_; }  // sorted, each once
  // The text; arguments without a value show as "…".
  std::string Format(const Values& values) const;

 private:
  class Compiled;
  Pattern();

  std::unique_ptr<const Compiled> compiled_;
  std::string source_;
  std::vector<std::string> arguments_;
};

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_PATTERN_H_
