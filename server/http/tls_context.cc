#include "server/http/tls_context.h"

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace passung::server {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

absl::StatusOr<std::shared_ptr<ssl::context>> MakeTlsContext(const TlsMaterial& material) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  error_code error;
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  context->set_options(ssl::context::default_workarounds | ssl::context::single_dh_use, error);
  if (!error) context->use_certificate_chain(boost::asio::buffer(material.certificate), error);
  if (!error) {
    context->use_private_key(boost::asio::buffer(material.key), ssl::context::pem, error);
  }
  if (!error && !material.client_ca.empty()) {
    context->add_certificate_authority(boost::asio::buffer(material.client_ca), error);
    if (!error) context->set_verify_mode(ssl::verify_peer, error);
  }
  if (error) {
    return absl::InvalidArgumentError(absl::StrCat("TLS of HTTP: ", error.message()));
  }
  // Without a name of its own a context that asks for certificates ends every handshake in which a client
  // takes up its session again. Sessions end with the context: new files are a new one.
  static constexpr unsigned char kSessionsOf[] = "passung";
  SSL_CTX_set_session_id_context(context->native_handle(), kSessionsOf, sizeof(kSessionsOf) - 1);
  // HTTP/1.1 is all that is spoken here: who offers more is told so in the handshake.
  SSL_CTX_set_alpn_select_cb(
      context->native_handle(),
      [](SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
         unsigned offered_size, void*) {
        static constexpr unsigned char kHttp11[] = "\x08http/1.1";
        unsigned char* at = nullptr;
        const int found =
            SSL_select_next_proto(&at, size, kHttp11, sizeof(kHttp11) - 1, offered, offered_size);
        *chosen = at;
        return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
      },
      nullptr);
  return context;
}

}  // namespace passung::server
