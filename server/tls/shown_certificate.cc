#include "server/tls/shown_certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <memory>

#include "absl/strings/str_cat.h"

namespace passung::server {
namespace {

constexpr int kPatienceSeconds = 2;

struct FreeShown {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};

}  // namespace

absl::StatusOr<std::string> CertificateShownAt(const std::string& address) {
  const std::unique_ptr<SSL_CTX, FreeShown> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
  const std::unique_ptr<BIO, FreeShown> connection(BIO_new_ssl_connect(context.get()));
  BIO_set_conn_hostname(connection.get(), address.c_str());
  const int connected = BIO_do_connect_retry(connection.get(), kPatienceSeconds, 0);
  ERR_clear_error();
  SSL* session = nullptr;
  BIO_get_ssl(connection.get(), &session);
  const X509* shown = connected == 1 ? SSL_get0_peer_certificate(session) : nullptr;
  if (shown == nullptr) return absl::UnavailableError(absl::StrCat(address, ": no TLS there"));
  const std::unique_ptr<BIO, FreeShown> pem(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(pem.get(), shown);
  char* text = nullptr;
  const long size = BIO_get_mem_data(pem.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

}  // namespace passung::server
