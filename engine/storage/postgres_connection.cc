#include "engine/storage/postgres_connection.h"

#include <array>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"

namespace passung::storage {
namespace {

constexpr int kBinary = 1;

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

std::string ValueOf(const PQconninfoOption* options, absl::string_view keyword) {
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (keyword == option->keyword && option->val != nullptr) return option->val;
  }
  return "";
}

template <class Number>
std::string BigEndian(Number number) {
  std::string bytes(sizeof(Number), '\0');
  auto rest = static_cast<std::make_unsigned_t<Number>>(number);
  for (size_t i = sizeof(Number); i-- > 0;) {
    bytes[i] = static_cast<char>(rest & 0xff);
    rest = static_cast<std::make_unsigned_t<Number>>(static_cast<uint64_t>(rest) >> 8);
  }
  return bytes;
}

// One line, without what would end it.
std::string OneLine(absl::string_view message) {
  return absl::StrReplaceAll(absl::StripSuffix(message, "\n"), {{"\n", "; "}, {"\t", ""}});
}

absl::StatusCode CodeOf(absl::string_view state) {
  // Cannot be reached, lets nobody in, is stopping, is a standby, locked, two in each other's way.
  for (const char* unavailable :
       {"08", "28", "3D", "42501", "53300", "57P", "57014", "55P03", "25006", "25P03", "40"}) {
    if (absl::StartsWith(state, unavailable)) return absl::StatusCode::kUnavailable;
  }
  if (absl::StartsWith(state, "53")) return absl::StatusCode::kResourceExhausted;
  if (absl::StartsWith(state, "54")) return absl::StatusCode::kResourceExhausted;
  if (absl::StartsWith(state, "58")) return absl::StatusCode::kUnavailable;  // its disk
  if (absl::StartsWith(state, "XX001") || absl::StartsWith(state, "XX002")) {
    return absl::StatusCode::kDataLoss;
  }
  if (state == "22021" || state == "22P05") return absl::StatusCode::kInvalidArgument;
  if (state == "23505") return absl::StatusCode::kAborted;
  return absl::StatusCode::kInternal;
}

bool IsError(const PGresult* result) {
  switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_PIPELINE_SYNC:
    case PGRES_COPY_IN:
      return false;
    default:
      return true;
  }
}

// Whoever is cut off notices within some ten seconds, unless the address says otherwise.
struct Default {
  const char* keyword;
  const char* value;
};
constexpr std::array<Default, 8> kDefaults = {{{"connect_timeout", "5"},
                                               {"keepalives_idle", "5"},
                                               {"keepalives_interval", "2"},
                                               {"keepalives_count", "3"},
                                               {"tcp_user_timeout", "10000"},
                                               {"application_name", "passung"},
                                               {"client_encoding", "UTF8"},
                                               {"target_session_attrs", "read-write"}}};

}  // namespace

absl::StatusOr<PostgresAddress> ReadPostgresAddress(absl::string_view url) {
  PostgresAddress address = {.url = std::string(url), .shown = ""};
  char* error = nullptr;
  const Options options(PQconninfoParse(address.url.c_str(), &error));
  PQfreemem(error);
  if (options == nullptr || url.find('\0') != absl::string_view::npos) {
    return absl::InvalidArgumentError(
        "the address of the database is not postgresql://USER@HOST:PORT/DATABASE?OPTION=VALUE as "
        "libpq reads "
        "it; characters such as @ : / % in a password are written %40 %3A %2F %25");
  }
  const std::string host = ValueOf(options.get(), "host");
  const std::string port = ValueOf(options.get(), "port");
  address.shown = absl::StrCat("postgresql://", host, port.empty() ? "" : ":", port, "/",
                               ValueOf(options.get(), "dbname"));
  return address;
}

// ---- Values -------------------------------------------------------------------------------------

int64_t PostgresRow::Number(int column) const {
  uint64_t number = 0;
  for (const char byte : Bytes(column)) number = number << 8 | static_cast<uint8_t>(byte);
  return static_cast<int64_t>(number);
}

