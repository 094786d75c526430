#include "engine/base/crew.h"

namespace passung {

Crew::~Crew() {
  ended_ = true;
  ++run_;
  run_.notify_all();
  for (std::thread& other : others_) other.join();
}

void Crew::Start() {
  for (size_t thread = 1; thread < threads_; ++thread) {
    others_.emplace_back([this, thread] { Stay(thread); });
  }
}

// Whoever wakes after the caller is done comes too late and is not waited for.
void Crew::Run(size_t parts, Work work) {
  work_ = &work;
  parts_ = parts;
  next_ = 0;
  if (parts < 2 || threads_ == 1) return TakeParts(0);
  if (others_.empty()) Start();
  open_ = true;
  ++run_;
  run_.notify_all();
  TakeParts(0);
  open_ = false;
  for (uint32_t inside = inside_; inside != 0; inside = inside_) AwaitOther(inside_, inside);
}

void Crew::Stay(size_t thread) {
  for (uint32_t seen = 0;;) {
    AwaitOther(run_, seen);
    seen = run_;
    if (ended_) return;
    // First inside, then a look whether it is open: the caller does it the other way round.
    ++inside_;
    if (open_) TakeParts(thread);
    if (--inside_ == 0) inside_.notify_one();
  }
}

void Crew::TakeParts(size_t thread) {
  for (size_t part = next_++; part < parts_; part = next_++) (*work_)(part, thread);
}

void Crew::AwaitOther(const std::atomic<uint32_t>& of, uint32_t seen) {
  // To sleep and be woken takes longer than most waits, which are for the last part of the others, or for
  // the next run of the same question.
  constexpr int kLooks = 64;
  for (int look = 0; look < kLooks; ++look) {
    if (of != seen) return;
    std::this_thread::yield();
  }
  of.wait(seen);
}

}  // namespace passung
