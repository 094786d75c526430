#include "server/fetch/format_watch.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace passung::server {

void FormatWatch::Look(absl::string_view form, absl::Span<const ExpectedField> expected,
                       const std::map<std::string, char>& fields) {
  const auto count = [&](absl::string_view field, FormatChange change) {
    ++counts_[{absl::StrCat(form, ".", field), change}];
  };
  for (const auto& [name, type] : fields) {
    const auto found = std::find_if(
        expected.begin(), expected.end(),
        [&, &field = name](const ExpectedField& known) { return known.name == field; });
    if (found == expected.end()) {
      count(name, FormatChange::kUnknown);
    } else if (type != '0' && !absl::StrContains(found->types, absl::string_view(&type, 1))) {
      count(name, FormatChange::kOtherType);
    }
  }
  for (const ExpectedField& known : expected) {
    if (known.always && !fields.contains(std::string(known.name))) {
      count(known.name, FormatChange::kMissing);
    }
  }
}

std::vector<FormatFinding> FormatWatch::Findings() const {
  std::vector<FormatFinding> findings;
  for (const auto& [key, records] : counts_) {
    findings.push_back({.field = key.first, .change = key.second, .records = records});
  }
  return findings;
}

}  // namespace passung::server