absl::string_view PostgresRow::Bytes(int column) const {
  return {PQgetvalue(result_, row_, column),
          static_cast<size_t>(PQgetlength(result_, row_, column))};
}

PostgresValues& PostgresValues::AddAs(const char* data, size_t size) {
  values_.push_back(data);
  lengths_.push_back(static_cast<int>(size));
  formats_.push_back(kBinary);
  return *this;
}

PostgresValues& PostgresValues::Add(int64_t number) {
  const std::string& bytes = numbers_.emplace_back(BigEndian(number));
  return AddAs(bytes.data(), bytes.size());
}

// An empty view may have no data, which libpq would take for NULL.
PostgresValues& PostgresValues::AddText(absl::string_view text) {
  return AddAs(text.empty() ? "" : text.data(), text.size());
}
PostgresValues& PostgresValues::AddBytes(absl::string_view bytes) { return AddText(bytes); }
PostgresValues& PostgresValues::AddNull() { return AddAs(nullptr, 0); }

// ---- One connection -----------------------------------------------------------------------------

absl::StatusOr<std::unique_ptr<PostgresConnection>> PostgresConnection::Open(
    const PostgresAddress& address) {
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const Default& setting : kDefaults) {
    keywords.push_back(setting.keyword);
    values.push_back(setting.value);
  }
  // Last: what it says goes before the defaults.
  keywords.push_back("dbname");
  values.push_back(address.url.c_str());
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  std::unique_ptr<PostgresConnection> connection(new PostgresConnection(
      PQconnectdbParams(keywords.data(), values.data(), /*expand_dbname=*/1), address.shown));
  if (connection->connection_ == nullptr) return absl::ResourceExhaustedError("no memory");
  if (connection->broken()) return connection->Lost();
  // Else libpq writes what the server remarks to standard error.
  PQsetNoticeReceiver(
      connection->connection_, [](void*, const PGresult*) {}, nullptr);
  return connection;
}

absl::Status PostgresConnection::Lost() const {
  return absl::UnavailableError(
      absl::StrCat("\"", shown_, "\": ", OneLine(PQerrorMessage(connection_))));
}

absl::Status PostgresConnection::ErrorOf(const PGresult* result) const {
  if (result == nullptr) return Lost();
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (state == nullptr) return Lost();
  // Not the details: they show rows.
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  return absl::Status(
      CodeOf(state),
      absl::StrCat("\"", shown_, "\": ", message == nullptr ? state : OneLine(message)));
}

absl::Status PostgresConnection::Run(const std::string& sql) {
  const PostgresResult result(PQexec(connection_, sql.c_str()));
  return IsError(result.get()) ? ErrorOf(result.get()) : absl::OkStatus();
}

absl::Status PostgresConnection::Prepare(const std::string& sql, std::string& name) {
  const auto known = prepared_.find(sql);
  if (known != prepared_.end()) {
    name = known->second;
    return absl::OkStatus();
  }
  name = absl::StrCat("p", prepared_.size());
  if (PQpipelineStatus(connection_) == PQ_PIPELINE_ON) {
    if (PQsendPrepare(connection_, name.c_str(), sql.c_str(), 0, nullptr) == 0) return Lost();
  } else {
    const PostgresResult result(PQprepare(connection_, name.c_str(), sql.c_str(), 0, nullptr));
    if (IsError(result.get())) return ErrorOf(result.get());
  }
  prepared_.emplace(sql, name);
  return absl::OkStatus();
}

absl::Status PostgresConnection::SendPrepared(const std::string& name,
                                              const PostgresValues& values) {
  const int sent = PQsendQueryPrepared(
      connection_, name.c_str(), static_cast<int>(values.values_.size()), values.values_.data(),
      values.lengths_.data(), values.formats_.data(), kBinary);
  return sent == 0 ? Lost() : absl::OkStatus();
}

absl::StatusOr<PostgresResult> PostgresConnection::Query(const std::string& sql,
                                                         const PostgresValues& values) {
  std::string name;
  PASSUNG_RETURN_IF_ERROR(Prepare(sql, name));
  PostgresResult result(PQexecPrepared(
      connection_, name.c_str(), static_cast<int>(values.values_.size()), values.values_.data(),
      values.lengths_.data(), values.formats_.data(), kBinary));
  if (IsError(result.get())) return ErrorOf(result.get());
  return result;
}

