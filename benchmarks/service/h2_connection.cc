#include "benchmarks/service/h2_connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr size_t kPrefix = 5;  // of a message: not compressed, and its length
constexpr int32_t kWindow = 16 << 20;
constexpr size_t kAtOnce = 65'536;

absl::Status Gone(absl::string_view what) {
  return absl::UnavailableError(absl::StrCat("the benchmark's connection: ", what));
}

nghttp2_nv Header(absl::string_view name, absl::string_view value) {
  // nghttp2 copies both, in spite of the types.
  return {.name = reinterpret_cast<uint8_t*>(const_cast<char*>(name.data())),
          .value = reinterpret_cast<uint8_t*>(const_cast<char*>(value.data())),
          .namelen = name.size(),
          .valuelen = value.size(),
          .flags = NGHTTP2_NV_FLAG_NONE};
}

uint8_t PrefixByte(size_t at, size_t size) {
  constexpr size_t kBits = 8;
  return at == 0 ? 0 : static_cast<uint8_t>(size >> kBits * (kPrefix - 1 - at));
}

}  // namespace

absl::StatusOr<std::unique_ptr<H2Connection>> H2Connection::Open(const Endpoint& server,
                                                                 const std::string& path,
                                                                 OnEnd on_end) {
  std::unique_ptr<H2Connection> connection(new H2Connection(server, path, std::move(on_end)));
  PASSUNG_RETURN_IF_ERROR(connection->Connect());
  if (!server.certificate.empty()) PASSUNG_RETURN_IF_ERROR(connection->Encrypt());
  PASSUNG_RETURN_IF_ERROR(connection->StartSession());
  return connection;
}

H2Connection::~H2Connection() {
  nghttp2_session_del(session_);
  SSL_free(tls_);
  SSL_CTX_free(context_);
  if (socket_ >= 0) close(socket_);
}

absl::Status H2Connection::Connect() {
  const size_t colon = server_.address.rfind(':');
  uint32_t port = 0;
  sockaddr_in to{};
  to.sin_family = AF_INET;
  if (!absl::SimpleAtoi(server_.address.substr(colon + 1), &port) ||
      inet_pton(AF_INET, server_.address.substr(0, colon).c_str(), &to.sin_addr) != 1) {
    return absl::InvalidArgumentError(absl::StrCat(server_.address, " is not an address"));
  }
  to.sin_port = htons(static_cast<uint16_t>(port));
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) != 0) {
    return Gone(strerror(errno));
  }
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return absl::OkStatus();
}

absl::Status H2Connection::Encrypt() {
  context_ = SSL_CTX_new(TLS_client_method());
  BIO* pem =
      BIO_new_mem_buf(server_.certificate.data(), static_cast<int>(server_.certificate.size()));
  X509* certificate = PEM_read_bio_X509(pem, nullptr, nullptr, nullptr);
  BIO_free(pem);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), certificate);
  X509_free(certificate);
  SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
  constexpr std::array<unsigned char, 3> kProtocol = {2, 'h', '2'};
  SSL_CTX_set_alpn_protos(context_, kProtocol.data(), kProtocol.size());
  tls_ = SSL_new(context_);
  SSL_set_mode(tls_, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_set_fd(tls_, socket_);
  return SSL_connect(tls_) == 1 ? absl::OkStatus() : Gone("no handshake");
}

absl::Status H2Connection::StartSession() {
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, OnHeader);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, OnClose);
  nghttp2_session_client_new(&session_, callbacks, this);
  nghttp2_session_callbacks_del(callbacks);
  const nghttp2_settings_entry window = {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kWindow};
  nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, &window, 1);
  nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, kWindow);
  fcntl(socket_, F_SETFL, O_NONBLOCK);
  return Send();
}

void H2Connection::Begin(uint64_t call, const std::string& message) {
  auto pending = std::make_unique<Pending>();
  pending->end.call = call;
  pending->message = &message;
  std::vector<nghttp2_nv> headers = {Header(":method", "POST"),
                                     Header(":scheme", tls_ == nullptr ? "http" : "https"),
                                     Header(":path", path_),
                                     Header(":authority", server_.address),
                                     Header("content-type", "application/grpc"),
                                     Header("te", "trailers")};
  if (!server_.authorization.empty()) {
    headers.push_back(Header("authorization", server_.authorization));
  }
  const nghttp2_data_provider provider = {.source = {.ptr = pending.get()},
                                          .read_callback = ReadMessage};
  const int32_t stream =
      nghttp2_submit_request(session_, nullptr, headers.data(), headers.size(), &provider, nullptr);
  pending_.emplace(stream, std::move(pending));
}

