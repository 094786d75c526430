#include "benchmarks/service/http_load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace passung::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;

constexpr int kTooManyRequests = 429;

uint16_t PortOf(const std::string& address) {
  uint32_t port = 0;
  const bool is_port = absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port);
  return static_cast<uint16_t>(is_port ? port : 0);
}

class HttpRun {
 public:
  explicit HttpRun(const ServiceLoad& load) : load_(load), socket_(network_) {
    boost::system::error_code error;
    socket_.connect({asio::ip::address_v4::loopback(), PortOf(load.server.address)}, error);
    socket_.set_option(asio::ip::tcp::no_delay(true), error);
  }

  ServiceFigures Run() {
    begin_ = Clock::now();
    auto due = begin_;
    for (const Stretch& stretch : load_.stretches) {
      const auto pause = std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double>(1 / stretch.rate));
      for (const auto end = due + stretch.length; due < end; due += pause) {
        std::this_thread::sleep_until(due);
        Count(AskHttp(load_.requests[asked_++ % load_.requests.size()]), due);
      }
    }
    const std::chrono::duration<double> spent = Clock::now() - begin_;
    figures_.per_second = static_cast<double>(figures_.answered.count()) / spent.count();
    return std::move(figures_);
  }

 private:
  // The status; 0: there was no answer.
  int AskHttp(const std::string& body) {
    http::request<http::string_body> request(http::verb::post, load_.path, 11);
    request.set(http::field::host, "127.0.0.1");
    request.set(http::field::content_type, "application/proto");
    request.set(http::field::authorization, load_.server.authorization);
    request.body() = body;
    request.prepare_payload();
    boost::system::error_code error;
    http::write(socket_, request, error);
    http::response<http::string_body> response;
    if (!error) http::read(socket_, buffer_, response, error);
    return error ? 0 : static_cast<int>(response.result_int());
  }
  void Count(int status, Clock::time_point due) {
    const auto ok = static_cast<int>(http::status::ok);
    if (status != ok && status != kTooManyRequests) {
      ++figures_.other;
      return;
    }
    const std::chrono::duration<double, std::micro> waited = Clock::now() - due;
    const std::chrono::duration<double> since = due - begin_;
    Ends& ends = status == ok ? figures_.answered : figures_.refused;
    ends.due.push_back(since.count());
    ends.microseconds.push_back(waited.count());
  }

  const ServiceLoad& load_;
  asio::io_context network_;
  asio::ip::tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
  Clock::time_point begin_;
  size_t asked_ = 0;
  ServiceFigures figures_;
};

}  // namespace

ServiceFigures PutHttpLoad(const ServiceLoad& load) { return HttpRun(load).Run(); }

std::string HttpStreamRequest(const Endpoint& server, const std::string& path,
                              const std::string& request) {
  std::string envelope(1, '\0');  // not compressed; then the length
  for (int shift = 24; shift >= 0; shift -= 8) {
    envelope += static_cast<char>(request.size() >> static_cast<size_t>(shift));
  }
  envelope += request;
  return absl::StrCat("POST ", path,
                      " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ", server.authorization,
                      "\r\nContent-Type: application/connect+proto\r\n",
                      "Content-Length: ", envelope.size(), "\r\n\r\n", envelope);
}

RawConnection::RawConnection(const std::string& address, int receive_buffer)
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer > 0) {
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
  }
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(PortOf(address));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) != 0) {
    close(socket_);
    socket_ = -1;
  }
}

RawConnection::~RawConnection() {
  if (socket_ >= 0) close(socket_);
}

bool RawConnection::Send(const std::string& bytes) {
  if (socket_ < 0) return false;
  char ignored[4'096];  // so that the end shows, and nothing fills up
  const ssize_t got = recv(socket_, ignored, sizeof(ignored), MSG_DONTWAIT);
  if (got == 0) return false;
  const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent == static_cast<ssize_t>(bytes.size());
}

}  // namespace passung::bench
