#include "server/method/access_facts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::server {
namespace {

constexpr std::chrono::milliseconds kUnaryDefault(2'000);
constexpr std::chrono::milliseconds kUnaryLargest(30'000);

absl::Status MethodFault(const google::protobuf::MethodDescriptor& method, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat(method.full_name(), ": option (passung.v1.access) ", what));
}

absl::Status CheckRoles(const google::protobuf::MethodDescriptor& method,
                        const v1::Access& access) {
  if (access.roles_size() == 0) return MethodFault(method, "names no role");
  for (const int role : access.roles()) {
    if (role == v1::ROLE_UNSPECIFIED) return MethodFault(method, "names the role ROLE_UNSPECIFIED");
  }
  return absl::OkStatus();
}

std::optional<std::chrono::milliseconds> DeadlineOr(
    int32_t given, std::optional<std::chrono::milliseconds> otherwise) {
  return given == 0 ? otherwise : std::chrono::milliseconds(given);
}

}  // namespace

absl::StatusOr<AccessFacts> AccessFactsOf(const google::protobuf::MethodDescriptor& method) {
  if (!method.options().HasExtension(v1::access)) return MethodFault(method, "is missing");
  const v1::Access& access = method.options().GetExtension(v1::access);
  if (access.cost() == v1::COST_UNSPECIFIED) return MethodFault(method, "has no cost");
  PASSUNG_RETURN_IF_ERROR(CheckRoles(method, access));
  if (access.default_deadline_ms() < 0 || access.max_deadline_ms() < 0) {
    return MethodFault(method, "has a negative deadline");
  }
  AccessFacts facts{.cost = access.cost(), .person = access.person()};
  for (const int role : access.roles()) facts.roles.push_back(static_cast<v1::Role>(role));
  const bool unary = !method.client_streaming() && !method.server_streaming();
  using Limit = std::optional<std::chrono::milliseconds>;
  facts.max_deadline =
      DeadlineOr(access.max_deadline_ms(), unary ? Limit(kUnaryLargest) : std::nullopt);
  facts.default_deadline =
      DeadlineOr(access.default_deadline_ms(), unary ? Limit(kUnaryDefault) : std::nullopt);
  if (facts.max_deadline && facts.default_deadline &&
      *facts.default_deadline > *facts.max_deadline) {
    return MethodFault(method, "has a default deadline above the largest one");
  }
  return facts;
}

}  // namespace passung::server
