#ifndef PASSUNG_SERVER_METHOD_ASSIGNMENT_METHODS_H_
#define PASSUNG_SERVER_METHOD_ASSIGNMENT_METHODS_H_

#include "server/method/method_table.h"

namespace passung::server {

// passung.v1.AssignmentService: everyone at once.
BoundFile AssignmentMethods();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_ASSIGNMENT_METHODS_H_
