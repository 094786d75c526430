#include "server/http/http_connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/write.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "server/http/http_exchange.h"
#include "server/http/tls_context.h"

namespace passung::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

template <class Text>
std::string ToString(const Text& text) {
  return {text.data(), text.size()};
}

}  // namespace

HttpConnection::HttpConnection(tcp::socket socket, HttpShared& shared)
    : stream_(std::move(socket), shared.tls), shared_(shared) {
  error_code ignored;
  stream_.socket().set_option(tcp::no_delay(true), ignored);
  const auto endpoint = stream_.socket().remote_endpoint(ignored);
  if (!ignored) peer_ = endpoint.address().to_string();
  shared_.connections.insert(this);
  ++shared_.of_address[peer_];
  ++shared_.count;
}

HttpConnection::~HttpConnection() {
  ShrinkBody(0);
  shared_.connections.erase(this);
  const auto of_peer = shared_.of_address.find(peer_);
  if (--of_peer->second == 0) shared_.of_address.erase(of_peer);
  {
    const std::lock_guard<std::mutex> lock(shared_.mutex);
    --shared_.count;
  }
  shared_.none_left.notify_all();
}

// ------------------------------------------------------------------------------------------ reading

void HttpConnection::Start() {
  if (!stream_.IsEncrypted()) return AwaitRequest();
  stream_.expires_after(shared_.options.handshake_time);
  stream_.AsyncHandshake([self = shared_from_this()](error_code error) {
    if (error) return self->CloseSocket();
    if (const auto* certificate = SSL_get0_peer_certificate(self->stream_.session())) {
      self->certificate_names_ = NamesOfCertificate(*certificate);
    }
    self->AwaitRequest();
  });
}

void HttpConnection::AwaitRequest() {
  answering_ = false;
  ShrinkBody(0);
  events_.reset();
  parser_.emplace();
  parser_->header_limit(shared_.options.largest_header);
  parser_->body_limit(shared_.options.largest_body);
  ++number_;
  if (buffer_.size() > 0) return ReadHeader();  // the client did not wait for the answer
  stream_.expires_after(shared_.options.idle_time);
  constexpr size_t kFirstBytes = 4'096;
  stream_.async_read_some(buffer_.prepare(kFirstBytes),
                          [self = shared_from_this()](error_code error, size_t size) {
                            if (error) return self->CloseSocket();
                            self->buffer_.commit(size);
                            self->ReadHeader();
                          });
}

void HttpConnection::ReadHeader() {
  stream_.expires_after(shared_.options.header_time);
  http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](error_code error, size_t) { self->OnHeader(error); });
}

void HttpConnection::OnHeader(error_code error) {
  if (error == http::error::header_limit) {
    return Refuse(http::status::request_header_fields_too_large);
  }
  if (error == http::error::body_limit) return Refuse(http::status::payload_too_large);
  if (error && error.category() == make_error_code(http::error::bad_method).category() &&
      error != http::error::end_of_stream) {
    return Refuse(http::status::bad_request);
  }
  if (error) return CloseSocket();
  if (auto refusal = RefusalOfBody()) return RefuseWith(refusal->head, std::move(refusal->body));
  if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) return Continue100();
  ReadBody();
}

void HttpConnection::Continue100() {
  static const std::string& text = *new std::string("HTTP/1.1 100 Continue\r\n\r\n");
  asio::async_write(stream_, asio::buffer(text),
                    [self = shared_from_this()](error_code error, size_t) {
                      if (error) return self->CloseSocket();
                      self->ReadBody();
                    });
}

void HttpConnection::ReadBody() {
  stream_.expires_after(shared_.options.body_time);
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](error_code error, size_t) { self->OnBody(error); });
}

// Long bodies are kept only of those who may call, and of all of them together only so much.
std::optional<HttpRefusal> HttpConnection::RefusalOfBody() {
  if (parser_->is_done()) return std::nullopt;
  const HttpServer::Options& options = shared_.options;
  const uint64_t size = parser_->content_length().value_or(options.largest_body);
  if (size <= options.short_body) return std::nullopt;
  if (auto refusal = shared_.handler.RefusalOf(HeadOf(parser_->get()))) return refusal;
  if (shared_.long_bodies + size > options.largest_bodies) {
    return HttpRefusal{.head = {.status = static_cast<int>(http::status::service_unavailable),
                                .content_type = "text/plain",
                                .more = {{"Retry-After", "1"}}},
                       .body = "too many long requests are underway\n"};
  }
  long_body_ = size;
  shared_.long_bodies += size;
  return std::nullopt;
}

