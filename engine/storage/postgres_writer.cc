#include "engine/storage/postgres_writer.h"

#include <chrono>
#include <condition_variable>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/storage/postgres_database.h"

namespace passung::storage {

namespace {

// Up to so many rows are sent with the commit, in one round trip; more of them by COPY.
constexpr size_t kFewRows = 64;
constexpr size_t kCopyPart = 1 << 20;       // bytes sent at once
constexpr size_t kMostBuffered = 16 << 20;  // bytes of rows that wait
// How long a write in doubt is looked into. Callers wait as long.
constexpr std::chrono::seconds kLookIntoDoubt(10);
constexpr std::chrono::milliseconds kPause(50);

// A version that is still current, written as the indexes have it.
constexpr char kEnd[] = "9223372036854775807";

}  // namespace

// Of a transaction, whose type is not hidden in this file.
struct PostgresPendingRow {
  RowKind kind;
  std::string id;
  std::string bytes;
  RowKeys keys;
};

namespace {

// Ends or removes the version before; $1 kind, $2 id, $3 revision, $4 bytes, $5 checksum.
std::string ReplaceSql(bool history) {
  const char* change =
      history ? "UPDATE stored_row SET to_revision = $3" : "DELETE FROM stored_row";
  // Without history $3 would have no type.
  return absl::StrCat(change, " WHERE kind = $1 AND id = $2 AND to_revision = ", kEnd,
                      " AND $3::bigint > 0 AND NOT (bytes = $4 AND checksum = $5)");
}

// Then the new one, unless the same is there; $6 … $9 the keys.
std::string InsertSql() {
  return absl::StrCat(
      "INSERT INTO stored_row (kind, id, from_revision, to_revision, bytes, checksum, owner, "
      "expires,"
      " occupation, district) SELECT $1::text, $2::text, $3::bigint, ",
      kEnd,
      ", $4::bytea, $5::bigint, $6::text, $7::bigint, $8::text, $9::text WHERE NOT EXISTS (SELECT "
      "FROM stored_row"
      " WHERE kind = $1 AND id = $2 AND to_revision = ",
      kEnd, ")");
}

constexpr char kMakeIncoming[] =
    "CREATE TEMPORARY TABLE IF NOT EXISTS incoming (kind text COLLATE \"C\", id text COLLATE \"C\","
    " history boolean, bytes bytea, checksum bigint, owner text, expires bigint, occupation text,"
    " district text) ON COMMIT DELETE ROWS";
constexpr char kCopyIncoming[] = "COPY incoming FROM STDIN (FORMAT binary)";
constexpr int kIncomingFields = 9;

std::string EndIncomingSql() {
  return absl::StrCat(
      "UPDATE stored_row AS old SET to_revision = $1 FROM incoming AS new",
      " WHERE new.history AND old.kind = new.kind AND old.id = new.id AND old.to_revision = ", kEnd,
      " AND NOT (old.bytes = new.bytes AND old.checksum = new.checksum)");
}
std::string RemoveIncomingSql() {
  return absl::StrCat("DELETE FROM stored_row AS old USING incoming AS new",
                      " WHERE NOT new.history AND old.kind = new.kind AND old.id = new.id",
                      " AND NOT (old.bytes = new.bytes AND old.checksum = new.checksum)");
}
std::string InsertIncomingSql() {
  return absl::StrCat(
      "INSERT INTO stored_row (kind, id, from_revision, to_revision, bytes, checksum, owner, "
      "expires,"
      " occupation, district) SELECT kind, id, $1::bigint, ",
      kEnd,
      ", bytes, checksum, owner, expires, occupation, district FROM incoming AS new"
      " WHERE NOT EXISTS (SELECT FROM stored_row AS old WHERE old.kind = new.kind AND old.id = "
      "new.id"
      " AND old.to_revision = ",
      kEnd, ")");
}

void AppendText(absl::string_view text, std::string& data) {
  if (text.empty()) return AppendCopyNull(data);
  AppendCopyField(text, data);
}

void AppendIncoming(const PostgresPendingRow& row, std::string& data) {
  AppendCopyRow(kIncomingFields, data);
  AppendCopyField(RowKindName(row.kind), data);
  AppendCopyField(row.id, data);
  AppendCopyField(absl::string_view(ShapeOf(row.kind).history ? "\1" : "\0", 1), data);
  AppendCopyField(row.bytes, data);
  AppendCopyNumber(ChecksumOfBytes(row.bytes), data);
  AppendText(row.keys.owner, data);
  if (row.keys.expires) {
    AppendCopyNumber(*row.keys.expires, data);
  } else {
    AppendCopyNull(data);
  }
  AppendText(row.keys.occupation, data);
  AppendText(row.keys.district, data);
}

// As the values of an array parameter, in the text form of arrays.
std::string ArrayOf(const std::vector<std::pair<RowKind, std::string>>& changes, bool kinds) {
  std::string array = "{";
  for (const auto& [kind, id] : changes) {
    if (array.size() > 1) array += ',';
    array += '"';
    for (const char c : kinds ? RowKindName(kind) : absl::string_view(id)) {
      if (c == '"' || c == '\\') array += '\\';
      array += c;
    }
    array += '"';
  }
  return array + "}";
}

}  // namespace

// Rows to put wait until there are many of them, or for the commit.
class PostgresTransaction final : public RowTransaction {
 public:
  PostgresTransaction(PostgresWriter& writer, std::unique_lock<std::mutex> lock,
                      PostgresWriter::Turn turn)
      : writer_(writer), lock_(std::move(lock)), turn_(std::move(turn)) {}
  ~PostgresTransaction() override {
    if (ended_ || writer_.connection_ == nullptr) return;
    if (writer_.connection_->broken() || !connection().Run("ROLLBACK").ok()) {
      writer_.connection_.reset();
    }
  }

