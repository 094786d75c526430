#include "server/http/http_server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "server/http/http_connection.h"
#include "server/http/tls_context.h"

namespace passung::server {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

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
      for (HttpConnection* connection : AllConnections()) connection->EndIfIdle();
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
    for (HttpConnection* connection : AllConnections()) connection->Break();
    shared_.network.restart();
    shared_.network.poll();
  }

  // A copy: closing may let go of one.
  std::vector<HttpConnection*> AllConnections() const {
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
      if (shared_.count < shared_.options.most_connections) Take(std::move(socket));
      Accept();
    });
  }

  // Nobody takes the places of all others.
  void Take(tcp::socket socket) {
    const auto connection = std::make_shared<HttpConnection>(std::move(socket), shared_);
    if (shared_.of_address[connection->peer()] <= shared_.options.most_of_one_address) {
      connection->Start();
    }
  }

  // Of connections there are too many for this system, say: asking again at once would keep the thread busy.
  void AcceptLater() {
    constexpr std::chrono::milliseconds kPause(100);
    pause_.expires_after(kPause);
    pause_.async_wait([this](error_code error) {
      if (!error && acceptor_.is_open()) Accept();
    });
  }

  HttpShared shared_;
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
