// Who gets in. Refusing early is what keeps a server that is asked for too much at its full speed:
// a call that would wait longer than its answer is worth is better told so at once.
#ifndef PASSUNG_SERVER_LOAD_ADMISSION_H_
#define PASSUNG_SERVER_LOAD_ADMISSION_H_

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace passung::server {

enum class Refusal : uint8_t {
  kBacklog,  // as much as can be done in time waits already
  kShare,    // the principal has its share of what may wait
  kRate,     // the principal asks more often than it may
  kStreams,  // as many streams as may be open are open
};

// Thread-safe. Work is counted in time: what a method took lately is what its next call is taken to
// cost, so that the limits mean the same for cheap and dear methods and on slow and fast machines. Where
// calls of a method wait longer than that lets expect, because threads do other things, too, or do not get
// their processor, its calls count for more.
class Admission {
 public:
  using Clock = std::chrono::steady_clock;

  struct Options {
    int32_t threads = 2;
    // Longest time that admitted calls may wait for a thread. One principal may fill half of it; each
    // further active one makes the shares smaller, so that there is always room for one more.
    std::chrono::milliseconds longest_wait{40};
    int32_t most_streams = 64;
    int32_t most_streams_of_one = 16;
    // Units a second that a principal may ask for, and how many at once. 0: no limit.
    double units_per_second = 20'000;
    double burst = 40'000;
  };
  struct Request {
    std::string principal;
    size_t method = 0;                      // MethodTable's number
    std::chrono::microseconds estimate{0};  // where the method was not measured yet
    double units = 1;                       // weight for the rate
    bool stream = false;  // is counted as one, not by its time: it gives way between its parts
  };
  // What an admitted call holds until Release.
  struct Ticket {
    std::string principal;
    size_t method = 0;
    std::chrono::microseconds cost{0};
    std::chrono::microseconds expected{0};  // wait for a thread
    bool stream = false;
  };
  struct Verdict {
    std::optional<Ticket> ticket;  // nothing: refused
    Refusal why = Refusal::kBacklog;
    std::chrono::milliseconds retry_after{0};
  };

  explicit Admission(const Options& options) : options_(options) {}

  Verdict Ask(const Request& request, Clock::time_point now);
  // How a call went that ran to its end.
  struct Run {
    std::chrono::microseconds spent{0};   // of a thread
    std::chrono::microseconds waited{0};  // for it
  };
  // `run`: nothing for a call that was not begun.
  void Release(const Ticket& ticket, std::optional<Run> run);

  int32_t open_streams() const;
  std::chrono::microseconds backlog() const;  // of all threads

 private:
  struct Share {
    double tokens = 0;
    Clock::time_point filled;
    std::chrono::microseconds backlog{0};
    int32_t calls = 0;
    int32_t streams = 0;

    bool IsActive() const { return calls > 0 || streams > 0; }
  };

  // What is known of a method.
  struct Measured {
    double microseconds = 0;  // 0: not yet
    double stretch = 1;       // times as long others wait for it
  };

  Share& ShareOf(const std::string& principal, Clock::time_point now);
  void ForgetIdle();
  std::optional<std::chrono::milliseconds> MustWaitForTokens(Share& share, double units,
                                                             Clock::time_point now) const;
  std::optional<Refusal> RefusalOfStream(const Share& share) const;
  std::optional<Refusal> RefusalOfCall(const Share& share, std::chrono::microseconds cost) const;
  std::chrono::microseconds CostOf(const Request& request) const;
  static void Learn(const Ticket& ticket, const Run& run, Measured& measured);

  const Options options_;
  mutable std::mutex mutex_;
  absl::flat_hash_map<std::string, Share> shares_;  // this and the following are guarded by mutex_
  std::vector<Measured> measured_;                  // by method
  std::chrono::microseconds backlog_{0};
  int32_t calls_ = 0;
  int32_t streams_ = 0;
  int32_t active_ = 0;  // principals with calls or streams
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_LOAD_ADMISSION_H_
