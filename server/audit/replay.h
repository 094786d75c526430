// Logged answers given again, byte by byte.
#ifndef PASSUNG_SERVER_AUDIT_REPLAY_H_
#define PASSUNG_SERVER_AUDIT_REPLAY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/v1/admin_service.pb.h"
#include "passung/v1/audit.pb.h"
#include "proto/answer/backend.h"
#include "server/audit/access_log.h"

namespace passung::server {

// Asks the question of a log entry again, of the rows of its revision, and compares the answer's code with that in the
// log: what is shown is what was answered, or nothing is.
class Replay {
 public:
  // `context` is that of the call; all of it outlives the replay.
  Replay(const AccessLog& log, const answer::CallContext& context) : log_(log), context_(context) {}

  // The errors of AdminService.ReplayAnswer.
  absl::StatusOr<v1::ReplayAnswerResponse> Run(const v1::ReplayAnswerRequest& request);

 private:
  absl::Status CheckIsKept() const;
  absl::Status FindPeople();
  absl::StatusOr<std::string> NameOf(const std::string& pseudonym) const;
  absl::Status CheckMayBeShown() const;
  absl::StatusOr<std::unique_ptr<google::protobuf::Message>> Ask(answer::Backend& past) const;
  absl::StatusOr<v1::ReplayAnswerResponse> Compare(google::protobuf::Message& answer,
                                                   bool rows_are_the_same) const;

  const AccessLog& log_;
  const answer::CallContext& context_;
  v1::ReplayAnswerRequest request_;
  v1::DecisionEntry entry_;
  absl::flat_hash_map<std::string, MenteeId> known_;  // by pseudonym
  std::string mentee_;                                // "mentees/{id}" of the request; empty: none
  std::vector<std::string> mentees_;                  // all whom the answer is about, in its order
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_REPLAY_H_