  int64_t revision() const override { return turn_.revision; }

  absl::StatusOr<std::string> Get(RowKind kind, const std::string& id) override {
    static const auto& sql = *new std::string(absl::StrCat(
        "SELECT bytes FROM stored_row WHERE kind = $1 AND id = $2 AND to_revision = ", kEnd));
    PASSUNG_ASSIGN_OR_RETURN(
        const PostgresResult result,
        connection().Query(sql, PostgresValues().AddText(RowKindName(kind)).AddText(id)));
    if (PQntuples(result.get()) == 0) return NoSuchRow(kind, id);
    return std::string(PostgresRow(result.get(), 0).Bytes(0));
  }

  absl::Status Put(RowKind kind, const std::string& id, const std::string& bytes,
                   const RowKeys& keys) override {
    Note(kind, id);
    buffered_ += id.size() + bytes.size();
    pending_.push_back({.kind = kind, .id = id, .bytes = bytes, .keys = keys});
    return buffered_ < kMostBuffered ? absl::OkStatus() : CopyPending();
  }

  absl::Status Delete(RowKind kind, const std::string& id) override {
    static const auto& sql = *new std::string(
        absl::StrCat("UPDATE stored_row SET to_revision = $3 WHERE kind = $1 AND id = $2 AND "
                     "to_revision = ",
                     kEnd));
    PASSUNG_ASSIGN_OR_RETURN(
        const int64_t count,
        Count(sql, PostgresValues().AddText(RowKindName(kind)).AddText(id).Add(revision())));
    if (count == 0) return NoSuchRow(kind, id);
    Note(kind, id);
    return absl::OkStatus();
  }

  absl::Status Erase(RowKind kind, const std::string& id) override {
    // Who is purged must not be found in the outbox either.
    forget_ = forget_ || ShapeOf(kind).history;
    return Count("DELETE FROM stored_row WHERE kind = $1 AND id = $2",
                 PostgresValues().AddText(RowKindName(kind)).AddText(id))
        .status();
  }

  absl::StatusOr<int64_t> EraseOwned(RowKind kind, const std::string& owner) override {
    static const auto& sql = *new std::string(absl::StrCat(
        "DELETE FROM stored_row WHERE kind = $1 AND to_revision = ", kEnd, " AND owner = $2"));
    return Count(sql, PostgresValues().AddText(RowKindName(kind)).AddText(owner));
  }

  absl::StatusOr<int64_t> EraseExpired(RowKind kind, int64_t expires_before) override {
    static const auto& sql = *new std::string(absl::StrCat(
        "DELETE FROM stored_row WHERE kind = $1 AND to_revision = ", kEnd, " AND expires < $2"));
    return Count(sql, PostgresValues().AddText(RowKindName(kind)).Add(expires_before));
  }