absl::Status PostgresConnection::Walk(const std::string& sql, const PostgresValues& values,
                                      absl::FunctionRef<absl::Status(const PostgresRow&)> visit) {
  std::string name;
  PASSUNG_RETURN_IF_ERROR(Prepare(sql, name));
  PASSUNG_RETURN_IF_ERROR(SendPrepared(name, values));
  PQsetSingleRowMode(connection_);
  absl::Status status;
  while (const PostgresResult result{PQgetResult(connection_)}) {
    if (IsError(result.get())) status = ErrorOf(result.get());
    for (int row = 0; status.ok() && row < PQntuples(result.get()); ++row) {
      status = visit(PostgresRow(result.get(), row));
    }
    // What is still to come is not waited for.
    if (!status.ok()) {
      failed_ = true;
      break;
    }
  }
  return status;
}

// ---- Pipelines ----------------------------------------------------------------------------------

absl::Status PostgresConnection::BeginPipeline() {
  return PQenterPipelineMode(connection_) == 0 ? Lost() : absl::OkStatus();
}

absl::Status PostgresConnection::Send(const std::string& sql, const PostgresValues& values) {
  std::string name;
  PASSUNG_RETURN_IF_ERROR(Prepare(sql, name));
  PASSUNG_RETURN_IF_ERROR(SendPrepared(name, values));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<PostgresResult>> PostgresConnection::FinishPipeline() {
  if (PQpipelineSync(connection_) == 0) return Lost();
  std::vector<PostgresResult> results;
  absl::Status status;
  // Each answer is followed by a null; the mark at the end is not.
  while (true) {
    PostgresResult result(PQgetResult(connection_));
    if (result == nullptr) {
      if (broken()) return status.ok() ? Lost() : status;
      continue;
    }
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) break;
    if (status.ok() && IsError(result.get())) status = ErrorOf(result.get());
    results.push_back(std::move(result));
  }
  // What was to be prepared after an error was not.
  failed_ = !status.ok() || PQexitPipelineMode(connection_) == 0;
  if (!status.ok()) return status;
  return results;
}

// ---- COPY ---------------------------------------------------------------------------------------

absl::Status PostgresConnection::Drain(absl::Status status) {
  while (const PostgresResult result{PQgetResult(connection_)}) {
    if (status.ok() && IsError(result.get())) status = ErrorOf(result.get());
  }
  return status;
}

absl::Status PostgresConnection::CopyIn(const std::string& sql,
                                        absl::FunctionRef<void(std::string& data)> next) {
  const PostgresResult begun(PQexec(connection_, sql.c_str()));
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) return ErrorOf(begun.get());
  std::string data;
  while (true) {
    data.clear();
    next(data);
    if (data.empty()) break;
    if (PQputCopyData(connection_, data.data(), static_cast<int>(data.size())) != 1) {
      return Drain(Lost());
    }
  }
  if (PQputCopyEnd(connection_, nullptr) != 1) return Drain(Lost());
  return Drain(absl::OkStatus());
}

void AppendCopyHeader(std::string& data) {
  data.append("PGCOPY\n\377\r\n\0", 11);
  data.append(8, '\0');  // no flags, no extension
}
void AppendCopyTrailer(std::string& data) { data.append(BigEndian<int16_t>(-1)); }
void AppendCopyRow(int fields, std::string& data) {
  data.append(BigEndian(static_cast<int16_t>(fields)));
}
void AppendCopyField(absl::string_view bytes, std::string& data) {
  data.append(BigEndian(static_cast<int32_t>(bytes.size())));
  data.append(bytes.data(), bytes.size());
}
void AppendCopyNumber(int64_t number, std::string& data) {
  AppendCopyField(BigEndian(number), data);
}
void AppendCopyNull(std::string& data) { data.append(BigEndian<int32_t>(-1)); }

}  // namespace passung::storage
