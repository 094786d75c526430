// Answers of MatchService once more, from what is handed over instead of what is served.
#ifndef PASSUNG_PROTO_ANSWER_ANSWER_AGAIN_H_
#define PASSUNG_PROTO_ANSWER_ANSWER_AGAIN_H_

#include <google/protobuf/any.pb.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/v1/mentee.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// A request as the decision log keeps it, without the person, and the person.
struct Question {
  absl::string_view method;               // "passung.v1.MatchService/RankVacancies"
  const google::protobuf::Any& request;   // of a batch that for one of its people
  std::string mentee;                     // "mentees/{id}"; empty: none is named
  const v1::Mentee* described = nullptr;  // in the place of `mentee`
};

// The answer; of a batch that for one of its people. FailedPrecondition with the reason NOT_REPLAYABLE for other
// methods; DataLoss where the request is none of the method; else what the method says.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> AnswerAgain(const Question& question,
                                                                       const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_ANSWER_AGAIN_H_
