#include "server/load/executor.h"

#include <sys/resource.h>

#include <utility>

#include "absl/strings/str_cat.h"

namespace passung::server {
namespace {

// Whose turn it is; a lane without work gives its turn to the next one in this order. Spare work has
// none.
constexpr std::array<Lane, 12> kTurns = {Lane::kQuick, Lane::kSearch, Lane::kQuick,  Lane::kSearch,
                                         Lane::kQuick, Lane::kWrite,  Lane::kQuick,  Lane::kSearch,
                                         Lane::kQuick, Lane::kWrite,  Lane::kSearch, Lane::kBulk};

int32_t MostRunning(Lane lane, int32_t threads) {
  const bool leaves_one = lane == Lane::kWrite || lane == Lane::kBulk || lane == Lane::kSpare;
  return leaves_one && threads > 1 ? threads - 1 : threads;
}

// The calling thread alone, as Linux has it. Where it is as nice as can be already it stays so.
void BecomeNicer(int32_t by) { setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + by); }

absl::Status Stopping() { return absl::UnavailableError("the server is stopping"); }

size_t IndexOf(Lane lane) { return static_cast<size_t>(lane); }

}  // namespace

void Executor::Queue::Push(const std::string& principal, std::shared_ptr<Job> job) {
  const auto [place, is_new] = by_principal.try_emplace(principal);
  if (is_new) place->second = lines.insert(lines.end(), {.principal = principal});
  place->second->jobs.push_back(std::move(job));
  ++size;
}

std::shared_ptr<Job> Executor::Queue::Pop() {
  const auto line = lines.begin();
  std::shared_ptr<Job> job = std::move(line->jobs.front());
  line->jobs.pop_front();
  --size;
  if (line->jobs.empty()) {
    by_principal.erase(line->principal);
    lines.erase(line);
  } else {
    lines.splice(lines.end(), lines, line);
  }
  return job;
}

Executor::Executor(const Options& options) : options_(options) {
  for (size_t lane = 0; lane < kLanes; ++lane) {
    queues_[lane].most_running = MostRunning(static_cast<Lane>(lane), options.threads);
  }
  for (int32_t i = 0; i < options.threads; ++i) threads_.emplace_back([this] { Work(); });
}

Executor::~Executor() { Stop(); }

absl::Status Executor::Submit(Lane lane, const std::string& principal, std::shared_ptr<Job> job) {
  return Enqueue(lane, principal, std::move(job), options_.largest_queue);
}

absl::Status Executor::Resubmit(Lane lane, const std::string& principal, std::shared_ptr<Job> job) {
  return Enqueue(lane, principal, std::move(job), SIZE_MAX);
}

absl::Status Executor::Enqueue(Lane lane, const std::string& principal, std::shared_ptr<Job> job,
                               size_t largest) {
  bool someone_waits = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (stopped_) return Stopping();
    Queue& queue = queues_[IndexOf(lane)];
    if (queue.size >= largest) {
      return absl::ResourceExhaustedError(
          absl::StrCat("too many calls wait (", queue.size, "); try again later"));
    }
    queue.Push(principal, std::move(job));
    someone_waits = idle_ > 0;
  }
  if (someone_waits) work_.notify_one();
  return absl::OkStatus();
}

Executor::Queue* Executor::NextQueue() {
  for (size_t tried = 0; tried < kTurns.size(); ++tried) {
    Queue& queue = queues_[IndexOf(kTurns[turn_])];
    turn_ = (turn_ + 1) % kTurns.size();
    if (queue.MayRun()) return &queue;
  }
  Queue& spare = queues_[IndexOf(Lane::kSpare)];
  return spare.MayRun() ? &spare : nullptr;
}

Executor::Queue* Executor::WaitForWork(std::unique_lock<std::mutex>& lock) {
  while (!stopped_) {
    if (Queue* queue = NextQueue(); queue != nullptr) return queue;
    ++idle_;
    work_.wait(lock);
    --idle_;
  }
  return nullptr;
}

void Executor::Work() {
  BecomeNicer(options_.nicer);
  std::unique_lock<std::mutex> lock(mutex_);
  while (Queue* queue = WaitForWork(lock)) {
    std::shared_ptr<Job> job = queue->Pop();
    ++queue->running;
    lock.unlock();
    if (const absl::Status wanted = job->Wanted(); wanted.ok()) {
      job->Run();
    } else {
      job->Drop(wanted);
    }
    job.reset();  // what it holds is let go before it counts as done
    lock.lock();
    --queue->running;  // this thread itself looks next for what had to wait for that
  }
}

void Executor::Stop() {
  std::vector<std::shared_ptr<Job>> left;
  std::vector<std::thread> threads;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
    threads.swap(threads_);
    for (Queue& queue : queues_) {
      while (queue.size > 0) left.push_back(queue.Pop());
    }
  }
  work_.notify_all();
  for (const auto& job : left) job->Drop(Stopping());
  for (std::thread& thread : threads) thread.join();
}

size_t Executor::queued(Lane lane) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return queues_[IndexOf(lane)].size;
}

int32_t Executor::running() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  int32_t sum = 0;
  for (const Queue& queue : queues_) sum += queue.running;
  return sum;
}

}  // namespace passung::server
