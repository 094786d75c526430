#include <array>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/storage/postgres_connection.h"
#include "engine/storage/postgres_database.h"
#include "engine/storage/postgres_watch.h"
#include "engine/storage/postgres_writer.h"
#include "engine/storage/row_store.h"

namespace passung::storage {
namespace {

constexpr char kGet[] =
    "SELECT bytes, checksum FROM stored_row"
    " WHERE kind = $1 AND id = $2 AND from_revision <= $3 AND to_revision > $3";
// No limit where $4 is NULL.
constexpr char kScan[] =
    "SELECT id, bytes, checksum FROM stored_row"
    " WHERE kind = $1 AND id > $2 AND from_revision <= $3 AND to_revision > $3"
    " ORDER BY id LIMIT $4";
constexpr char kVersions[] =
    "SELECT from_revision, to_revision, bytes, checksum FROM stored_row"
    " WHERE kind = $1 AND id = $2 ORDER BY from_revision";
constexpr char kNewest[] = "SELECT coalesce(max(revision), 0) FROM revision";
// What changed after $1, each once, as it is now.
constexpr char kChanges[] =
    "SELECT DISTINCT change.kind, change.id, stored_row.bytes, stored_row.checksum FROM change"
    " LEFT JOIN stored_row ON stored_row.kind = change.kind AND stored_row.id = change.id"
    " AND stored_row.to_revision = 9223372036854775807 WHERE change.revision > $1";

// $1: kind, $2: ids greater than this, $3: limit; then owner and second, where the range has them.
std::string PostgresLookupSql(const RowRange& range) {
  std::string sql = "SELECT id, bytes, checksum FROM stored_row AS row WHERE kind = $1 AND id > $2";
  if (range.owner) {
    // Of what is present an index knows the owners.
    const std::string at = range.revision == kLatest
                               ? absl::StrCat("to_revision = ", kOpenEnd)
                               : absl::StrCat("from_revision <= ", range.revision,
                                              " AND to_revision > ", range.revision);
    absl::StrAppend(&sql, " AND ", at, " AND owner IS NOT NULL AND owner = $4");
  }
  if (range.expires_before) {
    absl::StrAppend(&sql, " AND expires IS NOT NULL AND expires < $", range.owner ? 5 : 4,
                    " AND NOT EXISTS (SELECT FROM stored_row AS later WHERE later.kind = row.kind"
                    " AND later.id = row.id AND later.from_revision > row.from_revision)");
  }
  return absl::StrCat(sql, " ORDER BY id LIMIT $3");
}

std::optional<int64_t> LimitOf(const RowRange& range) {
  return range.limit < 0 ? std::nullopt : std::optional<int64_t>(range.limit);
}

absl::Status WalkRange(PostgresConnection& connection, RowKind kind, const RowRange& range,
                       RowVisitor visit) {
  PostgresValues values;
  values.AddText(RowKindName(kind)).AddText(range.after);
  std::string sql = kScan;
  if (range.owner || range.expires_before) {
    sql = PostgresLookupSql(range);
    values.AddNumberOrNull(LimitOf(range));
    if (range.owner) values.AddText(*range.owner);
    if (range.expires_before) values.Add(*range.expires_before);
  } else {
    values.Add(range.revision).AddNumberOrNull(LimitOf(range));
  }
  return connection.Walk(sql, values, [&](const PostgresRow& row) -> absl::Status {
    PASSUNG_RETURN_IF_ERROR(CheckChecksum(kind, row.Bytes(0), row.Bytes(1), row.Number(2)));
    return visit(row.Bytes(0), row.Bytes(1));
  });
}

absl::Status AddChange(const PostgresRow& row, RowChanges& changes) {
  const std::optional<RowKind> kind = RowKindNamed(row.Bytes(0));
  if (!kind) {
    changes.everything = true;
    return absl::OkStatus();
  }
  ChangedRow& changed = changes.rows.emplace_back();
  changed.kind = *kind;
  changed.id = std::string(row.Bytes(1));
  if (row.IsNull(2)) return absl::OkStatus();
  changed.bytes = std::string(row.Bytes(2));
  return CheckChecksum(*kind, changed.id, *changed.bytes, row.Number(3));
}

// Both statements see the same moment.
absl::StatusOr<RowChanges> ChangesAfter(PostgresConnection& connection, int64_t after) {
  PASSUNG_RETURN_IF_ERROR(connection.BeginPipeline());
  PASSUNG_RETURN_IF_ERROR(connection.Send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", {}));
  PASSUNG_RETURN_IF_ERROR(connection.Send(kNewest, {}));
  PASSUNG_RETURN_IF_ERROR(connection.Send(kChanges, PostgresValues().Add(after)));
  PASSUNG_RETURN_IF_ERROR(connection.Send("COMMIT", {}));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<PostgresResult> results, connection.FinishPipeline());
  std::vector<const PGresult*> answers;
  for (const PostgresResult& result : results) {
    if (PQresultStatus(result.get()) == PGRES_TUPLES_OK) answers.push_back(result.get());
  }
  RowChanges changes;
  changes.revision = PostgresRow(answers[0], 0).Number(0);
  changes.everything = IsTooLongAgo(after, changes.revision);
  for (int row = 0; !changes.everything && row < PQntuples(answers[1]); ++row) {
    PASSUNG_RETURN_IF_ERROR(AddChange(PostgresRow(answers[1], row), changes));
  }
  if (changes.everything) changes.rows.clear();
  return changes;
}

// Connections wait here for the next reader, so that statements are prepared once.
class PostgresReaders final {
 public:
  explicit PostgresReaders(PostgresAddress address) : address_(std::move(address)) {}

