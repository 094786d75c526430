#include "server/call/call.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/wire/rpc_status.h"
#include "server/method/answer_methods.h"

namespace passung::server {
namespace {

constexpr std::chrono::milliseconds kFullQueueRetry(100);

Lane LaneOf(v1::Cost cost) {
  switch (cost) {
    case v1::COST_LOOKUP:
      return Lane::kQuick;
    case v1::COST_WRITE:
      return Lane::kWrite;
    case v1::COST_BULK:
      return Lane::kBulk;
    default:
      return Lane::kSearch;
  }
}

// What a database says of itself is not for clients: it names files, and rows of other people.
absl::Status ForClients(const absl::Status& status, const TraceContext& trace) {
  const bool ours = absl::IsInternal(status) || absl::IsUnavailable(status) ||
                    absl::IsDataLoss(status) || absl::IsUnknown(status) ||
                    absl::IsResourceExhausted(status);
  if (!ours || wire::HasReason(status)) return status;
  return absl::Status(
      status.code(),
      absl::StrCat("the server has a fault of its own",
                   trace.trace_id.empty() ? "" : "; it is noted under the trace ", trace.trace_id));
}

}  // namespace

Call::Call(Parts parts)
    : parts_(std::move(parts)),
      arrived_(Clock::now()),
      lane_(LaneOf(parts_.method.access.cost)),
      context_{.services = parts_.services,
               .access = parts_.method.access,
               .metadata = parts_.transport,
               .principal = parts_.principal,
               .deadline = parts_.deadline,
               .locale = parts_.locale,
               .trace = parts_.trace},
      helpers_(parts_.executor, parts_.principal.id),
      last_event_(arrived_) {}

// ------------------------------------------------------------------------------------------
// events

void Call::OnMessage() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    message_ = true;
  }
  Wake();
}

void Call::OnHalfClose() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
  }
  Wake();
}

void Call::OnRequest() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    message_ = true;
    closed_ = true;
  }
  Wake();
}

void Call::OnWritten() {
  bool finish = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (unwritten_ > 0) --unwritten_;  // none is counted any more once the client has gone
    last_event_ = Clock::now();
    finish = ended_ && unwritten_ == 0;
  }
  if (finish) {
    FinishNow();
  } else {
    Wake();
  }
}

void Call::OnCancel() {
  context_.cancelled = true;
  bool finish = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    unwritten_ = 0;  // nobody will take them
    finish = ended_;
  }
  if (finish) {
    FinishNow();
  } else {
    Wake();
  }
}

void Call::OnStopping() {
  context_.stopping = true;
  bool waiting = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting = waiting_;
  }
  if (waiting) Wake();
}

void Call::Cancel(const absl::Status& why) {
  bool ended = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!cancelled_with_) cancelled_with_ = why;
    ended = ended_;
  }
  if (ended) return AbortNow();  // only its answers are still underway
  context_.cancelled = true;
  Wake();
}

// ---------------------------------------------------------------------------------------
// scheduling

void Call::Wake() {
  bool begun = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (ended_) return;
    if (scheduled_) {
      woken_ = true;
      return;
    }
    scheduled_ = true;
    last_event_ = Clock::now();
    begun = begun_.has_value();
  }
  SubmitNow(begun);
}

void Call::SubmitNow(bool begun) {
  Executor& executor = parts_.executor;
  const std::string& principal = parts_.principal.id;
  const absl::Status submitted = begun ? executor.Resubmit(lane_, principal, shared_from_this())
                                       : executor.Submit(lane_, principal, shared_from_this());
  if (absl::IsResourceExhausted(submitted)) {
    End(wire::WithReason(wire::WithRetry(submitted, kFullQueueRetry), "OVERLOADED"));
  } else if (!submitted.ok()) {
    End(submitted);
  }
}

