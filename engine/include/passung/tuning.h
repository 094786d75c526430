#ifndef PASSUNG_TUNING_H_
#define PASSUNG_TUNING_H_

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/engine.h"
#include "passung/enum_names.h"
#include "passung/evaluation.h"
#include "passung/ids.h"
#include "passung/judgement.h"
#include "passung/mentee.h"
#include "passung/profile.h"
#include "passung/statistics.h"

// A profile learned from what became of suggestions. Only weights and named points tables change, never a
// rule, and never so that a table would leave its order: every result is a valid profile. Nothing is edited;
// what comes out is a new version with the reasons for it, and a person decides whether it is used.
//
// The model: of two vacancies that one person was suggested, the one that went further has the chance
// 1 / (1 + exp(-slope × difference of scores)) of being the better one (Bradley and Terry 1952; with a
// person's own ease cancelled out, as in conditional logistic regression). The score is linear in what is
// learned, which must not be negative, so the fit is a convex problem with one solution.

namespace passung {

// Tables whose rungs can be learned beside the weights. The first rung keeps its points, what lies beyond the
// last has 0, and no rung may rise above the one before.
enum class Ladder : uint8_t {
  kLanguageMissing,   // language_fit.missing
  kDistrictRelation,  // district_fit.relation
  kDistrictMinutes,   // district_fit.minutes
  kWorkingTimeShare,  // working_time_fit.share
  kStartWeeksLate,    // start_fit.weeks_late
};
template <>
struct EnumNames<Ladder> {
  static constexpr absl::string_view kNames[] = {"language_missing", "district_relation",
                                                 "district_minutes", "working_time_share",
                                                 "start_weeks_late"};
};

// A mentor's word on two vacancies for one person: the second source.
struct Preference {
  MenteeId mentee;
  VacancyId better;
  VacancyId worse;
  friend bool operator==(const Preference&, const Preference&) = default;
};

struct TuningInput {
  std::span<const Mentee> mentees;
  std::span<const Judgement> judgements;
  std::span<const Preference> preferences;  // either of the two may be empty
};

struct TuningOptions {
  Date as_of;
  ScoringProfile profile;       // what is tuned; weights of 0 stay 0
  std::vector<Ladder> ladders;  // each once, at most one of a criterion
  // How many judgements the profile as it is counts for: the more, the less it moves. 0 … 1 000 000. Where data
  // say little, 100 holds a weight to within about 5 of 100; 0 does not hold it at all.
  int32_t current_counts_for = 100;
  int threads = 1;                // 1 … 64; the result does not depend on it
  std::function<bool()> is_over;  // as in EvaluationOptions
};

// Of 10 000.
struct TunedWeight {
  CriterionKey criterion = CriterionKey::kOccupationFit;
  int32_t before = 0;
  int32_t after = 0;
  // What the data alone allow, with 95 %: by the sandwich estimator, people being independent of each
  // other, and the delta method. `after` leans from there towards `before`.
  double low = 0;
  double high = 0;
  // The interval is at most kWideInterval wide; otherwise the data say too little about this weight.
  bool enough = false;
};
inline constexpr double kWideInterval = 2000;

struct TunedRung {
  Ladder ladder = Ladder::kLanguageMissing;
  int32_t rung = 0;  // from 0, in the order of the table
  int32_t before = 0;
  int32_t after = 0;
};

// Fewer of them say nothing: the request is refused.
inline constexpr int64_t kLeastPeopleCompared = 30;
inline constexpr int64_t kLeastComparisons = 100;

struct TuningResult {
  ScoringProfile profile;  // valid; `version` is one more than before
  std::vector<TunedWeight>
      weights;                   // of criteria whose weight was not 0, in the order of CriterionKey
  std::vector<TunedRung> rungs;  // in the order of the options
  int64_t judgements = 0;        // that could be compared with another of the same person
  int64_t preferences = 0;       // used
  int64_t left_out = 0;          // of both: of people or vacancies that are not there any more
  int64_t people = 0;            // with something to compare, each once
  int64_t comparisons = 0;
  // How fast chances rise with the score: per full score, before and after.
  double slope_before = 0;
  double slope_after = 0;
  // nDCG@10 of the judged, on people whom the fit did not see: the profile as it is, the profile that comes out
  // without anything known of them, and the two compared; each scored as Evaluate does.
  // Five parts, everybody of either source being in one: each fifth by id. Empty, with counts of 0, where outcomes
  // of fewer than five people can be compared; counts of so few are hidden (WithoutSmallCounts).
  Estimate held_out_before;
  Estimate held_out_after;
  PairedComparison held_out;
};

// FailedPrecondition before the first Publish and, naming what there is and what is needed, where the data
// are too few; Cancelled as Evaluate, asked also at every step of a fit; InvalidArgument naming a faulty option,
// judgement or preference. Cost: an explanation a pair and one more a rung; where a vacancy has several
// combinations up to seventeen more to name them, and as many again of each that is named. Six fits beside
// that. Deterministic on one machine.
absl::StatusOr<TuningResult> Tune(const Engine& engine, const TuningInput& input,
                                  const TuningOptions& options);

// ---- The fit alone, on numbers -------------------------------------------------------------------

// Judged things with their points in each of `columns`, 0 … kMaxPoints.
struct FitData {
  int32_t columns = 0;
  std::vector<int32_t> points;  // row by row
  std::vector<int32_t> grades;  // of each row
  std::vector<int32_t> people;  // of each row, rising
};

struct FitOptions {
  std::vector<double> current;  // shares of the columns as they are, sum 1
  int32_t current_counts_for = 100;
};

struct Fit {
  std::vector<double> shares;  // of each column: not negative, sum 1
  std::vector<double> low;     // 95 %, within 0 … 1
  std::vector<double> high;
  double slope_before = 0;
  double slope = 0;
  int64_t people = 0;
  int64_t comparisons = 0;
};

// FailedPrecondition as Tune. REQUIRES: sizes that fit each other.
absl::StatusOr<Fit> FitShares(const FitData& data, const FitOptions& options);

}  // namespace passung

#endif  // PASSUNG_TUNING_H_