  absl::Status NoteTime(int64_t second) override {
    return Count(
               "INSERT INTO revision_time (second, revision) SELECT $1::bigint, $2::bigint WHERE "
               "NOT EXISTS"
               " (SELECT FROM revision_time WHERE revision >= $2::bigint OR second >= $1::bigint)",
               PostgresValues().Add(second).Add(revision() - 1))
        .status();
  }

  absl::StatusOr<int64_t> ForgetVersions(int64_t second) override {
    PASSUNG_ASSIGN_OR_RETURN(
        const PostgresResult noted,
        connection().Query(
            "SELECT coalesce(max(revision), 0) FROM revision_time WHERE second <= $1",
            PostgresValues().Add(second)));
    const int64_t end = PostgresRow(noted.get(), 0).Number(0);
    if (end == 0) return 0;
    PASSUNG_ASSIGN_OR_RETURN(
        const int64_t count,
        Count("DELETE FROM stored_row AS row WHERE to_revision <= $1 AND (kind <> $2 OR EXISTS"
              " (SELECT FROM stored_row AS later WHERE later.kind = row.kind AND later.id = row.id"
              " AND later.from_revision > row.from_revision))",
              PostgresValues().Add(end).AddText(RowKindName(RowKind::kMenteeRecord))));
    PASSUNG_RETURN_IF_ERROR(
        Count("UPDATE history SET kept_from = $1 WHERE kept_from < $1", PostgresValues().Add(end))
            .status());
    PASSUNG_RETURN_IF_ERROR(
        Count("DELETE FROM revision_time WHERE revision < $1", PostgresValues().Add(end)).status());
    return count;
  }

  // What changes nothing, and is written all the same.
  absl::Status Touch() { return Count("UPDATE history SET kept_from = kept_from", {}).status(); }

  absl::Status Commit(std::optional<int64_t> written) override {
    written_ = written;
    return End(/*with_revision=*/true);
  }
  absl::Status CommitBeside() override { return End(/*with_revision=*/false); }

 private:
  PostgresConnection& connection() { return *writer_.connection_; }

  void Note(RowKind kind, const std::string& id) {
    if (IsFollowed(kind) && changes_.size() <= kMostChanges) changes_.emplace_back(kind, id);
  }

  absl::StatusOr<int64_t> Count(const std::string& sql, const PostgresValues& values) {
    PASSUNG_ASSIGN_OR_RETURN(const PostgresResult result, connection().Query(sql, values));
    return std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
  }

  absl::Status CopyPending() {
    PASSUNG_RETURN_IF_ERROR(connection().Run(kMakeIncoming));
    size_t next = 0;
    bool at_end = false;
    PASSUNG_RETURN_IF_ERROR(connection().CopyIn(kCopyIncoming, [&](std::string& data) {
      if (at_end) return;
      if (next == 0) AppendCopyHeader(data);
      while (next < pending_.size() && data.size() < kCopyPart) {
        AppendIncoming(pending_[next++], data);
      }
      at_end = next == pending_.size();
      if (at_end) AppendCopyTrailer(data);
    }));
    pending_.clear();
    buffered_ = 0;
    PASSUNG_RETURN_IF_ERROR(connection().Run("ANALYZE incoming (kind, history)"));
    PASSUNG_RETURN_IF_ERROR(Count(EndIncomingSql(), PostgresValues().Add(revision())).status());
    PASSUNG_RETURN_IF_ERROR(Count(RemoveIncomingSql(), {}).status());
    PASSUNG_RETURN_IF_ERROR(Count(InsertIncomingSql(), PostgresValues().Add(revision())).status());
    return connection().Run("TRUNCATE incoming");
  }

  absl::Status SendPending() {
    static const auto& replace = *new std::string(ReplaceSql(true));
    static const auto& remove = *new std::string(ReplaceSql(false));
    static const auto& insert = *new std::string(InsertSql());
    for (const PostgresPendingRow& row : pending_) {
      PostgresValues values;
      values.AddText(RowKindName(row.kind)).AddText(row.id).Add(revision());
      values.AddBytes(row.bytes).Add(ChecksumOfBytes(row.bytes));
      PASSUNG_RETURN_IF_ERROR(
          connection().Send(ShapeOf(row.kind).history ? replace : remove, values));
      values.AddTextOrNull(row.keys.owner).AddNumberOrNull(row.keys.expires);
      values.AddTextOrNull(row.keys.occupation).AddTextOrNull(row.keys.district);
      PASSUNG_RETURN_IF_ERROR(connection().Send(insert, values));
    }
    return absl::OkStatus();
  }