absl::Status Call::Wanted() const {
  if (context_.deadline && Clock::now() >= *context_.deadline) {
    return absl::DeadlineExceededError("the deadline passed before the answer was ready");
  }
  if (!context_.cancelled) return absl::OkStatus();
  const std::lock_guard<std::mutex> lock(mutex_);
  return cancelled_with_.value_or(absl::CancelledError("the client has gone"));
}

void Call::Drop(const absl::Status& why) { End(why); }

void Call::Run() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!begun_) begun_ = Clock::now();
    waiting_ = false;
  }
  const Step step = Advance();
  if (step == Step::kEnded) return;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (step == Step::kWait && !woken_) {
      scheduled_ = false;
      return;
    }
    woken_ = false;
  }
  SubmitNow(true);  // others have their turn in between
}

// -------------------------------------------------------------------------------------------
// work

bool Call::TakeFlag(bool& flag) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::exchange(flag, false);
}

Call::Step Call::Advance() {
  const auto begin = Clock::now();
  absl::StatusOr<Step> step = Step::kWait;
  if (absl::Status wanted = Wanted(); !wanted.ok()) {
    step = std::move(wanted);
  } else if (absl::Status received = Receive(); !received.ok()) {
    step = std::move(received);
  } else if (answering_) {
    step = Answer(begin + parts_.limits.slice);
  }
  spent_ += Clock::now() - begin;
  if (step.ok() && *step != Step::kEnded) return *step;
  const absl::Status end = step.ok() ? Wanted() : Noted(step.status());
  session_.reset();                      // answers may still be underway for long
  End(ForClients(end, context_.trace));  // an answer that comes too late is none
  return Step::kEnded;
}

absl::Status Call::Noted(const absl::Status& failure) {
  return visit_ ? visit_->OnFailure(session_->request(), failure) : failure;
}

absl::Status Call::TakeMessage() {
  PASSUNG_RETURN_IF_ERROR(parts_.transport.Read(session_->request()));
  PASSUNG_RETURN_IF_ERROR(BeginVisit());
  return session_->Take();
}

absl::Status Call::BeginVisit() {
  AccessLog* log = parts_.services.access_log;
  if (log == nullptr || !parts_.method.access.person) return absl::OkStatus();
  if (!visit_) {
    const answer::Caller caller = CallerOf(parts_.principal, parts_.method.access);
    visit_.emplace(
        *log, Visitor{.who = parts_.principal.id,
                      .through = parts_.principal.through,
                      .method = parts_.method.path,
                      .mentor = caller.mentor ? absl::StrCat("mentors/", caller.mentor->value) : "",
                      .needs_basis = caller.needs_basis});
    context_.visit = &*visit_;
  }
  if (parts_.method.handler.server_streaming) return absl::OkStatus();
  return visit_->OnRequest(session_->request());
}

absl::Status Call::Receive() {
  if (session_ == nullptr) session_ = parts_.method.handler.open(context_);
  if (TakeFlag(message_)) {
    PASSUNG_RETURN_IF_ERROR(TakeMessage());
    if (parts_.method.handler.client_streaming) parts_.transport.ReadMore();
  }
  if (TakeFlag(closed_)) {
    PASSUNG_RETURN_IF_ERROR(session_->Close());
    answering_ = true;
  }
  return absl::OkStatus();
}

bool Call::HasRoom() {
  if (!parts_.method.handler.server_streaming) return true;
  const std::lock_guard<std::mutex> lock(mutex_);
  return unwritten_ < parts_.limits.window;
}

absl::StatusOr<Call::Step> Call::Answer(Clock::time_point slice_end) {
  if (session_->TakesHelp()) helpers_.Ask(shared_from_this(), session_);
  while (HasRoom()) {
    PASSUNG_ASSIGN_OR_RETURN(const std::optional<server::Answer> next, session_->Next());
    if (!next && session_->IsWaiting()) return Wait();
    if (!next) return Step::kEnded;
    PASSUNG_RETURN_IF_ERROR(Send(*next));
    if (!parts_.method.handler.server_streaming) continue;
    PASSUNG_RETURN_IF_ERROR(Wanted());
    if (Clock::now() >= slice_end) return Step::kYield;
  }
  return Step::kWait;
}

