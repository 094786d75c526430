#include "proto/wire/field_error.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"

namespace passung::wire {
namespace {

bool IsPathCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '[' ||
         c == ']';
}

// Length of the field path that `message` begins with; 0 if it begins with none. A path is in lower
// case, so that sentences about something else ("JSON ended early") are not taken for one.
size_t PathLength(absl::string_view message) {
  size_t length = 0;
  while (length < message.size() && IsPathCharacter(message[length])) {
    if (absl::ascii_isupper(static_cast<unsigned char>(message[length]))) return 0;
    ++length;
  }
  if (length == 0 || !absl::ascii_islower(static_cast<unsigned char>(message[0]))) return 0;
  const bool ends_well =
      length == message.size() || message[length] == ':' || message[length] == ' ';
  return ends_well && message[length - 1] != '.' ? length : 0;
}

FieldError FromMessage(absl::string_view message) {
  const size_t length = PathLength(message);
  if (length == 0) return {.field = "", .description = std::string(message)};
  absl::string_view description = message.substr(length);
  if (!description.empty() && description.front() == ':') description.remove_prefix(1);
  return {.field = std::string(message.substr(0, length)),
          .description = std::string(absl::StripLeadingAsciiWhitespace(description))};
}

std::optional<google::rpc::BadRequest> Payload(const absl::Status& status) {
  const auto bytes = status.GetPayload(kBadRequestUrl);
  google::rpc::BadRequest details;
  if (!bytes || !details.ParseFromString(std::string(*bytes))) return std::nullopt;
  return details;
}

std::string Join(absl::string_view prefix, absl::string_view field) {
  if (prefix.empty() || field.empty()) return absl::StrCat(prefix, field);
  return absl::StrCat(prefix, field.front() == '[' ? "" : ".", field);
}

}  // namespace

absl::Status FieldErrorStatus(const std::vector<FieldError>& errors) {
  if (errors.empty()) return absl::OkStatus();
  const FieldError& first = errors.front();
  std::string message =
      first.field.empty() ? first.description : absl::StrCat(first.field, ": ", first.description);
  if (errors.size() > 1) absl::StrAppend(&message, " (and ", errors.size() - 1, " more)");
  google::rpc::BadRequest details;
  for (const FieldError& error : errors) {
    auto& violation = *details.add_field_violations();
    violation.set_field(error.field);
    violation.set_description(error.description);
  }
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kBadRequestUrl, absl::Cord(details.SerializeAsString()));
  return status;
}

std::vector<FieldError> FieldErrors(const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return {};
  const std::optional<google::rpc::BadRequest> details = Payload(status);
  if (!details) return {FromMessage(status.message())};
  std::vector<FieldError> errors;
  for (const auto& violation : details->field_violations()) {
    errors.push_back({.field = violation.field(), .description = violation.description()});
  }
  return errors;
}

absl::Status UnderField(absl::string_view prefix, const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return status;
  std::vector<FieldError> errors = FieldErrors(status);
  for (FieldError& error : errors) error.field = Join(prefix, error.field);
  return FieldErrorStatus(errors);
}

}  // namespace passung::wire