  absl::Status SendChanges() {
    if (forget_) PASSUNG_RETURN_IF_ERROR(connection().Send("DELETE FROM change", {}));
    if (forget_ || changes_.size() > kMostChanges) {
      return connection().Send("INSERT INTO change (revision, kind, id) VALUES ($1, $2, '')",
                               PostgresValues().Add(revision()).AddText(kEverything));
    }
    if (changes_.empty()) return absl::OkStatus();
    const std::string kinds = ArrayOf(changes_, true);
    const std::string ids = ArrayOf(changes_, false);
    return connection().Send(
        "INSERT INTO change (revision, kind, id) SELECT DISTINCT $1::bigint, kind, id"
        " FROM unnest($2::text::text[], $3::text::text[]) AS changed (kind, id)",
        PostgresValues().Add(revision()).AddText(kinds).AddText(ids));
  }

  absl::Status SendRevision() {
    PASSUNG_RETURN_IF_ERROR(SendChanges());
    PASSUNG_RETURN_IF_ERROR(connection().Send("DELETE FROM change WHERE revision <= $1",
                                              PostgresValues().Add(revision() - kKeptChanges)));
    PASSUNG_RETURN_IF_ERROR(connection().Send(
        "INSERT INTO revision (revision, token, written) VALUES ($1, $2::text::uuid, $3)",
        PostgresValues().Add(revision()).AddText(turn_.token).AddNumberOrNull(written_)));
    return connection().Send("SELECT pg_notify($1, '')", PostgresValues().AddText(kChangeChannel));
  }

  absl::Status SendAll(bool with_revision) {
    PASSUNG_RETURN_IF_ERROR(connection().BeginPipeline());
    PASSUNG_RETURN_IF_ERROR(SendPending());
    if (with_revision) PASSUNG_RETURN_IF_ERROR(SendRevision());
    PASSUNG_RETURN_IF_ERROR(connection().Send("COMMIT", {}));
    return connection().FinishPipeline().status();
  }

  absl::Status End(bool with_revision) {
    if (pending_.size() > kFewRows) PASSUNG_RETURN_IF_ERROR(CopyPending());
    const absl::Status sent = SendAll(with_revision);
    ended_ = sent.ok();
    if (sent.ok()) return sent;
    // A server that ends says so, too, and may have committed before.
    const bool in_doubt =
        absl::IsUnavailable(sent) || PQstatus(connection().raw()) != CONNECTION_OK;
    writer_.connection_.reset();  // what is open on it is rolled back
    ended_ = true;
    // What makes no revision does no harm when it is done again.
    if (!in_doubt || !with_revision) return sent;
    PASSUNG_ASSIGN_OR_RETURN(const bool committed, writer_.WasCommitted(turn_));
    if (committed) return absl::OkStatus();
    return absl::UnavailableError(absl::StrCat(sent.message(), "; nothing was written"));
  }

  PostgresWriter& writer_;
  std::unique_lock<std::mutex> lock_;
  const PostgresWriter::Turn turn_;
  std::vector<PostgresPendingRow> pending_;
  size_t buffered_ = 0;
  std::vector<std::pair<RowKind, std::string>> changes_;
  bool forget_ = false;
  std::optional<int64_t> written_;  // second since 1970
  bool ended_ = false;
};

// ---- Turns --------------------------------------------------------------------------------------

absl::Status PostgresWriter::Connect() {
  if (connection_ != nullptr && !connection_->broken()) return absl::OkStatus();
  connection_.reset();
  PASSUNG_ASSIGN_OR_RETURN(auto connection, OpenPostgresWriter(address_));
  // It may have been started anew with other settings.
  PASSUNG_RETURN_IF_ERROR(CheckPostgresServer(*connection, address_));
  connection_ = std::move(connection);
  return absl::OkStatus();
}

// Each statement sees what was committed before it, and whoever held the lock has committed before it lets
// go: the greatest revision is that of the writer before, and nobody commits a smaller one later.
absl::StatusOr<PostgresWriter::Turn> PostgresWriter::TakeTurnNow() {
  PASSUNG_RETURN_IF_ERROR(Connect());
  PASSUNG_RETURN_IF_ERROR(connection_->BeginPipeline());
  PASSUNG_RETURN_IF_ERROR(connection_->Send("BEGIN ISOLATION LEVEL READ COMMITTED", {}));
  PASSUNG_RETURN_IF_ERROR(
      connection_->Send("SELECT pg_advisory_xact_lock($1)", PostgresValues().Add(kWriterLock)));
  PASSUNG_RETURN_IF_ERROR(
      connection_->Send("SELECT coalesce(max(revision), 0), gen_random_uuid()::text,"
                        " (SELECT coalesce(max(number), 0) FROM migration) FROM revision",
                        {}));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<PostgresResult> results,
                           connection_->FinishPipeline());
  const PostgresRow row(results.back().get(), 0);
  // A newer program may have opened the database since we did.
  PASSUNG_RETURN_IF_ERROR(CheckPostgresVersion(row.Number(2), address_));
  return Turn{.revision = row.Number(0) + 1, .token = std::string(row.Bytes(1))};
}

