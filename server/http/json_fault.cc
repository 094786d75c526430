#include "server/http/json_fault.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "proto/wire/field_error.h"

namespace passung::server {
namespace {

constexpr absl::string_view kNoSuchField = ": Cannot find field.";
constexpr absl::string_view kNoList = ": Proto field is not repeating, cannot start list.";
constexpr absl::string_view kNoObject =
    ": invalid value Starting an object on a scalar field for type ";
constexpr absl::string_view kNoValue = ": invalid value ";
constexpr absl::string_view kOfType = " for type ";
constexpr size_t kLongestName = 63;

absl::Status Fault(const std::string& field, const std::string& description) {
  return wire::FieldErrorStatus({{.field = field, .description = description}});
}

// "requestId" as the contract has it; empty where it is no name of a field at all.
std::string FieldName(absl::string_view key) {
  if (key.size() > kLongestName) return "";
  std::string name;
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    if (!absl::ascii_isalnum(byte) && c != '_') return "";
    if (absl::ascii_isupper(byte) && !name.empty()) name.push_back('_');
    name.push_back(absl::ascii_tolower(byte));
  }
  return name;
}

std::string Within(absl::string_view path, const std::string& name) {
  return absl::StrCat(path, path.empty() || name.empty() ? "" : ".", name);
}

// "(path)" at the beginning, which is the place of what follows; none: the request itself.
absl::string_view TakePath(absl::string_view& said) {
  if (!absl::ConsumePrefix(&said, "(")) return "";
  const size_t end = said.find(')');
  if (end == absl::string_view::npos) return "";
  const absl::string_view path = said.substr(0, end);
  said.remove_prefix(end + 1);
  absl::ConsumePrefix(&said, " ");
  return path;
}

// "TYPE_INT32" or "type.googleapis.com/passung.v1.Purpose".
std::string KindOf(absl::string_view type) {
  const size_t dot = type.find_last_of("./");
  if (dot != absl::string_view::npos) return std::string(type.substr(dot + 1));
  absl::ConsumePrefix(&type, "TYPE_");
  return absl::AsciiStrToLower(type);
}

// Nothing: not about a field.
std::optional<absl::Status> FieldFault(absl::string_view said) {
  const absl::string_view path = TakePath(said);
  if (absl::ConsumePrefix(&said, kNoObject)) {
    return Fault(Within(path, FieldName(said)), "is no object");
  }
  if (absl::ConsumePrefix(&said, kNoValue)) {
    const size_t kind = said.rfind(kOfType);
    if (kind == absl::string_view::npos) return std::nullopt;
    return Fault(std::string(path),
                 absl::StrCat("is no ", KindOf(said.substr(kind + kOfType.size()))));
  }
  if (absl::ConsumeSuffix(&said, kNoSuchField)) {
    return Fault(Within(path, FieldName(said)), "is no field of this message");
  }
  if (absl::ConsumeSuffix(&said, kNoList))
    return Fault(Within(path, FieldName(said)), "is no list");
  return std::nullopt;
}

}  // namespace

absl::Status JsonFault(absl::string_view type, absl::string_view said) {
  if (const auto fault = FieldFault(said)) return *fault;
  // Behind the first line stands the request itself.
  const absl::string_view sentence = said.substr(0, said.find('\n'));
  return absl::InvalidArgumentError(absl::StrCat("the request is no ", type, ": ", sentence));
}

}  // namespace passung::server
