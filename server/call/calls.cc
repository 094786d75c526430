#include "server/call/calls.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "engine/base/status_macros.h"
#include "proto/wire/rpc_status.h"
#include "server/audit/access_log.h"
#include "server/call/locale.h"
#include "server/identity/rights.h"

namespace passung::server {
namespace {

using std::chrono::microseconds;

// What a call costs before the first one of its method was measured, and what
// it weighs in the rate of its principal.
struct Price {
  microseconds estimate;
  double units;
};

Price PriceOf(v1::Cost cost) {
  switch (cost) {
    case v1::COST_LOOKUP:
      return {.estimate = microseconds(200), .units = 1};
    case v1::COST_WRITE:
      return {.estimate = microseconds(5'000), .units = 4};
    case v1::COST_BULK:
      return {.estimate = microseconds(20'000), .units = 20};
    default:
      return {.estimate = microseconds(500), .units = 2};
  }
}

// No call outlives the right to it.
std::optional<Clock::time_point> DeadlineOf(const Arrival& arrival, const Principal& principal) {
  const AccessFacts& access = arrival.method.access;
  std::optional<std::chrono::nanoseconds> left = arrival.time_left;
  if (!left) left = access.default_deadline;
  if (access.max_deadline && (!left || *left > *access.max_deadline)) left = access.max_deadline;
  if (principal.until) {
    const std::chrono::nanoseconds right = *principal.until - std::chrono::system_clock::now();
    if (!left || *left > right) left = right;
  }
  if (!left) return std::nullopt;
  return Clock::now() + *left;
}

absl::string_view RefusalMessage(Refusal why) {
  switch (why) {
    case Refusal::kRate:
      return "you ask more often than you may";
    case Refusal::kShare:
      return "too many of your calls wait already";
    case Refusal::kStreams:
      return "too many streams are open";
    case Refusal::kBacklog:
      break;
  }
  return "the server has more to do than it can answer in time";
}

std::optional<Admission::Run> RunOf(const CallRecord& record) {
  if (!record.spent) return std::nullopt;
  return Admission::Run{.spent = std::chrono::duration_cast<microseconds>(*record.spent),
                        .waited = std::chrono::duration_cast<microseconds>(record.queued)};
}

// Upwards, so that refusals are few different ones.
std::chrono::milliseconds InTens(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds kTen(10);
  return (time + kTen - std::chrono::milliseconds(1)) / kTen * kTen;
}

absl::Status Stopping() {
  return wire::WithReason(absl::UnavailableError("the server is stopping"), "STOPPING");
}

}  // namespace

Calls::Calls(const Options& options, const Services& services, const Authenticator& authenticator,
             Observer& observer)
    : options_(options),
      services_(services),
      authenticator_(authenticator),
      observer_(observer),
      admission_(options.admission),
      executor_(options.executor),
      watch_([this] { WatchStreams(); }) {}

Calls::~Calls() { Stop(); }

absl::Status Calls::Refused(const Arrival& arrival, const Admission::Verdict& verdict) {
  observer_.OnRefusal(verdict.why);
  observer_.OnEnd({.method = &arrival.method, .code = absl::StatusCode::kResourceExhausted},
                  arrival.door, {});
  return wire::WithReason(wire::WithRetry(absl::ResourceExhaustedError(RefusalMessage(verdict.why)),
                                          InTens(verdict.retry_after)),
                          verdict.why == Refusal::kRate ? "RATE_LIMITED" : "OVERLOADED");
}

Admission::Verdict Calls::VerdictOn(const Arrival& arrival, const Principal& principal) {
  const Price price = PriceOf(arrival.method.access.cost);
  return admission_.Ask({.principal = principal.id,
                         .method = arrival.method.number,
                         .estimate = price.estimate,
                         .units = price.units,
                         .stream = !arrival.method.IsUnary()},
                        Clock::now());
}

absl::StatusOr<Admission::Ticket> Calls::Ask(const Arrival& arrival, const Principal& principal) {
  Admission::Verdict verdict = VerdictOn(arrival, principal);
  if (!verdict.ticket) return Refused(arrival, verdict);
  return *std::move(verdict.ticket);
}

// Who asked for people without the role for it is of interest, also where nothing was shown. As often as
// their rate allows: the log is not for them to fill.
void Calls::NoteRefused(const Arrival& arrival, const Principal& principal,
                        const absl::Status& why) {
  AccessLog* log = services_.access_log;
  if (log == nullptr || !arrival.method.access.person) return;
  const Admission::Verdict verdict = VerdictOn(arrival, principal);
  if (!verdict.ticket) return;
  admission_.Release(*verdict.ticket, std::nullopt);
  v1::AccessEntry entry;
  entry.set_who(principal.id);
  entry.set_through(principal.through);
  entry.set_method(arrival.method.path);
  entry.set_code(absl::StatusCodeToString(why.code()));
  log->Append(std::move(entry)).IgnoreError();  // they are refused either way
}

absl::StatusOr<Principal> Calls::WhoMay(const Arrival& arrival, const Metadata& metadata) {
  absl::StatusOr<Principal> principal =
      authenticator_.Authenticate({.certificate_names = arrival.certificate_names,
                                   .authorization = metadata.Find("authorization"),
                                   .peer = arrival.peer.empty() ? "unknown" : arrival.peer});
  if (principal.ok()) {
    const absl::Status may = Authorise(*principal, arrival.method.access);
    if (may.ok()) return principal;
    NoteRefused(arrival, *principal, may);
    principal = may;
  }
  observer_.OnEnd({.method = &arrival.method, .code = principal.status().code()}, arrival.door,
                  TraceContextOf(metadata.Find("traceparent")));
  return principal;
}

absl::Status Calls::CheckMayCall(const Arrival& arrival, const Metadata& metadata) {
  return WhoMay(arrival, metadata).status();
}

absl::StatusOr<std::shared_ptr<Call>> Calls::Admit(const Arrival& arrival, Transport& transport) {
  const absl::StatusOr<Principal> who = WhoMay(arrival, transport);
  if (!who.ok()) return who.status();
  const Principal& principal = *who;
  PASSUNG_ASSIGN_OR_RETURN(const Admission::Ticket ticket, Ask(arrival, principal));
  auto call = std::make_shared<Call>(Call::Parts{
      .method = arrival.method,
      .services = services_,
      .executor = executor_,
      .transport = transport,
      .limits = options_.streams,
      .principal = principal,
      .deadline = DeadlineOf(arrival, principal),
      .locale = std::string(LocaleOf(transport.Find("accept-language"))),
      .trace = TraceContextOf(transport.Find("traceparent")),
      .on_end = [this, ticket, door = arrival.door](const Call& ended, const CallRecord& record) {
        admission_.Release(ticket, RunOf(record));
        observer_.OnEnd(record, door, ended.context().trace);
        Remove(ended);
      }});
  if (Enter(call)) return call;
  admission_.Release(ticket, std::nullopt);
  observer_.OnEnd({.method = &arrival.method, .code = absl::StatusCode::kUnavailable}, arrival.door,
                  call->context().trace);
  return Stopping();
}

bool Calls::Enter(const std::shared_ptr<Call>& call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (refusing_) {
    last_refused_ = Clock::now();
  } else {
    open_.emplace(call.get(), call);
  }
  return !refusing_;
}

void Calls::Remove(const Call& call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  open_.erase(&call);
  if (open_.empty()) changed_.notify_all();
}

std::vector<std::shared_ptr<Call>> Calls::Open() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<std::shared_ptr<Call>> calls;
  for (const auto& [key, weak] : open_) {
    if (auto call = weak.lock()) calls.push_back(std::move(call));
  }
  return calls;
}

int32_t Calls::open() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return static_cast<int32_t>(open_.size());
}

void Calls::Refuse() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    refusing_ = true;
    last_refused_ = Clock::now();
  }
  for (const auto& call : Open()) call->OnStopping();
}

void Calls::Drain(std::chrono::milliseconds grace) {
  const Clock::time_point begin = Clock::now();
  const Clock::time_point end = begin + grace;
  const Clock::time_point end_of_unquiet = std::min(end, begin + options_.longest_unquiet);
  {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      const Clock::time_point quiet = last_refused_ + options_.quiet;
      const Clock::time_point until = open_.empty() ? std::min(quiet, end_of_unquiet) : end;
      if (Clock::now() >= until) break;
      changed_.wait_until(lock, until);
    }
    if (open_.empty()) return;
  }
  for (const auto& call : Open()) call->Cancel(Stopping());
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return open_.empty(); });
}

void Calls::Stop() {
  Refuse();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  changed_.notify_all();
  watch_.join();
  executor_.Stop();
}

void Calls::WatchStreams() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopping_) {
    changed_.wait_for(lock, options_.watch_interval);
    lock.unlock();
    const auto now = Clock::now();
    for (const auto& call : Open()) call->Watch(now);
    lock.lock();
  }
}

}  // namespace passung::server