void HttpConnection::ShrinkBody(uint64_t size) {
  const uint64_t kept = std::min(long_body_, size);
  shared_.long_bodies -= long_body_ - kept;
  long_body_ = kept;
}

HttpRequest HttpConnection::HeadOf(const http::request<http::string_body>& message) const {
  HttpRequest request{.method = ToString(message.method_string()),
                      .peer = peer_,
                      .certificate_names = certificate_names_};
  const std::string target = ToString(message.target());
  request.path = target.substr(0, target.find('?'));
  for (const auto& field : message) {
    request.headers.emplace_back(absl::AsciiStrToLower(ToString(field.name_string())),
                                 ToString(field.value()));
  }
  return request;
}

HttpRequest HttpConnection::TakeRequest() {
  auto message = parser_->release();
  HttpRequest request = HeadOf(message);
  request.body = std::move(message.body());
  version_ = message.version();
  head_only_ = message.method() == http::verb::head;
  keep_alive_ = message.keep_alive() &&
                number_ < static_cast<uint64_t>(shared_.options.requests_per_connection);
  return request;
}

void HttpConnection::OnBody(error_code error) {
  if (error == http::error::body_limit) return Refuse(http::status::payload_too_large);
  if (error) return CloseSocket();
  stream_.expires_never();
  HttpRequest request = TakeRequest();
  ShrinkBody(request.body.size());  // of chunks nobody knew how many there would be
  answering_ = true;
  WatchForGoing();
  shared_.handler.Handle(std::move(request),
                         std::make_shared<ConnectionExchange>(shared_from_this(), number_));
}

// What is no request ends the connection: where the next one begins is unknown.
void HttpConnection::Refuse(http::status status) {
  RefuseWith({.status = static_cast<int>(status), .content_type = "text/plain"},
             absl::StrCat(ToString(http::obsolete_reason(status)), "\n"));
}

void HttpConnection::RefuseWith(const HttpHead& head, std::string body) {
  answering_ = true;
  refused_ = true;
  keep_alive_ = false;
  head_only_ = false;
  Respond(number_, head, std::move(body));
}

// ------------------------------------------------------------------------- noticing that one is gone

void HttpConnection::WatchForGoing() {
  if (watching_) return;
  watching_ = true;
  stream_.socket().async_wait(tcp::socket::wait_read,
                              [self = shared_from_this()](error_code error) {
                                self->watching_ = false;
                                if (!error) self->OnReadable();
                              });
}

// Readable without anything to read is the end; the next request, sent early, is left where it is.
void HttpConnection::OnReadable() {
  if (!answering_) return;
  if (stream_.IsEncrypted()) return ReadEarly();
  char next = 0;
  const ssize_t size = recv(stream_.socket().native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
  if (size == 0) Gone();
}

// What is readable may be the end as TLS says it, which only reading tells.
void HttpConnection::ReadEarly() {
  constexpr size_t kEarlyBytes = 4'096;
  reading_early_ = true;
  stream_.async_read_some(buffer_.prepare(kEarlyBytes),
                          [self = shared_from_this()](error_code error, size_t size) {
                            self->reading_early_ = false;
                            if (error) return self->Gone();
                            self->buffer_.commit(size);
                          });
}

void HttpConnection::Gone() {
  const auto events = events_.lock();
  events_.reset();
  answering_ = false;
  // The part that is being written stays until its write has ended: TLS takes a long one in several steps,
  // and the next step may stand in the queue already, to which a closed socket is no obstacle.
  parts_.resize(std::min(parts_.size(), size_t{writing_ ? 1U : 0U}));
  CloseSocket();
  if (events != nullptr) events->OnGone();
}

void HttpConnection::CloseSocket() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.close();
}

// ------------------------------------------------------------------------------------------ writing

void HttpConnection::Tell(uint64_t number, std::weak_ptr<HttpEvents> events) {
  if (IsCurrent(number)) {
    events_ = std::move(events);
  } else if (const auto told = events.lock()) {
    told->OnGone();  // it left before it could be told of
  }
}

