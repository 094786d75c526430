#include "server/http/http_door.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "server/call/locale.h"
#include "server/http/connect_calls.h"
#include "server/http/connect_protocol.h"
#include "server/loopback.h"

namespace passung::server {
namespace {

// "localhost:8091" → "localhost", "[::1]:8091" → "[::1]".
absl::string_view HostWithoutPort(absl::string_view host) {
  if (absl::StartsWith(host, "[")) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

void RespondText(HttpExchange& exchange, int status, std::string text) {
  exchange.Respond({.status = status, .content_type = "text/plain; charset=utf-8"},
                   std::move(text));
}

HttpRefusal NoSuchMethod(const HttpRequest& head) {
  HttpRefusal refusal = RefusalFor(absl::UnimplementedError("there is no such method"), head);
  refusal.head.status = 404;
  return refusal;
}

}  // namespace

absl::StatusOr<std::unique_ptr<HttpDoor>> HttpDoor::Open(const Options& options,
                                                         const MethodTable& methods, Calls& calls,
                                                         Metrics& metrics) {
  std::unique_ptr<HttpDoor> door(new HttpDoor(options, methods, calls, metrics));
  auto server = HttpServer::Open(options.server, *door);
  if (!server.ok()) return server.status();
  door->server_ = *std::move(server);
  return door;
}

HttpDoor::~HttpDoor() = default;

std::optional<HttpRefusal> HttpDoor::RefusalOf(const HttpRequest& head) {
  if (options_.loopback_only && !IsLoopback(HostWithoutPort(head.Header("host")))) {
    return std::nullopt;  // Handle has the words for it, and on this machine nobody is shut out
  }
  if (const Method* method = methods_.Find(head.path); method != nullptr) {
    return RefusalOfCall(*method, calls_, head);
  }
  return NoSuchMethod(head);
}

void HttpDoor::Handle(HttpRequest request, std::shared_ptr<HttpExchange> exchange) {
  if (options_.loopback_only && !IsLoopback(HostWithoutPort(request.Header("host")))) {
    return RespondText(*exchange, 421, "this server answers for this machine itself only\n");
  }
  if (const Method* method = methods_.Find(request.path); method != nullptr) {
    return StartConnectCall(*method, calls_, std::move(request), exchange);
  }
  if (AnswerOperator(request, *exchange)) return;
  if (options_.page != nullptr && options_.page->Answer(request, *exchange)) return;
  HttpRefusal refusal = NoSuchMethod(request);
  exchange->Respond(refusal.head, std::move(refusal.body));
}

bool HttpDoor::AnswerOperator(const HttpRequest& request, HttpExchange& exchange) {
  if (request.method != "GET" && request.method != "HEAD") return false;
  if (request.path == "/livez") {
    RespondText(exchange, 200, "ok\n");
  } else if (request.path == "/readyz") {
    const bool ready = serving_;
    const char* const well = writable_ ? "ok\n" : "ok, but changes cannot be stored\n";
    RespondText(exchange, ready ? 200 : 503, ready ? well : "the server is stopping\n");
  } else if (request.path == "/metrics" && !options_.metrics_for_all && !IsLoopback(request.peer)) {
    RespondText(exchange, 403, "figures are for programs on this machine (metrics_for_all)\n");
  } else if (request.path == "/metrics") {
    exchange.Respond({.content_type = "text/plain; version=0.0.4; charset=utf-8"}, metrics_.Text());
  } else {
    return false;
  }
  return true;
}

}  // namespace passung::server
