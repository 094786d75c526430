#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <array>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/storage/row_store.h"
#include "engine/storage/sqlite_database.h"
#include "engine/storage/sqlite_statements.h"

namespace passung::storage {
namespace {

absl::string_view BytesOf(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<size_t>(column.getBytes())};
}

// Ends the use of a prepared statement; one that is left in the middle of its rows would hold a read
// lock and keep the log from being emptied.
class StatementUse final {
 public:
  explicit StatementUse(SQLite::Statement& statement) : statement_(statement) {}
  ~StatementUse() { statement_.tryReset(); }
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;

 private:
  SQLite::Statement& statement_;
};

template <class Statements, size_t... kKinds>
std::array<Statements, kRowKindCount> PerKind(SQLite::Database& database,
                                              std::index_sequence<kKinds...> /*kinds*/) {
  return {Statements(database, static_cast<RowKind>(kKinds))...};
}
template <class Statements>
std::array<Statements, kRowKindCount> PerKind(SQLite::Database& database) {
  return PerKind<Statements>(database, std::make_index_sequence<kRowKindCount>());
}

SQLite::Statement Prepare(SQLite::Database& database, absl::string_view before, RowKind kind,
                          absl::string_view after) {
  return {database, absl::StrCat(before, " ", RowKindName(kind), " ", after)};
}

void BindKey(SQLite::Statement& statement, int index, const std::string& key) {
  if (key.empty()) {
    statement.bind(index);
  } else {
    statement.bindNoCopy(index, key);
  }
}

// ---- Reading ------------------------------------------------------------------------------------

struct ReadStatements {
  ReadStatements(SQLite::Database& database, RowKind kind)
      : get(Prepare(database, "SELECT bytes, checksum FROM", kind,
                    "WHERE id = ?1 AND from_revision <= ?2 AND to_revision > ?2")),
        scan(Prepare(database, "SELECT id, bytes, checksum FROM", kind,
                     "WHERE id > ?1 AND from_revision <= ?2 AND to_revision > ?2"
                     " ORDER BY id LIMIT ?3")),
        versions(Prepare(database, "SELECT from_revision, to_revision, bytes, checksum FROM", kind,
                         "WHERE id = ?1 ORDER BY from_revision")) {}
  SQLite::Statement get;
  SQLite::Statement scan;
  SQLite::Statement versions;
};

// Rows by their keys; prepared when needed, since few ask.
SQLite::Statement PrepareLookup(SQLite::Database& database, RowKind kind, const RowRange& range) {
  SQLite::Statement scan(database, LookupSql(kind, range));
  scan.bindNoCopy(1, range.after);
  scan.bind(2, range.limit);
  if (range.owner) scan.bindNoCopy(3, *range.owner);
  if (range.expires_before) scan.bind(4, *range.expires_before);
  return scan;
}

// A connection for one reader at a time.
struct Reader {
  explicit Reader(SqliteHandle handle)
      : database(std::move(handle)),
        statements(PerKind<ReadStatements>(*database)),
        newest(*database, "SELECT max(revision) FROM revision") {}

  SqliteHandle database;
  std::array<ReadStatements, kRowKindCount> statements;
  SQLite::Statement newest;
};

absl::Status VisitRow(SQLite::Statement& scan, RowKind kind, RowVisitor visit) {
  const absl::string_view id = BytesOf(scan.getColumn(0));
  const absl::string_view bytes = BytesOf(scan.getColumn(1));
  PASSUNG_RETURN_IF_ERROR(CheckChecksum(kind, id, bytes, scan.getColumn(2).getInt64()));
  return visit(id, bytes);
}

absl::Status Walk(SQLite::Statement& scan, RowKind kind, const RowRange& range, RowVisitor visit) {
  const StatementUse use(scan);
  scan.bindNoCopy(1, range.after);
  scan.bind(2, range.revision);
  scan.bind(3, range.limit);
  while (scan.executeStep()) PASSUNG_RETURN_IF_ERROR(VisitRow(scan, kind, visit));
  return absl::OkStatus();
}

absl::Status WalkLookup(SQLite::Database& database, RowKind kind, const RowRange& range,
                        RowVisitor visit) {
  SQLite::Statement lookup = PrepareLookup(database, kind, range);
  while (lookup.executeStep()) PASSUNG_RETURN_IF_ERROR(VisitRow(lookup, kind, visit));
  return absl::OkStatus();
}

absl::Status WalkVersions(SQLite::Statement& scan, RowKind kind, const std::string& id,
                          VersionVisitor visit) {
  const StatementUse use(scan);
  scan.bindNoCopy(1, id);
  while (scan.executeStep()) {
    const absl::string_view bytes = BytesOf(scan.getColumn(2));
    PASSUNG_RETURN_IF_ERROR(CheckChecksum(kind, id, bytes, scan.getColumn(3).getInt64()));
    PASSUNG_RETURN_IF_ERROR(
        visit(scan.getColumn(0).getInt64(), scan.getColumn(1).getInt64(), bytes));
  }
  return absl::OkStatus();
}

// Connections wait here for the next reader, so that statements are prepared once.
class ReaderPool final {
 public:
  explicit ReaderPool(std::string path) : path_(std::move(path)) {}

