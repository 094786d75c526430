// Alerts from a running passungd.
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "bindings/cli/alert_source.h"
#include "engine/base/status_macros.h"
#include "passung/v1/match_service.grpc.pb.h"

namespace passung::cli {
namespace {

constexpr std::chrono::milliseconds kLookAtQueue(200);
constexpr absl::Duration kBetweenCalls = absl::Seconds(1);

// One call. The library's queue is asked with a time, so that whoever presses a key is heard without a thread.
class AlertCall {
 public:
  AlertCall(const AlertListener& listener, const std::string& token, bool patient)
      : listener_(listener) {
    if (!token.empty()) context_.AddMetadata("authorization", absl::StrCat("Bearer ", token));
    context_.set_wait_for_ready(patient);
  }
  AlertCall(const AlertCall&) = delete;
  AlertCall& operator=(const AlertCall&) = delete;
  ~AlertCall() {
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }

  // How the call ended. Each message is remembered as where to go on from.
  grpc::Status Run(v1::MatchService::Stub& stub, v1::WatchMatchesRequest& request) {
    const auto reader = stub.AsyncWatchMatches(&context_, request, &queue_, this);
    v1::WatchMatchesResponse message;
    bool good = Wait();
    while (good) {
      reader->Read(&message, this);
      good = Wait() && Take(message, request);
    }
    grpc::Status status;
    reader->Finish(&status, this);
    Wait();
    return status;
  }
  // What the listener said.
  const absl::Status& heard() const { return heard_; }
  bool any() const { return any_; }

 private:
  bool Wait() {
    while (true) {
      void* tag = nullptr;
      bool ok = false;
      const auto now = std::chrono::system_clock::now();
      if (queue_.AsyncNext(&tag, &ok, now + kLookAtQueue) != grpc::CompletionQueue::TIMEOUT)
        return ok;
      if (listener_.is_over_within(absl::ZeroDuration())) context_.TryCancel();
    }
  }
  bool Take(const v1::WatchMatchesResponse& message, v1::WatchMatchesRequest& request) {
    any_ = true;
    heard_ = listener_.told(message);
    if (!heard_.ok()) context_.TryCancel();
    request.set_resume_after(message.resume_after());
    request.clear_from_revision();
    return heard_.ok();
  }

  const AlertListener& listener_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  absl::Status heard_;
  bool any_ = false;
};

// As each connection does after some minutes, a server that is started anew, and one that has no room just now.
bool EndsBetweenMessages(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
}

}  // namespace

absl::Status ListenToServer(const ServerAccess& access, v1::WatchMatchesRequest request,
                            const AlertListener& listener) {
  PASSUNG_ASSIGN_OR_RETURN(const Credentials credentials,
                           ReadCredentials(access, std::getenv("PASSUNG_TOKEN")));
  request.mutable_ranking()->set_purpose(credentials.purpose);
  request.mutable_ranking()->set_view(v1::VIEW_FULL);
  const auto stub = v1::MatchService::NewStub(ChannelTo(access, credentials));
  bool any = false;
  while (true) {
    AlertCall call(listener, credentials.token, /*patient=*/any);
    const grpc::Status status = call.Run(*stub, request);
    PASSUNG_RETURN_IF_ERROR(call.heard());
    if (status.ok() || listener.is_over_within(absl::ZeroDuration())) return absl::OkStatus();
    any = any || call.any();
    if (!any || request.end_when_current() || !EndsBetweenMessages(status)) {
      return ErrorOf(status, access, credentials);
    }
    if (listener.is_over_within(kBetweenCalls)) return absl::OkStatus();
  }
}

}  // namespace passung::cli
