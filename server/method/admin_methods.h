#ifndef PASSUNG_SERVER_METHOD_ADMIN_METHODS_H_
#define PASSUNG_SERVER_METHOD_ADMIN_METHODS_H_

#include "server/method/method_table.h"

namespace passung::server {

// passung.v1.AdminService: what operators and data protection officers need.
BoundFile AdminMethods();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_ADMIN_METHODS_H_
