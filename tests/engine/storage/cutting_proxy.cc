#include "tests/engine/storage/cutting_proxy.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"

namespace passung::storage {
namespace {

// With the end of the text: a transaction that is READ COMMITTED is none.
const std::string kCommit("COMMIT\0", 7);

sockaddr_un AddressOf(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

// Up to what is there; empty at the end.
std::string Receive(int from) {
  std::string bytes(1 << 16, '\0');
  const ssize_t size = recv(from, bytes.data(), bytes.size(), 0);
  bytes.resize(size > 0 ? static_cast<size_t>(size) : 0);
  return bytes;
}

bool SendAll(int to, const std::string& bytes) {
  for (size_t sent = 0; sent < bytes.size();) {
    const ssize_t size = send(to, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (size <= 0) return false;
    sent += static_cast<size_t>(size);
  }
  return true;
}

}  // namespace

CuttingProxy::CuttingProxy(std::string server, Cut cut)
    : server_(std::move(server)),
      cut_(cut),
      listening_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
  const sockaddr_un address = AddressOf(folder_.File(".s.PGSQL.5432"));
  EXPECT_EQ(bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(listen(listening_, 16), 0);
  accepting_ = std::thread([this] { Accept(); });
}

CuttingProxy::~CuttingProxy() {
  eventfd_write(stop_, 1);
  accepting_.join();
  for (std::thread& thread : threads_) thread.join();
  close(listening_);
  close(stop_);
}

std::string CuttingProxy::Url() const {
  return absl::StrCat("postgresql://postgres@/postgres?host=", folder_.File(""));
}

void CuttingProxy::Accept() {
  std::array<pollfd, 2> files = {{{stop_, POLLIN, 0}, {listening_, POLLIN, 0}}};
  while (poll(files.data(), files.size(), -1) > 0 && files[0].revents == 0) {
    const int program = accept(listening_, nullptr, nullptr);
    threads_.emplace_back([this, program] { Pass(program); });
  }
}

void CuttingProxy::Pass(int program) {
  const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = AddressOf(server_);
  EXPECT_EQ(connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  std::array<pollfd, 3> files = {{{stop_, POLLIN, 0}, {program, POLLIN, 0}, {server, POLLIN, 0}}};
  bool open = true;
  while (open && poll(files.data(), files.size(), -1) > 0 && files[0].revents == 0) {
    if (files[1].revents != 0) open = PassToServer(program, server);
    if (open && files[2].revents != 0) {
      const std::string bytes = Receive(server);
      open = !bytes.empty() && SendAll(program, bytes);
    }
  }
  close(program);
  close(server);
}

// The message that prepares COMMIT comes with the first commit of a connection, in one piece with it.
bool CuttingProxy::PassToServer(int program, int server) {
  const std::string bytes = Receive(program);
  if (bytes.empty()) return false;
  if (bytes.find(kCommit) == std::string::npos || !armed_.exchange(false)) {
    return SendAll(server, bytes);
  }
  ++cuts_;
  if (cut_ == Cut::kCommit) return false;
  EXPECT_TRUE(SendAll(server, bytes));
  EXPECT_FALSE(Receive(server).empty());  // it is done
  return false;
}

}  // namespace passung::storage
