// The HTTP front door: the methods of the contract over the Connect protocol, and what operators ask.
//
//   POST /passung.v1.MatchService/RankVacancies   application/json, application/proto; streams as
//                                                 application/connect+json, application/connect+proto
//   GET  /livez /readyz /metrics, or HEAD
//   GET  / and the files of the page, where there is one
#ifndef PASSUNG_SERVER_HTTP_HTTP_DOOR_H_
#define PASSUNG_SERVER_HTTP_HTTP_DOOR_H_

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "server/call/calls.h"
#include "server/http/http_server.h"
#include "server/http/page_files.h"
#include "server/method/method_table.h"
#include "server/observe/metrics.h"

namespace passung::server {

// Knows the method table and no service. Thread-safe.
class HttpDoor final : public HttpHandler {
 public:
  struct Options {
    HttpServer::Options server;
    // Only requests for this machine itself are answered: a page of a foreign site that has its name
    // resolved to a loopback address gets nothing.
    bool loopback_only = true;
    // /metrics answers whoever can connect; else programs on this machine only.
    bool metrics_for_all = false;
    // What browsers are given at "/"; null: nothing. Outlives the door.
    const PageFiles* page = nullptr;
  };

  // Serves when it returns. Unavailable where the port is taken. The referents outlive it.
  static absl::StatusOr<std::unique_ptr<HttpDoor>> Open(const Options& options,
                                                        const MethodTable& methods, Calls& calls,
                                                        Metrics& metrics);
  // REQUIRES: calls that came through it have ended.
  ~HttpDoor() override;

  const std::string& address() const { return server_->address(); }
  int32_t connections() const { return server_->connections(); }

  // HttpServer::UseTls.
  absl::Status UseTls(const TlsMaterial& material) { return server_->UseTls(material); }
  // /readyz says so from now on; calls are still answered.
  void SayNotServing() { serving_ = false; }
  // /readyz tells; it is still 200, because questions are answered.
  void SayWritable(bool writable) { writable_ = writable; }
  void StopAccepting() { server_->StopAccepting(); }
  void Close(std::chrono::milliseconds grace) { server_->Close(grace); }

  std::optional<HttpRefusal> RefusalOf(const HttpRequest& head) override;
  void Handle(HttpRequest request, std::shared_ptr<HttpExchange> exchange) override;

 private:
  HttpDoor(const Options& options, const MethodTable& methods, Calls& calls, Metrics& metrics)
      : options_(options), methods_(methods), calls_(calls), metrics_(metrics) {}
  bool AnswerOperator(const HttpRequest& request, HttpExchange& exchange);

  const Options options_;
  const MethodTable& methods_;
  Calls& calls_;
  Metrics& metrics_;
  std::atomic<bool> serving_{true};
  std::atomic<bool> writable_{true};
  std::unique_ptr<HttpServer> server_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_HTTP_DOOR_H_
