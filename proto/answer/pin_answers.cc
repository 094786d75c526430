#include "proto/answer/pin_answers.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "passung/codec.h"
#include "proto/answer/list_rows.h"
#include "proto/answer/pin_rows.h"
#include "proto/answer/request_id.h"
#include "proto/wire/pin_wire.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

absl::Status PinFault(absl::string_view field, std::string description) {
  return wire::FieldErrorStatus(
      {{.field = absl::StrCat("pin.", field), .description = std::move(description)}});
}

// Notes are for those who counsel, and are shown in full.
absl::StatusOr<Look> LookAtPins(v1::Purpose purpose, const CallContext& context) {
  return LookOf(purpose, v1::VIEW_FULL, context.today, context.caller);
}

absl::StatusOr<std::optional<Pin>> FindPin(const PinKey& key, const CallContext& context) {
  absl::StatusOr<Pin> pin = context.backend.repository().GetPin(key);
  if (pin.ok()) return *std::move(pin);
  if (absl::IsNotFound(pin.status())) return std::nullopt;
  return pin.status();
}

// A pin that is not there has no etag.
absl::Status CheckEtagOfPin(absl::string_view asked, const std::optional<Pin>& stored,
                            const CallContext& context) {
  return CheckEtag(asked, stored ? EtagOf<v1::Pin>(*stored, context) : "");
}

void ExpectPin(const PinKey& key, const std::optional<Pin>& stored, WriteBatch& batch) {
  batch.expect.push_back({.kind = RowKind::kPin,
                          .id = PinRowId(key.mentee, key.vacancy),
                          .fingerprint = stored ? FingerprintOf(EncodeCanonical(*stored)) : ""});
}

absl::Status CheckRoom(const MenteeId& mentee, const CallContext& context) {
  size_t count = 0;
  PASSUNG_RETURN_IF_ERROR(WalkPinsOf(mentee, "", context, [&](const Pin& /*pin*/) {
    ++count;
    return true;
  }));
  if (count < kMostPins) return absl::OkStatus();
  return PinFault("mentee", absl::StrCat("has ", kMostPins, " pins, and no more are kept"));
}

// The mentee of a new row, to be written only while they are as they were read.
absl::Status ExpectMentee(const MenteeId& mentee, const CallContext& context, WriteBatch& batch) {
  const auto row = RowOf<v1::Mentee>::Find(context.backend.repository(), mentee);
  if (absl::IsNotFound(row.status())) {
    return PinFault("mentee", absl::StrCat("\"", wire::ResourceName(mentee), "\" is not stored"));
  }
  PASSUNG_RETURN_IF_ERROR(row.status());
  RowOf<v1::Mentee>::Expect(mentee, &*row, batch);
  return absl::OkStatus();
}

absl::Status CheckNew(const Pin& pin, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const bool known,
                           context.backend.repository().KnowsVacancy(pin.vacancy));
  if (known) return CheckRoom(pin.mentee, context);
  return PinFault("vacancy", absl::StrCat("\"", wire::ResourceName(pin.vacancy),
                                          "\" is not stored and never was"));
}

absl::StatusOr<v1::Pin> StorePin(const v1::SetPinRequest& request, Pin pin,
                                 const CallContext& context, RequestId& request_id) {
  const PinKey key{pin.mentee, pin.vacancy};
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<Pin> before, FindPin(key, context));
  PASSUNG_RETURN_IF_ERROR(CheckEtagOfPin(request.pin().etag(), before, context));
  WriteBatch batch;
  PASSUNG_RETURN_IF_ERROR(ExpectMentee(pin.mentee, context, batch));
  if (before && TellsTheSame(*before, pin)) return ShowVersion<v1::Pin>(*before, context);
  if (!before) PASSUNG_RETURN_IF_ERROR(CheckNew(pin, context));
  ExpectPin(key, before, batch);
  v1::Pin answer = ShowVersion<v1::Pin>(pin, context);
  if (request.validate_only()) return answer;
  batch.upsert_pins.push_back(std::move(pin));
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(std::move(batch), key.mentee.value, answer));
  return answer;
}

}  // namespace

absl::StatusOr<v1::Pin> SetPin(const v1::SetPinRequest& request, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookAtPins(request.purpose(), context));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  PASSUNG_ASSIGN_OR_RETURN(Pin pin, wire::FromProto(request.pin(), "pin"));
  PASSUNG_RETURN_IF_ERROR(
      CheckStoredLook(context.backend.repository(), pin.mentee, look, context.caller));
  pin.set_by = context.caller.mentor.value_or(MentorId());
  pin.set_time = context.now;
  PASSUNG_RETURN_IF_ERROR(wire::UnderField("pin", Validate(pin)));
  v1::Pin answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (answered) return answer;
  return StorePin(request, std::move(pin), context, request_id);
}

absl::StatusOr<google::protobuf::Empty> DeletePin(const v1::DeletePinRequest& request,
                                                  const CallContext& context) {
  const absl::StatusOr<PinKey> key = wire::ParsePinName(request.name());
  if (!key.ok()) return wire::UnderField("name", key.status());
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookAtPins(request.purpose(), context));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  PASSUNG_RETURN_IF_ERROR(
      CheckStoredLook(context.backend.repository(), key->mentee, look, context.caller));
  google::protobuf::Empty answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (answered) return answer;
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<Pin> stored, FindPin(*key, context));
  if (!stored) {
    if (request.allow_missing()) return answer;
    return absl::NotFoundError(absl::StrCat(request.name(), " is not stored"));
  }
  PASSUNG_RETURN_IF_ERROR(CheckEtagOfPin(request.etag(), stored, context));
  if (request.validate_only()) return answer;
  WriteBatch batch;
  ExpectPin(*key, stored, batch);
  batch.delete_pins.push_back(*key);
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(std::move(batch), key->mentee.value, answer));
  return answer;
}

absl::StatusOr<v1::ListPinsResponse> ListPins(const v1::ListPinsRequest& request,
                                              const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId mentee, ReadName<v1::Mentee>(request.mentee(), "mentee"));
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookAtPins(request.purpose(), context));
  PASSUNG_RETURN_IF_ERROR(
      CheckStoredLook(context.backend.repository(), mentee, look, context.caller));
  RowLister<v1::Pin> lister(context, [&](const std::string& after, RowVisit<Pin> visit) {
    return WalkPinsOf(mentee, after, context, visit);
  });
  PASSUNG_ASSIGN_OR_RETURN(const RowPage<v1::Pin> page, lister.List(request));
  v1::ListPinsResponse response;
  for (const Pin& pin : page.rows) *response.add_pins() = ShowVersion<v1::Pin>(pin, context);
  response.set_next_page_token(page.next_page_token);
  response.set_snapshot_changed(page.snapshot_changed);
  return response;
}

}  // namespace passung::answer
