#include "engine/storage/sqlite_reader.h"

#include <SQLiteCpp/Transaction.h>

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
  // The same of the next version in the order of ids, which may be of another row: then the one before is done with.
  absl::StatusOr<bool> HoldsNext(const SqliteRow& version) {
    if (version.keys.id != id_) {
      PASSUNG_RETURN_IF_ERROR(End());
      id_ = std::string(version.keys.id);
    }
    return Holds(version);
  }

 private:
  const int64_t revision_;
  std::string id_;
  absl::Status damage_;
  bool held_ = false;
};

std::string SelectRows(RowKind kind) { return absl::StrCat("SELECT ", RowColumns(kind), " FROM"); }

// The last version before an id, and the first one behind it.
std::string SelectNeighbours(RowKind kind) {
  const auto one = [&](absl::string_view where) {
    return absl::StrCat("SELECT * FROM (", SelectRows(kind), " ", RowKindName(kind), " ", where,
                        " LIMIT 1)");
  };
  return absl::StrCat(one("WHERE id < ?1 ORDER BY id DESC, from_revision DESC"), " UNION ALL ",
                      one("WHERE id > ?1 ORDER BY id, from_revision"));
}

}  // namespace

ReadStatements::ReadStatements(SQLite::Database& database, RowKind kind)
    : scan(Prepare(database, SelectRows(kind), kind, "WHERE id > ?1 ORDER BY id, from_revision")),
      versions(Prepare(database, SelectRows(kind), kind, "WHERE id = ?1 ORDER BY from_revision")),
      newest_first(
          Prepare(database, SelectRows(kind), kind, "WHERE id = ?1 ORDER BY from_revision DESC")),
      neighbours(database, SelectNeighbours(kind)) {}

Reader::Reader(SqliteHandle handle)
    : database_(std::move(handle)),
      statements_(PerKind<ReadStatements>(*database_)),
      newest_(*database_, "SELECT max(revision) FROM revision"),
      kept_from_(*database_, "SELECT kept_from FROM history"),
      changes_(*database_, "SELECT DISTINCT kind, id FROM change WHERE revision > ?1"),
      written_(*database_, "SELECT written FROM revision WHERE revision = ?1") {}

int64_t NumberOf(SQLite::Statement& statement) {
  const StatementUse use(statement);
  return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;  // NULL reads as 0
}

int64_t Reader::Newest() { return NumberOf(newest_); }

int64_t Reader::KeptFrom() { return NumberOf(kept_from_); }

std::optional<int64_t> Reader::WrittenAt(int64_t revision) {
  const StatementUse use(written_);
  written_.bind(1, revision);
  if (!written_.executeStep() || written_.getColumn(0).isNull()) return std::nullopt;
  return written_.getColumn(0).getInt64();
}

absl::StatusOr<std::string> Reader::Get(RowKind kind, const std::string& id, int64_t revision) {
  SQLite::Statement& versions = statements_[static_cast<size_t>(kind)].newest_first;
  const StatementUse use(versions);
  versions.bindNoCopy(1, id);
  VersionsOfRow row(revision);
  while (versions.executeStep()) {
    const SqliteRow version = RowIn(versions, kind);
    if (row.Holds(version)) return std::string(version.bytes);
  }
  PASSUNG_RETURN_IF_ERROR(row.End());
  PASSUNG_RETURN_IF_ERROR(CheckNeighbours(kind, id));
  return NoSuchRow(kind, id);
}

// A row whose id was damaged is not found under the one it had. It lies where it lay, as long as ids rise, which is
// checked when the file is opened: beside the place of that id.
absl::Status Reader::CheckNeighbours(RowKind kind, const std::string& id) {
  SQLite::Statement& neighbours = statements_[static_cast<size_t>(kind)].neighbours;
  const StatementUse use(neighbours);
  neighbours.bindNoCopy(1, id);
  while (neighbours.executeStep()) PASSUNG_RETURN_IF_ERROR(CheckRow(RowIn(neighbours, kind)));
  return absl::OkStatus();
}

absl::Status Reader::Scan(RowKind kind, const RowRange& range, RowVisitor visit) {
  if (range.owner || range.expires_before) return Lookup(kind, range, visit);
  SQLite::Statement& scan = statements_[static_cast<size_t>(kind)].scan;
  const StatementUse use(scan);
  scan.bindNoCopy(1, range.after);
  VersionsOfRow row(range.revision);
  for (int64_t left = range.limit; left != 0 && scan.executeStep();) {
    const SqliteRow version = RowIn(scan, kind);
    PASSUNG_ASSIGN_OR_RETURN(const bool holds, row.HoldsNext(version));
    if (!holds) continue;
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
  bool found = false;
  while (scan.executeStep()) {
    found = true;
    const SqliteRow row = RowIn(scan, kind);
    PASSUNG_RETURN_IF_ERROR(CheckRow(row));
    PASSUNG_RETURN_IF_ERROR(visit(row.keys.from, row.keys.to, row.bytes));
  }
  return found ? absl::OkStatus() : CheckNeighbours(kind, id);
}

// All as of one moment.
absl::StatusOr<RowChanges> Reader::ReadChanges(int64_t after) {
  const SQLite::Transaction moment(*database_);
  RowChanges changes{.revision = Newest()};
  changes.everything = IsTooLongAgo(after, changes.revision);
  const StatementUse use(changes_);
  changes_.bind(1, after);
  while (!changes.everything && changes_.executeStep()) {
    const auto kind = RowKindNamed(changes_.getColumn(0).getString());
    changes.everything = !kind.has_value();
    if (kind) changes.rows.push_back({.kind = *kind, .id = changes_.getColumn(1).getString()});
  }
  if (changes.everything) changes.rows.clear();
  for (ChangedRow& row : changes.rows) {
    absl::StatusOr<std::string> bytes = Get(row.kind, row.id, kLatest);
    if (bytes.ok()) {
      row.bytes = *std::move(bytes);
    } else if (!absl::IsNotFound(bytes.status())) {
      return bytes.status();
    }
  }
  return changes;
}

}  // namespace passung::storage
