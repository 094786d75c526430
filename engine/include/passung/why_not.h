#ifndef PASSUNG_WHY_NOT_H_
#define PASSUNG_WHY_NOT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "passung/counterfactual.h"
#include "passung/enum_names.h"
#include "passung/ids.h"
#include "passung/judgement.h"
#include "passung/match.h"

// Why is this vacancy not among the first k of this mentee, and what would bring it there? Places are
// exact; every change named was tried and does what it says. engine/SCORING.md section 14.

namespace passung {

// One combination of the vacancy (occupation × place).
struct CombinationStanding {
  int32_t occupation_index = 0;
  int32_t place_index = 0;
  int32_t score = 0;
  HitClass hit_class = HitClass::kOpen;
  bool counts = false;                // whether it is the one that the answer's match speaks of
  std::vector<RuleOutcome> blocking;  // enforced rules that fail; in the order of RuleKey
};

// What the search for other weights came to.
enum class WeightOutcome : uint8_t {
  kNotNeeded,  // it is among the first k
  kBarred,     // an enforced rule drops it: no weights bring it in
  kFound,      // the smallest change of all
  kNone,       // no change of at most three weights brings it in
  kGivenUp,    // no change of two weights does; of three, not all were looked at
};
template <>
struct EnumNames<WeightOutcome> {
  static constexpr absl::string_view kNames[] = {"not_needed", "barred", "found", "none",
                                                 "given_up"};
};

// Other weights with which the vacancy is among the first k. Smallest: fewest weights changed (two at
// least, since their sum stays), then least weight moved, then the greater weight for the first
// criterion in which two such changes differ.
struct WeightChange {
  WeightOutcome outcome = WeightOutcome::kNone;
  // Only where found: all of them, integers that sum to 10 000. As overrides they are applied as they
  // are: nothing is left to be rounded.
  std::array<int32_t, kCriterionCount> weights{};
  int32_t changed = 0;  // how many differ from the applied ones
  int32_t moved = 0;    // how much of the 10 000 is moved from one criterion to another
  int64_t place = 0;    // the vacancy's with these weights
};

struct AbsenceResult {
  // The pair as ExplainMatch has it. Its class is `closed` where an enforced rule drops it.
  Match match;
  // 1 + the number of vacancies in the list (open, later and unclear ones) that come before it; of a
  // closed one, the place that its score would give it there.
  int64_t place = 0;
  int64_t listed = 0;  // length of that list, without it where it is closed
  // 1 + the number of all vacancies that come before it by score and id, closed ones included.
  int64_t rank_of_all = 0;
  int64_t all = 0;         // how many those are
  bool is_listed = false;  // not closed, and among the first k
  // Points that it lacks to come among the first k as things stand, beside what bars it; 0 where none.
  int32_t points_missing = 0;
  std::vector<CombinationStanding> combinations;  // by occupation, then place
  // The smallest change of facts that brings it among the first k, the list being ranked again: fewest
  // steps of those that this vacancy gives reason to take (engine/SCORING.md section 12), at most 3; then
  // fewest days, then euros. `kNotNeeded` where it is there.
  StepPlan facts;
  int64_t facts_place = 0;  // its place after these steps; where found
  WeightChange weights;
  VersionsUsed versions;
};

}  // namespace passung

#endif  // PASSUNG_WHY_NOT_H_