  // Calls `f` with a reader of its own. Turns the library's exceptions into a Status.
  template <class F>
  auto With(F f) -> decltype(f(std::declval<Reader&>())) {
    return WithoutThrow(path_, [&]() -> decltype(f(std::declval<Reader&>())) {
      PASSUNG_ASSIGN_OR_RETURN(std::unique_ptr<Reader> reader, Take());
      auto result = f(*reader);
      Return(std::move(reader));
      return result;
    });
  }

 private:
  static constexpr size_t kMaxIdle = 4;

  absl::StatusOr<std::unique_ptr<Reader>> Take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Reader> reader = std::move(idle_.back());
        idle_.pop_back();
        return reader;
      }
    }
    PASSUNG_ASSIGN_OR_RETURN(SqliteHandle handle, OpenForReading(path_));
    return std::make_unique<Reader>(std::move(handle));
  }

  void Return(std::unique_ptr<Reader> reader) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kMaxIdle) idle_.push_back(std::move(reader));
  }

  const std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Reader>> idle_;
};

// ---- Writing ------------------------------------------------------------------------------------

struct WriteStatements {
  WriteStatements(SQLite::Database& database, RowKind kind)
      : newest(Prepare(database, "SELECT from_revision, to_revision, bytes, checksum FROM", kind,
                       "WHERE id = ?1 ORDER BY from_revision DESC LIMIT 1")),
        end(Prepare(database, "UPDATE", kind,
                    "SET to_revision = ?3 WHERE id = ?1 AND from_revision = ?2")),
        insert(Prepare(database, "INSERT INTO", kind, InsertedColumns(kind))),
        erase(Prepare(database, "DELETE FROM", kind, "WHERE id = ?1")) {}

  static std::string InsertedColumns(RowKind kind) {
    const RowShape shape = ShapeOf(kind);
    const bool keyed = shape.place || shape.lookup;
    return absl::StrCat("(id, from_revision, to_revision, bytes, checksum",
                        shape.place ? ", occupation, district" : "",
                        shape.lookup ? ", owner, expires" : "", ") VALUES (?1, ?2, ?3, ?4, ?5",
                        keyed ? ", ?6, ?7)" : ")");
  }

  SQLite::Statement newest;
  SQLite::Statement end;
  SQLite::Statement insert;
  SQLite::Statement erase;
};

struct Writer {
  explicit Writer(SqliteHandle handle)
      : database(std::move(handle)),
        statements(PerKind<WriteStatements>(*database)),
        newest(*database, "SELECT max(revision) FROM revision"),
        note(*database, "INSERT INTO revision (revision, begun, ended) VALUES (?1, ?2, ?3)") {}

  SqliteHandle database;
  std::array<WriteStatements, kRowKindCount> statements;
  SQLite::Statement newest;
  SQLite::Statement note;
  std::mutex mutex;  // held by the open transaction
};

int64_t NewestRevision(SQLite::Statement& newest) {
  const StatementUse use(newest);
  return newest.executeStep() ? newest.getColumn(0).getInt64() : 0;  // NULL reads as 0
}

// The two keys of a row that has some; `shape` is that of its kind.
void BindKeys(SQLite::Statement& insert, const RowShape& shape, const RowKeys& keys) {
  if (shape.place) {
    BindKey(insert, 6, keys.occupation);
    BindKey(insert, 7, keys.district);
  }
  if (!shape.lookup) return;
  BindKey(insert, 6, keys.owner);
  if (keys.expires) {
    insert.bind(7, *keys.expires);
  } else {
    insert.bind(7);
  }
}

class SqliteTransaction final : public RowTransaction {
 public:
  // Throws SQLite::Exception where the lock cannot be had.
  SqliteTransaction(const std::string& path, Writer& writer)
      : path_(path),
        writer_(writer),
        lock_(writer.mutex),
        transaction_(*writer.database, SQLite::TransactionBehavior::IMMEDIATE),
        revision_(NewestRevision(writer.newest) + 1) {}

