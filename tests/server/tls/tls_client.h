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

// Connects to "127.0.0.1:port", believes certificates of the authority, shows its own if there is one,
// sends `text` and reads until the server closes.
inline TlsAnswer AskTls(const std::string& address, const Authority& authority,
                        const std::optional<MadeCertificate>& own, const std::string& text) {
  const std::unique_ptr<SSL_CTX, FreeTlsClient> context(SSL_CTX_new(TLS_client_method()));
  const auto certificate = [](const std::string& pem) {
    const std::unique_ptr<BIO, FreeMade> bio(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return std::unique_ptr<X509, FreeMade>(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  };
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), certificate(authority.Pem()).get());
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  if (own) {
    const std::unique_ptr<BIO, FreeMade> bio(
        BIO_new_mem_buf(own->key.data(), static_cast<int>(own->key.size())));
    const std::unique_ptr<EVP_PKEY, FreeMade> key(
        PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    SSL_CTX_use_certificate(context.get(), certificate(own->certificate).get());
    SSL_CTX_use_PrivateKey(context.get(), key.get());
  }
  const std::unique_ptr<BIO, FreeTlsClient> connection(BIO_new_ssl_connect(context.get()));
  BIO_set_conn_hostname(connection.get(), address.c_str());
  TlsAnswer answer;
  if (BIO_do_connect(connection.get()) != 1) return answer;
  SSL* session = nullptr;
  BIO_get_ssl(connection.get(), &session);
  const std::unique_ptr<BIO, FreeMade> shown(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(shown.get(), SSL_get0_peer_certificate(session));
  char* pem = nullptr;
  const long size = BIO_get_mem_data(shown.get(), &pem);
  answer.certificate.assign(pem, static_cast<size_t>(size));
  if (text.empty()) return answer;
  BIO_write(connection.get(), text.data(), static_cast<int>(text.size()));
  char part[4'096];
  for (int read = 0; (read = BIO_read(connection.get(), part, sizeof(part))) > 0;) {
    answer.text.append(part, static_cast<size_t>(read));
  }
  return answer;
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_TLS_TLS_CLIENT_H_
