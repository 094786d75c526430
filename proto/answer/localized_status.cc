#include "proto/answer/localized_status.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/rpc/error_details.pb.h"
#include "proto/text/text.h"
#include "proto/wire/field_error.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

constexpr size_t kMostFieldsNamed = 5;

std::string ReasonIn(const google::rpc::Status& status) {
  google::rpc::ErrorInfo info;
  for (const auto& detail : status.details()) {
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

std::string KeyOf(const google::rpc::Status& message, absl::StatusCode code,
                  const text::Texts& texts) {
  std::string key = absl::StrCat("error.", absl::AsciiStrToLower(ReasonIn(message)));
  if (texts.Has(key)) return key;
  key = absl::StrCat("error.", absl::AsciiStrToLower(absl::StatusCodeToString(code)));
  return texts.Has(key) ? key : "error.unknown";
}

std::string FieldsIn(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const wire::FieldError& error : wire::FieldErrors(status)) {
    if (!error.field.empty()) fields.push_back(error.field);
  }
  if (fields.size() > kMostFieldsNamed) {
    fields.resize(kMostFieldsNamed);
    fields.emplace_back("…");
  }
  return absl::StrJoin(fields, ", ");
}

}  // namespace

google::rpc::Status ToLocalizedStatus(const absl::Status& status, absl::string_view locale) {
  google::rpc::Status message = wire::ToRpcStatus(status);
  if (status.ok()) return message;
  const text::Locale language = text::ParseLocale(locale).value_or(text::Locale::kDe);
  const text::Texts& texts = text::Texts::For(language);
  google::rpc::LocalizedMessage localized;
  localized.set_locale(language == text::Locale::kDe ? "de" : "en");
  std::vector<text::Argument> values;
  if (std::string fields = FieldsIn(status); !fields.empty()) {
    values = {{.name = "fields", .value = std::move(fields)},
              {.name = "fields_known", .value = "yes"}};
  }
  localized.set_message(texts.Get(KeyOf(message, status.code(), texts), values));
  message.add_details()->PackFrom(localized);
  return message;
}

}  // namespace passung::answer
