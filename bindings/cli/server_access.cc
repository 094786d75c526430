#include "bindings/cli/server_access.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "bindings/cli/console.h"
#include "engine/base/status_macros.h"
#include "passung/record.h"
#include "proto/answer/read_file.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

// 1 000 hits with their sentences are more than gRPC takes by default.
constexpr int kLargestAnswer = 64 * 1024 * 1024;

absl::Status Naming(absl::string_view option, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::Status(status.code(), absl::StrCat(option, ": ", status.message()));
}

absl::Status CheckTogether(const ServerAccess& access, bool encrypted) {
  if (access.certificate.empty() != access.key.empty()) {
    return access.key.empty() ? UsageError("--cert: needs its --key")
                              : UsageError("--key: needs its --cert");
  }
  if (!access.token_file.empty() && !encrypted) {
    return UsageError(
        "--token-file: a token is sent encrypted only; --ca FILE names who signed "
        "the server's certificate");
  }
  return absl::OkStatus();
}

// Bytes that no token has would end up in a header.
absl::StatusOr<std::string> CheckedToken(absl::string_view from, absl::string_view text) {
  std::string token(absl::StripAsciiWhitespace(text));
  const bool good = !token.empty() && std::all_of(token.begin(), token.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
  });
  if (good) return token;
  return absl::InvalidArgumentError(
      absl::StrCat(from, ": is no token (three parts of letters and digits with dots between)"));
}

absl::StatusOr<std::string> TokenOf(const ServerAccess& access, const char* environment) {
  if (!access.token_file.empty()) {
    auto text = answer::ReadFile(access.token_file);
    if (!text.ok()) return Naming("--token-file", text.status());
    return CheckedToken(absl::StrCat("--token-file: ", access.token_file), *text);
  }
  if (environment == nullptr || *environment == '\0') return std::string();
  return CheckedToken("PASSUNG_TOKEN", environment);
}

absl::StatusOr<server::TlsMaterial> ReadOwnTls(const ServerAccess& access) {
  server::TlsMaterial tls;
  if (!access.certificate.empty()) {
    auto own =
        server::ReadTls({.certificate = access.certificate, .key = access.key, .client_ca = ""},
                        std::chrono::system_clock::now());
    if (!own.ok()) return Naming("--cert, --key", own.status());
    tls = *std::move(own);
  }
  if (!access.ca.empty()) {
    auto ca = server::ReadCertificates(access.ca);
    if (!ca.ok()) return Naming("--ca", ca.status());
    tls.client_ca = *std::move(ca);
  }
  return tls;
}

absl::StatusOr<v1::Purpose> PurposeOf(const std::string& name) {
  if (name.empty()) return v1::PURPOSE_UNSPECIFIED;
  if (const auto purpose = FromName<Purpose>(name)) return wire::ToProto<v1::Purpose>(*purpose);
  return UsageError(absl::StrCat("--purpose: \"", name,
                                 "\" is not one of: ", absl::StrJoin(Names<Purpose>(), ", ")));
}

}  // namespace

std::string ServerAccess::ToArguments() const {
  std::string arguments = absl::StrCat("--server ", address);
  const auto add = [&arguments](absl::string_view option, const std::string& value) {
    if (!value.empty()) absl::StrAppend(&arguments, " ", option, " ", value);
  };
  add("--ca", ca);
  add("--cert", certificate);
  add("--key", key);
  add("--token-file", token_file);
  add("--purpose", purpose);
  return arguments;
}

void AddServerAccessOptions(CLI::App& command, ServerAccess& access) {
  const auto add = [&command](const char* name, std::string& value, const char* text,
                              const char* type) {
    command.add_option(name, value, text)->type_name(type);
  };
  add("--ca", access.ca, "With --server: who signed its certificate, in PEM", "FILE");
  add("--cert", access.certificate, "With --server: your own certificate, in PEM", "FILE");
  add("--key", access.key, "Its key, in PEM without a password", "FILE");
  add("--token-file", access.token_file,
      "With --server: your token (or in the environment: PASSUNG_TOKEN)", "FILE");
  add("--purpose", access.purpose,
      "With --server: what people are looked at for: counselling, placement, contact or\n"
      "reporting",
      "NAME");
}

absl::StatusOr<Credentials> ReadCredentials(const ServerAccess& access, const char* token) {
  Credentials credentials;
  credentials.encrypted = !access.ca.empty() || !access.certificate.empty() || !access.key.empty();
  PASSUNG_RETURN_IF_ERROR(CheckTogether(access, credentials.encrypted));
  PASSUNG_ASSIGN_OR_RETURN(credentials.purpose, PurposeOf(access.purpose));
  PASSUNG_ASSIGN_OR_RETURN(credentials.tls, ReadOwnTls(access));
  if (credentials.encrypted) {
    PASSUNG_ASSIGN_OR_RETURN(credentials.token, TokenOf(access, token));
  }
  return credentials;
}

std::shared_ptr<grpc::Channel> ChannelTo(const ServerAccess& access,
                                         const Credentials& credentials) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kLargestAnswer);
  const auto how = credentials.encrypted
                       ? grpc::SslCredentials({.pem_root_certs = credentials.tls.client_ca,
                                               .pem_private_key = credentials.tls.key,
                                               .pem_cert_chain = credentials.tls.certificate})
                       : grpc::InsecureChannelCredentials();
  return grpc::CreateCustomChannel(access.address, how, arguments);
}

absl::Status ErrorOf(const grpc::Status& status, const ServerAccess& access,
                     const Credentials& credentials) {
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  const absl::string_view address = access.address;
  if (code == absl::StatusCode::kUnavailable) {
    return absl::UnavailableError(
        absl::StrCat("--server: ", address, " does not answer: ", status.error_message(),
                     credentials.encrypted ? "" : " (if it is encrypted: --ca FILE)"));
  }
  if (code == absl::StatusCode::kUnauthenticated) {
    return absl::UnauthenticatedError(
        absl::StrCat("--server: ", address, " does not know who calls: ", status.error_message(),
                     "; --token-file FILE, or --cert FILE with --key FILE, say so"));
  }
  return absl::Status(code, status.error_message());
}

}  // namespace passung::cli
