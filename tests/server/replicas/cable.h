// The way from a server to its database, which can be cut: as when a network drops everything, connections stay and
// nothing comes through.
#ifndef PASSUNG_TESTS_SERVER_REPLICAS_CABLE_H_
#define PASSUNG_TESTS_SERVER_REPLICAS_CABLE_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"

namespace passung::server {

// Takes connections on a port of this machine to the socket in a PostgreSQL server's folder.
class Cable final {
 public:
  explicit Cable(const std::string& folder)
      : socket_(absl::StrCat(folder, "/.s.PGSQL.5432")),
        listening_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(listening_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(listening_, 64), 0);
    EXPECT_EQ(getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    carrying_ = std::thread([this] { Carry(); });
  }
  ~Cable() {
    over_ = true;
    carrying_.join();
    for (const End& end : ends_) close(end.file);
    close(listening_);
  }
  Cable(const Cable&) = delete;
  Cable& operator=(const Cable&) = delete;

  std::string Url() const {
    return absl::StrCat("postgresql://postgres@127.0.0.1:", port_, "/postgres");
  }
  void Cut() { cut_ = true; }
  void Mend() { cut_ = false; }

 private:
  // One side of a connection, and where what comes from it goes.
  struct End {
    int file = -1;
    int other = -1;
  };
  // How long it may take until a cut, and the end, are seen.
  static constexpr int kMilliseconds = 10;

  void Carry() {
    while (!over_) {
      std::vector<pollfd> waiting = {{listening_, POLLIN, 0}};
      for (const End& end : ends_) waiting.push_back({end.file, POLLIN, 0});
      // While it is cut nobody is listened to.
      const bool cut = cut_;
      if (poll(waiting.data(), cut ? 0 : waiting.size(), kMilliseconds) <= 0 || cut) continue;
      if (waiting[0].revents != 0) Connect();
      for (size_t i = 1; i < waiting.size(); ++i) {
        if (waiting[i].revents != 0) Pass(waiting[i].fd);
      }
    }
  }

  void Connect() {
    const int client = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    socket_.copy(address.sun_path, sizeof address.sun_path - 1);
    if (connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      close(client);
      close(server);
      return;
    }
    ends_.push_back({client, server});
    ends_.push_back({server, client});
  }

  void Pass(int from) {
    const auto end =
        std::find_if(ends_.begin(), ends_.end(), [from](const End& of) { return of.file == from; });
    if (end == ends_.end()) return;  // closed with the other side just now
    const int to = end->other;
    std::array<char, 65'536> part{};
    const ssize_t size = read(from, part.data(), part.size());
    ssize_t sent = 0;
    while (sent < size) {
      const ssize_t more =
          send(to, part.data() + sent, static_cast<size_t>(size - sent), MSG_NOSIGNAL);
      if (more <= 0) break;
      sent += more;
    }
    if (size > 0 && sent == size) return;
    std::erase_if(ends_, [&](const End& of) { return of.file == from || of.file == to; });
    close(from);
    close(to);
  }

  const std::string socket_;
  const int listening_;
  int port_ = 0;
  std::vector<End> ends_;  // of the carrying thread
  std::atomic<bool> cut_ = false;
  std::atomic<bool> over_ = false;
  std::thread carrying_;
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_REPLICAS_CABLE_H_
