#ifndef PASSUNG_SERVER_PERIODIC_H_
#define PASSUNG_SERVER_PERIODIC_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace passung::server {

// Work that is done again and again by a thread of its own, with a pause before each time. The end waits
// for work that runs.
class Periodic {
 public:
  Periodic(std::chrono::milliseconds pause, std::function<void()> work);
  ~Periodic();
  Periodic(const Periodic&) = delete;
  Periodic& operator=(const Periodic&) = delete;

 private:
  void Run();

  const std::chrono::milliseconds pause_;
  const std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false;  // guarded
  std::thread thread_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_PERIODIC_H_
