// Bytes that are no protocol at both doors: thousands of connections, and those who behave are served.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <random>
#include <string>

#include "absl/strings/numbers.h"
#include "tests/server/doors/doors_fixture.h"

namespace passung::server {
namespace {

using RawBytesTest = DoorsTest;

// Sends what the other side takes of it at once, and goes.
void SendAndGo(const std::string& address, const std::string& bytes) {
  const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_GE(connection, 0);
  int port = 0;
  ASSERT_TRUE(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port));
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(connection, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0) {
    send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  close(connection);
}

std::string Frame(int type, int flags, int stream, const std::string& body) {
  const auto byte = [](size_t value) { return static_cast<char>(value & 0xFF); };
  std::string frame = {byte(body.size() >> 16),
                       byte(body.size() >> 8),
                       byte(body.size()),
                       static_cast<char>(type),
                       static_cast<char>(flags),
                       0,
                       0,
                       0,
                       static_cast<char>(stream)};
  return frame + body;
}

// What a client of either protocol might send.
std::vector<std::string> Beginnings() {
  const std::string preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  const std::string settings = Frame(4, 0, 0, std::string("\0\3\0\0\0\x64", 6));
  const std::string headers = Frame(1, 4, 1, "\x83\x86\x44\x0e/passung.v1.X/Y\x41\x01h");
  return {
      preface + settings + headers + Frame(0, 1, 1, std::string("\0\0\0\0\2xx", 7)),
      preface + settings + Frame(6, 0, 0, "12345678") + Frame(3, 0, 1, "\0\0\0\x08"),
      preface + Frame(9, 4, 1, std::string(300, 'h')) + Frame(8, 0, 0, "\x7f\xff\xff\xff"),
      "POST /passung.test.TestService/Echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
      "application/json\r\nContent-Length: 3\r\n\r\n\"x\"",
      "GET /metrics HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello",
      "POST / HTTP/1.1\r\nContent-Length: -1\r\nContent-Length: 99999999999999999999\r\n\r\n"};
}

// Resident memory of this process, which is the server's, too.
int64_t ResidentKib() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    int64_t kib = 0;
    if (word == "VmRSS:" && status >> kib) return kib;
  }
  return 0;
}

TEST_F(RawBytesTest, WhateverIsSentThoseWhoBehaveAreServedAndMemoryStays) {
  const int connections = std::getenv("PASSUNG_LONG") != nullptr ? 10'000 : 1'000;
  const std::vector<std::string> beginnings = Beginnings();
  std::mt19937_64 random(9);
  const auto below = [&](size_t n) { return random() % n; };
  EXPECT_TRUE(CallGrpc(kEcho, "before").ok());
  [[maybe_unused]] int64_t warm = 0;  // AddressSanitizer keeps what is let go
  for (int i = 0; i < connections; ++i) {
    std::string bytes = beginnings[below(beginnings.size())];
    for (size_t n = below(6); n > 0; --n) bytes[below(bytes.size())] = static_cast<char>(random());
    if (below(4) == 0) bytes.resize(below(bytes.size()));
    SendAndGo(i % 2 == 0 ? grpc_->address() : http_->address(), bytes);
    if (i == connections / 4) warm = ResidentKib();
    if (i % 100 != 0) continue;
    ASSERT_TRUE(CallGrpc(kEcho, "meanwhile").ok()) << "connection " << i;
  }
  EXPECT_TRUE(CallGrpc(kEcho, "after").ok());
  EXPECT_EQ(AskJson(kEcho, R"("after")").status, 200);
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(ResidentKib() - warm, 32 * 1024);
#endif
}

}  // namespace
}  // namespace passung::server
