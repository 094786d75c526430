// Where both doors bring their calls: who is let in, where it is counted, and
// how all of them end.
#ifndef PASSUNG_SERVER_CALL_CALLS_H_
#define PASSUNG_SERVER_CALL_CALLS_H_

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "server/call/call.h"
#include "server/identity/authenticator.h"
#include "server/load/admission.h"
#include "server/load/executor.h"
#include "server/method/method_table.h"
#include "server/observe/observer.h"

namespace passung::server {

// What a door knows of a call before its message.
struct Arrival {
  const Method& method;
  Door door = Door::kGrpc;
  std::string peer;                                   // address without port
  std::vector<std::string> certificate_names = {};    // of the client's certificate, if it has one
  std::optional<std::chrono::nanoseconds> time_left;  // as the client wants it
};

// Thread-safe. Outlives the doors' calls: Stop before the doors' servers go.
class Calls {
 public:
  struct Options {
    Executor::Options executor;
    Admission::Options admission;
    StreamLimits streams;
    std::chrono::milliseconds watch_interval{250};
    // Of Drain: nobody came for so long; and after so much longer it is no matter who still comes.
    std::chrono::milliseconds quiet{300};
    std::chrono::milliseconds longest_unquiet{3000};
  };

  // The referents outlive it.
  Calls(const Options& options, const Services& services, const Authenticator& authenticator,
        Observer& observer);
  ~Calls();  // Stop
  Calls(const Calls&) = delete;
  Calls& operator=(const Calls&) = delete;

  // The call, to which the door now tells its events; `transport` must live
  // until its Finish. ResourceExhausted with RetryInfo or Unavailable: the door
  // ends it with that. So with Unauthenticated and PermissionDenied, who was known and had not the role
  // being noted in the access log where the method is about people.
  absl::StatusOr<std::shared_ptr<Call>> Admit(const Arrival& arrival, Transport& transport);

  // For a door that has the head of a call and would have to keep much of it before Admit: those two
  // errors of it.
  absl::Status CheckMayCall(const Arrival& arrival, const Metadata& metadata);

  // From now on every Admit is Unavailable, and streams without an end of their own end.
  void Refuse();
  // Waits until no call is open and none has come for `quiet`, for that at most `longest_unquiet` and altogether at most
  // `grace`; then cancels the others and waits for their end. A call that a door gets while it closes ends as the door
  // likes, and not with the refusal that clients ask again after. REQUIRES: Refuse was called.
  void Drain(std::chrono::milliseconds grace);
  // Ends everything; waits for handlers that run.
  void Stop();

  int32_t open() const;
  const Executor& executor() const { return executor_; }
  const Admission& admission() const { return admission_; }

 private:
  absl::StatusOr<Principal> WhoMay(const Arrival& arrival, const Metadata& metadata);
  void NoteRefused(const Arrival& arrival, const Principal& principal, const absl::Status& why);
  absl::Status Refused(const Arrival& arrival, const Admission::Verdict& verdict);
  absl::StatusOr<Admission::Ticket> Ask(const Arrival& arrival, const Principal& principal);
  Admission::Verdict VerdictOn(const Arrival& arrival, const Principal& principal);
  bool Enter(const std::shared_ptr<Call>& call);  // false: none may come any more
  void Remove(const Call& call);
  std::vector<std::shared_ptr<Call>> Open() const;
  void WatchStreams();

  const Options options_;
  const Services& services_;
  const Authenticator& authenticator_;
  Observer& observer_;
  Admission admission_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  absl::flat_hash_map<const Call*, std::weak_ptr<Call>>
      open_;  // this and the following are guarded
  bool refusing_ = false;
  Clock::time_point last_refused_;  // or since when calls are
  bool stopping_ = false;
  Executor executor_;
  std::thread watch_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CALL_CALLS_H_
