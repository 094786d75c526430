// What a principal may do: deny by default, by the roles that the contract gives each method.
#ifndef PASSUNG_SERVER_IDENTITY_RIGHTS_H_
#define PASSUNG_SERVER_IDENTITY_RIGHTS_H_

#include "absl/status/status.h"
#include "server/identity/principal.h"
#include "server/method/access_facts.h"

namespace passung::server {

// PermissionDenied with the reason ROLE_NOT_ALLOWED, naming the roles that may. Of persons a principal
// with no other role than mentor's sees those who are assigned to them; that is asked where they are
// read.
absl::Status Authorise(const Principal& principal, const AccessFacts& access);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_IDENTITY_RIGHTS_H_
