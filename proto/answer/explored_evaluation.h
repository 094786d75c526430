// What a profile would have brought by its order of near ties, from lists that were shown in a drawn order.
#ifndef PASSUNG_PROTO_ANSWER_EXPLORED_EVALUATION_H_
#define PASSUNG_PROTO_ANSWER_EXPLORED_EVALUATION_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/engine.h"
#include "passung/evaluation.h"
#include "passung/off_policy.h"
#include "passung/profile.h"
#include "passung/v1/tuning.pb.h"
#include "proto/answer/backend.h"
#include "proto/answer/experience.h"

namespace passung::answer {

// A list as it was shown, with the rows of then.
struct ExploredList {
  ShownList shown;  // without the scores of another profile
  Date day;
  Mentee mentee;
  std::vector<Vacancy> vacancies;  // of each hit; empty where nothing was drawn
};

struct ExploredLists {
  std::vector<ExploredList> lists;
  // Rows of then are kept no more; 0 also where that is of fewer than five people.
  int64_t left_out = 0;
};

struct ExploredOptions {
  Date as_of;  // lists count once they are kSettledDays older
  // Grades from here on are good, by what was told within kSettledDays of a list.
  int32_t good = 1;
};

// FailedPrecondition with the reason NO_DECISION_LOG where no log is kept.
absl::Status CheckDecisionLog(const CallContext& context);

// Those of the people in `experience`, and what came of them. The errors of CheckDecisionLog and
// CallContext::explored_lists; Cancelled once nobody waits.
absl::StatusOr<ExploredLists> ReadExploredLists(const Experience& experience,
                                                const ExploredOptions& options,
                                                const CallContext& context);

// Every hit that was drawn, scored with the profile, on its list's facts and day. Cancelled once nobody waits.
absl::StatusOr<std::vector<ShownList>> ScoreExplored(const Engine& engine,
                                                     const ScoringProfile& profile,
                                                     const ExploredLists& explored,
                                                     const CallContext& context);

// Of such lists, among the first `k` places.
absl::StatusOr<v1::ExploredEvaluation> EvaluateExplored(const std::vector<ShownList>& scored,
                                                        int32_t k);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_EXPLORED_EVALUATION_H_
