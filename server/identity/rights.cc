#include "server/identity/rights.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "proto/wire/rpc_status.h"

namespace passung::server {
namespace {

bool SeesAll(v1::Role role) {
  return role == v1::ROLE_COORDINATOR || role == v1::ROLE_SERVICE || role == v1::ROLE_BATCH ||
         role == v1::ROLE_ADMIN;
}

}  // namespace

bool SeesAllMentees(const Principal& principal, const AccessFacts& access) {
  return std::any_of(access.roles.begin(), access.roles.end(),
                     [&](v1::Role role) { return SeesAll(role) && principal.roles.Has(role); });
}

absl::Status Authorise(const Principal& principal, const AccessFacts& access) {
  const bool may = std::any_of(access.roles.begin(), access.roles.end(),
                               [&](v1::Role role) { return principal.roles.Has(role); });
  if (may) return absl::OkStatus();
  Roles allowed;
  for (const v1::Role role : access.roles) allowed.Add(role);
  return wire::WithReason(
      absl::PermissionDeniedError(absl::StrCat("this is for the roles ", allowed.ToString())),
      "ROLE_NOT_ALLOWED");
}

}  // namespace passung::server
