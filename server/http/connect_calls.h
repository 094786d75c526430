#ifndef PASSUNG_SERVER_HTTP_CONNECT_CALLS_H_
#define PASSUNG_SERVER_HTTP_CONNECT_CALLS_H_

#include <memory>
#include <optional>

#include "server/call/calls.h"
#include "server/http/http_server.h"
#include "server/method/method_table.h"

namespace passung::server {

// Brings a request for `method` to `calls` and its answer to `exchange`. What the protocol does not
// allow is answered at once. The referents outlive the call.
void StartConnectCall(const Method& method, Calls& calls, HttpRequest request,
                      const std::shared_ptr<HttpExchange>& exchange);

// Where whoever sends `head` may not call `method`: what is said instead of reading the body.
std::optional<HttpRefusal> RefusalOfCall(const Method& method, Calls& calls,
                                         const HttpRequest& head);

// An error as the protocol writes it, in the language of the request.
HttpRefusal RefusalFor(const absl::Status& error, const HttpRequest& head);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_CONNECT_CALLS_H_