  int64_t revision() const override { return revision_; }

  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id) override {
    return WithoutThrow(path_, [&]() -> absl::StatusOr<std::string> {
      SQLite::Statement& newest = writer_.statements[static_cast<size_t>(kind)].newest;
      const StatementUse use(newest);
      newest.bindNoCopy(1, id);
      if (!newest.executeStep() || newest.getColumn(1).getInt64() != kOpenEnd) {
        return NoSuchRow(kind, id);
      }
      return std::string(BytesOf(newest.getColumn(2)));
    });
  }

  absl::Status Put(RowKind kind, const std::string& id, const std::string& bytes,
                   const RowKeys& keys) override {
    return WithoutThrow(path_, [&] {
      WriteStatements& statements = writer_.statements[static_cast<size_t>(kind)];
      const RowShape shape = ShapeOf(kind);
      const int64_t checksum = ChecksumOf(bytes);
      const Newest newest = FindNewest(statements, id, bytes, checksum);
      if (newest.same) return absl::OkStatus();
      if (!shape.history) {
        EraseRow(statements, id);
      } else if (newest.current) {
        End(statements, id, newest.from);
      }
      SQLite::Statement& insert = statements.insert;
      const StatementUse use(insert);
      insert.bindNoCopy(1, id);
      insert.bind(2, revision_);
      insert.bind(3, kOpenEnd);
      insert.bindNoCopy(4, bytes.data(), static_cast<int>(bytes.size()));
      insert.bind(5, checksum);
      BindKeys(insert, shape, keys);
      insert.exec();
      ++begun_;
      return absl::OkStatus();
    });
  }

  absl::Status Delete(RowKind kind, const std::string& id) override {
    return WithoutThrow(path_, [&] {
      WriteStatements& statements = writer_.statements[static_cast<size_t>(kind)];
      const Newest newest = FindNewest(statements, id, "", 0);
      if (!newest.current) return NoSuchRow(kind, id);
      End(statements, id, newest.from);
      return absl::OkStatus();
    });
  }

  absl::Status Erase(RowKind kind, const std::string& id) override {
    return WithoutThrow(path_, [&] {
      EraseRow(writer_.statements[static_cast<size_t>(kind)], id);
      return absl::OkStatus();
    });
  }

  absl::StatusOr<int64_t> EraseOwned(RowKind kind, const std::string& owner) override {
    return WithoutThrow(path_, [&]() -> absl::StatusOr<int64_t> {
      SQLite::Statement erase(*writer_.database, EraseOwnedSql(kind));
      erase.bindNoCopy(1, owner);
      return erase.exec();
    });
  }

  absl::StatusOr<int64_t> EraseExpired(RowKind kind, int64_t expires_before) override {
    return WithoutThrow(path_, [&]() -> absl::StatusOr<int64_t> {
      SQLite::Statement erase(*writer_.database, EraseExpiredSql(kind));
      erase.bind(1, expires_before);
      return erase.exec();
    });
  }

  absl::Status Commit() override {
    return WithoutThrow(path_, [&] {
      const StatementUse use(writer_.note);
      writer_.note.bind(1, revision_);
      writer_.note.bind(2, begun_);
      writer_.note.bind(3, ended_);
      writer_.note.exec();
      transaction_.commit();
      return absl::OkStatus();
    });
  }

  absl::Status CommitBeside() override {
    return WithoutThrow(path_, [&] {
      transaction_.commit();
      return absl::OkStatus();
    });
  }

 private:
  // What is known of the newest version of a row.
  struct Newest {
    bool current = false;
    bool same = false;  // current, with the bytes and checksum in question
    int64_t from = 0;
  };

  static Newest FindNewest(WriteStatements& statements, const std::string& id,
                           absl::string_view bytes, int64_t checksum) {
    SQLite::Statement& statement = statements.newest;
    const StatementUse use(statement);
    statement.bindNoCopy(1, id);
    Newest newest;
    if (!statement.executeStep()) return newest;
    newest.from = statement.getColumn(0).getInt64();
    newest.current = statement.getColumn(1).getInt64() == kOpenEnd;
    newest.same = newest.current && BytesOf(statement.getColumn(2)) == bytes &&
                  statement.getColumn(3).getInt64() == checksum;
    return newest;
  }

  static void EraseRow(WriteStatements& statements, const std::string& id) {
    const StatementUse use(statements.erase);
    statements.erase.bindNoCopy(1, id);
    statements.erase.exec();
  }

  void End(WriteStatements& statements, const std::string& id, int64_t from) {
    SQLite::Statement& end = statements.end;
    const StatementUse use(end);
    end.bindNoCopy(1, id);
    end.bind(2, from);
    end.bind(3, revision_);
    end.exec();
    ++ended_;
  }

  const std::string& path_;
  Writer& writer_;
  // Before the transaction, so that it is given up after the roll-back.
  std::unique_lock<std::mutex> lock_;
  SQLite::Transaction transaction_;
  int64_t revision_;
  int64_t begun_ = 0;
  int64_t ended_ = 0;
};

