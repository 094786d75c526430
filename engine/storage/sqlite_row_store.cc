#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <array>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/storage/row_store.h"
#include "engine/storage/sqlite_acknowledged.h"
#include "engine/storage/sqlite_database.h"
#include "engine/storage/sqlite_reader.h"
#include "engine/storage/sqlite_rows.h"
#include "engine/storage/sqlite_statements.h"

namespace passung::storage {
namespace {

void BindKey(SQLite::Statement& statement, int index, const std::string& key) {
  if (key.empty()) {
    statement.bind(index);
  } else {
    statement.bindNoCopy(index, key);
  }
}

void BindOptional(SQLite::Statement& statement, int index, std::optional<int64_t> value) {
  if (value) {
    statement.bind(index, *value);
  } else {
    statement.bind(index);
  }
}

// ---- Writing ------------------------------------------------------------------------------------

struct WriteStatements {
  WriteStatements(SQLite::Database& database, RowKind kind)
      : newest(Prepare(database, absl::StrCat("SELECT ", RowColumns(kind), " FROM"), kind,
                       "WHERE id = ?1 ORDER BY from_revision DESC LIMIT 1")),
        end(Prepare(database, "UPDATE", kind, EndOfRow(kind))),
        insert(Prepare(database, "INSERT INTO", kind, InsertedColumns(kind))),
        erase(Prepare(database, "DELETE FROM", kind, "WHERE id = ?1")) {}

  // The end stands in the checksum, too: the present keys are taken out of it, and those after it put in.
  static std::string EndOfRow(RowKind kind) {
    const RowShape shape = ShapeOf(kind);
    const char* const keys =
        shape.place ? "occupation, district" : (shape.lookup ? "owner, expires" : "NULL, NULL");
    const absl::string_view table = RowKindName(kind);
    return absl::StrCat("SET to_revision = ?3, checksum = with_keys('", table, "', with_keys('",
                        table, "', checksum, id, from_revision, to_revision, ", keys,
                        "), id, from_revision, ?3, ", keys,
                        ") WHERE id = ?1 AND from_revision = ?2");
  }

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
  Writer(const std::string& path, SqliteHandle handle)
      : database(std::move(handle)),
        statements(PerKind<WriteStatements>(*database)),
        newest(*database, "SELECT max(revision) FROM revision"),
        note(*database,
             "INSERT INTO revision (revision, begun, ended, written) VALUES (?1, ?2, ?3, ?4)"),
        change(*database, "INSERT OR IGNORE INTO change (revision, kind, id) VALUES (?1, ?2, ?3)"),
        forget_changes(*database, "DELETE FROM change WHERE revision <= ?1"),
        acknowledged(path) {}

  SqliteHandle database;
  std::array<WriteStatements, kRowKindCount> statements;
  SQLite::Statement newest;
  SQLite::Statement note;
  SQLite::Statement change;
  SQLite::Statement forget_changes;
  Acknowledged acknowledged;
  std::mutex mutex;  // held by the open transaction
};

// The two keys of a row that has some; `shape` is that of its kind.
void BindKeys(SQLite::Statement& insert, const RowShape& shape, const RowKeys& keys) {
  if (shape.place) {
    BindKey(insert, 6, keys.occupation);
    BindKey(insert, 7, keys.district);
  }
  if (!shape.lookup) return;
  BindKey(insert, 6, keys.owner);
  BindOptional(insert, 7, keys.expires);
}

class SqliteTransaction final : public GroupedTransaction {
 public:
  // Throws SQLite::Exception where the lock cannot be had.
  SqliteTransaction(const std::string& path, Writer& writer)
      : path_(path),
        writer_(writer),
        lock_(writer.mutex),
        transaction_(*writer.database, SQLite::TransactionBehavior::IMMEDIATE),
        revision_(NumberOf(writer.newest) + 1) {}

  int64_t revision() const override { return revision_; }

  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id) override {
    return WithoutThrow(path_, [&]() -> absl::StatusOr<std::string> {
      SQLite::Statement& newest = writer_.statements[static_cast<size_t>(kind)].newest;
      const StatementUse use(newest);
      newest.bindNoCopy(1, id);
      if (!newest.executeStep()) return NoSuchRow(kind, id);
      const SqliteRow row = RowIn(newest, kind);
      if (row.keys.to != kOpenEnd) return NoSuchRow(kind, id);
      return std::string(row.bytes);
    });
  }

