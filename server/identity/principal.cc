#include "server/identity/principal.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

namespace passung::server {
namespace {

constexpr absl::string_view kRolePrefix = "ROLE_";

template <class Visit>
void ForEachRole(Visit&& visit) {
  for (int number = v1::ROLE_UNSPECIFIED + 1; v1::Role_IsValid(number); ++number) {
    visit(static_cast<v1::Role>(number));
  }
}

}  // namespace

std::string NameOfRole(v1::Role role) {
  const std::string name = v1::Role_Name(role);
  return absl::AsciiStrToLower(absl::StripPrefix(name, kRolePrefix));
}

std::optional<v1::Role> RoleOfName(absl::string_view name) {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  const bool known = v1::Role_Parse(absl::StrCat(kRolePrefix, absl::AsciiStrToUpper(name)), &role);
  if (!known || role == v1::ROLE_UNSPECIFIED || NameOfRole(role) != name) return std::nullopt;
  return role;
}

std::string RoleNames() { return Roles::All().ToString(); }

Roles Roles::All() {
  Roles all;
  ForEachRole([&](v1::Role role) { all.Add(role); });
  return all;
}

std::string Roles::ToString() const {
  std::vector<std::string> names;
  ForEachRole([&](v1::Role role) {
    if (Has(role)) names.push_back(NameOfRole(role));
  });
  return absl::StrJoin(names, ", ");
}

}  // namespace passung::server
