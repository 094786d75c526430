// The files of the contract that are served: a new service adds its line here.
#ifndef PASSUNG_SERVER_METHOD_ALL_METHODS_H_
#define PASSUNG_SERVER_METHOD_ALL_METHODS_H_

#include <vector>

#include "server/method/catalog_methods.h"
#include "server/method/match_methods.h"

namespace passung::server {

inline std::vector<BoundFile> AllMethods() { return {MatchMethods(), CatalogMethods()}; }

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_ALL_METHODS_H_
