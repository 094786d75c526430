#ifndef PASSUNG_ENGINE_BASE_CREW_H_
#define PASSUNG_ENGINE_BASE_CREW_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"

namespace passung {

// Threads that stay, for work that is over sooner than threads are started (some 50 µs) or that fills
// tables of its thread which the next work finds again. Between two works they sleep. One caller at a time.
class Crew {
 public:
  // `threads`: the caller's among them, at least 1. Others are started by the first Run that has use for
  // them.
  explicit Crew(int threads) : threads_(static_cast<size_t>(threads < 1 ? 1 : threads)) {}
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  size_t threads() const { return threads_; }

  // Calls `work(part, thread)` once for every part 0 … parts - 1 and returns when all are done. `thread`
  // 0 … threads() - 1 is the same for all that one thread calls; 0 is the caller's. Parts are taken in
  // rising order but finish in any. Must not be called by `work`.
  using Work = absl::FunctionRef<void(size_t part, size_t thread)>;
  void Run(size_t parts, Work work);

 private:
  void Start();
  void Stay(size_t thread);
  void TakeParts(size_t thread);
  // Returns when `of` is another than `seen`; soon it mostly is.
  static void AwaitOther(const std::atomic<uint32_t>& of, uint32_t seen);

  const size_t threads_;
  std::vector<std::thread> others_;
  // Written while it is closed and nobody takes parts, read by those inside who saw it open.
  const Work* work_ = nullptr;
  size_t parts_ = 0;
  std::atomic<size_t> next_{0};
  std::atomic<bool> open_{false};
  std::atomic<uint32_t> inside_{0};  // others that may be taking parts
  std::atomic<uint32_t> run_{0};     // its number: others wait for another
  std::atomic<bool> ended_{false};
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_BASE_CREW_H_
