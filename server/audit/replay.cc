#include "server/audit/replay.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "proto/answer/answer_again.h"
#include "proto/answer/person_guard.h"
#include "proto/answer/today.h"
#include "proto/wire/field_error.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/rpc_status.h"
#include "server/audit/decision.h"

namespace passung::server {
namespace {

using google::protobuf::Message;

absl::Status Refused(absl::string_view why, absl::string_view reason) {
  return wire::WithReason(absl::FailedPreconditionError(why), reason);
}

absl::Time TimeOf(const v1::DecisionEntry& entry) {
  return absl::FromUnixSeconds(entry.time().seconds()) + absl::Nanoseconds(entry.time().nanos());
}

// The day that the call took for today: where the request named none, that is the one that was answered for.
absl::StatusOr<Date> TodayOf(const v1::DecisionEntry& entry, const Message& request) {
  const auto* as_of = request.GetDescriptor()->FindFieldByName("as_of");
  const bool named =
      as_of != nullptr && !request.GetReflection()->GetString(request, as_of).empty();
  if (named) return answer::GermanDay(TimeOf(entry));
  return Date::Parse(entry.versions().as_of());
}

// Nothing where the type is none of this program.
std::unique_ptr<Message> Unpack(const google::protobuf::Any& any) {
  const std::string& url = any.type_url();
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
      url.substr(url.rfind('/') + 1));
  if (type == nullptr) return nullptr;
  std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  return any.UnpackTo(message.get()) ? std::move(message) : nullptr;
}

// In the place of what the rows of today give: those of people who were purged are not among them any more.
void SetSnapshotDigest(const std::string& digest, Message& answer) {
  const auto* field = answer.GetDescriptor()->FindFieldByName("versions");
  if (field == nullptr) return;
  auto* versions =
      dynamic_cast<v1::VersionsUsed*>(answer.GetReflection()->MutableMessage(&answer, field));
  if (versions != nullptr) versions->set_snapshot_digest(digest);
}

// As it was drawn then; without, by score alone.
answer::Exploring ExploringOf(const v1::DecisionEntry& entry) {
  if (!entry.has_exploration()) return {};
  const v1::Exploration& drawn = entry.exploration();
  return {.width = drawn.width(),
          .first_places = drawn.first_places(),
          .seed = [seed = drawn.seed()](const MenteeId& /*mentee*/,
                                        Date /*day*/) -> absl::StatusOr<uint64_t> { return seed; },
          .is_again = true};
}

absl::Status Purged() {
  return Refused(
      "somebody whom the answer is about was purged; nobody can tell any more who it was",
      "PERSON_PURGED");
}

}  // namespace

absl::StatusOr<v1::ReplayAnswerResponse> Replay::Run(const v1::ReplayAnswerRequest& request) {
  request_ = request;
  if (request.number() < 1) {
    return wire::FieldErrorStatus(
        {{.field = "number",
          .description = absl::StrCat(request.number(), " is not 1 or more, as entries are")}});
  }
  PASSUNG_ASSIGN_OR_RETURN(entry_, log_.FindEntry(request.number()));
  PASSUNG_RETURN_IF_ERROR(CheckIsKept());
  PASSUNG_RETURN_IF_ERROR(FindPeople());
  PASSUNG_RETURN_IF_ERROR(CheckMayBeShown());
  auto past = context_.backend.AsOf(entry_.versions().snapshot_revision());
  if (absl::IsOutOfRange(past.status()))
    return Refused(past.status().message(), "HISTORY_FORGOTTEN");
  if (absl::IsNotFound(past.status())) {
    return Refused(absl::StrCat("the database is older than the log: ", past.status().message()),
                   "HISTORY_FORGOTTEN");
  }
  PASSUNG_RETURN_IF_ERROR(past.status());
  const bool same_rows = (*past)->snapshot()->digest() == entry_.versions().snapshot_digest();
  auto answer = Ask(**past);
  if (absl::IsOutOfRange(answer.status())) {
    return Refused(answer.status().message(), "HISTORY_FORGOTTEN");
  }
  // Where rows are missing, what the question says of it is no answer to the one who asks for another.
  if (!answer.ok() && !wire::HasReason(answer.status()) && !same_rows) return Purged();
  PASSUNG_RETURN_IF_ERROR(answer.status());
  return Compare(**answer, same_rows);
}

