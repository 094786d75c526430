// What became of suggestions to people, as profiles are measured and tuned on it.
#ifndef PASSUNG_PROTO_ANSWER_EXPERIENCE_H_
#define PASSUNG_PROTO_ANSWER_EXPERIENCE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "passung/evaluation.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// An interview, and whatever is better.
inline constexpr int kUsualGood = kGradeInterview;

struct Experience {
  std::vector<Mentee> mentees;
  std::vector<Outcome> outcomes;  // all of theirs
  std::vector<Judgement> judgements;
};

// Of those whom the caller may see for the purpose, up to `as_of`. The errors of LookOf.
absl::StatusOr<Experience> ReadExperience(v1::Purpose purpose, Date as_of,
                                          const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_EXPERIENCE_H_
