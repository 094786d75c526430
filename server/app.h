// The server as a whole: opens the data, opens the doors, serves, drains and stops.
#ifndef PASSUNG_SERVER_APP_H_
#define PASSUNG_SERVER_APP_H_

#include <chrono>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "server/config.h"
#include "server/method/services.h"

namespace grpc {
class Channel;
}

namespace passung::server {

class App {
 public:
  // Serves when it returns. `log` gets one line a call and outlives the app. Unavailable where the
  // port is taken; the errors of OpenRepository.
  static absl::StatusOr<std::unique_ptr<App>> Start(const Config& config, Today today,
                                                    std::ostream& log);
  ~App();  // Shutdown at once
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // "127.0.0.1:50051": of gRPC, and of HTTP.
  const std::string& address() const;
  const std::string& http_address() const;
  // A channel without the network, for tests.
  std::shared_ptr<grpc::Channel> InProcessChannel() const;

  // Health says NOT_SERVING from now on, so that clients go elsewhere; calls are still answered.
  void BeginDrain();
  // Takes no new calls and waits for the running ones, at most `grace`; then cancels them. Only the
  // first time.
  void Shutdown(std::chrono::milliseconds grace);

 private:
  struct Parts;
  explicit App(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_APP_H_
