#ifndef PASSUNG_SERVER_METHOD_CATALOG_METHODS_H_
#define PASSUNG_SERVER_METHOD_CATALOG_METHODS_H_

#include "server/method/method_table.h"

namespace passung::server {

// passung.v1.CatalogService: reads and writes rows. A write is answered when it is durable and the
// next question sees it.
BoundFile CatalogMethods();

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_CATALOG_METHODS_H_
