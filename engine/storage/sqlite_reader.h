// Reading rows of a SQLite file: prepared statements, and connections for those who ask at the same time.
#ifndef PASSUNG_ENGINE_STORAGE_SQLITE_READER_H_
#define PASSUNG_ENGINE_STORAGE_SQLITE_READER_H_

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/storage/row_store.h"
#include "engine/storage/sqlite_database.h"
#include "engine/storage/sqlite_rows.h"

namespace passung::storage {

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

inline SQLite::Statement Prepare(SQLite::Database& database, absl::string_view before, RowKind kind,
                                 absl::string_view after) {
  return {database, absl::StrCat(before, " ", RowKindName(kind), " ", after)};
}

// All versions are read and those that hold are told apart here: one whose revisions were damaged must not be missing
// without a word.
struct ReadStatements {
  ReadStatements(SQLite::Database& database, RowKind kind);
  SQLite::Statement scan;
  SQLite::Statement versions;
  SQLite::Statement newest_first;  // the same the other way round: most ask for the present one
  SQLite::Statement neighbours;    // the row before an id and the one behind it
};

// A connection for one reader at a time. Its methods throw SQLite::Exception.
class Reader final {
 public:
  explicit Reader(SqliteHandle handle);

  int64_t Newest();    // revision; 0: none
  int64_t KeptFrom();  // as RowStore::kept_from
  std::optional<int64_t> WrittenAt(int64_t revision);
  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id, int64_t revision);
  absl::Status Scan(RowKind kind, const RowRange& range, RowVisitor visit);
  absl::Status ScanVersions(RowKind kind, const std::string& id, VersionVisitor visit);
  absl::StatusOr<RowChanges> ReadChanges(int64_t after);

 private:
  absl::Status CheckNeighbours(RowKind kind, const std::string& id);
  absl::Status Lookup(RowKind kind, const RowRange& range, RowVisitor visit);

  SqliteHandle database_;
  std::array<ReadStatements, kRowKindCount> statements_;
  SQLite::Statement newest_;
  SQLite::Statement kept_from_;
  SQLite::Statement changes_;
  SQLite::Statement written_;
};

// The first number of a statement without parameters; 0 where there is none, or NULL.
int64_t NumberOf(SQLite::Statement& statement);

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

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_SQLITE_READER_H_
