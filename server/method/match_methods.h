#ifndef PASSUNG_SERVER_METHOD_MATCH_METHODS_H_
#define PASSUNG_SERVER_METHOD_MATCH_METHODS_H_

#include "server/method/method_table.h"

namespace passung::server {

// passung.v1.MatchService: the face of the engine. Decides nothing: every answer comes from
// proto/answer, as on the command line.
BoundFile MatchMethods();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_MATCH_METHODS_H_
