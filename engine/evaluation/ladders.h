// Tables that fall rung by rung, as sums of steps. A table with the points t[0] >= t[1] >= … is the sum
// of steps that reach down to rung j and are worth t[j] - t[j + 1] there; what is not negative keeps the
// table in order.
#ifndef PASSUNG_ENGINE_EVALUATION_LADDERS_H_
#define PASSUNG_ENGINE_EVALUATION_LADDERS_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "passung/judgement.h"
#include "passung/profile.h"
#include "passung/tuning.h"

namespace passung::evaluation {

CriterionKey CriterionOf(Ladder ladder);

// The rungs that can be learned, without a last one of a fixed table, which has to be 0.
std::vector<int32_t> RungsOf(const ScoringProfile& profile, Ladder ladder);
void SetRungs(Ladder ladder, const std::vector<int32_t>& rungs, ScoringProfile& profile);

// InvalidArgument where the first rung is 0 or what ends the table is not.
absl::Status CheckLadder(const ScoringProfile& profile, Ladder ladder);

// The profile whose table is one step: all points of the first rung down to `rung`, 0 below.
ScoringProfile WithStep(const ScoringProfile& profile, Ladder ladder, size_t rung);

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_LADDERS_H_
