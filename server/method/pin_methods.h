#ifndef PASSUNG_SERVER_METHOD_PIN_METHODS_H_
#define PASSUNG_SERVER_METHOD_PIN_METHODS_H_

#include "server/method/method_table.h"

namespace passung::server {

// passung.v1.PinService: what mentors keep in mind.
BoundFile PinMethods();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_PIN_METHODS_H_