// ---- The store ----------------------------------------------------------------------------------

class SqliteRowStore final : public RowStore {
 public:
  // Throws SQLite::Exception where the tables are not as they should be.
  SqliteRowStore(std::string path, SqliteHandle handle)
      : path_(std::move(path)), writer_(std::move(handle)), readers_(path_) {}

  absl::StatusOr<std::unique_ptr<RowTransaction>> Begin() override {
    return WithoutThrow(path_, [&]() -> absl::StatusOr<std::unique_ptr<RowTransaction>> {
      auto transaction = std::make_unique<SqliteTransaction>(path_, writer_);
      // A newer program may have opened the database since we did.
      const int64_t version = QueryNumber(*writer_.database, "PRAGMA user_version");
      if (version == SchemaVersion()) return transaction;
      return absl::FailedPreconditionError(absl::StrCat("\"", path_, "\" now has schema version ",
                                                        version, "; this program writes version ",
                                                        SchemaVersion()));
    });
  }

  absl::StatusOr<int64_t> revision() const override {
    return readers_.With(
        [](Reader& reader) -> absl::StatusOr<int64_t> { return NewestRevision(reader.newest); });
  }

  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id,
                                  int64_t revision) const override {
    return readers_.With([&](Reader& reader) -> absl::StatusOr<std::string> {
      SQLite::Statement& get = reader.statements[static_cast<size_t>(kind)].get;
      const StatementUse use(get);
      get.bindNoCopy(1, id);
      get.bind(2, revision);
      if (!get.executeStep()) return NoSuchRow(kind, id);
      const absl::string_view bytes = BytesOf(get.getColumn(0));
      PASSUNG_RETURN_IF_ERROR(CheckChecksum(kind, id, bytes, get.getColumn(1).getInt64()));
      return std::string(bytes);
    });
  }

  absl::Status Scan(RowKind kind, const RowRange& range, RowVisitor visit) const override {
    return readers_.With([&](Reader& reader) -> absl::Status {
      if (range.owner || range.expires_before) {
        return WalkLookup(*reader.database, kind, range, visit);
      }
      return Walk(reader.statements[static_cast<size_t>(kind)].scan, kind, range, visit);
    });
  }

  absl::Status ScanVersions(RowKind kind, const std::string& id,
                            VersionVisitor visit) const override {
    return readers_.With([&](Reader& reader) -> absl::Status {
      return WalkVersions(reader.statements[static_cast<size_t>(kind)].versions, kind, id, visit);
    });
  }

  // Freed places are overwritten as they are freed; what a page kept behind its rows goes with the
  // copy that VACUUM makes, what the log kept when it is cut.
  absl::Status Scrub() override {
    const std::lock_guard lock(writer_.mutex);
    return WithoutThrow(path_, [&] {
      writer_.database->exec("VACUUM");
      if (QueryNumber(*writer_.database, "PRAGMA wal_checkpoint(TRUNCATE)") == 0) {
        return absl::OkStatus();
      }
      return absl::UnavailableError(
          absl::StrCat("\"", path_, "\": another process keeps the log from being emptied"));
    });
  }

 private:
  const std::string path_;
  Writer writer_;
  mutable ReaderPool readers_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<RowStore>> OpenSqliteRowStore(const std::string& path) {
  PASSUNG_ASSIGN_OR_RETURN(SqliteHandle handle, OpenForWriting(path));
  auto store = WithoutThrow(path, [&]() -> absl::StatusOr<std::unique_ptr<RowStore>> {
    return std::make_unique<SqliteRowStore>(path, std::move(handle));
  });
  // Statements are prepared here: where SQL fails, the tables are not those of the schema version.
  if (absl::IsInternal(store.status())) return absl::DataLossError(store.status().message());
  return store;
}

}  // namespace passung::storage