// Nothing here is for browsers to run, keep or guess about.
void HttpConnection::PrepareHead(http::response_header<>& to, const HttpHead& head) const {
  to.result(static_cast<unsigned>(head.status));
  to.version(version_);
  to.set(http::field::content_type, head.content_type);
  to.set(http::field::cache_control, "no-store");
  to.set("X-Content-Type-Options", "nosniff");
  to.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  to.set("Referrer-Policy", "no-referrer");
  for (const auto& [name, value] : head.more) to.set(name, value);
}

void HttpConnection::Respond(uint64_t number, const HttpHead& head, std::string body) {
  if (!IsCurrent(number) || writing_) return;
  writing_ = true;
  response_ = {};
  PrepareHead(response_, head);
  response_.keep_alive(keep_alive_ && !shared_.stopping);
  if (head_only_) {
    // As long as it would be, and not there: what came after the head would be taken for the next answer.
    response_.content_length(body.size());
  } else {
    response_.body() = std::move(body);
    response_.prepare_payload();
  }
  stream_.expires_after(shared_.options.write_time);
  http::async_write(stream_, response_, [self = shared_from_this()](error_code error, size_t) {
    self->writing_ = false;
    if (error || !self->answering_) return self->Gone();
    self->keep_alive_ = self->response_.keep_alive();
    self->AnswerDone();
  });
}

void HttpConnection::Begin(uint64_t number, const HttpHead& head) {
  if (!IsCurrent(number) || writing_) return;
  writing_ = true;
  ending_ = false;
  chunked_ = version_ >= 11;
  keep_alive_ = keep_alive_ && chunked_;
  head_.emplace();
  PrepareHead(*head_, head);
  head_->chunked(chunked_);
  head_->keep_alive(keep_alive_);
  head_writer_.emplace(*head_);
  stream_.expires_after(shared_.options.write_time);
  http::async_write_header(stream_, *head_writer_,
                           [self = shared_from_this()](error_code error, size_t) {
                             self->writing_ = false;
                             if (error || !self->answering_) return self->Gone();
                             self->WriteNext();
                           });
}

void HttpConnection::Send(uint64_t number, std::string part) {
  if (!IsCurrent(number)) return;
  parts_.push_back(std::move(part));
  WriteNext();
}

void HttpConnection::End(uint64_t number) {
  if (!IsCurrent(number)) return;
  ending_ = true;
  WriteNext();
}

void HttpConnection::Break(uint64_t number) {
  if (IsCurrent(number)) Gone();
}

void HttpConnection::WriteNext() {
  if (writing_ || (parts_.empty() && !ending_)) return;
  writing_ = true;
  stream_.expires_after(shared_.options.write_time);
  if (parts_.empty()) {
    ending_ = false;
    auto done = [self = shared_from_this()](error_code error, size_t) {
      self->writing_ = false;
      if (error || !self->answering_) return self->Gone();
      self->AnswerDone();
    };
    if (!chunked_) return done({}, 0);
    asio::async_write(stream_, http::make_chunk_last(), std::move(done));
    return;
  }
  auto done = [self = shared_from_this()](error_code error, size_t) { self->OnPartWritten(error); };
  const asio::const_buffer part = asio::buffer(parts_.front());
  if (chunked_) {
    asio::async_write(stream_, http::make_chunk(part), std::move(done));
  } else {
    asio::async_write(stream_, part, std::move(done));
  }
}

void HttpConnection::OnPartWritten(error_code error) {
  writing_ = false;
  if (error || !answering_) return Gone();
  parts_.pop_front();
  if (const auto events = events_.lock()) events->OnSent();
  WriteNext();
}

void HttpConnection::AnswerDone() {
  answering_ = false;
  if (refused_) return Linger();
  // A client that has sent half a record before its answer came may not hold the connection by it.
  if (!keep_alive_ || shared_.stopping || reading_early_) return CloseSocket();
  AwaitRequest();
}

// A client that still sends would see a reset instead of the refusal: what comes is thrown away for a
// moment.
void HttpConnection::Linger() {
  constexpr std::chrono::seconds kMoment(1);
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(kMoment);
  Discard();
}

void HttpConnection::Discard() {
  constexpr size_t kAtOnce = 65'536;
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(kAtOnce),
                          [self = shared_from_this()](error_code error, size_t) {
                            if (error) return self->CloseSocket();
                            self->Discard();
                          });
}

}  // namespace passung::server
