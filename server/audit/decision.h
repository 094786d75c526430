// What the decision log keeps of a ranking.
#ifndef PASSUNG_SERVER_AUDIT_DECISION_H_
#define PASSUNG_SERVER_AUDIT_DECISION_H_

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "passung/ids.h"
#include "passung/outcome.h"
#include "passung/v1/audit.pb.h"

namespace passung::server {

// The bytes of a message in the order of field numbers, and the code over them under the key of the log: the same
// message always gives the same.
std::string MessageBytes(const google::protobuf::Message& message);
std::string MessageCode(absl::string_view key, const google::protobuf::Message& message);

// None for an answer that scored nothing; of WatchMatches one for each list in which something was scored, otherwise one
// for the answer. `pseudonym` gives that of a person, or "" for who has none; `key` is that of the log. Number, time and
// method are left to others.
std::vector<v1::DecisionEntry> DecisionsOf(
    const google::protobuf::Message& request, const google::protobuf::Message& answer,
    absl::string_view key, absl::FunctionRef<std::string(const MenteeId&)> pseudonym);

// What an entry says of a person, by their pseudonym, and a vacancy; nothing where it is not about both.
std::optional<OutcomeDecision> ServedIn(const v1::DecisionEntry& entry, absl::string_view pseudonym,
                                        const VacancyId& vacancy);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_DECISION_H_
