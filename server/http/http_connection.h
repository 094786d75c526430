// One client of the HTTP server: reads its requests, one after the other, and writes their answers.
#ifndef PASSUNG_SERVER_HTTP_HTTP_CONNECTION_H_
#define PASSUNG_SERVER_HTTP_HTTP_CONNECTION_H_

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "server/http/http_server.h"
#include "server/http/socket_stream.h"

namespace passung::server {

class HttpConnection;

// What connections share with their server. All of it belongs to the network thread but the count.
struct HttpShared {
  HttpServer::Options options;
  HttpHandler& handler;
  boost::asio::io_context network{1};
  std::atomic<int32_t> count{0};
  bool stopping = false;
  uint64_t long_bodies = 0;                        // bytes that are set apart for them
  std::shared_ptr<boost::asio::ssl::context> tls;  // of connections to come; null: without
  absl::flat_hash_set<HttpConnection*> connections;
  absl::flat_hash_map<std::string, int32_t> of_address;  // connections; none has none
  std::mutex mutex;
  std::condition_variable none_left;
};

// One client. All members belong to the network thread; the functions of HttpExchange come from
// others and post themselves there.
class HttpConnection final : public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(boost::asio::ip::tcp::socket socket, HttpShared& shared);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  const std::string& peer() const { return peer_; }

  void Start();
  void AwaitRequest();
  // Between requests nobody minds its end.
  void EndIfIdle() {
    if (!answering_) CloseSocket();
  }
  void CloseSocket();
  // Whatever it is doing.
  void Break() { Gone(); }

  // The number tells the answers to earlier requests from the one that is waited for.
  void Tell(uint64_t number, std::weak_ptr<HttpEvents> events);
  void Respond(uint64_t number, const HttpHead& head, std::string body);
  void Begin(uint64_t number, const HttpHead& head);
  void Send(uint64_t number, std::string part);
  void End(uint64_t number);
  void Break(uint64_t number);
  boost::asio::io_context& network() { return shared_.network; }

 private:
  using Response = boost::beast::http::response<boost::beast::http::string_body>;

  bool IsCurrent(uint64_t number) const { return answering_ && number == number_; }
  void ReadHeader();
  void OnHeader(boost::system::error_code error);
  void Continue100();
  void ReadBody();
  void OnBody(boost::system::error_code error);
  std::optional<HttpRefusal> RefusalOfBody();
  // Sets no more apart than `size`.
  void ShrinkBody(uint64_t size);
  HttpRequest HeadOf(
      const boost::beast::http::request<boost::beast::http::string_body>& message) const;
  HttpRequest TakeRequest();
  void Refuse(boost::beast::http::status status);
  void RefuseWith(const HttpHead& head, std::string body);
  void WatchForGoing();
  void OnReadable();
  void ReadEarly();
  void PrepareHead(boost::beast::http::response_header<>& to, const HttpHead& head) const;
  void WriteNext();
  void OnPartWritten(boost::system::error_code error);
  void AnswerDone();
  void Linger();
  void Discard();
  void Gone();

  SocketStream stream_;
  HttpShared& shared_;
  std::string peer_;
  std::vector<std::string> certificate_names_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  uint64_t long_body_ = 0;  // what is set apart for the body of the request
  uint64_t number_ = 0;     // of the request that is read or answered
  bool answering_ = false;  // the handler has it
  bool watching_ = false;   // OnReadable is underway
  bool reading_early_ = false;
  bool keep_alive_ = false;
  bool refused_ = false;    // what comes is not read any more
  bool head_only_ = false;  // the answer has no body
  bool chunked_ = false;
  unsigned version_ = 11;
  std::weak_ptr<HttpEvents> events_;
  Response response_;
  std::optional<boost::beast::http::response<boost::beast::http::empty_body>> head_;
  std::optional<boost::beast::http::response_serializer<boost::beast::http::empty_body>>
      head_writer_;
  bool writing_ = false;
  bool ending_ = false;  // nothing is sent after what is in parts_
  std::deque<std::string> parts_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_HTTP_CONNECTION_H_
