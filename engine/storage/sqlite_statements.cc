#include "engine/storage/sqlite_statements.h"

#include "absl/strings/str_cat.h"
#include "engine/storage/sqlite_rows.h"

namespace passung::storage {
namespace {

// As the indexes say it: one that holds for a part of the rows is used only where the statement does, too.
std::string IsPresent() { return absl::StrCat("to_revision = ", kOpenEnd); }

}  // namespace

std::string LookupSql(RowKind kind, const RowRange& range) {
  const absl::string_view table = RowKindName(kind);
  std::string sql =
      absl::StrCat("SELECT ", RowColumns(kind), " FROM ", table, " AS row WHERE id > ?1");
  if (range.owner) {
    absl::StrAppend(
        &sql, " AND ",
        range.revision == kLatest ? IsPresent() : "from_revision <= ?5 AND to_revision > ?5",
        " AND owner = ?3");
  }
  if (range.expires_before) {
    absl::StrAppend(&sql, " AND expires < ?4 AND NOT EXISTS (SELECT 1 FROM ", table,
                    " AS later WHERE later.id = row.id"
                    " AND later.from_revision > row.from_revision)");
  }
  return absl::StrCat(sql, " ORDER BY id LIMIT ?2");
}

std::string EraseOwnedSql(RowKind kind) {
  return absl::StrCat("DELETE FROM ", RowKindName(kind), " WHERE ", IsPresent(), " AND owner = ?1");
}

std::string EraseExpiredSql(RowKind kind) {
  return absl::StrCat("DELETE FROM ", RowKindName(kind), " WHERE ", IsPresent(),
                      " AND expires < ?1");
}

std::string ForgetVersionsSql(RowKind kind) {
  const absl::string_view table = RowKindName(kind);
  std::string sql = absl::StrCat("DELETE FROM ", table, " AS row WHERE to_revision <= ?1");
  if (kind != RowKind::kMenteeRecord) return sql;
  return absl::StrCat(sql, " AND EXISTS (SELECT 1 FROM ", table,
                      " AS later WHERE later.id = row.id"
                      " AND later.from_revision > row.from_revision)");
}

}  // namespace passung::storage
