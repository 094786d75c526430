// The life of one call between its door and its handler.
#ifndef PASSUNG_SERVER_CALL_CALL_H_
#define PASSUNG_SERVER_CALL_CALL_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "server/audit/access_visit.h"
#include "server/call/helpers.h"
#include "server/call/transport.h"
#include "server/load/executor.h"
#include "server/method/method_table.h"
#include "server/observe/call_record.h"

namespace passung::server {

// What slow clients are allowed.
struct StreamLimits {
  int32_t window = 8;                       // answers sent and not yet taken
  std::chrono::milliseconds slice{2};       // of work before others get a turn
  std::chrono::milliseconds stall{20'000};  // so long an answer may be underway
  std::chrono::milliseconds idle{60'000};   // so long nothing may happen
};

// Waits in the executor, runs its handler in slices that never wait for a
// client, and ends once: by itself, by its deadline, by the client going away
// or by the server stopping. All methods may be called by any thread.
class Call final : public Job, public std::enable_shared_from_this<Call> {
 public:
  struct Parts {
    const Method& method;
    const Services& services;
    Executor& executor;
    Transport& transport;
    const StreamLimits& limits;
    Principal principal;
    std::optional<Clock::time_point> deadline;
    std::string locale;
    TraceContext trace;
    // Told once, just before Transport::Finish.
    std::function<void(const Call&, const CallRecord&)> on_end;
  };
  explicit Call(Parts parts);

  const CallContext& context() const { return context_; }

  // Told by the door. A request message is there to be read.
  void OnMessage();
  // The client sends no more messages.
  void OnHalfClose();
  // Both at once: the request of a call that has one.
  void OnRequest();
  // An answer of a stream has left.
  void OnWritten();
  // The client has gone: nothing that is sent arrives any more.
  void OnCancel();

  // The server is about to stop: what waits for something to answer need not.
  void OnStopping();

  // Ends the call where its limits are passed, and has one that waits look again. Called now and then.
  void Watch(Clock::time_point now);
  // Ends the call with `why` unless it ends by itself first.
  void Cancel(const absl::Status& why);

  // Told by the executor.
  absl::Status Wanted() const override;
  void Run() override;
  void Drop(const absl::Status& why) override;

 private:
  enum class Step : uint8_t { kWait, kYield, kEnded };
  enum class Watched : uint8_t { kFine, kStalled, kIdle, kLate, kWaiting };

  bool IsStream() const { return !parts_.method.IsUnary(); }
  void Wake();
  void SubmitNow(bool begun);
  Step Advance();
  absl::Status Receive();
  absl::Status TakeMessage();
  absl::Status
  BeginVisit();  // for the access log, where there is one and the call is about a person
  // What the caller is told: a failure that concerns people is noted, too.
  absl::Status Noted(const absl::Status& failure);
  absl::StatusOr<Step> Answer(Clock::time_point slice_end);
  Step Wait();
  absl::Status Witness(const server::Answer& answer);
  absl::Status Send(const server::Answer& answer);
  bool TakeFlag(bool& flag);
  bool HasRoom();  // for one more answer
  Watched Look(Clock::time_point now) const;
  void End(const absl::Status& status);
  void FinishNow();
  void AbortNow();
  CallRecord Record() const;

  const Parts parts_;
  const Clock::time_point arrived_;
  const Lane lane_;
  CallContext context_;

  // Of the thread that runs the call.
  std::shared_ptr<Session> session_;  // its helpers have it, too
  Helpers helpers_;
  std::optional<AccessVisit> visit_;  // from the first message on, where there is a log for it
  bool answering_ = false;
  Clock::duration spent_{0};

  mutable std::mutex mutex_;  // guards the following; never held while others are called
  bool message_ = false;      // waits to be received
  bool closed_ = false;       // waits to be noticed
  bool scheduled_ = false;    // with the executor or running
  bool woken_ = false;        // something happened while it ran
  bool waiting_ = false;      // has nothing to answer now, and may have later
  bool ended_ = false;        // outcome_ stands
  bool finished_ = false;     // the transport must not be touched any more
  bool aborting_ = false;     // AbortNow is with the transport: Finish has to wait for it
  bool finish_after_abort_ = false;
  int32_t unwritten_ = 0;
  std::optional<Clock::time_point> begun_;
  Clock::time_point last_event_;
  std::optional<absl::Status> cancelled_with_;
  absl::Status outcome_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CALL_CALL_H_
