// A client of TLS made of OpenSSL alone: sees which certificate a server shows, and speaks to it.
#ifndef PASSUNG_TESTS_SERVER_TLS_TLS_CLIENT_H_
#define PASSUNG_TESTS_SERVER_TLS_TLS_CLIENT_H_

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <memory>
#include <optional>
#include <string>

#include "tests/server/tls/certificate_maker.h"

namespace passung::server {

struct FreeTlsClient {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};

struct TlsAnswer {
  std::string certificate;  // the server's, in PEM; empty: no handshake
  std::string text;         // all it said
};

// What a client keeps of one connection to take it up again in the next.
struct TlsSession {
  ~TlsSession() { SSL_SESSION_free(session); }
  SSL_SESSION* session = nullptr;
};

// A connection to "127.0.0.1:port" that believes certificates of the authority and shows its own if there
// is one.
class TlsConnection {
 public:
  // `session`, which outlives it, is offered and filled; may be null.
  TlsConnection(const std::string& address, const Authority& authority,
                const std::optional<MadeCertificate>& own, TlsSession* session = nullptr)
      : context_(SSL_CTX_new(TLS_client_method())) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()),
                        CertificateIn(authority.Pem()).get());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    if (own) Show(*own);
    if (session != nullptr) Keep(*session);
    connection_.reset(BIO_new_ssl_connect(context_.get()));
    BIO_set_conn_hostname(connection_.get(), address.c_str());
    BIO_get_ssl(connection_.get(), &ssl_);
    if (session != nullptr && session->session != nullptr) SSL_set_session(ssl_, session->session);
    connected_ = BIO_do_connect(connection_.get()) == 1;
  }

  bool IsConnected() const { return connected_; }
  // Whether the server went on with the session that was offered.
  bool IsTakenUp() const { return SSL_session_reused(ssl_) == 1; }
  // The server's, in PEM.
  std::string Certificate() const {
    const std::unique_ptr<BIO, FreeMade> shown(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(shown.get(), SSL_get0_peer_certificate(ssl_));
    char* pem = nullptr;
    const long size = BIO_get_mem_data(shown.get(), &pem);
    return {pem, static_cast<size_t>(size)};
  }
  void Write(const std::string& text) const {
    BIO_write(connection_.get(), text.data(), static_cast<int>(text.size()));
  }
  // What comes next; empty at the end.
  std::string ReadSome() const {
    char part[4'096];
    const int read = BIO_read(connection_.get(), part, sizeof(part));
    return read <= 0 ? std::string() : std::string(part, static_cast<size_t>(read));
  }
  // As TLS says it. Without it the connection just ends.
  void SayGoodbye() const { SSL_shutdown(ssl_); }

 private:
  static std::unique_ptr<X509, FreeMade> CertificateIn(const std::string& pem) {
    const std::unique_ptr<BIO, FreeMade> bio(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return std::unique_ptr<X509, FreeMade>(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  }
  void Show(const MadeCertificate& own) const {
    const std::unique_ptr<BIO, FreeMade> bio(
        BIO_new_mem_buf(own.key.data(), static_cast<int>(own.key.size())));
    const std::unique_ptr<EVP_PKEY, FreeMade> key(
        PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    SSL_CTX_use_certificate(context_.get(), CertificateIn(own.certificate).get());
    SSL_CTX_use_PrivateKey(context_.get(), key.get());
  }
  void Keep(TlsSession& session) const {
    SSL_CTX_set_session_cache_mode(context_.get(),
                                   SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_set_app_data(context_.get(), &session);
    SSL_CTX_sess_set_new_cb(context_.get(), [](SSL* ssl, SSL_SESSION* made) {
      auto& kept = *static_cast<TlsSession*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
      SSL_SESSION_free(kept.session);
      kept.session = made;
      return 1;  // it is ours now
    });
  }

  std::unique_ptr<SSL_CTX, FreeTlsClient> context_;
  std::unique_ptr<BIO, FreeTlsClient> connection_;
  SSL* ssl_ = nullptr;  // of the connection
  bool connected_ = false;
};

// Connects, sends `text` and reads until the server closes.
inline TlsAnswer AskTls(const std::string& address, const Authority& authority,
                        const std::optional<MadeCertificate>& own, const std::string& text) {
  const TlsConnection connection(address, authority, own);
  TlsAnswer answer;
  if (!connection.IsConnected()) return answer;
  answer.certificate = connection.Certificate();
  if (text.empty()) return answer;
  connection.Write(text);
  for (std::string part = connection.ReadSome(); !part.empty(); part = connection.ReadSome()) {
    answer.text += part;
  }
  return answer;
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_TLS_TLS_CLIENT_H_
