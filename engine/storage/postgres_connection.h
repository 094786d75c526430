// A connection to PostgreSQL: statements, their values, and errors as a status. Only postgres_*.{h,cc} include
// the headers of libpq.
#ifndef PASSUNG_ENGINE_STORAGE_POSTGRES_CONNECTION_H_
#define PASSUNG_ENGINE_STORAGE_POSTGRES_CONNECTION_H_

#include <libpq-fe.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::storage {

// Where a database is, and how to get in. What is in it beside `shown` is for libpq alone: there may be a
// password in it.
struct PostgresAddress {
  std::string url;
  std::string shown;  // "postgresql://host:port/database": for messages
};

// InvalidArgument where libpq cannot read it; nothing of it is repeated, since a password may stand anywhere.
absl::StatusOr<PostgresAddress> ReadPostgresAddress(absl::string_view url);

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ClearResult>;

// Values of one row of an answer, which are int8, text and bytea in binary form.
class PostgresRow final {
 public:
  PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}
  int64_t Number(int column) const;  // 0 where it is NULL
  absl::string_view Bytes(int column) const;
  bool IsNull(int column) const { return PQgetisnull(result_, row_, column) != 0; }

 private:
  const PGresult* result_;
  int row_;
};

// Values of the parameters $1, $2 … of a statement. Texts and bytes are not copied.
class PostgresValues final {
 public:
  PostgresValues& Add(int64_t number);
  PostgresValues& AddText(absl::string_view text);
  PostgresValues& AddBytes(absl::string_view bytes);
  PostgresValues& AddNull();
  PostgresValues& AddTextOrNull(absl::string_view text) {
    return text.empty() ? AddNull() : AddText(text);
  }
  PostgresValues& AddNumberOrNull(const std::optional<int64_t>& number) {
    return number ? Add(*number) : AddNull();
  }

 private:
  friend class PostgresConnection;
  PostgresValues& AddAs(const char* data, size_t size);

  std::deque<std::string> numbers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

// Used by one thread. One that is `broken` is of no more use.
class PostgresConnection final {
 public:
  // Unavailable where the server cannot be reached or lets nobody in.
  static absl::StatusOr<std::unique_ptr<PostgresConnection>> Open(const PostgresAddress& address);
  ~PostgresConnection() { PQfinish(connection_); }
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  bool broken() const { return failed_ || PQstatus(connection_) != CONNECTION_OK; }
  PGconn* raw() const { return connection_; }

  // One or more statements without parameters.
  absl::Status Run(const std::string& sql);
  // A statement that is prepared when it is first used.
  absl::StatusOr<PostgresResult> Query(const std::string& sql, const PostgresValues& values);
  // As Query, row by row as they come, for answers of any size. An error breaks the connection.
  absl::Status Walk(const std::string& sql, const PostgresValues& values,
                    absl::FunctionRef<absl::Status(const PostgresRow&)> visit);

  // Several statements in one round trip: Begin, Send each, Finish gives their answers in order. After an
  // error none that follows is done; the error is the answer, and breaks the connection.
  absl::Status BeginPipeline();
  absl::Status Send(const std::string& sql, const PostgresValues& values);
  absl::StatusOr<std::vector<PostgresResult>> FinishPipeline();

  // COPY … FROM STDIN (FORMAT binary); `next` appends a part of the data, or nothing at its end.
  absl::Status CopyIn(const std::string& sql, absl::FunctionRef<void(std::string& data)> next);

  absl::Status ErrorOf(const PGresult* result) const;

 private:
  PostgresConnection(PGconn* connection, std::string shown)
      : connection_(connection), shown_(std::move(shown)) {}
  absl::Status Lost() const;
  absl::Status Prepare(const std::string& sql, std::string& name);
  absl::Status SendPrepared(const std::string& name, const PostgresValues& values);
  absl::Status Drain(absl::Status status);

  PGconn* connection_;
  const std::string shown_;
  std::unordered_map<std::string, std::string> prepared_;  // name of each statement
  bool failed_ = false;
};

// Fields of rows in the binary form of COPY.
void AppendCopyHeader(std::string& data);
void AppendCopyTrailer(std::string& data);
void AppendCopyRow(int fields, std::string& data);
void AppendCopyField(absl::string_view bytes, std::string& data);
void AppendCopyNumber(int64_t number, std::string& data);
void AppendCopyNull(std::string& data);

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_POSTGRES_CONNECTION_H_
