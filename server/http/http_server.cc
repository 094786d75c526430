#include "server/http/http_server.h"

#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "server/http/socket_stream.h"
#include "server/http/tls_context.h"

namespace passung::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

class Connection;

// What connections share with their server. All of it belongs to the network thread but the count.
struct Shared {
  HttpServer::Options options;
  HttpHandler& handler;
  asio::io_context network{1};
  std::atomic<int32_t> count{0};
  bool stopping = false;
  uint64_t long_bodies = 0;                 // bytes that are set apart for them
  std::shared_ptr<asio::ssl::context> tls;  // of connections to come; null: without
  absl::flat_hash_set<Connection*> connections;
  std::mutex mutex;
  std::condition_variable none_left;
};

template <class Text>
std::string ToString(const Text& text) {
  return {text.data(), text.size()};
}

// One client. All members belong to the network thread; the functions of HttpExchange come from
// others and post themselves there.
class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, Shared& shared)
      : stream_(std::move(socket), shared.tls), shared_(shared) {
    error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
    const auto endpoint = stream_.socket().remote_endpoint(ignored);
    if (!ignored) peer_ = endpoint.address().to_string();
    shared_.connections.insert(this);
    ++shared_.count;
  }
  ~Connection() {
    ReleaseBody();
    shared_.connections.erase(this);
    {
      const std::lock_guard<std::mutex> lock(shared_.mutex);
      --shared_.count;
    }
    shared_.none_left.notify_all();
  }

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
  asio::io_context& network() { return shared_.network; }

 private:
  using Response = http::response<http::string_body>;

  bool IsCurrent(uint64_t number) const { return answering_ && number == number_; }
  void ReadHeader();
  void OnHeader(error_code error);
  void Continue100();
  void ReadBody();
  void OnBody(error_code error);
  std::optional<HttpRefusal> RefusalOfBody();
  void ReleaseBody() { shared_.long_bodies -= std::exchange(long_body_, 0); }
  HttpRequest HeadOf(const http::request<http::string_body>& message) const;
  HttpRequest TakeRequest();
  void Refuse(http::status status);
  void RefuseWith(const HttpHead& head, std::string body);
  void WatchForGoing();
  void OnReadable();
  void ReadEarly();
  void PrepareHead(http::response_header<>& to, const HttpHead& head) const;
  void WriteNext();
  void OnPartWritten(error_code error);
  void AnswerDone();
  void Linger();
  void Discard();
  void Gone();

  SocketStream stream_;
  Shared& shared_;
  std::string peer_;
  std::vector<std::string> certificate_names_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
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
  std::optional<http::response<http::empty_body>> head_;
  std::optional<http::response_serializer<http::empty_body>> head_writer_;
  bool writing_ = false;
  bool ending_ = false;  // nothing is sent after what is in parts_
  std::deque<std::string> parts_;
};

// ------------------------------------------------------------------------------------------ reading

void Connection::Start() {
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

void Connection::AwaitRequest() {
  answering_ = false;
  ReleaseBody();
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

void Connection::ReadHeader() {
  stream_.expires_after(shared_.options.header_time);
  http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](error_code error, size_t) { self->OnHeader(error); });
}

void Connection::OnHeader(error_code error) {
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

void Connection::Continue100() {
  static const std::string& text = *new std::string("HTTP/1.1 100 Continue\r\n\r\n");
  asio::async_write(stream_, asio::buffer(text),
                    [self = shared_from_this()](error_code error, size_t) {
                      if (error) return self->CloseSocket();
                      self->ReadBody();
                    });
}

void Connection::ReadBody() {
  stream_.expires_after(shared_.options.body_time);
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](error_code error, size_t) { self->OnBody(error); });
}

