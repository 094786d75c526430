#ifndef PASSUNG_OFF_POLICY_H_
#define PASSUNG_OFF_POLICY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/ids.h"
#include "passung/judgement.h"
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
  // Only the first so many of the list take part, so that lists of any length begin alike; 0: all.
  int32_t first_places = 0;
  // One for each hit: who changes places is of one class. Empty: classes do not count.
  std::span<const HitClass> classes = {};
};

struct ShownPlace {
  int32_t hit = 0;    // position in the list as ranked, from 0
  int32_t group = 1;  // how many took part in the draw
  // Position, as ranked, of the first of them; `hit` where nobody else did.
  int32_t group_first = 0;
  // The chance with which this hit stands in this place: 1 / group. To be logged.
  double propensity() const { return 1.0 / group; }
  friend bool operator==(const ShownPlace&, const ShownPlace&) = default;
};

// Bands begin at the first hit: each holds those whose score lies at most `width` below the band's first. Those
// of one class in it are a group, which is shown on the places of its own in any of its orders with equal chance.
// Nobody leaves their group, so nothing that is clearly better ever stands below, and what is only possible later
// never stands where something open was. `scores` fall. InvalidArgument for a width or score out of range
// (0 … 100 000 000), for scores that rise, for `first_places` below 0 and for classes that are not one for each.
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
  // Rows with one number share their luck, as all of one person do: errors are taken over people. Below 0: the row
  // has nobody to share with.
  int64_t person = -1;
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

// Rows of different people are taken to be independent; of one person none is with any other. With one person alone
// errors are 0: nothing is known of them. InvalidArgument naming an option or a row's figure that is out of range or
// no number, or for no rows.
absl::StatusOr<OffPolicyEstimate> EstimateOffPolicy(std::span<const LoggedReward> rows,
                                                    const OffPolicyOptions& options);

// ---- From lists as they were shown -------------------------------------------------------------------

// A hit in the place where it stood.
struct ShownHit {
  VacancyId vacancy;
  ShownPlace place;
  // By the other profile, on the facts and the day of the list; below 0: it would not have listed it.
  int32_t target_score = 0;
  bool good = false;  // what came of it
};

// One list in the order in which it was shown, from the first place on.
struct ShownList {
  MenteeId mentee;
  std::vector<ShownHit> hits;
};

struct ShownListsOptions {
  int32_t k = 10;  // how many first places count, 1 … 1 000
};

// What the other profile would have brought had it ordered near ties, in the place of chance: the share of good ones
// in the places that were drawn. About the rest of its list nothing can be said, since it was never shown.
struct ShownListsEstimate {
  // Fewer than five people, or places where the target's order is the one shown are of fewer than five, or good ones
  // are of fewer than five, but of some: nothing below is filled.
  bool hidden = false;
  int64_t people = 0;
  int64_t lists = 0;   // with a place that was drawn
  int64_t places = 0;  // that were drawn, among the first k
  Estimate shown;      // as they stood
  OffPolicyEstimate target;
};

// The target orders each group by its score, then by id rising as bytes, those last that it would not have listed.
// The model behind the doubly robust estimate is a line over its score, fitted to four fifths of the people at a
// time and asked about the others. The order of lists does not matter. InvalidArgument for `k` out of range and for
// a list whose groups are not whole within their places.
absl::StatusOr<ShownListsEstimate> EstimateShownLists(std::span<const ShownList> lists,
                                                      const ShownListsOptions& options);

// Whether the difference of two targets' estimates tells of nobody or of five people at least: those who are scored
// otherwise, those of whom one target alone has what was shown, and of these those with a good one. The lists must be
// the same but for their scores, in the same order. InvalidArgument as for EstimateShownLists, and for lists that
// differ.
absl::StatusOr<bool> MayBeCompared(std::span<const ShownList> one, std::span<const ShownList> other,
                                   const ShownListsOptions& options);

}  // namespace passung

#endif  // PASSUNG_OFF_POLICY_H_