  // Calls `f` with a connection of its own. One that waited here may be dead, since the server was started
  // anew: then once more with a fresh one, unless `begun` says that something was seen of the answer.
  template <class F>
  auto With(F f, const bool& begun) -> decltype(f(std::declval<PostgresConnection&>())) {
    for (std::unique_ptr<PostgresConnection> waiting = TakeWaiting(); waiting != nullptr;
         waiting = TakeWaiting()) {
      auto result = f(*waiting);
      const bool broken = waiting->broken();
      if (!broken) Return(std::move(waiting));
      if (!broken || begun || !absl::IsUnavailable(StatusOf(result))) return result;
    }
    PASSUNG_ASSIGN_OR_RETURN(auto connection, OpenPostgresReader(address_));
    auto result = f(*connection);
    if (!connection->broken()) Return(std::move(connection));
    return result;
  }
  template <class F>
  auto With(F f) -> decltype(f(std::declval<PostgresConnection&>())) {
    return With(std::move(f), false);
  }

 private:
  static constexpr size_t kMaxIdle = 4;

  static const absl::Status& StatusOf(const absl::Status& status) { return status; }
  template <class T>
  static const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
    return result.status();
  }

  // Null: none waits.
  std::unique_ptr<PostgresConnection> TakeWaiting() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return nullptr;
    std::unique_ptr<PostgresConnection> connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  void Return(std::unique_ptr<PostgresConnection> connection) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kMaxIdle) idle_.push_back(std::move(connection));
  }

  const PostgresAddress address_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<PostgresConnection>> idle_;
};

class PostgresRowStore final : public RowStore {
 public:
  PostgresRowStore(const PostgresAddress& address, std::unique_ptr<PostgresConnection> writer)
      : address_(address), writer_(address, std::move(writer)), readers_(address) {}

  absl::StatusOr<std::unique_ptr<RowTransaction>> Begin() override { return writer_.Begin(); }

