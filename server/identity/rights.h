// What a principal may do: deny by default, by the roles that the contract gives each method.
#ifndef PASSUNG_SERVER_IDENTITY_RIGHTS_H_
#define PASSUNG_SERVER_IDENTITY_RIGHTS_H_

#include "absl/status/status.h"
#include "server/identity/principal.h"
#include "server/method/access_facts.h"

namespace passung::server {

// Each role is judged by itself: what it does not allow alone it does not allow beside another.

// PermissionDenied with the reason ROLE_NOT_ALLOWED, naming the roles that may.
absl::Status Authorise(const Principal& principal, const AccessFacts& access);

// Whether a call of this method sees every mentee: by a role that sees all and may call it. Where it is the
// role of a mentor alone that lets the call in, it sees those who are assigned to them.
bool SeesAllMentees(const Principal& principal, const AccessFacts& access);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_IDENTITY_RIGHTS_H_