absl::Status Replay::CheckIsKept() const {
  const std::string& engine = entry_.versions().engine_version();
  if (engine != EngineVersion()) {
    return Refused(
        absl::StrCat("the answer was given by version ", engine, " of the engine; this is ",
                     EngineVersion(), ": ask a server of that version"),
        "OTHER_ENGINE");
  }
  if (!entry_.request_digest().empty()) {
    return Refused("the request was too long for the log, which has only a code over it",
                   "REQUEST_NOT_KEPT");
  }
  if (entry_.inline_mentee_digest().empty()) {
    if (!request_.has_inline_mentee()) return absl::OkStatus();
    return wire::FieldErrorStatus(
        {{.field = "inline_mentee",
          .description = "must be left out: the answer is about nobody who was only described"}});
  }
  if (!request_.has_inline_mentee()) {
    return Refused(
        "the answer is about somebody who was only described, which the log does not keep; give "
        "the same description as inline_mentee",
        "REQUEST_NOT_KEPT");
  }
  if (MessageCode(log_.key(), request_.inline_mentee()) == entry_.inline_mentee_digest()) {
    return absl::OkStatus();
  }
  return wire::FieldErrorStatus(
      {{.field = "inline_mentee",
        .description = "is not the person who was described in the request"}});
}

absl::Status Replay::FindPeople() {
  PASSUNG_ASSIGN_OR_RETURN(known_, log_.pseudonyms().All());
  if (!entry_.mentee().empty()) {
    PASSUNG_ASSIGN_OR_RETURN(mentee_, NameOf(entry_.mentee()));
    mentees_.push_back(mentee_);
  }
  for (const v1::DecisionHit& hit : entry_.hits()) {
    if (hit.mentee().empty()) continue;
    PASSUNG_ASSIGN_OR_RETURN(mentees_.emplace_back(), NameOf(hit.mentee()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Replay::NameOf(const std::string& pseudonym) const {
  const auto found = known_.find(pseudonym);
  if (found == known_.end()) return Purged();
  return wire::ResourceName(found->second);
}

// As of now, whoever saw them then.
absl::Status Replay::CheckMayBeShown() const {
  PASSUNG_ASSIGN_OR_RETURN(
      const answer::Look look,
      answer::LookOf(request_.purpose(), v1::VIEW_FULL, context_.today, context_.caller));
  for (const std::string& name : mentees_) {
    PASSUNG_ASSIGN_OR_RETURN(const MenteeId id, wire::ParseMenteeName(name));
    PASSUNG_RETURN_IF_ERROR(
        answer::CheckStoredLook(context_.backend.repository(), id, look, context_.caller));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Message>> Replay::Ask(answer::Backend& past) const {
  const std::unique_ptr<Message> asked = Unpack(entry_.request());
  if (asked == nullptr) {
    return absl::DataLossError(absl::StrCat("entry ", entry_.number(), " has no request"));
  }
  answer::Caller caller;
  caller.id = context_.caller.id;
  caller.needs_basis = entry_.needs_basis();
  absl::string_view mentor = entry_.mentor();
  if (absl::ConsumePrefix(&mentor, "mentors/")) caller.mentor = MentorId{std::string(mentor)};
  PASSUNG_ASSIGN_OR_RETURN(const Date today, TodayOf(entry_, *asked));
  const answer::CallContext context{.backend = past,
                                    .now = {entry_.time().seconds()},
                                    .today = today,
                                    .caller = std::move(caller),
                                    .page_key = context_.page_key,
                                    .exploring = ExploringOf(entry_)};
  const bool described = !entry_.inline_mentee_digest().empty();
  return answer::AnswerAgain({.method = entry_.method(),
                              .request = entry_.request(),
                              .mentee = mentee_,
                              .described = described ? &request_.inline_mentee() : nullptr},
                             context);
}

absl::StatusOr<v1::ReplayAnswerResponse> Replay::Compare(Message& answer,
                                                         bool rows_are_the_same) const {
  SetSnapshotDigest(entry_.versions().snapshot_digest(), answer);
  v1::ReplayAnswerResponse response;
  response.set_answer(MessageBytes(answer));
  if (MessageCode(log_.key(), answer) != entry_.answer_digest()) {
    if (!rows_are_the_same) {
      return Refused(
          "the rows or the legal tables are not those of then: people were purged since who were "
          "counted, or the tables (--data) are others",
          "PERSON_PURGED");
    }
    return wire::WithReason(
        absl::DataLossError("the answer comes out differently, although the rows, the profile and "
                            "the engine are those of then"),
        "ANSWER_DIFFERS");
  }
  response.set_method(entry_.method());
  *response.mutable_time() = entry_.time();
  response.set_answer_type(answer.GetDescriptor()->full_name());
  response.set_answer_digest(entry_.answer_digest());
  for (const std::string& name : mentees_) response.add_mentees(name);
  response.set_others_purged(!rows_are_the_same);
  return response;
}

}  // namespace passung::server
