#include "server/fetch/http_client.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "engine/base/status_macros.h"

namespace passung::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using boost::system::error_code;
using tcp = asio::ip::tcp;

using Request = http::request<http::empty_body>;
using Parser = http::response_parser<http::string_body>;

class HttpClient final : public HttpAsker {
 public:
  HttpClient(Url url, HttpSettings settings, std::unique_ptr<ssl::context> context)
      : url_(std::move(url)), settings_(std::move(settings)), context_(std::move(context)) {}

  absl::StatusOr<HttpAnswer> Get(const std::string& target, const HttpFields& fields) override {
    const bool kept = connection_ != nullptr;
    absl::StatusOr<HttpAnswer> answer = Try(target, fields);
    // A kept connection may have been closed while nobody looked: that says nothing about the service.
    if (kept && absl::IsUnavailable(answer.status())) answer = Try(target, fields);
    return answer;
  }

 private:
  struct Connection {
    explicit Connection(asio::io_context& io) : stream(io) {}
    beast::tcp_stream stream;
    std::optional<ssl::stream<beast::tcp_stream&>> tls;
    beast::flat_buffer buffer;
  };

  // Runs one asynchronous step to its end; its time was set on the stream.
  template <class Start>
  error_code Await(Start start) {
    error_code result = asio::error::operation_aborted;
    start([&result](error_code error, auto&&... /*ignored*/) { result = error; });
    io_.restart();
    io_.run();
    return result;
  }

  absl::Status Fault(absl::string_view doing, const error_code& error) const {
    const std::string where = absl::StrCat(url_.host, ":", url_.port);
    if (error == beast::error::timeout) {
      return absl::DeadlineExceededError(
          absl::StrCat(where, ": no whole answer within ", settings_.time.count(), " ms"));
    }
    if (error == http::error::body_limit) {
      return absl::ResourceExhaustedError(
          absl::StrCat(where, ": the answer has more than ", settings_.most_bytes, " bytes"));
    }
    return absl::UnavailableError(absl::StrCat(where, ": ", doing, ": ", error.message()));
  }

  absl::Status Connect() {
    auto connection = std::make_unique<Connection>(io_);
    tcp::resolver resolver(io_);
    error_code error;
    const auto places = resolver.resolve(url_.host, url_.port, error);
    if (error) return Fault("no address for this name", error);
    connection->stream.expires_after(settings_.time);
    error = Await([&](auto done) { connection->stream.async_connect(places, done); });
    if (error) return Fault("cannot connect", error);
    connection->stream.socket().set_option(tcp::no_delay(true), error);
    if (context_ != nullptr) PASSUNG_RETURN_IF_ERROR(Secure(*connection));
    connection_ = std::move(connection);
    return absl::OkStatus();
  }

  absl::Status Secure(Connection& connection) {
    auto& tls = connection.tls.emplace(connection.stream, *context_);
    SSL_set_tlsext_host_name(tls.native_handle(), url_.host.c_str());
    tls.set_verify_callback(ssl::host_name_verification(url_.host));
    const error_code error =
        Await([&](auto done) { tls.async_handshake(ssl::stream_base::client, done); });
    if (!error) return absl::OkStatus();
    const long verified = SSL_get_verify_result(tls.native_handle());
    if (verified == X509_V_OK && error.category() != asio::error::get_ssl_category()) {
      return Fault("no TLS", error);
    }
    const std::string why =
        verified == X509_V_OK ? error.message() : X509_verify_cert_error_string(verified);
    return absl::FailedPreconditionError(
        absl::StrCat(url_.host, ":", url_.port, " cannot prove that it is ", url_.host, ": ", why));
  }

  template <class Stream>
  error_code Exchange(Stream& stream, const Request& request, Parser& parser) {
    error_code error = Await([&](auto done) { http::async_write(stream, request, done); });
    if (error) return error;
    error = Await(
        [&](auto done) { http::async_read_header(stream, connection_->buffer, parser, done); });
    if (error) return error;
    // Beast looks at the length of answers after it has begun to take them; the limit itself it keeps for chunks.
    if (parser.content_length().value_or(0) > settings_.most_bytes) return http::error::body_limit;
    if (parser.is_done()) return {};
    return Await([&](auto done) { http::async_read(stream, connection_->buffer, parser, done); });
  }

  absl::StatusOr<HttpAnswer> Try(const std::string& target, const HttpFields& fields) {
    if (connection_ == nullptr) PASSUNG_RETURN_IF_ERROR(Connect());
    Request request(http::verb::get, absl::StrCat(url_.path, target), 11);
    const bool usual = url_.port == (url_.tls ? "443" : "80");
    request.set(http::field::host, usual ? url_.host : absl::StrCat(url_.host, ":", url_.port));
    request.set(http::field::user_agent, "passung");
    request.set(http::field::accept, "application/json");
    for (const auto& [name, value] : fields) request.set(name, value);
    Parser parser;
    parser.body_limit(settings_.most_bytes);
    connection_->stream.expires_after(settings_.time);
    const error_code error = connection_->tls ? Exchange(*connection_->tls, request, parser)
                                              : Exchange(connection_->stream, request, parser);
    if (error) {
      connection_ = nullptr;
      return Fault("the answer was cut off", error);
    }
    HttpAnswer answer{.status = static_cast<int>(parser.get().result_int()),
                      .body = std::move(parser.get().body()),
                      .etag = std::string(parser.get()[http::field::etag]),
                      .retry_after = std::string(parser.get()[http::field::retry_after])};
    connection_->stream.expires_never();
    if (!parser.keep_alive()) connection_ = nullptr;
    return answer;
  }

  Url url_;
  HttpSettings settings_;
  std::unique_ptr<ssl::context> context_;
  asio::io_context io_{1};
  std::unique_ptr<Connection> connection_;
};

absl::StatusOr<std::unique_ptr<ssl::context>> MakeContext(const HttpSettings& settings) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  context->set_verify_mode(ssl::verify_peer);
  error_code error;
  if (settings.authorities.empty()) {
    context->set_default_verify_paths(error);
  } else {
    context->add_certificate_authority(
        asio::buffer(settings.authorities.data(), settings.authorities.size()), error);
  }
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("authorities of certificates cannot be read: ", error.message()));
  }
  return context;
}

}  // namespace

absl::StatusOr<std::unique_ptr<HttpAsker>> MakeHttpClient(const Url& url,
                                                          const HttpSettings& settings) {
  std::unique_ptr<ssl::context> context;
  if (url.tls) {
    PASSUNG_ASSIGN_OR_RETURN(context, MakeContext(settings));
  }
  return std::make_unique<HttpClient>(url, settings, std::move(context));
}

}  // namespace passung::server
