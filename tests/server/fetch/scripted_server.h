// A service on this machine that answers what a test wants it to, also badly.
#ifndef PASSUNG_TESTS_SERVER_FETCH_SCRIPTED_SERVER_H_
#define PASSUNG_TESTS_SERVER_FETCH_SCRIPTED_SERVER_H_

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/server/tls/certificate_maker.h"

namespace passung::server {

struct ScriptedRequest {
  std::string target;
  std::map<std::string, std::string> fields;
};
struct ScriptedReply {
  int status = 200;
  std::string body;
  std::map<std::string, std::string> fields = {};
  bool cut = false;     // the connection ends in the middle of the body
  bool silent = false;  // no answer until the client leaves
  bool close = false;   // the connection ends behind the answer, without a word about it
};

// Each connection has a thread of its own. Destroyed after its clients.
class ScriptedServer final {
 public:
  using Script = std::function<ScriptedReply(const ScriptedRequest&)>;

  // With TLS where a certificate is given.
  explicit ScriptedServer(Script script, const MadeCertificate& certificate = {})
      : script_(std::move(script)), acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}) {
    port_ = acceptor_.local_endpoint().port();
    if (!certificate.certificate.empty()) {
      tls_ = std::make_unique<boost::asio::ssl::context>(boost::asio::ssl::context::tls_server);
      const auto& pem = certificate.certificate;
      tls_->use_certificate_chain(boost::asio::buffer(pem.data(), pem.size()));
      tls_->use_private_key(boost::asio::buffer(certificate.key.data(), certificate.key.size()),
                            boost::asio::ssl::context::pem);
    }
    accepting_ = std::thread([this] { Accept(); });
  }
  ~ScriptedServer() {
    over_ = true;
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket wake(io);
    boost::system::error_code ignored;
    wake.connect({boost::asio::ip::address_v4::loopback(), port_}, ignored);
    wake.close(ignored);
    accepting_.join();
    for (std::thread& thread : threads_) thread.join();
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::string Address(const std::string& host = "127.0.0.1") const {
    return absl::StrCat(tls_ ? "https://" : "http://", host, ":", port_);
  }
  std::vector<ScriptedRequest> requests() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return requests_;
  }
  int connections() const { return connections_; }

 private:
  using Socket = boost::asio::ip::tcp::socket;

  void Accept() {
    while (true) {
      auto socket = std::make_shared<Socket>(io_);
      boost::system::error_code error;
      acceptor_.accept(*socket, error);
      if (over_) return;
      if (error) continue;
      ++connections_;
      threads_.emplace_back([this, socket] { Talk(*socket); });
    }
  }

  void Talk(Socket& socket) {
    boost::system::error_code error;
    if (!tls_) {
      Serve(socket);
      socket.close(error);
      return;
    }
    boost::asio::ssl::stream<Socket&> stream(socket, *tls_);
    stream.handshake(boost::asio::ssl::stream_base::server, error);
    if (!error) Serve(stream);
    socket.close(error);
  }

  template <class Stream>
  void Serve(Stream& stream) {
    namespace http = boost::beast::http;
    boost::beast::flat_buffer buffer;
    boost::system::error_code error;
    while (true) {
      http::request<http::empty_body> request;
      http::read(stream, buffer, request, error);
      if (error) return;
      ScriptedRequest asked{.target = std::string(request.target()), .fields = {}};
      for (const auto& field : request) {
        asked.fields[std::string(field.name_string())] = std::string(field.value());
      }
      ScriptedReply reply;
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        requests_.push_back(asked);
        reply = script_(asked);
      }
      if (reply.silent) {
        http::read(stream, buffer, request, error);
        return;
      }
      std::string bytes = absl::StrCat("HTTP/1.1 ", reply.status, " x\r\n");
      if (reply.fields.count("Transfer-Encoding") == 0) {
        absl::StrAppend(&bytes, "Content-Length: ", reply.status == 304 ? 0 : reply.body.size(),
                        "\r\n");
      }
      for (const auto& [name, value] : reply.fields)
        absl::StrAppend(&bytes, name, ": ", value, "\r\n");
      absl::StrAppend(&bytes, "\r\n",
                      reply.cut ? reply.body.substr(0, reply.body.size() / 2) : reply.body);
      boost::asio::write(stream, boost::asio::buffer(bytes), error);
      if (error || reply.cut || reply.close) return;
    }
  }

  Script script_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  unsigned short port_ = 0;
  std::unique_ptr<boost::asio::ssl::context> tls_;
  std::atomic<bool> over_ = false;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<ScriptedRequest> requests_;
  std::vector<std::thread> threads_;
  std::thread accepting_;
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_FETCH_SCRIPTED_SERVER_H_
