// What one call does with people, told to the access log.
#ifndef PASSUNG_SERVER_AUDIT_ACCESS_VISIT_H_
#define PASSUNG_SERVER_AUDIT_ACCESS_VISIT_H_

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/ids.h"
#include "server/audit/access_log.h"

namespace passung::server {

// Who makes a call, and which.
struct Visitor {
  std::string who;
  std::string through;
  std::string method;
  std::string mentor =
      "";  // "mentors/{id}": sees the mentees of this mentor and no others; empty: all
  bool needs_basis = false;  // sees only people for whom a legal basis is on record
};

// Lives as long as the call; one thread at a time.
class AccessVisit {
 public:
  AccessVisit(AccessLog& log, Visitor visitor) : log_(log), visitor_(std::move(visitor)) {}

  // Before the handler acts on it: whom it purges has no pseudonym any more afterwards. Not needed for
  // requests that only read.
  absl::Status OnRequest(const google::protobuf::Message& request);
  // Likewise of people whom no request names. Remembers their pseudonyms.
  absl::Status Meet(const std::vector<MenteeId>& people);
  // Likewise of one; "" for whom nothing is stored of.
  absl::StatusOr<std::string> PseudonymOf(const MenteeId& mentee);
  // Before the answer leaves; one entry each, none for one that shows nobody. An error ends the call, and
  // nothing is shown.
  absl::Status OnAnswer(const google::protobuf::Message& request,
                        const google::protobuf::Message& answer);
  // One entry, too: who was refused a person is of interest. What the caller is to be told.
  absl::Status OnFailure(const google::protobuf::Message& request, const absl::Status& why);

 private:
  absl::Status NoteDecisions(const google::protobuf::Message& request,
                             const google::protobuf::Message& answer);
  absl::StatusOr<v1::AccessEntry> EntryOn(const std::vector<MenteeId>& people,
                                          const google::protobuf::Message& request,
                                          absl::StatusCode code);
  std::string KnownPseudonym(const MenteeId& mentee) const;

  AccessLog& log_;
  const Visitor visitor_;
  absl::flat_hash_map<std::string, std::string> known_;  // pseudonyms by id
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_ACCESS_VISIT_H_
