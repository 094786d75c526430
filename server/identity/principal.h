// Who calls, and what that entitles them to.
#ifndef PASSUNG_SERVER_IDENTITY_PRINCIPAL_H_
#define PASSUNG_SERVER_IDENTITY_PRINCIPAL_H_

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "passung/v1/access.pb.h"

namespace passung::server {

// Some of the contract's roles.
class Roles {
 public:
  Roles() = default;
  Roles(std::initializer_list<v1::Role> roles) {
    for (const v1::Role role : roles) Add(role);
  }
  static Roles All();

  void Add(v1::Role role) { bits_ |= uint32_t{1} << role; }
  bool Has(v1::Role role) const { return (bits_ >> role & 1U) != 0; }
  bool empty() const { return bits_ == 0; }
  // "coordinator, mentor", in the order of the contract.
  std::string ToString() const;
  friend bool operator==(const Roles&, const Roles&) = default;

 private:
  uint32_t bits_ = 0;
};

// "mentor" of ROLE_MENTOR.
std::string NameOfRole(v1::Role role);
// Nothing for a name that is none.
std::optional<v1::Role> RoleOfName(absl::string_view name);
// All of them: "viewer, mentor, …".
std::string RoleNames();

// Copied with every call.
struct Principal {
  // What limits and logs are kept by; never empty and never a person's name: "person/{subject}",
  // "service/{name of its certificate}", with --dev "dev/{address}".
  std::string id;
  Roles roles;
  // Whose mentees a principal sees where it calls as a mentor: "mentors/{id}"; empty: nobody's.
  std::string mentor;
  // The service that brought a person's call, by the name of its certificate; empty: none.
  std::string through;

  // When the right to call ends, also that of a call that is underway; nothing: not by itself.
  std::optional<std::chrono::system_clock::time_point> until = std::nullopt;

  // Whoever tries a server out on their own machine (--dev): nobody asks for a purpose.
  bool open = false;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_IDENTITY_PRINCIPAL_H_
