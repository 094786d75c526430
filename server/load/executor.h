// The threads that answer calls. Doors hand work over and go back to their network at once.
#ifndef PASSUNG_SERVER_LOAD_EXECUTOR_H_
#define PASSUNG_SERVER_LOAD_EXECUTOR_H_

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"

namespace passung::server {

// Kinds of work, which wait in queues of their own and get turns in rising rarity where all of them
// have work. Writes wait for each other anyway, and bulk work is never in a hurry: these two leave
// one thread to the others, if there is more than one. Spare work takes a thread for which no other lane
// has work; it must be short, since who comes meanwhile waits for it.
enum class Lane : uint8_t { kQuick, kSearch, kWrite, kBulk, kSpare };
inline constexpr size_t kLanes = 5;

// Work for one thread. Exactly one of Run and Drop is called, once for each Submit.
class Job {
 public:
  virtual ~Job() = default;
  // Why it should not be begun any more, such as DeadlineExceeded. Asked just before Run.
  virtual absl::Status Wanted() const = 0;
  virtual void Run() = 0;
  virtual void Drop(const absl::Status& why) = 0;
};

// Thread-safe. Within a lane principals take turns, so that the one with many calls waits for itself.
// Its threads stand a little behind others of the process where the processor is short: those of the
// network have little to do for each call, and while they wait whoever asks waits, a refusal and what comes
// of somebody else included.
class Executor {
 public:
  struct Options {
    int32_t threads = 2;
    size_t largest_queue = 1'024;  // jobs of one lane
    // How much nicer its threads are than the one that makes it (nice(2)): each step makes their weight
    // a fifth less where all want the processor. benchmarks/README.md says what others than 3 were worth.
    int32_t nicer = 3;
  };

  explicit Executor(const Options& options);
  ~Executor();  // Stop
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // ResourceExhausted where the lane is full, Unavailable after Stop; then neither Run nor Drop comes.
  absl::Status Submit(Lane lane, const std::string& principal, std::shared_ptr<Job> job);
  // For work that has begun and goes on: it finds a place however long the queue is.
  absl::Status Resubmit(Lane lane, const std::string& principal, std::shared_ptr<Job> job);

  // Waits for running jobs and drops queued ones with Unavailable. Must not be called by a job.
  void Stop();

  int32_t threads() const { return options_.threads; }
  size_t queued(Lane lane) const;
  int32_t running() const;

 private:
  // Jobs of one principal in one lane; principals without jobs are not in the lane.
  struct Line {
    std::string principal;
    std::deque<std::shared_ptr<Job>> jobs;
  };
  struct Queue {
    std::list<Line> lines;  // the first one has the next turn
    absl::flat_hash_map<std::string, std::list<Line>::iterator> by_principal;
    size_t size = 0;
    int32_t running = 0;
    int32_t most_running = 0;

    bool MayRun() const { return size > 0 && running < most_running; }
    void Push(const std::string& principal, std::shared_ptr<Job> job);
    std::shared_ptr<Job> Pop();  // REQUIRES: size > 0
  };

  absl::Status Enqueue(Lane lane, const std::string& principal, std::shared_ptr<Job> job,
                       size_t largest);
  void Work();
  Queue* WaitForWork(std::unique_lock<std::mutex>& lock);  // nullptr: stopped
  Queue* NextQueue();                                      // nullptr: nothing may run now

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::array<Queue, kLanes> queues_;  // this and the following are guarded by mutex_
  size_t turn_ = 0;
  int32_t idle_ = 0;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_LOAD_EXECUTOR_H_