  absl::StatusOr<int64_t> revision() const override {
    return readers_.With([](PostgresConnection& connection) -> absl::StatusOr<int64_t> {
      PASSUNG_ASSIGN_OR_RETURN(const PostgresResult newest, connection.Query(kNewest, {}));
      return PostgresRow(newest.get(), 0).Number(0);
    });
  }

  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id,
                                  int64_t revision) const override {
    return readers_.With([&](PostgresConnection& connection) -> absl::StatusOr<std::string> {
      PASSUNG_ASSIGN_OR_RETURN(
          const PostgresResult found,
          connection.Query(kGet,
                           PostgresValues().AddText(RowKindName(kind)).AddText(id).Add(revision)));
      if (PQntuples(found.get()) == 0) return NoSuchRow(kind, id);
      const PostgresRow row(found.get(), 0);
      PASSUNG_RETURN_IF_ERROR(CheckChecksum(kind, id, row.Bytes(0), row.Number(1)));
      return std::string(row.Bytes(0));
    });
  }

  absl::Status Scan(RowKind kind, const RowRange& range, RowVisitor visit) const override {
    bool begun = false;
    const auto note = [&](absl::string_view id, absl::string_view bytes) {
      begun = true;
      return visit(id, bytes);
    };
    return readers_.With(
        [&](PostgresConnection& connection) { return WalkRange(connection, kind, range, note); },
        begun);
  }

  absl::Status ScanVersions(RowKind kind, const std::string& id,
                            VersionVisitor visit) const override {
    bool begun = false;
    const auto note = [&](const PostgresRow& row) -> absl::Status {
      begun = true;
      PASSUNG_RETURN_IF_ERROR(CheckChecksum(kind, id, row.Bytes(2), row.Number(3)));
      return visit(row.Number(0), row.Number(1), row.Bytes(2));
    };
    return readers_.With(
        [&](PostgresConnection& connection) {
          return connection.Walk(kVersions, PostgresValues().AddText(RowKindName(kind)).AddText(id),
                                 note);
        },
        begun);
  }

  absl::StatusOr<std::optional<int64_t>> WrittenAt(int64_t revision) const override {
    return readers_.With(
        [&](PostgresConnection& connection) -> absl::StatusOr<std::optional<int64_t>> {
          PASSUNG_ASSIGN_OR_RETURN(
              const PostgresResult found,
              connection.Query("SELECT written FROM revision WHERE revision = $1",
                               PostgresValues().Add(revision)));
          if (PQntuples(found.get()) == 0) return std::nullopt;
          const PostgresRow row(found.get(), 0);
          return row.IsNull(0) ? std::nullopt : std::optional<int64_t>(row.Number(0));
        });
  }

  absl::StatusOr<int64_t> kept_from() const override {
    return readers_.With([](PostgresConnection& connection) -> absl::StatusOr<int64_t> {
      PASSUNG_ASSIGN_OR_RETURN(const PostgresResult kept,
                               connection.Query("SELECT kept_from FROM history", {}));
      return PostgresRow(kept.get(), 0).Number(0);
    });
  }

  absl::Status Scrub() override { return writer_.Scrub(); }
  absl::Status CheckWritable() override { return writer_.CheckWritable(); }

  absl::StatusOr<RowChanges> ReadChanges(int64_t after) const override {
    return readers_.With(
        [&](PostgresConnection& connection) { return ChangesAfter(connection, after); });
  }

  std::unique_ptr<ChangeWatch> Watch() const override { return WatchPostgres(address_); }

 private:
  const PostgresAddress address_;
  PostgresWriter writer_;
  mutable PostgresReaders readers_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<RowStore>> OpenPostgresRowStore(absl::string_view url) {
  PASSUNG_ASSIGN_OR_RETURN(const PostgresAddress address, ReadPostgresAddress(url));
  PASSUNG_ASSIGN_OR_RETURN(auto writer, OpenPostgresWriter(address));
  PASSUNG_RETURN_IF_ERROR(PreparePostgres(*writer, address));
  return std::make_unique<PostgresRowStore>(address, std::move(writer));
}

}  // namespace passung::storage