absl::StatusOr<PostgresWriter::Turn> PostgresWriter::TakeTurn() {
  const bool fresh = connection_ == nullptr || connection_->broken();
  absl::StatusOr<Turn> turn = TakeTurnNow();
  if (turn.ok()) return turn;
  const bool lost = connection_ == nullptr || PQstatus(connection_->raw()) != CONNECTION_OK;
  connection_.reset();
  // The server may have been started anew since the last write; nothing is written yet.
  if (fresh || !lost) return turn;
  turn = TakeTurnNow();
  if (!turn.ok()) connection_.reset();
  return turn;
}

absl::StatusOr<std::unique_ptr<RowTransaction>> PostgresWriter::Begin() {
  std::unique_lock lock(mutex_);
  PASSUNG_ASSIGN_OR_RETURN(Turn turn, TakeTurn());
  return std::make_unique<PostgresTransaction>(*this, std::move(lock), std::move(turn));
}

// The lock is had only when what the lost connection had under way is over, one way or the other.
absl::StatusOr<bool> PostgresWriter::AskWhetherCommitted(const Turn& turn) {
  PASSUNG_RETURN_IF_ERROR(Connect());
  PASSUNG_RETURN_IF_ERROR(connection_->Run(absl::StrCat(
      "BEGIN; SET LOCAL lock_timeout TO '", std::chrono::milliseconds(kLookIntoDoubt).count(),
      "ms'; SELECT pg_advisory_xact_lock(", kWriterLock, ")")));
  PASSUNG_ASSIGN_OR_RETURN(
      const PostgresResult found,
      connection_->Query(
          "SELECT count(*) FROM revision WHERE revision = $1 AND token = $2::text::uuid",
          PostgresValues().Add(turn.revision).AddText(turn.token)));
  const bool committed = PostgresRow(found.get(), 0).Number(0) == 1;
  PASSUNG_RETURN_IF_ERROR(connection_->Run("ROLLBACK"));
  return committed;
}

absl::StatusOr<bool> PostgresWriter::WasCommitted(const Turn& turn) {
  int64_t tries = kLookIntoDoubt / kPause;
  std::mutex waiting;
  std::condition_variable never;
  std::unique_lock lock(waiting);
  while (true) {
    const absl::StatusOr<bool> committed = AskWhetherCommitted(turn);
    if (committed.ok()) return committed;
    connection_.reset();
    if (--tries <= 0) {
      return absl::UnavailableError(absl::StrCat(
          committed.status().message(),
          "; whether the write was stored before the connection was lost is not known: ask for "
          "it again under the same request_id"));
    }
    never.wait_for(lock, kPause);
  }
}

absl::Status PostgresWriter::CheckWritable() {
  std::unique_lock lock(mutex_);
  PASSUNG_ASSIGN_OR_RETURN(Turn turn, TakeTurn());
  PostgresTransaction transaction(*this, std::move(lock), std::move(turn));
  PASSUNG_RETURN_IF_ERROR(transaction.Touch());
  return transaction.CommitBeside();
}

// Copies what is there into new files and removes the old ones, which nobody can read meanwhile.
absl::Status PostgresWriter::Scrub() {
  const std::lock_guard lock(mutex_);
  PASSUNG_RETURN_IF_ERROR(Connect());
  for (const char* sql : {"VACUUM (FULL) stored_row", "VACUUM (FULL) change"}) {
    if (const absl::Status status = connection_->Run(sql); !status.ok()) {
      connection_.reset();
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace passung::storage
