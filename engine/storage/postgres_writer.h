// The writing half of the PostgreSQL store: one connection, one transaction at a time.
#ifndef PASSUNG_ENGINE_STORAGE_POSTGRES_WRITER_H_
#define PASSUNG_ENGINE_STORAGE_POSTGRES_WRITER_H_

#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/storage/postgres_connection.h"
#include "engine/storage/row_store.h"

namespace passung::storage {

// Where writers call those who follow. A call may get lost: it is only a reason to look.
inline constexpr char kChangeChannel[] = "passung_change";

class PostgresWriter final {
 public:
  PostgresWriter(PostgresAddress address, std::unique_ptr<PostgresConnection> connection)
      : address_(std::move(address)), connection_(std::move(connection)) {}

  // Waits for the other writers, in this program and in others; a connection that is gone is made again.
  absl::StatusOr<std::unique_ptr<RowTransaction>> Begin();
  absl::Status Scrub();
  absl::Status CheckWritable();

 private:
  friend class PostgresTransaction;
  // What is known once the lock is held.
  struct Turn {
    int64_t revision = 0;  // that is to be made
    std::string token;     // by which it is told from that of another
  };
  absl::Status Connect();
  absl::StatusOr<Turn> TakeTurn();
  absl::StatusOr<Turn> TakeTurnNow();
  // After the connection was lost with a commit under way: whether `turn` was committed. Waits for the server
  // to be back, and for what it still did for the lost connection; Unavailable where that takes too long.
  absl::StatusOr<bool> WasCommitted(const Turn& turn);
  absl::StatusOr<bool> AskWhetherCommitted(const Turn& turn);

  const PostgresAddress address_;
  std::mutex mutex_;                                // held by the open transaction
  std::unique_ptr<PostgresConnection> connection_;  // null: to be made
};

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_POSTGRES_WRITER_H_
