// The server `passungd`.
#include <google/protobuf/stubs/logging.h>
#include <pthread.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <iostream>

#include "passung/engine.h"
#include "proto/answer/today.h"
#include "server/app.h"
#include "server/arguments.h"
#include "server/config.h"

namespace {

constexpr int kRefused = 1;
constexpr int kUnavailable = 3;
// Time for clients to see NOT_SERVING, then for running calls to end.
constexpr timespec kNotice = {.tv_sec = 1, .tv_nsec = 0};
constexpr std::chrono::seconds kGrace(10);

// SIGTERM and SIGINT, blocked in this thread and all that it starts from now on: they are waited
// for, so that nothing has to run inside a signal handler.
sigset_t BlockEndSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

}  // namespace

int main(int argc, char** argv) {
  // Libraries write a line for every text that is no UTF-8 and every handshake that fails: callers are told,
  // and the log, whose lines are JSON, is not theirs to fill. Whoever looks for a fault may ask gRPC to speak.
  google::protobuf::SetLogHandler(nullptr);
  setenv("GRPC_VERBOSITY", "NONE", 0);
  passung::server::Config config;
  if (const auto code = passung::server::ReadArguments(argc, argv, config)) return *code;
  const sigset_t end_signals = BlockEndSignals();
  const auto app = passung::server::App::Start(config, passung::answer::TodayInGermany, std::cerr);
  if (!app.ok()) {
    std::cerr << "passungd: " << app.status().message() << "\n";
    return absl::IsUnavailable(app.status()) ? kUnavailable : kRefused;
  }
  std::cout << "passungd " << passung::EngineVersion() << " serves gRPC on " << (*app)->address()
            << " and HTTP on " << (*app)->http_address() << std::endl;

  int signal = 0;
  sigwait(&end_signals, &signal);
  (*app)->BeginDrain();
  const bool hurry = sigtimedwait(&end_signals, nullptr, &kNotice) >= 0;  // a second signal
  (*app)->Shutdown(hurry ? std::chrono::seconds(0) : kGrace);
  return 0;
}
