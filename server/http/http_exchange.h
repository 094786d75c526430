// How other threads reach a connection: what they say is posted to its network thread.
#ifndef PASSUNG_SERVER_HTTP_HTTP_EXCHANGE_H_
#define PASSUNG_SERVER_HTTP_HTTP_EXCHANGE_H_

#include <boost/asio/post.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "server/http/http_connection.h"

namespace passung::server {

// The answer to one request, as its handler holds it.
class ConnectionExchange final : public HttpExchange {
 public:
  ConnectionExchange(std::shared_ptr<HttpConnection> connection, uint64_t number)
      : connection_(std::move(connection)), number_(number) {}
  // The connection is let go of where it lives.
  ~ConnectionExchange() override {
    auto& network = connection_->network();
    boost::asio::post(network, [connection = std::move(connection_)] {});
  }

  void Tell(std::weak_ptr<HttpEvents> events) override {
    Post([number = number_, events = std::move(events)](HttpConnection& connection) {
      connection.Tell(number, events);
    });
  }
  void Respond(HttpHead head, std::string body) override {
    Post([number = number_, head = std::move(head),
          body = std::move(body)](HttpConnection& connection) mutable {
      connection.Respond(number, head, std::move(body));
    });
  }
  void Begin(HttpHead head) override {
    Post([number = number_, head = std::move(head)](HttpConnection& connection) {
      connection.Begin(number, head);
    });
  }
  void Send(std::string part) override {
    Post([number = number_, part = std::move(part)](HttpConnection& connection) mutable {
      connection.Send(number, std::move(part));
    });
  }
  void End() override {
    Post([number = number_](HttpConnection& connection) { connection.End(number); });
  }
  void Break() override {
    Post([number = number_](HttpConnection& connection) { connection.Break(number); });
  }

 private:
  template <class Work>
  void Post(Work work) {
    boost::asio::post(
        connection_->network(),
        [connection = connection_, work = std::move(work)]() mutable { work(*connection); });
  }

  std::shared_ptr<HttpConnection> connection_;
  const uint64_t number_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_HTTP_EXCHANGE_H_
