// The smallest HTTP/1.1 client: bytes to a socket, bytes back, ten seconds at most.
#ifndef PASSUNG_TESTS_SERVER_DOORS_HTTP_CLIENT_H_
#define PASSUNG_TESTS_SERVER_DOORS_HTTP_CLIENT_H_

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace passung::server {

struct HttpAnswer {
  int status = 0;                              // 0: the connection ended before an answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // without chunks
};

class HttpClient {
 public:
  // "127.0.0.1:50052". `receive_buffer`: what the kernel takes for a client that does not read.
  explicit HttpClient(const std::string& address, int receive_buffer = 0) {
    const size_t colon = address.rfind(':');
    host_ = address;
    socket_ = socket(AF_INET, SOCK_STREAM, 0);
    const timeval patience = {.tv_sec = 10, .tv_usec = 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    if (receive_buffer > 0) {
      setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(std::stoi(address.substr(colon + 1))));
    inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)), 0);
  }
  ~HttpClient() { Close(); }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  void Close() {
    if (socket_ >= 0) close(std::exchange(socket_, -1));
  }

  void SendBytes(const std::string& bytes) {
    size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t n = send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) return;  // the server has had enough: its answer tells
      sent += static_cast<size_t>(n);
    }
  }
  void SendRequest(const std::string& method, const std::string& path, const std::string& body,
                   const std::map<std::string, std::string>& headers = {}) {
    std::string text = absl::StrCat(method, " ", path, " HTTP/1.1\r\n");
    if (!headers.contains("Host")) absl::StrAppend(&text, "Host: ", host_, "\r\n");
    for (const auto& [name, value] : headers) absl::StrAppend(&text, name, ": ", value, "\r\n");
    if (method == "POST") absl::StrAppend(&text, "Content-Length: ", body.size(), "\r\n");
    SendBytes(absl::StrCat(text, "\r\n", body));
  }

  // The next answer.
  HttpAnswer ReadAnswer() {
    HttpAnswer answer;
    std::string head;
    if (!ReadUntil("\r\n\r\n", head)) return answer;
    const std::vector<std::string> lines = absl::StrSplit(head, "\r\n");
    answer.status = std::atoi(lines[0].c_str() + std::string("HTTP/1.1 ").size());
    for (size_t i = 1; i < lines.size(); ++i) {
      const std::pair<std::string, std::string> field =
          absl::StrSplit(lines[i], absl::MaxSplits(": ", 1));
      answer.headers[absl::AsciiStrToLower(field.first)] = field.second;
    }
    if (answer.headers.contains("content-length")) {
      ReadExactly(std::stoul(answer.headers["content-length"]), answer.body);
    } else if (answer.headers["transfer-encoding"] == "chunked") {
      while (ReadChunk(answer.body)) {
      }
    }
    return answer;
  }
  // Everything until the server ends the connection.
  std::string ReadToTheEnd() {
    while (Fill()) {
    }
    return std::exchange(pending_, {});
  }
  // Whether the server ends the connection.
  bool EndsWithoutMore() {
    char c = 0;
    const ssize_t n = recv(socket_, &c, 1, 0);
    return pending_.empty() && (n == 0 || (n < 0 && errno == ECONNRESET));
  }

 private:
  bool Fill() {
    char buffer[65536];
    const ssize_t n = recv(socket_, buffer, sizeof(buffer), 0);
    if (n <= 0) return false;
    pending_.append(buffer, static_cast<size_t>(n));
    return true;
  }
  bool ReadUntil(const std::string& end, std::string& text) {
    size_t at = 0;
    while ((at = pending_.find(end)) == std::string::npos) {
      if (!Fill()) return false;
    }
    text = pending_.substr(0, at);
    pending_.erase(0, at + end.size());
    return true;
  }
  bool ReadExactly(size_t size, std::string& text) {
    while (pending_.size() < size) {
      if (!Fill()) return false;
    }
    text += pending_.substr(0, size);
    pending_.erase(0, size);
    return true;
  }
  // False after the last one.
  bool ReadChunk(std::string& body) {
    std::string line;
    if (!ReadUntil("\r\n", line)) return false;
    const size_t size = std::stoul(line, nullptr, 16);
    std::string ignored;
    return ReadExactly(size, body) && ReadUntil("\r\n", ignored) && size > 0;
  }

  std::string host_;
  int socket_ = -1;
  std::string pending_;
};

// One request on a connection of its own.
inline HttpAnswer Ask(const std::string& address, const std::string& method,
                      const std::string& path, const std::string& body = "",
                      const std::map<std::string, std::string>& headers = {}) {
  HttpClient client(address);
  client.SendRequest(method, path, body, headers);
  return client.ReadAnswer();
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_DOORS_HTTP_CLIENT_H_
