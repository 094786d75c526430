#include "benchmarks/service/arrivals.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "benchmarks/service/h2_connection.h"
#include "engine/base/status_macros.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace passung::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kOk = 0;
constexpr int kResourceExhausted = 8;

bool TellsWhenToRetry(const std::string& bytes) {
  google::rpc::Status details;
  if (!details.ParseFromString(bytes)) return false;
  return std::any_of(details.details().begin(), details.details().end(), [](const auto& detail) {
    return detail.template Is<google::rpc::RetryInfo>();
  });
}

class ArrivalRun {
 public:
  explicit ArrivalRun(const ServiceLoad& load) : load_(load) {}

  absl::StatusOr<ServiceFigures> Run() {
    for (int32_t i = 0; i < load_.channels; ++i) {
      PASSUNG_ASSIGN_OR_RETURN(
          connections_.emplace_back(),
          H2Connection::Open(load_.server, load_.path, [this](const H2End& end) { Count(end); }));
    }
    begin_ = Clock::now();
    PASSUNG_RETURN_IF_ERROR(load_.stretches.empty() ? RunFull() : RunStretches());
    const std::chrono::duration<double> spent = Clock::now() - begin_;
    figures_.per_second = static_cast<double>(figures_.answered.count()) / spent.count();
    return std::move(figures_);
  }

 private:
  absl::Status RunFull() {
    const auto end = begin_ + load_.length;
    while (true) {
      const auto now = Clock::now();
      if (now >= end && pending_ == 0) return absl::OkStatus();
      for (; now < end && pending_ < load_.in_flight;) Start(now);
      PASSUNG_RETURN_IF_ERROR(Exchange(now + kPatience));
    }
  }
  // Late calls are still due when they were. Where many are due between two ticks, sockets are looked at
  // once a tick: who woke up for each answer would cost the server a wake-up each.
  absl::Status RunStretches() {
    auto due = begin_;
    for (const Stretch& stretch : load_.stretches) {
      const auto pause = std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double>(1 / stretch.rate));
      for (const auto end = due + stretch.length; due < end;) {
        for (const auto now = Clock::now(); due <= now && due < end; due += pause) Start(due);
        const bool by_ticks = 2 * pause < kTick;
        PASSUNG_RETURN_IF_ERROR(Exchange(by_ticks ? begin_ : due));
        if (by_ticks) std::this_thread::sleep_for(kTick);
      }
    }
    while (pending_ > 0) PASSUNG_RETURN_IF_ERROR(Exchange(Clock::now() + kPatience));
    return absl::OkStatus();
  }

  void Start(Clock::time_point due) {
    const uint64_t number = due_.size();
    due_.push_back(due);
    connections_[number % connections_.size()]->Begin(
        number, load_.requests[number % load_.requests.size()]);
    ++pending_;
  }
  // Sends and receives, at least once, until `until`.
  absl::Status Exchange(Clock::time_point until) {
    std::vector<pollfd> sockets;
    for (const auto& connection : connections_) {
      PASSUNG_RETURN_IF_ERROR(connection->Send());
      sockets.push_back(
          {.fd = connection->socket(),
           .events = static_cast<short>(connection->wants_to_send() ? POLLIN | POLLOUT : POLLIN)});
    }
    const auto left = std::max<Clock::duration>(until - Clock::now(), Clock::duration(0));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    const timespec wait = {.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
    ppoll(sockets.data(), sockets.size(), &wait, nullptr);
    for (size_t i = 0; i < sockets.size(); ++i) {
      if (sockets[i].revents != 0) PASSUNG_RETURN_IF_ERROR(connections_[i]->Receive());
    }
    return absl::OkStatus();
  }

  void Count(const H2End& end) {
    --pending_;
    const bool refused = end.status == kResourceExhausted && TellsWhenToRetry(end.details);
    if (end.status != kOk && !refused) {
      ++figures_.other;
      return;
    }
    const Clock::time_point due = due_[end.call];
    const std::chrono::duration<double, std::micro> waited = Clock::now() - due;
    const std::chrono::duration<double> since = due - begin_;
    Ends& ends = refused ? figures_.refused : figures_.answered;
    ends.due.push_back(since.count());
    ends.microseconds.push_back(waited.count());
  }

  static constexpr std::chrono::milliseconds kPatience{100};
  static constexpr std::chrono::microseconds kTick{500};

  const ServiceLoad& load_;
  std::vector<std::unique_ptr<H2Connection>> connections_;
  std::vector<Clock::time_point> due_;  // of all calls
  int64_t pending_ = 0;
  Clock::time_point begin_;
  ServiceFigures figures_;
};

}  // namespace

absl::StatusOr<ServiceFigures> PutArrivals(const ServiceLoad& load) {
  return ArrivalRun(load).Run();
}

}  // namespace passung::bench
