#include "server/config_file.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"
#include "passung/config/v1/passungd.pb.h"
#include "proto/answer/read_file.h"

namespace passung::server {
namespace {

namespace config_v1 = passung::config::v1;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The first error, with its place.
class FirstError final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (!text_.empty()) return;
    text_ = absl::StrCat("line ", line + 1, ", column ", column + 1, ": ", message);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

absl::Status Parse(const ConfigText& text, config_v1::PassungdConfig& into) {
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  if (parser.ParseFromString(text.text, &into)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("--config: ", text.name, ": ", error.text()));
}

absl::Status NotA(const std::string& variable, absl::string_view value, absl::string_view kind) {
  return absl::InvalidArgumentError(absl::StrCat(variable, ": \"", value, "\" is not ", kind));
}

absl::Status SetField(const std::string& variable, const std::string& value,
                      const FieldDescriptor& field, Message& message) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      reflection.SetString(&message, &field, value);
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_INT32: {
      int32_t number = 0;
      if (!absl::SimpleAtoi(value, &number)) return NotA(variable, value, "a whole number");
      reflection.SetInt32(&message, &field, number);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_DOUBLE: {
      double number = 0;
      if (!absl::SimpleAtod(value, &number)) return NotA(variable, value, "a number");
      reflection.SetDouble(&message, &field, number);
      return absl::OkStatus();
    }
    default:
      return absl::InternalError(absl::StrCat(variable, ": has no reading"));
  }
}

absl::Status ReadEnvironment(const std::string& prefix, const Environment& environment,
                             Message& message);

// A message in a message. Made only where something in it is given: its presence says something, too.
absl::Status ReadPart(const std::string& name, const Environment& environment,
                      const FieldDescriptor& field, Message& message) {
  Message& part = *message.GetReflection()->MutableMessage(&message, &field);
  PASSUNG_RETURN_IF_ERROR(ReadEnvironment(absl::StrCat(name, "_"), environment, part));
  if (part.ByteSizeLong() == 0) message.GetReflection()->ClearField(&message, &field);
  return absl::OkStatus();
}

absl::Status ReadValue(const std::string& name, const Environment& environment,
                       const FieldDescriptor& field, Message& message) {
  const char* value = environment(name.c_str());
  return value == nullptr ? absl::OkStatus() : SetField(name, value, field, message);
}

// Every field that is not a list, under its path in capitals.
absl::Status ReadEnvironment(const std::string& prefix, const Environment& environment,
                             Message& message) {
  const auto& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.is_repeated()) continue;
    const std::string name = absl::StrCat(prefix, absl::AsciiStrToUpper(field.name()));
    const bool is_part = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    PASSUNG_RETURN_IF_ERROR((is_part ? ReadPart : ReadValue)(name, environment, field, message));
  }
  return absl::OkStatus();
}

void Take(const std::string& from, std::string& to) {
  if (!from.empty()) to = from;
}

// The text format takes any number where a role is meant.
absl::Status CheckServiceRoles(const config_v1::Identity& identity) {
  for (const auto& service : identity.services()) {
    for (const int role : service.roles()) {
      if (v1::Role_IsValid(role) && role != v1::ROLE_UNSPECIFIED) continue;
      return absl::InvalidArgumentError(absl::StrCat("identity.services.roles: ", role, " of \"",
                                                     service.name(), "\" is none of ",
                                                     RoleNames()));
    }
  }
  return absl::OkStatus();
}

void FillIdentity(const config_v1::Identity& from, Config& to) {
  Take(from.jwks(), to.jwks);
  Take(from.issuer(), to.issuer);
  Take(from.audience(), to.audience);
  for (const auto& service : from.services()) {
    ServiceGrant grant{.name = service.name(), .roles = {}};
    for (const int role : service.roles()) grant.roles.Add(static_cast<v1::Role>(role));
    to.services.push_back(std::move(grant));
  }
}

void Fill(const config_v1::PassungdConfig& from, Config& to) {
  Take(from.host(), to.host);
  if (from.has_port()) to.port = from.port();
  if (from.has_http_port()) to.http_port = from.http_port();
  Take(from.db(), to.db);
  if (from.has_longest_lag_seconds()) to.longest_lag_seconds = from.longest_lag_seconds();
  Take(from.data(), to.data);
  if (from.has_workers()) to.workers = from.workers();
  if (from.has_longest_wait_ms()) to.longest_wait_ms = from.longest_wait_ms();
  if (from.has_principal_rate()) to.principal_rate = from.principal_rate();
  Take(from.tls().certificate(), to.tls.certificate);
  Take(from.tls().key(), to.tls.key);
  Take(from.tls().client_ca(), to.tls.client_ca);
  Take(from.audit().folder(), to.audit_folder);
  Take(from.audit().key_file(), to.audit_key);
  if (from.audit().has_keep_access_days()) to.keep_access_days = from.audit().keep_access_days();
  if (from.audit().has_keep_decisions_days()) {
    to.keep_decisions_days = from.audit().keep_decisions_days();
  }
  if (from.has_expiry_interval_minutes()) {
    to.expiry_interval_minutes = from.expiry_interval_minutes();
  }
  if (from.has_expire_after_months()) to.expire_after_months = from.expire_after_months();
  if (from.has_keep_history_days()) to.keep_history_days = from.keep_history_days();
  Take(from.backup_folder(), to.backup_folder);
  if (from.exploration().has_width()) to.exploration_width = from.exploration().width();
  if (from.exploration().has_first_places()) {
    to.exploration_first_places = from.exploration().first_places();
  }
  Take(from.page_key_file(), to.page_key);
  if (from.has_reflection()) to.reflection = from.reflection();
  Take(from.page(), to.page);
  Take(from.image(), to.image);
  if (from.has_image_interval_minutes()) {
    to.image_interval_minutes = from.image_interval_minutes();
  }
  if (from.has_metrics_for_all()) to.metrics_for_all = from.metrics_for_all();
  FillIdentity(from.identity(), to);
}

}  // namespace

absl::Status ReadConfigFile(const std::string& path, const Environment& environment,
                            Config& config) {
  ConfigText text = {.name = path, .text = ""};
  if (!path.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(text.text, answer::ReadFile(path));
  }
  return ReadConfigText(text, environment, config);
}

absl::Status ReadConfigText(const ConfigText& text, const Environment& environment,
                            Config& config) {
  config_v1::PassungdConfig read;
  PASSUNG_RETURN_IF_ERROR(Parse(text, read));
  PASSUNG_RETURN_IF_ERROR(ReadEnvironment("PASSUNGD_", environment, read));
  PASSUNG_RETURN_IF_ERROR(CheckServiceRoles(read.identity()));
  Fill(read, config);
  return absl::OkStatus();
}

}  // namespace passung::server
