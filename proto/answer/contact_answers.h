// Who a mentee is: the only place that reads and writes it.
#ifndef PASSUNG_PROTO_ANSWER_CONTACT_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_CONTACT_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/v1/catalog_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// InvalidArgument naming the fields and quoting nothing; NotFound without such a mentee;
// PermissionDenied as of person_guard.h: the purpose is PURPOSE_CONTACT and no other.
absl::StatusOr<v1::MenteeContact> GetMenteeContact(const v1::GetMenteeContactRequest& request,
                                                   const CallContext& context);
// … Aborted with the reason ETAG_MISMATCH. Answers with what was asked for, not with what was stored
// beside it.
absl::StatusOr<v1::MenteeContact> UpdateMenteeContact(const v1::UpdateMenteeContactRequest& request,
                                                      const CallContext& context);

// The contact as it is stored, with its etag; empty where nothing is stored.
absl::StatusOr<v1::MenteeContact> StoredContact(const MenteeId& id, const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_CONTACT_ANSWERS_H_
