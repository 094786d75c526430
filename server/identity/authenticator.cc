#include "server/identity/authenticator.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/answer/read_file.h"
#include "proto/wire/rpc_status.h"

namespace passung::server {
namespace {

constexpr absl::string_view kBearer = "Bearer ";

absl::Status Missing(absl::string_view reason, absl::string_view message) {
  return wire::WithReason(absl::UnauthenticatedError(message), reason);
}

absl::Status Check(const Authenticator::Options& options) {
  if (!options.jwks.empty()) {
    if (options.tokens.issuer.empty()) {
      return absl::InvalidArgumentError("identity.issuer: must be given where tokens are taken");
    }
    if (options.tokens.audience.empty()) {
      return absl::InvalidArgumentError("identity.audience: must be given where tokens are taken");
    }
  }
  for (const ServiceGrant& service : options.services) {
    if (service.name.empty()) return absl::InvalidArgumentError("identity.services.name: is empty");
    if (absl::StrContains(service.name, '*')) {
      return absl::InvalidArgumentError(absl::StrCat("identity.services.name: \"", service.name,
                                                     "\" has a *; names are given in full"));
    }
    if (service.roles.empty()) {
      return absl::InvalidArgumentError(absl::StrCat("identity.services.roles: \"", service.name,
                                                     "\" has none of ", RoleNames()));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Authenticator>> Authenticator::Create(Options options,
                                                                     WallClock clock) {
  PASSUNG_RETURN_IF_ERROR(Check(options));
  std::unique_ptr<Authenticator> made(new Authenticator(std::move(options), std::move(clock)));
  PASSUNG_RETURN_IF_ERROR(made->Reload().status());
  return made;
}

absl::StatusOr<bool> Authenticator::Reload() {
  if (options_.jwks.empty()) return false;
  PASSUNG_ASSIGN_OR_RETURN(std::string text, answer::ReadFile(options_.jwks));
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (text == keys_ && verifier_ != nullptr) return false;
  }
  absl::StatusOr<KeySet> keys = KeySet::FromJwks(text);
  if (!keys.ok()) {
    return absl::Status(keys.status().code(),
                        absl::StrCat(options_.jwks, ": ", keys.status().message()));
  }
  auto verifier = std::make_shared<const TokenVerifier>(options_.tokens, *std::move(keys));
  const std::lock_guard<std::mutex> lock(mutex_);
  verifier_ = std::move(verifier);
  remembered_.clear();
  keys_ = std::move(text);
  return true;
}

std::shared_ptr<const TokenVerifier> Authenticator::verifier() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return verifier_;
}

const ServiceGrant* Authenticator::GrantOf(const std::vector<std::string>& names) const {
  for (const ServiceGrant& service : options_.services) {
    if (std::find(names.begin(), names.end(), service.name) != names.end()) return &service;
  }
  return nullptr;
}

absl::StatusOr<Principal> Authenticator::ByToken(absl::string_view header) const {
  if (!absl::StartsWithIgnoreCase(header, kBearer)) {
    return Missing("CREDENTIALS_UNREADABLE", "authorization: is not \"Bearer {token}\"");
  }
  const absl::string_view token = header.substr(kBearer.size());
  const WallTime now = clock_();
  if (auto known = Remembered(token, now)) return *std::move(known);
  const auto tokens = verifier();
  if (tokens == nullptr) {
    return Missing("CREDENTIALS_UNREADABLE", "authorization: this server takes no tokens");
  }
  PASSUNG_ASSIGN_OR_RETURN(TokenVerifier::Verified verified,
                           tokens->Verify(std::string(token), now));
  const std::lock_guard<std::mutex> lock(mutex_);
  if (remembered_.size() >= kMostRemembered) remembered_.clear();
  if (verifier_ == tokens) remembered_.emplace(token, verified);
  return verified.principal;
}

std::optional<Principal> Authenticator::Remembered(absl::string_view token, WallTime now) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto known = remembered_.find(token);
  if (known == remembered_.end()) return std::nullopt;
  if (known->second.until > now) return known->second.principal;
  remembered_.erase(known);
  return std::nullopt;
}

absl::StatusOr<Principal> Authenticator::Authenticate(const Credentials& credentials) const {
  if (options_.open) {
    return Principal{
        .id = absl::StrCat("dev/", credentials.peer), .roles = Roles::All(), .open = true};
  }
  const ServiceGrant* service = GrantOf(credentials.certificate_names);
  if (service == nullptr && !credentials.certificate_names.empty()) {
    return Missing("CREDENTIALS_UNKNOWN_SERVICE",
                   "the certificate names no service that may call here");
  }
  if (credentials.authorization.empty()) {
    if (service == nullptr) {
      return Missing("CREDENTIALS_MISSING",
                     "neither a token (authorization: Bearer …) nor a client certificate");
    }
    return Principal{.id = absl::StrCat("service/", service->name), .roles = service->roles};
  }
  PASSUNG_ASSIGN_OR_RETURN(Principal person, ByToken(credentials.authorization));
  if (service != nullptr) person.through = service->name;
  return person;
}

}  // namespace passung::server
