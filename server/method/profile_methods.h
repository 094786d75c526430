#ifndef PASSUNG_SERVER_METHOD_PROFILE_METHODS_H_
#define PASSUNG_SERVER_METHOD_PROFILE_METHODS_H_

#include "server/method/method_table.h"

namespace passung::server {

// passung.v1.ProfileService: scoring profiles by version.
BoundFile ProfileMethods();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_PROFILE_METHODS_H_