Call::Step Call::Wait() {
  const std::lock_guard<std::mutex> lock(mutex_);
  waiting_ = true;
  return Step::kWait;
}

// Who keeps what was shown reads messages; bytes become one again for it.
absl::Status Call::Witness(const server::Answer& answer) {
  if (!visit_) return absl::OkStatus();
  if (!answer.bytes) return visit_->OnAnswer(session_->request(), answer.message);
  const std::unique_ptr<google::protobuf::Message> message(answer.message.New());
  if (!message->ParseFromArray(answer.bytes->data(), static_cast<int>(answer.bytes->size()))) {
    return absl::InternalError("an answer's bytes are no message");
  }
  return visit_->OnAnswer(session_->request(), *message);
}

absl::Status Call::Send(const server::Answer& answer) {
  PASSUNG_RETURN_IF_ERROR(Witness(answer));
  if (!parts_.method.handler.server_streaming) return parts_.transport.Write(answer);
  {
    // Counted before: it may have left before Write returns.
    const std::lock_guard<std::mutex> lock(mutex_);
    if (unwritten_++ == 0) last_event_ = Clock::now();
  }
  absl::Status sent = parts_.transport.Write(answer);
  if (!sent.ok()) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (unwritten_ > 0) --unwritten_;
  }
  return sent;
}

// --------------------------------------------------------------------------------------------
// end

void Call::End(const absl::Status& status) {
  bool finish = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (ended_) return;
    ended_ = true;
    outcome_ = status;
    finish = unwritten_ == 0 || context_.cancelled;
  }
  if (finish) FinishNow();
}

void Call::FinishNow() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (finished_) return;
    if (aborting_) {
      finish_after_abort_ = true;
      return;
    }
    finished_ = true;
  }
  parts_.on_end(*this, Record());
  parts_.transport.Finish(outcome_);
}

// Finish must not come between the look at `finished_` and the end of Abort:
// the transport may be gone after it. No lock is held meanwhile, because Abort
// may tell this call of its consequences.
void Call::AbortNow() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (finished_ || aborting_) return;
    aborting_ = true;
  }
  parts_.transport.Abort();
  bool finish = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    aborting_ = false;
    finish = finish_after_abort_;
  }
  if (finish) FinishNow();
}

CallRecord Call::Record() const {
  const auto now = Clock::now();
  const std::lock_guard<std::mutex> lock(mutex_);
  return {.method = &parts_.method,
          .code = outcome_.code(),
          .total = now - arrived_,
          .queued = begun_.value_or(now) - arrived_,
          .spent = begun_ ? std::optional<Clock::duration>(spent_) : std::nullopt};
}

Call::Watched Call::Look(Clock::time_point now) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (finished_) return Watched::kFine;
  if (unwritten_ > 0) {
    return now - last_event_ >= parts_.limits.stall ? Watched::kStalled : Watched::kFine;
  }
  if (ended_ || scheduled_) return Watched::kFine;
  if (context_.deadline && now >= *context_.deadline) return Watched::kLate;
  if (waiting_) return Watched::kWaiting;
  return now - last_event_ >= parts_.limits.idle ? Watched::kIdle : Watched::kFine;
}

void Call::Watch(Clock::time_point now) {
  switch (Look(now)) {
    case Watched::kFine:
      return;
    case Watched::kStalled:
      // Broken off before it ends: an end would wait behind the answers that are not taken.
      AbortNow();
      Cancel(wire::WithReason(absl::CancelledError("answers were not taken in time"), "STALLED"));
      return;
    case Watched::kIdle:
      Cancel(wire::WithReason(absl::DeadlineExceededError("nothing came for too long"), "IDLE"));
      return;
    case Watched::kLate:
    case Watched::kWaiting:
      Wake();
      return;
  }
}

}  // namespace passung::server
