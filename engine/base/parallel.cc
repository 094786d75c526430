#include "engine/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace passung {
namespace {

// On `threads` threads, the caller's among them; returns when all have returned.
void OnThreads(size_t threads, const std::function<void()>& run) {
  std::vector<std::thread> pool;
  for (size_t i = 1; i < threads; ++i) pool.emplace_back(run);
  run();
  for (std::thread& thread : pool) thread.join();
}

// Every thread does the same: takes an item when it may, works on it, then gives whatever is ready.
// What a thread does outside the lock is its own: `taking_` and `giving_` let one in at a time, and
// between `take` and `give` a slot belongs to the thread that took it.
class Stream {
 public:
  Stream(size_t slots, const Stages& stages) : stages_(stages), done_(slots, 0) {}

  void Run() {
    std::unique_lock lock(mutex_);
    while (Take(lock)) {
      const size_t slot = (taken_ - 1) % done_.size();
      lock.unlock();
      changed_.notify_one();  // somebody else may take
      stages_.work(slot);
      lock.lock();
      done_[slot] = 1;
      Give(lock);
    }
  }

 private:
  // Whether there was an item to take.
  bool Take(std::unique_lock<std::mutex>& lock) {
    changed_.wait(lock, [this] { return ended_ || (!taking_ && taken_ - given_ < done_.size()); });
    if (ended_) return false;
    taking_ = true;
    const size_t slot = taken_ % done_.size();
    lock.unlock();
    const bool is_there = stages_.take(slot);
    lock.lock();
    taking_ = false;
    // Where giving stopped meanwhile, what was taken is still worked on: it does no harm.
    if (!is_there) return End();
    ++taken_;
    return true;
  }

  void Give(std::unique_lock<std::mutex>& lock) {
    if (giving_) return;  // that thread gives this item, too
    giving_ = true;
    while (!stopped_ && given_ < taken_ && done_[given_ % done_.size()] != 0) {
      const size_t slot = given_ % done_.size();
      lock.unlock();
      const bool go_on = stages_.give(slot);
      lock.lock();
      done_[slot] = 0;
      ++given_;
      if (!go_on) {
        stopped_ = true;
        End();
      }
      changed_.notify_one();
    }
    giving_ = false;
  }

  bool End() {
    ended_ = true;
    changed_.notify_all();
    return false;
  }

  const Stages& stages_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // All below is read and written under the lock.
  std::vector<char> done_;  // by slot: worked on, not yet given
  size_t taken_ = 0;        // items so far
  size_t given_ = 0;
  bool taking_ = false;
  bool giving_ = false;
  bool ended_ = false;    // nothing more is taken
  bool stopped_ = false;  // nothing more is given
};

}  // namespace

int Cores() { return static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U)); }

void ParallelFor(size_t parts, int threads, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next{0};
  OnThreads(std::min(parts, static_cast<size_t>(std::max(1, threads))), [&] {
    for (size_t part = next++; part < parts; part = next++) work(part);
  });
}

void RunStages(size_t slots, int threads, const Stages& stages) {
  Stream stream(slots, stages);
  OnThreads(std::min(slots, static_cast<size_t>(std::max(1, threads))), [&] { stream.Run(); });
}

}  // namespace passung
