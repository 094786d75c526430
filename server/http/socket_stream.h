// A connection with or without TLS, as Asio's algorithms use it.
#ifndef PASSUNG_SERVER_HTTP_SOCKET_STREAM_H_
#define PASSUNG_SERVER_HTTP_SOCKET_STREAM_H_

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <memory>
#include <optional>
#include <utility>

namespace passung::server {

// Belongs to the network thread.
class SocketStream {
 public:
  using executor_type = boost::beast::tcp_stream::executor_type;

  // Without TLS where `tls` is null. It stays as it is for this connection.
  SocketStream(boost::asio::ip::tcp::socket socket, std::shared_ptr<boost::asio::ssl::context> tls)
      : tcp_(std::move(socket)), context_(std::move(tls)) {
    if (context_ != nullptr) tls_.emplace(tcp_, *context_);
  }

  bool IsEncrypted() const { return tls_.has_value(); }
  // REQUIRES: IsEncrypted().
  template <class Handler>
  void AsyncHandshake(Handler&& handler) {
    tls_->async_handshake(boost::asio::ssl::stream_base::server, std::forward<Handler>(handler));
  }
  // What OpenSSL keeps of the connection, which owns it. REQUIRES: IsEncrypted().
  SSL* session() { return tls_->native_handle(); }

  executor_type get_executor() { return tcp_.get_executor(); }
  boost::asio::ip::tcp::socket& socket() { return tcp_.socket(); }
  template <class Duration>
  void expires_after(Duration time) {
    tcp_.expires_after(time);
  }
  void expires_never() { tcp_.expires_never(); }
  // Without the parting words of TLS: whoever waits for them has to wait for the client.
  void close() { tcp_.close(); }

  template <class Buffers, class Handler>
  auto async_read_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) return tls_->async_read_some(buffers, std::forward<Handler>(handler));
    return tcp_.async_read_some(buffers, std::forward<Handler>(handler));
  }
  template <class Buffers, class Handler>
  auto async_write_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) return tls_->async_write_some(buffers, std::forward<Handler>(handler));
    return tcp_.async_write_some(buffers, std::forward<Handler>(handler));
  }

 private:
  boost::beast::tcp_stream tcp_;
  std::shared_ptr<boost::asio::ssl::context> context_;
  std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_SOCKET_STREAM_H_
