#ifndef PASSUNG_SERVER_HTTP_TLS_CONTEXT_H_
#define PASSUNG_SERVER_HTTP_TLS_CONTEXT_H_

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "absl/status/statusor.h"
#include "server/tls/tls_files.h"

namespace passung::server {

// TLS 1.2 and 1.3. A client may show a certificate, which then must be signed by one of `client_ca`; one
// who shows none is let in: people have tokens. InvalidArgument where OpenSSL will not have it.
absl::StatusOr<std::shared_ptr<boost::asio::ssl::context>> MakeTlsContext(
    const TlsMaterial& material);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_TLS_CONTEXT_H_