  absl::Status Put(RowKind kind, const std::string& id, const std::string& bytes,
                   const RowKeys& keys) override {
    return WithoutThrow(path_, [&] {
      WriteStatements& statements = writer_.statements[static_cast<size_t>(kind)];
      const RowShape shape = ShapeOf(kind);
      const Newest newest = FindNewest(statements, kind, id, bytes);
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
      insert.bind(5, ChecksumOfBytes(bytes) ^ ChecksumOfNewKeys(kind, id, keys));
      BindKeys(insert, shape, keys);
      insert.exec();
      ++begun_;
      NoteChange(kind, id);
      return absl::OkStatus();
    });
  }

  absl::Status Delete(RowKind kind, const std::string& id) override {
    return WithoutThrow(path_, [&] {
      WriteStatements& statements = writer_.statements[static_cast<size_t>(kind)];
      const Newest newest = FindNewest(statements, kind, id, "");
      if (!newest.current) return NoSuchRow(kind, id);
      End(statements, id, newest.from);
      NoteChange(kind, id);
      return absl::OkStatus();
    });
  }

  absl::Status Erase(RowKind kind, const std::string& id) override {
    return WithoutThrow(path_, [&] {
      // Who is purged must not be found among the changes either.
      forgets_changes_ = forgets_changes_ || ShapeOf(kind).history;
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

  absl::Status NoteTime(int64_t second) override {
    return WithoutThrow(path_, [&] {
      SQLite::Statement note(*writer_.database,
                             "INSERT INTO revision_time (second, revision)"
                             " SELECT ?1, ?2 WHERE NOT EXISTS"
                             " (SELECT 1 FROM revision_time WHERE revision >= ?2 OR second >= ?1)");
      note.bind(1, second);
      note.bind(2, revision_ - 1);
      note.exec();
      return absl::OkStatus();
    });
  }

  absl::StatusOr<int64_t> ForgetVersions(int64_t second) override {
    return WithoutThrow(path_, [&]() -> absl::StatusOr<int64_t> {
      const int64_t end = NotedUntil(second);
      if (end == 0) return 0;
      int64_t count = 0;
      for (int kind = 0; kind < kRowKindCount; ++kind) {
        if (!ShapeOf(static_cast<RowKind>(kind)).history) continue;
        count += ExecuteWith(ForgetVersionsSql(static_cast<RowKind>(kind)), end);
      }
      ExecuteWith("UPDATE history SET kept_from = ?1 WHERE kept_from < ?1", end);
      ExecuteWith("DELETE FROM revision_time WHERE revision < ?1", end);
      return count;
    });
  }

  absl::Status Commit(std::optional<int64_t> written) override {
    return WithoutThrow(path_, [&] {
      NoteRevision(written);
      transaction_.commit();
      writer_.acknowledged.Note(revision_);
      return absl::OkStatus();
    });
  }

  absl::Status Mark() override {
    return WithoutThrow(path_, [&] {
      begun_ = 0;
      ended_ = 0;
      changes_.clear();
      forgets_changes_ = false;
      writer_.database->exec("SAVEPOINT batch");
      return absl::OkStatus();
    });
  }

  absl::Status TakeBack() override {
    return WithoutThrow(path_, [&] {
      writer_.database->exec("ROLLBACK TO batch");
      writer_.database->exec("RELEASE batch");
      return absl::OkStatus();
    });
  }

  absl::Status Seal(std::optional<int64_t> written) override {
    return WithoutThrow(path_, [&] {
      NoteRevision(written);
      writer_.database->exec("RELEASE batch");
      ++revision_;
      sealed_ = true;
      return absl::OkStatus();
    });
  }

  absl::Status CommitSealed() override {
    return WithoutThrow(path_, [&] {
      transaction_.commit();
      if (sealed_) writer_.acknowledged.Note(revision_ - 1);
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
    bool same = false;  // current and whole, with the bytes in question
    int64_t from = 0;
  };

  static Newest FindNewest(WriteStatements& statements, RowKind kind, const std::string& id,
                           absl::string_view bytes) {
    SQLite::Statement& statement = statements.newest;
    const StatementUse use(statement);
    statement.bindNoCopy(1, id);
    Newest newest;
    if (!statement.executeStep()) return newest;
    const SqliteRow row = RowIn(statement, kind);
    newest.from = row.keys.from;
    newest.current = row.keys.to == kOpenEnd;
    newest.same = newest.current && row.bytes == bytes && CheckRow(row).ok();
    return newest;
  }

  int64_t ChecksumOfNewKeys(RowKind kind, const std::string& id, const RowKeys& keys) const {
    const RowShape shape = ShapeOf(kind);
    const std::string expires = keys.expires ? absl::StrCat(*keys.expires) : "";
    VersionKeys version = {.table = RowKindName(kind), .id = id, .from = revision_};
    if (shape.place) {
      version.first = keys.occupation;
      version.second = keys.district;
    } else if (shape.lookup) {
      version.first = keys.owner;
      version.second = expires;
    }
    return ChecksumOfKeys(version);
  }

  // The newest revision that was noted by then; 0: none.
  int64_t NotedUntil(int64_t second) {
    SQLite::Statement noted(*writer_.database,
                            "SELECT max(revision) FROM revision_time WHERE second <= ?1");
    noted.bind(1, second);
    return NumberOf(noted);
  }

  int64_t ExecuteWith(const std::string& sql, int64_t revision) {
    SQLite::Statement statement(*writer_.database, sql);
    statement.bind(1, revision);
    return statement.exec();
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

  void NoteChange(RowKind kind, const std::string& id) {
    if (IsFollowed(kind) && changes_.size() <= kMostChanges) changes_.emplace_back(kind, id);
  }

  void WriteChange(absl::string_view kind, const std::string& id) {
    const StatementUse use(writer_.change);
    writer_.change.bind(1, revision_);
    writer_.change.bind(2, std::string(kind));
    writer_.change.bindNoCopy(3, id);
    writer_.change.exec();
  }

  // What this revision is, beside its rows.
  void NoteRevision(std::optional<int64_t> written) {
    const StatementUse use(writer_.note);
    writer_.note.bind(1, revision_);
    writer_.note.bind(2, begun_);
    writer_.note.bind(3, ended_);
    BindOptional(writer_.note, 4, written);
    writer_.note.exec();
    WriteChanges();
  }

  void WriteChanges() {
    const StatementUse use(writer_.forget_changes);
    writer_.forget_changes.bind(1, forgets_changes_ ? revision_ : revision_ - kKeptChanges);
    writer_.forget_changes.exec();
    if (forgets_changes_ || changes_.size() > kMostChanges) return WriteChange(kEverything, "");
    for (const auto& [kind, id] : changes_) WriteChange(RowKindName(kind), id);
  }

  const std::string& path_;
  Writer& writer_;
  // Before the transaction, so that it is given up after the roll-back.
  std::unique_lock<std::mutex> lock_;
  SQLite::Transaction transaction_;
  int64_t revision_;
  int64_t begun_ = 0;
  int64_t ended_ = 0;
  std::vector<std::pair<RowKind, std::string>> changes_;  // of followed kinds
  bool forgets_changes_ = false;
  bool sealed_ = false;  // some revision of a group
};

// ---- The store ----------------------------------------------------------------------------------

class SqliteRowStore final : public RowStore {
 public:
  // Throws SQLite::Exception where the tables are not as they should be.
  SqliteRowStore(std::string path, SqliteHandle handle)
      : path_(std::move(path)), writer_(path_, std::move(handle)), readers_(path_) {}

  absl::StatusOr<std::unique_ptr<RowTransaction>> Begin() override { return BeginGroup(); }

  absl::StatusOr<std::unique_ptr<GroupedTransaction>> BeginGroup() override {
    return WithoutThrow(path_, [&]() -> absl::StatusOr<std::unique_ptr<GroupedTransaction>> {
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
    return readers_.With([](Reader& reader) -> absl::StatusOr<int64_t> { return reader.Newest(); });
  }

  absl::StatusOr<int64_t> kept_from() const override {
    return readers_.With(
        [](Reader& reader) -> absl::StatusOr<int64_t> { return reader.KeptFrom(); });
  }

  absl::StatusOr<std::optional<int64_t>> WrittenAt(int64_t revision) const override {
    return readers_.With([&](Reader& reader) -> absl::StatusOr<std::optional<int64_t>> {
      return reader.WrittenAt(revision);
    });
  }

  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id,
                                  int64_t revision) const override {
    return readers_.With([&](Reader& reader) { return reader.Get(kind, id, revision); });
  }

  absl::Status Scan(RowKind kind, const RowRange& range, RowVisitor visit) const override {
    return readers_.With([&](Reader& reader) { return reader.Scan(kind, range, visit); });
  }

  absl::Status ScanVersions(RowKind kind, const std::string& id,
                            VersionVisitor visit) const override {
    return readers_.With([&](Reader& reader) { return reader.ScanVersions(kind, id, visit); });
  }

  absl::StatusOr<RowChanges> ReadChanges(int64_t after) const override {
    return readers_.With([&](Reader& reader) { return reader.ReadChanges(after); });
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

  // A few bytes may find a place in the log where a change finds none: therefore as much as some hundred rows take, which
  // goes again at once.
  absl::Status CheckWritable() override {
    const std::lock_guard lock(writer_.mutex);
    return WithoutThrow(path_, [&] {
      writer_.database->exec("DELETE FROM space_probe");
      writer_.database->exec("INSERT INTO space_probe (bytes) VALUES (zeroblob(1048576))");
      writer_.database->exec("DELETE FROM space_probe");
      return absl::OkStatus();
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
