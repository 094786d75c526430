#ifndef PASSUNG_SERVER_METHOD_OUTCOME_METHODS_H_
#define PASSUNG_SERVER_METHOD_OUTCOME_METHODS_H_

#include "server/method/method_table.h"

namespace passung::server {

// passung.v1.OutcomeService: what became of suggestions.
BoundFile OutcomeMethods();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_OUTCOME_METHODS_H_
