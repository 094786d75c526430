// Mentees and vacancies as the server holds them: stored, and searchable at once.
#ifndef PASSUNG_SERVER_CATALOG_H_
#define PASSUNG_SERVER_CATALOG_H_

#include "proto/answer/stored_backend.h"

namespace passung::server {

using Catalog = answer::StoredBackend;

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CATALOG_H_