// Long bodies are kept only of those who may call, and of all of them together only so much.
std::optional<HttpRefusal> Connection::RefusalOfBody() {
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

HttpRequest Connection::HeadOf(const http::request<http::string_body>& message) const {
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

HttpRequest Connection::TakeRequest() {
  auto message = parser_->release();
  HttpRequest request = HeadOf(message);
  request.body = std::move(message.body());
  version_ = message.version();
  head_only_ = message.method() == http::verb::head;
  keep_alive_ = message.keep_alive() &&
                number_ < static_cast<uint64_t>(shared_.options.requests_per_connection);
  return request;
}

// The answer to one request, as its handler holds it.
class Exchange final : public HttpExchange {
 public:
  Exchange(std::shared_ptr<Connection> connection, uint64_t number)
      : connection_(std::move(connection)), number_(number) {}
  // The connection is let go of where it lives.
  ~Exchange() override {
    auto& network = connection_->network();
    asio::post(network, [connection = std::move(connection_)] {});
  }

  void Tell(std::weak_ptr<HttpEvents> events) override {
    Post([number = number_, events = std::move(events)](Connection& connection) {
      connection.Tell(number, events);
    });
  }
  void Respond(HttpHead head, std::string body) override {
    Post([number = number_, head = std::move(head),
          body = std::move(body)](Connection& connection) mutable {
      connection.Respond(number, head, std::move(body));
    });
  }
  void Begin(HttpHead head) override {
    Post([number = number_, head = std::move(head)](Connection& connection) {
      connection.Begin(number, head);
    });
  }
  void Send(std::string part) override {
    Post([number = number_, part = std::move(part)](Connection& connection) mutable {
      connection.Send(number, std::move(part));
    });
  }
  void End() override {
    Post([number = number_](Connection& connection) { connection.End(number); });
  }
  void Break() override {
    Post([number = number_](Connection& connection) { connection.Break(number); });
  }

 private:
  template <class Work>
  void Post(Work work) {
    asio::post(connection_->network(),
               [connection = connection_, work = std::move(work)]() mutable { work(*connection); });
  }

  std::shared_ptr<Connection> connection_;
  const uint64_t number_;
};

void Connection::OnBody(error_code error) {
  if (error == http::error::body_limit) return Refuse(http::status::payload_too_large);
  if (error) return CloseSocket();
  stream_.expires_never();
  HttpRequest request = TakeRequest();
  // Of chunks nobody knew how many there would be.
  shared_.long_bodies -= long_body_ - std::min(long_body_, request.body.size());
  long_body_ = std::min(long_body_, request.body.size());
  answering_ = true;
  WatchForGoing();
  shared_.handler.Handle(std::move(request),
                         std::make_shared<Exchange>(shared_from_this(), number_));
}

// What is no request ends the connection: where the next one begins is unknown.
void Connection::Refuse(http::status status) {
  RefuseWith({.status = static_cast<int>(status), .content_type = "text/plain"},
             absl::StrCat(ToString(http::obsolete_reason(status)), "\n"));
}

void Connection::RefuseWith(const HttpHead& head, std::string body) {
  answering_ = true;
  refused_ = true;
  keep_alive_ = false;
  head_only_ = false;
  Respond(number_, head, std::move(body));
}

// ------------------------------------------------------------------------- noticing that one is gone

void Connection::WatchForGoing() {
  if (watching_) return;
  watching_ = true;
  stream_.socket().async_wait(tcp::socket::wait_read,
                              [self = shared_from_this()](error_code error) {
                                self->watching_ = false;
                                if (!error) self->OnReadable();
                              });
}

// Readable without anything to read is the end; the next request, sent early, is left where it is.
void Connection::OnReadable() {
  if (!answering_) return;
  if (stream_.IsEncrypted()) return ReadEarly();
  char next = 0;
  const ssize_t size = recv(stream_.socket().native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
  if (size == 0) Gone();
}

// What is readable may be the end as TLS says it, which only reading tells.
void Connection::ReadEarly() {
  constexpr size_t kEarlyBytes = 4'096;
  reading_early_ = true;
  stream_.async_read_some(buffer_.prepare(kEarlyBytes),
                          [self = shared_from_this()](error_code error, size_t size) {
                            self->reading_early_ = false;
                            if (error) return self->Gone();
                            self->buffer_.commit(size);
                          });
}

void Connection::Gone() {
  const auto events = events_.lock();
  events_.reset();
  answering_ = false;
  // The part that is being written stays until its write has ended: TLS takes a long one in several steps,
  // and the next step may stand in the queue already, to which a closed socket is no obstacle.
  parts_.resize(std::min(parts_.size(), size_t{writing_ ? 1U : 0U}));
  CloseSocket();
  if (events != nullptr) events->OnGone();
}

void Connection::CloseSocket() {
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.close();
}

// ------------------------------------------------------------------------------------------ writing

void Connection::Tell(uint64_t number, std::weak_ptr<HttpEvents> events) {
  if (IsCurrent(number)) {
    events_ = std::move(events);
  } else if (const auto told = events.lock()) {
    told->OnGone();  // it left before it could be told of
  }
}

// Nothing here is for browsers to run, keep or guess about.
void Connection::PrepareHead(http::response_header<>& to, const HttpHead& head) const {
  to.result(static_cast<unsigned>(head.status));
  to.version(version_);
  to.set(http::field::content_type, head.content_type);
  to.set(http::field::cache_control, "no-store");
  to.set("X-Content-Type-Options", "nosniff");
  to.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  to.set("Referrer-Policy", "no-referrer");
  for (const auto& [name, value] : head.more) to.set(name, value);
}

void Connection::Respond(uint64_t number, const HttpHead& head, std::string body) {
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

void Connection::Begin(uint64_t number, const HttpHead& head) {
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

void Connection::Send(uint64_t number, std::string part) {
  if (!IsCurrent(number)) return;
  parts_.push_back(std::move(part));
  WriteNext();
}

void Connection::End(uint64_t number) {
  if (!IsCurrent(number)) return;
  ending_ = true;
  WriteNext();
}

void Connection::Break(uint64_t number) {
  if (IsCurrent(number)) Gone();
}

void Connection::WriteNext() {
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

void Connection::OnPartWritten(error_code error) {
  writing_ = false;
  if (error || !answering_) return Gone();
  parts_.pop_front();
  if (const auto events = events_.lock()) events->OnSent();
  WriteNext();
}

void Connection::AnswerDone() {
  answering_ = false;
  if (refused_) return Linger();
  // A client that has sent half a record before its answer came may not hold the connection by it.
  if (!keep_alive_ || shared_.stopping || reading_early_) return CloseSocket();
  AwaitRequest();
}

// A client that still sends would see a reset instead of the refusal: what comes is thrown away for a
// moment.
void Connection::Linger() {
  constexpr std::chrono::seconds kMoment(1);
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(kMoment);
  Discard();
}

void Connection::Discard() {
  constexpr size_t kAtOnce = 65'536;
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(kAtOnce),
                          [self = shared_from_this()](error_code error, size_t) {
                            if (error) return self->CloseSocket();
                            self->Discard();
                          });
}

// ------------------------------------------------------------------------------------------- server

class BeastServer final : public HttpServer {
 public:
  BeastServer(const Options& options, HttpHandler& handler)
      : shared_{.options = options, .handler = handler},
        acceptor_(shared_.network),
        pause_(shared_.network) {}
  ~BeastServer() override {
    Close(std::chrono::milliseconds(0));
    RunWhatIsLeft();  // exchanges have let go of their connections since
  }

  absl::Status UseTls(const TlsMaterial& material) override {
    PASSUNG_ASSIGN_OR_RETURN(auto context, MakeTlsContext(material));
    asio::post(shared_.network, [this, context = std::move(context)]() mutable {
      shared_.tls = std::move(context);
    });
    return absl::OkStatus();
  }

  // Before Listen.
  absl::Status StartTls() {
    if (!shared_.options.tls) return absl::OkStatus();
    PASSUNG_ASSIGN_OR_RETURN(shared_.tls, MakeTlsContext(*shared_.options.tls));
    return absl::OkStatus();
  }

  // What the system says against it.
  error_code Listen() {
    error_code error;
    const auto host = asio::ip::make_address(NumericHost(), error);
    if (error) return error;
    const tcp::endpoint endpoint(host, shared_.options.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) return error;
    const std::string& shown = shared_.options.host;
    const bool bare = absl::StrContains(shown, ":") && !absl::StartsWith(shown, "[");
    address_ = absl::StrCat(bare ? "[" : "", shown, bare ? "]" : "", ":",
                            acceptor_.local_endpoint().port());
    Accept();
    thread_ = std::thread([this] { shared_.network.run(); });
    return {};
  }

  const std::string& address() const override { return address_; }
  int32_t connections() const override { return shared_.count; }

  void StopAccepting() override {
    asio::post(shared_.network, [this] {
      error_code ignored;
      acceptor_.close(ignored);
      pause_.cancel();
      shared_.stopping = true;
      for (Connection* connection : AllConnections()) connection->EndIfIdle();
    });
  }

  void Close(std::chrono::milliseconds grace) override {
    if (!thread_.joinable()) return;
    StopAccepting();
    {
      std::unique_lock<std::mutex> lock(shared_.mutex);
      shared_.none_left.wait_for(lock, grace, [this] { return shared_.count == 0; });
    }
    shared_.network.stop();
    thread_.join();
    RunWhatIsLeft();
  }

 private:
  // On this thread, now that there is no other: handlers hold connections until they have run.
  void RunWhatIsLeft() {
    for (Connection* connection : AllConnections()) connection->Break();
    shared_.network.restart();
    shared_.network.poll();
  }

  // A copy: closing may let go of one.
  std::vector<Connection*> AllConnections() const {
    return {shared_.connections.begin(), shared_.connections.end()};
  }

  std::string NumericHost() const {
    const std::string& host = shared_.options.host;
    if (host == "localhost") return "127.0.0.1";
    if (absl::StartsWith(host, "[")) return host.substr(1, host.size() - 2);
    return host;
  }

  void Accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted || !acceptor_.is_open()) return;
      if (error) return AcceptLater();
      // One too many is ended at once, which costs less than an answer.
      if (shared_.count < shared_.options.most_connections) {
        std::make_shared<Connection>(std::move(socket), shared_)->Start();
      }
      Accept();
    });
  }

  // Of connections there are too many for this system, say: asking again at once would keep the thread busy.
  void AcceptLater() {
    constexpr std::chrono::milliseconds kPause(100);
    pause_.expires_after(kPause);
    pause_.async_wait([this](error_code error) {
      if (!error && acceptor_.is_open()) Accept();
    });
  }

  Shared shared_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  std::string address_;
  std::thread thread_;
};

}  // namespace

absl::string_view HttpRequest::Header(absl::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Open(const Options& options,
                                                             HttpHandler& handler) {
  auto server = std::make_unique<BeastServer>(options, handler);
  PASSUNG_RETURN_IF_ERROR(server->StartTls());
  if (const auto error = server->Listen()) {
    return absl::UnavailableError(absl::StrCat("--http-port: ", options.host, ":", options.port,
                                               " cannot be listened on: ", error.message()));
  }
  return server;
}

}  // namespace passung::server
