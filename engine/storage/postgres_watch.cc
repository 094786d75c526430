#include "engine/storage/postgres_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/storage/postgres_writer.h"

namespace passung::storage {
namespace {

class PostgresWatch final : public ChangeWatch {
 public:
  explicit PostgresWatch(PostgresAddress address)
      : address_(std::move(address)), stop_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~PostgresWatch() override { close(stop_); }

  void Wait(std::chrono::milliseconds longest) override {
    // What was called before is lost: a reason to look.
    if (connection_ == nullptr && Listen()) return;
    std::array<pollfd, 2> files = {{{.fd = stop_, .events = POLLIN, .revents = 0},
                                    {.fd = -1, .events = POLLIN, .revents = 0}}};
    if (connection_ != nullptr) files[1].fd = PQsocket(connection_->raw());
    poll(files.data(), files.size(), static_cast<int>(longest.count()));
    if (connection_ != nullptr) TakeCalls();
  }

  void Stop() override {
    const uint64_t one = 1;
    // Fails only where it was called already.
    (void)!write(stop_, &one, sizeof one);
  }

 private:
  bool Listen() {
    auto connection = OpenPostgresListener();
    if (!connection.ok()) return false;
    connection_ = *std::move(connection);
    return true;
  }

  absl::StatusOr<std::unique_ptr<PostgresConnection>> OpenPostgresListener() const {
    auto connection = PostgresConnection::Open(address_);
    if (!connection.ok()) return connection;
    if (absl::Status heard = (*connection)->Run(absl::StrCat("LISTEN ", kChangeChannel));
        !heard.ok()) {
      return heard;
    }
    return connection;
  }

  void TakeCalls() {
    PGconn* connection = connection_->raw();
    if (PQconsumeInput(connection) == 0 || connection_->broken()) {
      connection_.reset();
      return;
    }
    while (PGnotify* call = PQnotifies(connection)) PQfreemem(call);
  }

  const PostgresAddress address_;
  const int stop_;
  std::unique_ptr<PostgresConnection> connection_;  // null: to be made
};

}  // namespace

std::unique_ptr<ChangeWatch> WatchPostgres(PostgresAddress address) {
  return std::make_unique<PostgresWatch>(std::move(address));
}

}  // namespace passung::storage
