// Statements that look rows up by their keys. Apart, so that a test can ask the database how it would go
// about each: whether an index is used is nothing that an answer shows.
#ifndef PASSUNG_ENGINE_STORAGE_SQLITE_STATEMENTS_H_
#define PASSUNG_ENGINE_STORAGE_SQLITE_STATEMENTS_H_

#include <string>

#include "engine/storage/row_store.h"

namespace passung::storage {

// ?1: ids greater than this, ?2: the most rows, ?3: owner, ?4: second before which their time was up, where the
// range has them; ?5: the revision, of an owner at an earlier one.
std::string LookupSql(RowKind kind, const RowRange& range);
// ?1: owner.
std::string EraseOwnedSql(RowKind kind);
// ?1: second before which their time was up.
std::string EraseExpiredSql(RowKind kind);
// ?1: versions go that had ended by this revision.
std::string ForgetVersionsSql(RowKind kind);

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_SQLITE_STATEMENTS_H_
