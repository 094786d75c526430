#include "server/identity/rights.h"

#include <gtest/gtest.h>

namespace passung::server {
namespace {

constexpr int kRoles = v1::Role_MAX;

// The roles whose bits are set in `set`, in the order of the contract.
std::vector<v1::Role> RolesOfSet(unsigned set) {
  std::vector<v1::Role> roles;
  for (int number = 1; number <= kRoles; ++number) {
    if ((set >> (number - 1) & 1U) != 0) roles.push_back(static_cast<v1::Role>(number));
  }
  return roles;
}

bool SeesAllAlone(v1::Role role) { return role != v1::ROLE_VIEWER && role != v1::ROLE_MENTOR; }

// All sets of roles of a caller × all sets of roles of a method.
TEST(RightsTest, RolesTogetherAllowWhatOneOfThemAllowsAloneAndNothingMore) {
  for (unsigned held = 0; held < 1U << kRoles; ++held) {
    Principal principal;
    for (const v1::Role role : RolesOfSet(held)) principal.roles.Add(role);
    for (unsigned allowed = 1; allowed < 1U << kRoles; ++allowed) {
      AccessFacts access;
      access.roles = RolesOfSet(allowed);
      bool may = false;
      bool sees_all = false;
      for (const v1::Role role : RolesOfSet(held & allowed)) {
        may = true;
        sees_all = sees_all || SeesAllAlone(role);
      }
      EXPECT_EQ(Authorise(principal, access).ok(), may) << held << " " << allowed;
      EXPECT_EQ(SeesAllMentees(principal, access), sees_all) << held << " " << allowed;
    }
  }
}

}  // namespace
}  // namespace passung::server
