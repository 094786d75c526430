#include "server/load/admission.h"

#include <algorithm>
#include <cmath>

namespace passung::server {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// Principals remembered. Who is idle may be forgotten: it only gets its bucket filled.
constexpr size_t kMostPrincipals = 10'000;
// How much the last call counts in the estimate of the next.
constexpr double kNewest = 0.1;
// Shorter waits say nothing of how long a long one would be.
constexpr microseconds kTellingWait(5'000);
constexpr double kLongestStretch = 4;
// Calls that may always be in, for a thread: where one call takes longer than may be waited, the
// threads must still have work.
constexpr int32_t kAlwaysPerThread = 2;

}  // namespace

Admission::Share& Admission::ShareOf(const std::string& principal, Clock::time_point now) {
  if (shares_.size() >= kMostPrincipals && !shares_.contains(principal)) ForgetIdle();
  const auto [place, is_new] = shares_.try_emplace(principal);
  if (is_new) {
    place->second.tokens = options_.burst;
    place->second.filled = now;
  }
  return place->second;
}

void Admission::ForgetIdle() {
  absl::erase_if(shares_, [](const auto& entry) { return !entry.second.IsActive(); });
}

std::optional<milliseconds> Admission::MustWaitForTokens(Share& share, double units,
                                                         Clock::time_point now) const {
  if (options_.units_per_second <= 0) return std::nullopt;
  const std::chrono::duration<double> passed = now - share.filled;
  share.tokens =
      std::min(options_.burst, share.tokens + passed.count() * options_.units_per_second);
  share.filled = now;
  // A call that weighs more than there can be at once is let in when all is there, and owes the rest:
  // otherwise it would be told to come again for ever.
  const double needed = std::min(units, options_.burst);
  if (share.tokens >= needed) return std::nullopt;
  constexpr double kDay = 86'400;
  const double seconds = std::min((needed - share.tokens) / options_.units_per_second, kDay);
  return milliseconds(static_cast<int64_t>(std::ceil(seconds * 1'000)));
}

std::optional<Refusal> Admission::RefusalOfStream(const Share& share) const {
  if (streams_ >= options_.most_streams) return Refusal::kStreams;
  if (share.streams >= options_.most_streams_of_one) return Refusal::kShare;
  return std::nullopt;
}

std::optional<Refusal> Admission::RefusalOfCall(const Share& share, microseconds cost) const {
  const int32_t always = kAlwaysPerThread * options_.threads;
  const microseconds most = options_.longest_wait * options_.threads;
  if (calls_ >= always && backlog_ + cost > most) return Refusal::kBacklog;
  const int32_t sharers = active_ + (share.IsActive() ? 1 : 2);
  if (share.calls * sharers >= always && share.backlog + cost > most / sharers) {
    return Refusal::kShare;
  }
  return std::nullopt;
}

microseconds Admission::CostOf(const Request& request) const {
  if (request.method >= measured_.size()) return request.estimate;
  const Measured& measured = measured_[request.method];
  if (measured.microseconds == 0) return request.estimate;
  return microseconds(static_cast<int64_t>(measured.microseconds * measured.stretch));
}

Admission::Verdict Admission::Ask(const Request& request, Clock::time_point now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Share& share = ShareOf(request.principal, now);
  if (const auto wait = MustWaitForTokens(share, request.units, now)) {
    return {.why = Refusal::kRate, .retry_after = *wait};
  }
  const microseconds cost = request.stream ? microseconds(0) : CostOf(request);
  const auto refusal = request.stream ? RefusalOfStream(share) : RefusalOfCall(share, cost);
  if (refusal) {
    // By then what waits now is done.
    const auto drained = std::chrono::duration_cast<milliseconds>(backlog_ / options_.threads);
    return {.why = *refusal, .retry_after = drained + options_.longest_wait};
  }
  const microseconds expected = backlog_ / options_.threads;
  if (!share.IsActive()) ++active_;
  share.tokens -= request.units;
  share.backlog += cost;
  backlog_ += cost;
  ++(request.stream ? share.streams : share.calls);
  ++(request.stream ? streams_ : calls_);
  return {.ticket = Ticket{.principal = request.principal,
                           .method = request.method,
                           .cost = cost,
                           .expected = expected,
                           .stream = request.stream}};
}

void Admission::Release(const Ticket& ticket, std::optional<Run> run) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Share& share = shares_[ticket.principal];  // active, hence not forgotten
  share.backlog -= ticket.cost;
  backlog_ -= ticket.cost;
  --(ticket.stream ? share.streams : share.calls);
  --(ticket.stream ? streams_ : calls_);
  if (!share.IsActive()) --active_;
  if (!run || ticket.stream) return;
  if (measured_.size() <= ticket.method) measured_.resize(ticket.method + 1);
  Learn(ticket, *run, measured_[ticket.method]);
}

void Admission::Learn(const Ticket& ticket, const Run& run, Measured& measured) {
  const auto spent = std::max(1.0, static_cast<double>(run.spent.count()));
  double& known = measured.microseconds;
  known = known == 0 ? spent : known + kNewest * (spent - known);
  if (ticket.expected < kTellingWait) return;
  // What was expected has the stretch of then in it.
  const double longer = std::clamp(
      static_cast<double>(run.waited.count()) / static_cast<double>(ticket.expected.count()), 0.5,
      2.0);
  measured.stretch =
      std::clamp(measured.stretch * (1 + kNewest * (longer - 1)), 1.0, kLongestStretch);
}

int32_t Admission::open_streams() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return streams_;
}

microseconds Admission::backlog() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return backlog_;
}

}  // namespace passung::server
