// Keeps a server up with a database that others write into, too.
#ifndef PASSUNG_SERVER_FOLLOWER_H_
#define PASSUNG_SERVER_FOLLOWER_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "passung/repository.h"
#include "server/periodic.h"

namespace passung::server {

// Looks whenever a writer calls, and every `pause` in any case: calls may get lost.
class Follower {
 public:
  struct Options {
    std::chrono::milliseconds pause{1'000};
    std::chrono::milliseconds longest_lag{30'000};
    std::function<absl::Status()> catch_up;  // takes over what there is
    std::function<void(bool behind)>
        say;  // told when it begins to be too far behind, and no more is
    std::function<void(std::string)> note;  // what people should know
  };
  // REQUIRES: what is served was read just now; `watch` is not null.
  Follower(Options options, std::unique_ptr<ChangeWatch> watch);
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  // Ends following; waits for a look that runs.
  void Stop();
  // What is served is at most so old, whether or not the database can be reached.
  std::chrono::duration<double> lag() const;
  int64_t failures() const { return failures_; }

 private:
  void Follow();
  void Judge();

  const Options options_;
  const std::unique_ptr<ChangeWatch> watch_;
  std::atomic<std::chrono::steady_clock::time_point>
      seen_;  // when that began which was taken over last
  std::atomic<int64_t> failures_{0};
  std::string told_;     // the last failure; empty: all is well
  bool behind_ = false;  // of the judge
  // Last: they use what stands above. Apart, since whoever waits for the database cannot judge.
  std::unique_ptr<Periodic> following_;
  std::unique_ptr<Periodic> judging_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_FOLLOWER_H_
