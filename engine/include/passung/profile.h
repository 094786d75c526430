#ifndef PASSUNG_PROFILE_H_
#define PASSUNG_PROFILE_H_

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/judgement.h"
#include "passung/vocabulary.h"

// A scoring profile: weights, the points tables of every criterion, the switch and parameters of
// every rule, and what an unknown fact is worth. It belongs to the request, never to a mentee, and
// is immutable once in use. engine/SCORING.md says how each number is used; the shipped tables are
// those of the programme's practice and are printed by `passung profile show NAME`.
//
// Points are 0 … 10 000 everywhere.

namespace passung {

inline constexpr int kMaxPoints = 10000;
inline constexpr int kWeightSum = 10000;
inline constexpr int kColumnCount = 6;

using PointsByColumn = std::array<int32_t, kColumnCount>;  // order of Column

// floor[column], or ceiling × relation / 10 000 of the best claim.
struct OccupationFitTable {
  std::array<int32_t, 7> relation{};  // order of OccupationRelation, falling
  // Ceilings: qualification, experience >= 36, 12 … 35, < 12 months; falling.
  std::array<int32_t, 4> ceiling{};
  int32_t wish_work = 0;      // ceiling of a wish in columns 1 to 4; at most a qualification's
  int32_t wish_training = 0;  // ceiling of a wish in T and B; likewise
  PointsByColumn floor{};
  PointsByColumn unknown{};  // no claims, or the vacancy's occupation is unknown
  friend bool operator==(const OccupationFitTable&, const OccupationFitTable&) = default;
};

struct LevelAdequacyTable {
  std::array<PointsByColumn, 4> points{};  // [usable level - 1][column]
  int32_t own_adaptation = kMaxPoints;     // an adaptation measure towards the own occupation
  int32_t unrecognised_cap = 3;            // highest usable level without a recognition, 1 … 4
  PointsByColumn unknown{};
  friend bool operator==(const LevelAdequacyTable&, const LevelAdequacyTable&) = default;
};

struct SkillsFitTable {
  int32_t none_named = 0;
  int32_t unknown = 0;
  friend bool operator==(const SkillsFitTable&, const SkillsFitTable&) = default;
};

struct RecognitionFitTable {
  std::array<int32_t, 15> bars{};    // order of RecognitionStatus; occupations that bar
  std::array<int32_t, 15> nobody{};  // occupations that bar nobody
  int32_t no_role = 0;
  friend bool operator==(const RecognitionFitTable&, const RecognitionFitTable&) = default;
};

struct LanguageFitTable {
  std::array<int32_t, 5> missing{};  // 0, 1, 2, 3, 4 and more levels short; falling
  int32_t unknown = 0;               // of a skill whose level is unknown
  // Of a requirement that is not stated: [column][LanguageLevel], each row sums to 10 000.
  std::array<std::array<int32_t, 7>, kColumnCount> prior{};
  friend bool operator==(const LanguageFitTable&, const LanguageFitTable&) = default;
};

// `at_most` rising, `points` falling; beyond the last step: 0.
struct PointsStep {
  int32_t at_most = 0;
  int32_t points = 0;
  friend bool operator==(const PointsStep&, const PointsStep&) = default;
};

struct DistrictFitTable {
  std::vector<PointsStep> minutes;    // where the travel time is known
  std::array<int32_t, 5> relation{};  // order of DistrictRelation, falling
  int32_t unknown = 0;
  friend bool operator==(const DistrictFitTable&, const DistrictFitTable&) = default;
};

// `at_least` falling, `points` falling; below the last step: 0.
struct ShareStep {
  int32_t at_least_percent = 0;
  int32_t points = 0;
  friend bool operator==(const ShareStep&, const ShareStep&) = default;
};

struct WorkingTimeFitTable {
  std::vector<ShareStep> share;
  int32_t unknown = 0;
  friend bool operator==(const WorkingTimeFitTable&, const WorkingTimeFitTable&) = default;
};

struct StartFitTable {
  std::vector<PointsStep> weeks_late;
  int32_t unknown = 0;
  friend bool operator==(const StartFitTable&, const StartFitTable&) = default;
};

struct EmployerSupportTable {
  std::array<int32_t, 5> item{};  // order of SupportItem; the sum is cut at 10 000
  int32_t not_stated = 0;
  friend bool operator==(const EmployerSupportTable&, const EmployerSupportTable&) = default;
};

struct RuleParameters {
  int32_t language_short_by_law = 1;    // levels short in a skill that fail a level set by law
  int32_t language_short_required = 2;  // … that fail a required level
  int32_t reach_max_minutes = 90;       // where the person names no limit of their own
  // Without minutes: relations that count as within reach, order of DistrictRelation.
  std::array<bool, 5> reach_relations{};
  int32_t training_weeks_late = 13;  // a training that began longer ago is missed
  friend bool operator==(const RuleParameters&, const RuleParameters&) = default;
};

struct ScoringProfile {
  std::string id;       // as an id of passung/ids.h
  int32_t version = 1;  // >= 1
  std::string note;     // the author's reasons
  // Order of CriterionKey; non-negative, sum 1 … 2^31 - 1. Brought to a sum of 10 000 on use.
  std::array<int64_t, kCriterionCount> weights{};
  std::array<RuleSwitch, kRuleCount> switches{};  // order of RuleKey
  OccupationFitTable occupation_fit;
  LevelAdequacyTable level_adequacy;
  SkillsFitTable skills_fit;
  RecognitionFitTable recognition_fit;
  LanguageFitTable language_fit;
  DistrictFitTable district_fit;
  WorkingTimeFitTable working_time_fit;
  StartFitTable start_fit;
  EmployerSupportTable employer_support;
  RuleParameters rules;
  friend bool operator==(const ScoringProfile&, const ScoringProfile&) = default;
};

// InvalidArgument naming the faulty field and value, also where a table breaks one of the orders of
// engine/SCORING.md.
absl::Status Validate(const ScoringProfile& profile);

// default, training_first, adequate_employment, near_home. All of them are valid.
const std::vector<ScoringProfile>& ShippedProfiles();
// NotFound, naming the shipped ones.
absl::StatusOr<ScoringProfile> ShippedProfile(absl::string_view id);

// What one request changes in a profile.
struct ProfileOverrides {
  std::vector<std::pair<CriterionKey, int64_t>> weights;
  std::vector<std::pair<RuleKey, RuleSwitch>> switches;
};

// A profile ready for use: overrides in, weights brought to a sum of 10 000.
struct AppliedProfile {
  ScoringProfile profile;                          // as given, with the switches as applied
  std::array<int32_t, kCriterionCount> weights{};  // sum 10 000
  std::string digest;  // 32 hexadecimal digits over the canonical bytes of the profile as given
};

// An override replaces the named weight; then each weight becomes floor(10 000 w / sum) and the
// rest goes one by one to the largest remainders, ties in the order of CriterionKey, in exact
// integers. A negative weight, a sum of 0 or above 2^31 - 1, and a key named twice are
// InvalidArgument.
absl::StatusOr<AppliedProfile> Apply(const ScoringProfile& profile,
                                     const ProfileOverrides& overrides);

}  // namespace passung

#endif  // PASSUNG_PROFILE_H_
