#include "proto/answer/contact_answers.h"

#include <optional>
#include <string>
#include <utility>

#include "engine/base/status_macros.h"
#include "passung/codec.h"
#include "proto/answer/etag.h"
#include "proto/answer/field_mask.h"
#include "proto/answer/person_guard.h"
#include "proto/answer/request_id.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/field_error.h"
#include "proto/wire/people_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

absl::StatusOr<MenteeId> ContactId(absl::string_view name, absl::string_view field) {
  absl::StatusOr<MenteeId> id = wire::ParseContactName(name);
  if (!id.ok()) return wire::UnderField(field, id.status());
  return id;
}

absl::StatusOr<Look> ContactLook(v1::Purpose purpose, const CallContext& context) {
  if (purpose != v1::PURPOSE_UNSPECIFIED && purpose != v1::PURPOSE_CONTACT) {
    return wire::FieldErrorStatus({{.field = "purpose", .description = "is not PURPOSE_CONTACT"}});
  }
  if (purpose == v1::PURPOSE_CONTACT) return Look{Purpose::kContact, context.today};
  return LookOf(purpose, v1::VIEW_FULL, context.today, context.caller);
}

// The mentee, who must be there and be the caller's to work with.
absl::StatusOr<StoredMentee> FindMentee(const MenteeId& id, const CallContext& context) {
  const Repository& repository = context.backend.repository();
  PASSUNG_RETURN_IF_ERROR(
      CheckStoredLook(repository, id, {.purpose = std::nullopt, .today = {}}, context.caller));
  PASSUNG_ASSIGN_OR_RETURN(StoredMentee mentee, RowOf<v1::Mentee>::Find(repository, id));
  PASSUNG_RETURN_IF_ERROR(CheckCaller(mentee.record ? &*mentee.record : nullptr, context.caller));
  return mentee;
}

absl::StatusOr<std::optional<MenteeContact>> FindContact(const Repository& repository,
                                                         const MenteeId& id) {
  absl::StatusOr<MenteeContact> contact = repository.GetMenteeContact(id);
  if (contact.ok()) return *std::move(contact);
  if (absl::IsNotFound(contact.status())) return std::nullopt;
  return contact.status();
}

v1::MenteeContact WithEtag(const MenteeContact& contact, const CallContext& context) {
  v1::MenteeContact message = wire::ToProto(contact);
  message.set_etag(EtagOf(message.name(), EncodeCanonical(contact), context));
  return message;
}

v1::MenteeContact ShownContact(const MenteeId& id, const std::optional<MenteeContact>& contact,
                               const CallContext& context) {
  if (contact) return WithEtag(*contact, context);
  return WithEtag({.id = id, .display_name = "", .phone = "", .email = "", .address = ""}, context);
}

// The write holds only while mentee, record and contact are as they were looked at: whoever is purged or
// restricted meanwhile gets no contact any more, and nobody's change is written over.
void ExpectUnchanged(const StoredMentee& mentee, const std::optional<MenteeContact>& before,
                     WriteBatch& batch) {
  RowOf<v1::Mentee>::Expect(mentee.mentee.id, &mentee, batch);
  batch.expect.push_back({.kind = RowKind::kMenteeContact,
                          .id = mentee.mentee.id.value,
                          .fingerprint = before ? FingerprintOf(EncodeCanonical(*before)) : ""});
}

// Name and etag are all that the answer needs, and all that is kept of it under a request_id: what is
// corrected later must not live on there.
absl::StatusOr<v1::MenteeContact> ChangeContact(const v1::UpdateMenteeContactRequest& request,
                                                const StoredMentee& mentee,
                                                const CallContext& context, RequestId& request_id) {
  const MenteeId& id = mentee.mentee.id;
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<MenteeContact> before,
                           FindContact(context.backend.repository(), id));
  v1::MenteeContact changed = ShownContact(id, before, context);
  if (!request.contact().etag().empty() && request.contact().etag() != changed.etag()) {
    return wire::WithReason(absl::AbortedError("etag: the contact was changed since"),
                            "ETAG_MISMATCH");
  }
  PASSUNG_RETURN_IF_ERROR(ApplyUpdateMask(request.update_mask(), request.contact(), changed));
  PASSUNG_ASSIGN_OR_RETURN(MenteeContact contact, wire::FromProto(changed, "contact"));
  PASSUNG_RETURN_IF_ERROR(wire::UnderField("contact", Validate(contact)));
  v1::MenteeContact answer;
  answer.set_name(changed.name());
  answer.set_etag(WithEtag(contact, context).etag());
  WriteBatch batch;
  ExpectUnchanged(mentee, before, batch);
  batch.upsert_contacts.push_back(std::move(contact));
  if (request.validate_only()) return answer;
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(std::move(batch), id.value, answer));
  return answer;
}

}  // namespace

absl::StatusOr<v1::MenteeContact> StoredContact(const MenteeId& id, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<MenteeContact> contact,
                           FindContact(context.backend.repository(), id));
  return ShownContact(id, contact, context);
}

absl::StatusOr<v1::MenteeContact> GetMenteeContact(const v1::GetMenteeContactRequest& request,
                                                   const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId id, ContactId(request.name(), "name"));
  PASSUNG_RETURN_IF_ERROR(CheckReadMask(request.read_mask(), *v1::MenteeContact::descriptor()));
  PASSUNG_ASSIGN_OR_RETURN(const Look look, ContactLook(request.purpose(), context));
  PASSUNG_ASSIGN_OR_RETURN(const StoredMentee mentee, FindMentee(id, context));
  PASSUNG_RETURN_IF_ERROR(
      CheckLook(mentee.record ? &*mentee.record : nullptr, look, context.caller));
  PASSUNG_ASSIGN_OR_RETURN(v1::MenteeContact contact, StoredContact(id, context));
  ApplyReadMask(request.read_mask(), contact);
  return contact;
}

absl::StatusOr<v1::MenteeContact> UpdateMenteeContact(const v1::UpdateMenteeContactRequest& request,
                                                      const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId id, ContactId(request.contact().name(), "contact.name"));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  PASSUNG_ASSIGN_OR_RETURN(const StoredMentee mentee, FindMentee(id, context));
  v1::MenteeContact answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (!answered) {
    PASSUNG_ASSIGN_OR_RETURN(answer, ChangeContact(request, mentee, context, request_id));
  }
  // Of the fields that were not written the writer learns nothing here.
  const std::string etag = answer.etag();
  v1::MenteeContact shown;
  shown.set_name(answer.name());
  PASSUNG_RETURN_IF_ERROR(ApplyUpdateMask(request.update_mask(), request.contact(), shown));
  shown.set_etag(etag);
  return shown;
}

}  // namespace passung::answer
