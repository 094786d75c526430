#ifndef PASSUNG_OFF_POLICY_H_
#define PASSUNG_OFF_POLICY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/statistics.h"

// What a profile that was never used would have brought, from what was logged while another was: possible
// only where chance had a part in what was shown, and its share was logged. Pure functions, thread-safe.

namespace passung {

// ---- Exploration: near ties are shown in a random order ---------------------------------------------

struct NearTieOptions {
  // Hits within so many points of the first of their group change places; 0: nothing does, not even equal
  // ones. 0 … 100 000 000.
  int32_t width = 0;
  uint64_t seed = 1;  // of the question: the same seed gives the same order
};

struct ShownPlace {
  int32_t hit = 0;    // position in the list as ranked, from 0
  int32_t group = 1;  // how many took part in the draw
  // The chance with which this hit stands in this place: 1 / group. To be logged.
  double propensity() const { return 1.0 / group; }
  friend bool operator==(const ShownPlace&, const ShownPlace&) = default;
};

// Groups begin at the first hit: each holds those whose score lies at most `width` below the group's first,
// and is shown in any of its orders with equal chance. Nobody leaves their group, so nothing that is clearly
// better ever stands below. `scores` fall. InvalidArgument for a width or score out of range (0 … 100 000 000) and
// for scores that rise.
absl::StatusOr<std::vector<ShownPlace>> ShuffleNearTies(std::span<const int32_t> scores,
                                                        const NearTieOptions& options);

// ---- Estimates ---------------------------------------------------------------------------------------

// One thing shown in one place, and what came of it.
struct LoggedReward {
  double propensity = 1;  // the chance with which it was shown there, 1e-9 … 1
  double target = 0;      // the chance with which the other profile would have, 0 … 1
  double reward = 0;      // such as 1 for an interview; -1e9 … 1e9, as the guesses
  // A model's guesses for the doubly robust estimate: of this reward, and of what the other profile would
  // have brought in this place. Both 0: none.
  double guess_shown = 0;
  double guess_target = 0;
};

struct OffPolicyOptions {
  // target / propensity is cut there, 0 … 1e9, which biases towards 0; 0: it is not.
  double most_weight = 0;
};

// The mean reward of a place under the other profile.
struct OffPolicyEstimate {
  Estimate ips;            // inverse propensity scoring; unbiased without a cut
  Estimate snips;          // self-normalised: a little biased, less spread
  Estimate doubly_robust;  // unbiased if propensities or guesses are right
  double ips_error = 0;    // standard errors
  double snips_error = 0;
  double doubly_robust_error = 0;
  double effective_count = 0;  // (Σ weight)² / Σ weight²
  double largest_weight = 0;
};

// Rows are taken to be independent: of rows that are not (places of one list), give one mean for each list,
// or widen what comes out. InvalidArgument naming an option or a row's figure that is out of range or no number,
// or for no rows.
absl::StatusOr<OffPolicyEstimate> EstimateOffPolicy(std::span<const LoggedReward> rows,
                                                    const OffPolicyOptions& options);

}  // namespace passung

#endif  // PASSUNG_OFF_POLICY_H_
