// Whether a service still sends what was agreed: its fields, counted and named.
#ifndef PASSUNG_SERVER_FETCH_FORMAT_WATCH_H_
#define PASSUNG_SERVER_FETCH_FORMAT_WATCH_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace passung::server {

// A field of a record. `types` are letters: t text, n number, b boolean, o object, a list; null fits every field.
struct ExpectedField {
  absl::string_view name;
  absl::string_view types;
  bool always = false;  // every record has it
};

enum class FormatChange : uint8_t { kUnknown, kMissing, kOtherType };

struct FormatFinding {
  std::string field;  // "search.arbeitsort"
  FormatChange change = FormatChange::kUnknown;
  int64_t records = 0;
  friend bool operator==(const FormatFinding&, const FormatFinding&) = default;
};

// Names and types only: no value is kept.
class FormatWatch final {
 public:
  // `fields` of the record with their types as letters.
  void Look(absl::string_view form, absl::Span<const ExpectedField> expected,
            const std::map<std::string, char>& fields);

  // For what `always` cannot say, such as one of two names.
  void CountMissing(absl::string_view field) {
    ++counts_[{std::string(field), FormatChange::kMissing}];
  }

  // By field, then by change.
  std::vector<FormatFinding> Findings() const;

 private:
  std::map<std::pair<std::string, FormatChange>, int64_t> counts_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_FETCH_FORMAT_WATCH_H_
