// Whether a person may be shown: the one place where that is decided.
#ifndef PASSUNG_PROTO_ANSWER_PERSON_GUARD_H_
#define PASSUNG_PROTO_ANSWER_PERSON_GUARD_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/record.h"
#include "passung/repository.h"
#include "passung/v1/record.pb.h"
#include "proto/answer/caller.h"

namespace passung::answer {

// What a call says of why it looks at people.
struct Look {
  std::optional<Purpose> purpose;
  Date today;
};

// The view that a call gets: the one it asks for; else `fallback`, or where its purpose does not open that,
// the fullest that it opens.
v1::View ViewOr(v1::View asked, v1::View fallback, v1::Purpose purpose);

// InvalidArgument naming `purpose`: none although the caller needs one, one that is no value, or one that
// does not open the view. Counselling opens BASIC and FULL, placement EMPLOYER, reporting BASIC, contact
// none: contact is asked for by methods of its own. REQUIRES: a view that is stated.
absl::StatusOr<Look> LookOf(v1::Purpose purpose, v1::View view, Date today, const Caller& caller);

// Whether the caller has to do with the person at all. PermissionDenied with the reason
// NOT_YOUR_MENTEE for another mentor's, or PERSON_RESTRICTED. `record` may be null.
absl::Status CheckCaller(const MenteeRecord* record, const Caller& caller);
// … and may see the person for the purpose: NO_LEGAL_BASIS where none holds today.
absl::Status CheckLook(const MenteeRecord* record, const Look& look, const Caller& caller);

// The record of a mentee; absent where there is none.
absl::StatusOr<std::optional<MenteeRecord>> FindRecord(const Repository& repository,
                                                       const MenteeId& id);
// CheckLook with what is stored.
absl::Status CheckStoredLook(const Repository& repository, const MenteeId& id, const Look& look,
                             const Caller& caller);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PERSON_GUARD_H_
