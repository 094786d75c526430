// Why-not, cheapest ways and stability against doing what they say.
#ifndef PASSUNG_BENCHMARKS_FLOORS_INSIGHT_H_
#define PASSUNG_BENCHMARKS_FLOORS_INSIGHT_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/support/floors.h"
#include "benchmarks/support/world.h"

namespace passung::bench {

// So many changes that ExplainAbsence names, of facts and of weights, each of which was made before
// the whole market was ranked again: a mismatch is a vacancy that is not where it was to be.
absl::StatusOr<Figure> CountChangesThatDo(const World& world, int64_t cases);

// So many pairs of which the cheapest way costs what the cheapest of all sequences of up to two steps
// costs.
absl::StatusOr<Figure> CountCheapestWays(const World& world, int64_t pairs);

// At least so many weights, all those of the interval of each criterion of some mentees and the ones right
// beyond its ends, with each of which the market was ranked: a mismatch is a list that differs inside
// the interval, or is the same right beyond it.
absl::StatusOr<Figure> SweepWeights(const World& world, int64_t weights);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_INSIGHT_H_