// NOLINTNEXTLINE(readability-function-size): nghttp2 says what it takes
ssize_t H2Connection::ReadMessage(nghttp2_session* /*session*/, int32_t /*stream*/, uint8_t* buffer,
                                  size_t size, uint32_t* flags, nghttp2_data_source* source,
                                  void* /*connection*/) {
  Pending& pending = *static_cast<Pending*>(source->ptr);
  const std::string& message = *pending.message;
  const size_t end = std::min(pending.sent + size, kPrefix + message.size());
  const auto begin = pending.sent;
  for (; pending.sent < end; ++pending.sent) {
    const size_t at = pending.sent;
    *buffer++ =
        at < kPrefix ? PrefixByte(at, message.size()) : static_cast<uint8_t>(message[at - kPrefix]);
  }
  if (end == kPrefix + message.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
  return static_cast<ssize_t>(end - begin);
}

// NOLINTNEXTLINE(readability-function-size): nghttp2 says what it takes
int H2Connection::OnHeader(nghttp2_session* /*session*/, const nghttp2_frame* frame,
                           const uint8_t* name, size_t name_size, const uint8_t* value,
                           size_t value_size, uint8_t /*flags*/, void* connection) {
  auto& self = *static_cast<H2Connection*>(connection);
  const auto found = self.pending_.find(frame->hd.stream_id);
  if (found == self.pending_.end()) return 0;
  const absl::string_view field(reinterpret_cast<const char*>(name), name_size);
  const absl::string_view text(reinterpret_cast<const char*>(value), value_size);
  H2End& end = found->second->end;
  if (field == "grpc-status" && !absl::SimpleAtoi(text, &end.status)) end.status = -1;
  if (field == "grpc-status-details-bin") absl::Base64Unescape(text, &end.details);
  return 0;
}

int H2Connection::OnClose(nghttp2_session* /*session*/, int32_t stream, uint32_t /*error*/,
                          void* connection) {
  auto& self = *static_cast<H2Connection*>(connection);
  const auto found = self.pending_.find(stream);
  if (found == self.pending_.end()) return 0;
  const std::unique_ptr<Pending> pending = std::move(found->second);
  self.pending_.erase(found);
  self.on_end_(pending->end);
  return 0;
}

// Bytes written; 0: none now; -1: never again.
ssize_t H2Connection::Write(const char* bytes, size_t size) {
  if (tls_ == nullptr) {
    const ssize_t sent = send(socket_, bytes, size, MSG_NOSIGNAL);
    return sent < 0 && errno == EAGAIN ? 0 : sent;
  }
  const int sent = SSL_write(tls_, bytes, static_cast<int>(size));
  if (sent > 0) return sent;
  const int why = SSL_get_error(tls_, sent);
  return why == SSL_ERROR_WANT_WRITE || why == SSL_ERROR_WANT_READ ? 0 : -1;
}

ssize_t H2Connection::Read(char* bytes, size_t size) {
  if (tls_ == nullptr) {
    const ssize_t got = recv(socket_, bytes, size, 0);
    if (got == 0) return -1;
    return got < 0 && errno == EAGAIN ? 0 : got;
  }
  const int got = SSL_read(tls_, bytes, static_cast<int>(size));
  if (got > 0) return got;
  const int why = SSL_get_error(tls_, got);
  return why == SSL_ERROR_WANT_WRITE || why == SSL_ERROR_WANT_READ ? 0 : -1;
}

absl::Status H2Connection::Send() {
  while (unsent_.size() < kAtOnce) {
    const uint8_t* bytes = nullptr;
    const ssize_t size = nghttp2_session_mem_send(session_, &bytes);
    if (size < 0) return Gone(nghttp2_strerror(static_cast<int>(size)));
    if (size == 0) break;
    unsent_.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  }
  if (unsent_.empty()) return absl::OkStatus();
  const ssize_t sent = Write(unsent_.data(), unsent_.size());
  if (sent < 0) return Gone("ended");
  unsent_.erase(0, static_cast<size_t>(sent));
  return absl::OkStatus();
}

absl::Status H2Connection::Receive() {
  std::array<char, kAtOnce> bytes{};
  while (true) {
    const ssize_t got = Read(bytes.data(), bytes.size());
    if (got < 0) return Gone("ended");
    if (got == 0) return absl::OkStatus();
    const ssize_t taken = nghttp2_session_mem_recv(
        session_, reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<size_t>(got));
    if (taken < 0) return Gone(nghttp2_strerror(static_cast<int>(taken)));
  }
}

}  // namespace passung::bench
