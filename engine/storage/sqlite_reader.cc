#include "engine/storage/sqlite_reader.h"

#include "engine/storage/sqlite_statements.h"

namespace passung::storage {
namespace {

// Rows by their keys; prepared when needed, since few ask.
SQLite::Statement PrepareLookup(SQLite::Database& database, RowKind kind, const RowRange& range) {
  SQLite::Statement scan(database, LookupSql(kind, range));
  scan.bindNoCopy(1, range.after);
  scan.bind(2, range.limit);
  if (range.owner) scan.bindNoCopy(3, *range.owner);
  if (range.expires_before) scan.bind(4, *range.expires_before);
  if (range.owner && range.revision != kLatest) scan.bind(5, range.revision);
  return scan;
}

absl::Status VisitRows(SQLite::Statement& scan, RowKind kind, RowVisitor visit) {
  while (scan.executeStep()) {
    const SqliteRow row = RowIn(scan, kind);
    PASSUNG_RETURN_IF_ERROR(CheckRow(row));
    PASSUNG_RETURN_IF_ERROR(visit(row.keys.id, row.bytes));
  }
  return absl::OkStatus();
}

// The versions of one row after another. A damaged one is a fault only where none of the others holds: it may be the one
// that did, since its revisions are as little to be trusted as the rest, and no two hold at once.
class VersionsOfRow final {
 public:
  explicit VersionsOfRow(int64_t revision) : revision_(revision) {}

  // What is wrong with the row so far; then that is done with.
  absl::Status End() {
    absl::Status damage = held_ ? absl::OkStatus() : std::move(damage_);
    damage_ = absl::OkStatus();
    held_ = false;
    return damage;
  }
  // Whether this is the version that holds.
  bool Holds(const SqliteRow& version) {
    const absl::Status whole = CheckRow(version);
    damage_.Update(whole);
    const bool holds = whole.ok() && version.keys.from <= revision_ && revision_ < version.keys.to;
    held_ = held_ || holds;
    return holds;
  }

 private:
  const int64_t revision_;
  absl::Status damage_;
  bool held_ = false;
};

std::string SelectRows(RowKind kind) { return absl::StrCat("SELECT ", RowColumns(kind), " FROM"); }

}  // namespace

ReadStatements::ReadStatements(SQLite::Database& database, RowKind kind)
    : scan(Prepare(database, SelectRows(kind), kind, "WHERE id > ?1 ORDER BY id, from_revision")),
      versions(Prepare(database, SelectRows(kind), kind, "WHERE id = ?1 ORDER BY from_revision")) {}

Reader::Reader(SqliteHandle handle)
    : database_(std::move(handle)),
      statements_(PerKind<ReadStatements>(*database_)),
      newest_(*database_, "SELECT max(revision) FROM revision"),
      kept_from_(*database_, "SELECT kept_from FROM history") {}

int64_t NumberOf(SQLite::Statement& statement) {
  const StatementUse use(statement);
  return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;  // NULL reads as 0
}

int64_t Reader::Newest() { return NumberOf(newest_); }

int64_t Reader::KeptFrom() { return NumberOf(kept_from_); }

absl::StatusOr<std::string> Reader::Get(RowKind kind, const std::string& id, int64_t revision) {
  SQLite::Statement& versions = statements_[static_cast<size_t>(kind)].versions;
  const StatementUse use(versions);
  versions.bindNoCopy(1, id);
  VersionsOfRow row(revision);
  while (versions.executeStep()) {
    const SqliteRow version = RowIn(versions, kind);
    if (row.Holds(version)) return std::string(version.bytes);
  }
  PASSUNG_RETURN_IF_ERROR(row.End());
  return NoSuchRow(kind, id);
}

absl::Status Reader::Scan(RowKind kind, const RowRange& range, RowVisitor visit) {
  if (range.owner || range.expires_before) return Lookup(kind, range, visit);
  SQLite::Statement& scan = statements_[static_cast<size_t>(kind)].scan;
  const StatementUse use(scan);
  scan.bindNoCopy(1, range.after);
  VersionsOfRow row(range.revision);
  std::string id;
  for (int64_t left = range.limit; left != 0 && scan.executeStep();) {
    const SqliteRow version = RowIn(scan, kind);
    if (version.keys.id != id) {
      PASSUNG_RETURN_IF_ERROR(row.End());
      id = std::string(version.keys.id);
    }
    if (!row.Holds(version)) continue;
    PASSUNG_RETURN_IF_ERROR(visit(version.keys.id, version.bytes));
    --left;
  }
  return row.End();
}

absl::Status Reader::Lookup(RowKind kind, const RowRange& range, RowVisitor visit) {
  SQLite::Statement lookup = PrepareLookup(*database_, kind, range);
  return VisitRows(lookup, kind, visit);
}

absl::Status Reader::ScanVersions(RowKind kind, const std::string& id, VersionVisitor visit) {
  SQLite::Statement& scan = statements_[static_cast<size_t>(kind)].versions;
  const StatementUse use(scan);
  scan.bindNoCopy(1, id);
  while (scan.executeStep()) {
    const SqliteRow row = RowIn(scan, kind);
    PASSUNG_RETURN_IF_ERROR(CheckRow(row));
    PASSUNG_RETURN_IF_ERROR(visit(row.keys.from, row.keys.to, row.bytes));
  }
  return absl::OkStatus();
}

}  // namespace passung::storage
