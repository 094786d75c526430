// What a message tells of people, whatever its method: found by the names of fields, so that a new method
// needs nothing of its own.
#ifndef PASSUNG_SERVER_AUDIT_PERSON_FACTS_H_
#define PASSUNG_SERVER_AUDIT_PERSON_FACTS_H_

#include <google/protobuf/message.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "passung/ids.h"
#include "passung/v1/record.pb.h"
#include "passung/v1/result.pb.h"

namespace passung::server {

// Everybody whom a field `name`, `mentee`, `mentees` or `resume_after` names as "mentees/{id}…", at any
// depth; each once, in the order of the message. Those after the first 10 001 are left out: no method takes
// or shows so many.
std::vector<MenteeId> MenteesIn(const google::protobuf::Message& message);

// Whom an answer tells something of, be it that they have no hit: those whom it names, or else those whom the request
// names. Nothing for a message of WatchMatches that only says that nothing happened; later ones than the first, which
// tells of all lists, are about those alone whose lists changed.
std::optional<std::vector<MenteeId>> PeopleShown(const google::protobuf::Message& request,
                                                 const google::protobuf::Message& answer);

// The first field `purpose`, at most two messages deep; lists are left out, because what they tell of
// purposes is about the person.
v1::Purpose PurposeIn(const google::protobuf::Message& request);

// How what is asked for came out: OK, or what an answer of a stream says in its `error`.
absl::StatusCode CodeIn(const google::protobuf::Message& answer);

// How many rows an answer has: those of its first list of messages, or what it says in `purged`; one
// where it has neither, none where it is empty.
int64_t ResultsIn(const google::protobuf::Message& answer);

// The versions that the answer was made from, or nullptr. Valid as long as the answer.
const v1::VersionsUsed* VersionsIn(const google::protobuf::Message& answer);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_PERSON_FACTS_H_
