#include "passung/profile.h"

#include <algorithm>
#include <functional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "engine/base/digest.h"
#include "engine/base/largest_remainder.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/field_check.h"
#include "passung/codec.h"
#include "passung/ids.h"

namespace passung {
namespace {

using Values = absl::Span<const int32_t>;

absl::Status Fault(absl::string_view field, int64_t value, absl::string_view allowed) {
  return absl::InvalidArgumentError(absl::StrCat(field, ": ", value, " is not ", allowed));
}

absl::Status InRange(absl::string_view field, int64_t value, int64_t low, int64_t high) {
  if (value >= low && value <= high) return absl::OkStatus();
  return Fault(field, value, absl::StrCat("between ", low, " and ", high));
}

// How a table of one entry for each value of an enumeration calls an entry: by that value, as profile
// files and the contract do.
using EntryName = std::string (*)(absl::string_view table, size_t entry);

template <class Enum>
std::string EntryOf(absl::string_view table, size_t entry) {
  return absl::StrCat(table, ".", absl::AsciiStrToLower(Name(static_cast<Enum>(entry))));
}

// By how many levels one is short.
std::string MissingEntry(absl::string_view table, size_t entry) {
  return absl::StrCat(table, ".short_", entry);
}

absl::Status ArePoints(absl::string_view table, Values values, EntryName name) {
  for (size_t i = 0; i < values.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(InRange(name(table, i), values[i], 0, kMaxPoints));
  }
  return absl::OkStatus();
}

absl::Status Falls(absl::string_view table, Values values, EntryName name) {
  for (size_t i = 1; i < values.size(); ++i) {
    if (values[i] <= values[i - 1]) continue;
    return Fault(name(table, i), values[i],
                 absl::StrCat("at most the entry before it, ", values[i - 1]));
  }
  return absl::OkStatus();
}

absl::Status AreFallingPoints(absl::string_view table, Values values, EntryName name) {
  PASSUNG_RETURN_IF_ERROR(ArePoints(table, values, name));
  return Falls(table, values, name);
}

absl::Status ValidateOccupationFit(const OccupationFitTable& table) {
  PASSUNG_RETURN_IF_ERROR(
      AreFallingPoints("occupation_fit.relation", table.relation, EntryOf<OccupationRelation>));
  PASSUNG_RETURN_IF_ERROR(
      AreFallingPoints("occupation_fit.ceiling", table.ceiling, EntryOf<ClaimKind>));
  // No claim is worth more than a qualification, or one claim could not span the interval.
  const int32_t highest = table.ceiling.front();
  PASSUNG_RETURN_IF_ERROR(InRange("occupation_fit.wish_work", table.wish_work, 0, highest));
  PASSUNG_RETURN_IF_ERROR(InRange("occupation_fit.wish_training", table.wish_training, 0, highest));
  PASSUNG_RETURN_IF_ERROR(ArePoints("occupation_fit.floor", table.floor, EntryOf<Column>));
  return ArePoints("occupation_fit.unknown", table.unknown, EntryOf<Column>);
}

// Up to the column the points rise with the usable level, beyond it they fall; in training and
// bridge they fall throughout.
absl::Status ValidateLevelColumn(const LevelAdequacyTable& table, size_t column) {
  const size_t peak = column < 4 ? column : 0;
  for (size_t level = 0; level < 4; ++level) {
    const int32_t value = table.points[level][column];
    const std::string field =
        EntryOf<Column>(absl::StrCat("level_adequacy.usable_level_", level + 1), column);
    PASSUNG_RETURN_IF_ERROR(InRange(field, value, 0, kMaxPoints));
    if (level > 0) {
      const int32_t before = table.points[level - 1][column];
      if (level <= peak && value < before) {
        return Fault(field, value, absl::StrCat("at least that of the level below, ", before));
      }
      if (level > peak && value > before) {
        return Fault(field, value, absl::StrCat("at most that of the level below, ", before));
      }
    }
  }
  return InRange(absl::StrCat("level_adequacy.unknown.", Name(static_cast<Column>(column))),
                 table.unknown[column], 0, kMaxPoints);
}

absl::Status ValidateLevelAdequacy(const LevelAdequacyTable& table) {
  for (size_t column = 0; column < kColumnCount; ++column) {
    PASSUNG_RETURN_IF_ERROR(ValidateLevelColumn(table, column));
  }
  PASSUNG_RETURN_IF_ERROR(
      InRange("level_adequacy.own_adaptation", table.own_adaptation, 0, kMaxPoints));
  return InRange("level_adequacy.unrecognised_cap", table.unrecognised_cap, 1, 4);
}

struct StatusOrder {
  RecognitionStatus lower;
  RecognitionStatus higher;
};

// The ladder, as covering pairs; `comparable` has its own place in each row.
constexpr StatusOrder kLadder[] = {
    {RecognitionStatus::kNone, RecognitionStatus::kFiled},
    {RecognitionStatus::kFiled, RecognitionStatus::kFileComplete},
    {RecognitionStatus::kFileComplete, RecognitionStatus::kCompensation},
    {RecognitionStatus::kFileComplete, RecognitionStatus::kPartial},
    {RecognitionStatus::kCompensation, RecognitionStatus::kMeasureRunning},
    {RecognitionStatus::kCompensation, RecognitionStatus::kPartialAccess},
    {RecognitionStatus::kPartial, RecognitionStatus::kMeasureRunning},
    {RecognitionStatus::kPartial, RecognitionStatus::kPartialAccess},
    {RecognitionStatus::kMeasureRunning, RecognitionStatus::kPermitPending},
    {RecognitionStatus::kMeasureRunning, RecognitionStatus::kTemporaryPermit},
    {RecognitionStatus::kPartialAccess, RecognitionStatus::kPermitPending},
    {RecognitionStatus::kPartialAccess, RecognitionStatus::kTemporaryPermit},
    {RecognitionStatus::kPermitPending, RecognitionStatus::kFull},
    {RecognitionStatus::kPermitPending, RecognitionStatus::kGerman},
    {RecognitionStatus::kTemporaryPermit, RecognitionStatus::kFull},
    {RecognitionStatus::kTemporaryPermit, RecognitionStatus::kGerman},
    {RecognitionStatus::kNone, RecognitionStatus::kComparable},
    {RecognitionStatus::kComparable, RecognitionStatus::kPermitPending},
    {RecognitionStatus::kComparable, RecognitionStatus::kTemporaryPermit},
};

absl::Status NotAbove(absl::string_view row, Values values, StatusOrder order) {
  const int32_t lower = values[Index(order.lower)];
  const int32_t higher = values[Index(order.higher)];
  if (lower <= higher) return absl::OkStatus();
  return Fault(absl::StrCat(row, ".", Name(order.higher)), higher,
               absl::StrCat("at least that of ", Name(order.lower), ", ", lower));
}

absl::Status ValidateRecognitionRow(absl::string_view row, Values values) {
  PASSUNG_RETURN_IF_ERROR(ArePoints(row, values, EntryOf<RecognitionStatus>));
  for (const RecognitionStatus same : {RecognitionStatus::kNotFiled, RecognitionStatus::kWithdrawn,
                                       RecognitionStatus::kNegative}) {
    if (values[Index(same)] != values[Index(RecognitionStatus::kNone)]) {
      return Fault(absl::StrCat(row, ".", Name(same)), values[Index(same)],
                   absl::StrCat("that of none, ", values[Index(RecognitionStatus::kNone)]));
    }
  }
  for (const StatusOrder& order : kLadder) {
    PASSUNG_RETURN_IF_ERROR(NotAbove(row, values, order));
  }
  return absl::OkStatus();
}

absl::Status ValidateRecognitionFit(const RecognitionFitTable& table) {
  PASSUNG_RETURN_IF_ERROR(ValidateRecognitionRow("recognition_fit.bars", table.bars));
  PASSUNG_RETURN_IF_ERROR(ValidateRecognitionRow("recognition_fit.nobody", table.nobody));
  PASSUNG_RETURN_IF_ERROR(
      NotAbove("recognition_fit.nobody", table.nobody,
               {RecognitionStatus::kMeasureRunning, RecognitionStatus::kComparable}));
  return InRange("recognition_fit.no_role", table.no_role, 0, kMaxPoints);
}

absl::Status ValidateLanguageFit(const LanguageFitTable& table) {
  PASSUNG_RETURN_IF_ERROR(AreFallingPoints("language_fit.missing", table.missing, MissingEntry));
  PASSUNG_RETURN_IF_ERROR(
      InRange("language_fit.unknown", table.unknown, table.missing.back(), table.missing.front()));
  for (size_t column = 0; column < kColumnCount; ++column) {
    const std::string field =
        absl::StrCat("language_fit.prior.", Name(static_cast<Column>(column)));
    PASSUNG_RETURN_IF_ERROR(ArePoints(field, table.prior[column], EntryOf<LanguageLevel>));
    int64_t sum = 0;
    for (const int32_t value : table.prior[column]) sum += value;
    if (sum != kMaxPoints) return Fault(field, sum, "a sum of 10000");
  }
  return absl::OkStatus();
}

// Steps whose limits rise while the points fall.
absl::Status ValidateSteps(absl::string_view field, const std::vector<PointsStep>& steps,
                           int32_t limit) {
  if (steps.empty()) return absl::InvalidArgumentError(absl::StrCat(field, ": has no steps"));
  for (size_t i = 0; i < steps.size(); ++i) {
    const std::string at = absl::StrCat(field, "[", i, "]");
    PASSUNG_RETURN_IF_ERROR(InRange(absl::StrCat(at, ".at_most"), steps[i].at_most,
                                    i == 0 ? 0 : steps[i - 1].at_most + 1, limit));
    PASSUNG_RETURN_IF_ERROR(InRange(absl::StrCat(at, ".points"), steps[i].points, 0,
                                    i == 0 ? kMaxPoints : steps[i - 1].points));
  }
  return absl::OkStatus();
}

absl::Status ValidateDistrictFit(const DistrictFitTable& table) {
  PASSUNG_RETURN_IF_ERROR(ValidateSteps("district_fit.minutes", table.minutes, 600));
  PASSUNG_RETURN_IF_ERROR(
      AreFallingPoints("district_fit.relation", table.relation, EntryOf<DistrictRelation>));
  return InRange("district_fit.unknown", table.unknown, table.relation.back(),
                 table.relation.front());
}

absl::Status ValidateWorkingTimeFit(const WorkingTimeFitTable& table) {
  if (table.share.empty()) {
    return absl::InvalidArgumentError("working_time_fit.share: has no steps");
  }
  for (size_t i = 0; i < table.share.size(); ++i) {
    const std::string at = absl::StrCat("working_time_fit.share[", i, "]");
    PASSUNG_RETURN_IF_ERROR(InRange(absl::StrCat(at, ".at_least_percent"),
                                    table.share[i].at_least_percent, 0,
                                    i == 0 ? 100 : table.share[i - 1].at_least_percent - 1));
    PASSUNG_RETURN_IF_ERROR(InRange(absl::StrCat(at, ".points"), table.share[i].points, 0,
                                    i == 0 ? kMaxPoints : table.share[i - 1].points));
  }
  return InRange("working_time_fit.unknown", table.unknown, 0, table.share.front().points);
}

absl::Status ValidateRules(const RuleParameters& rules) {
  PASSUNG_RETURN_IF_ERROR(
      InRange("rules.language_short_by_law", rules.language_short_by_law, 1, 6));
  PASSUNG_RETURN_IF_ERROR(InRange("rules.language_short_required", rules.language_short_required,
                                  rules.language_short_by_law, 6));
  PASSUNG_RETURN_IF_ERROR(InRange("rules.reach_max_minutes", rules.reach_max_minutes, 1, 600));
  for (size_t i = 1; i < rules.reach_relations.size(); ++i) {
    if (rules.reach_relations[i] && !rules.reach_relations[i - 1]) {
      return absl::InvalidArgumentError(
          absl::StrCat("rules.reach_relations: ", Name(static_cast<DistrictRelation>(i)),
                       " is within reach but the nearer ",
                       Name(static_cast<DistrictRelation>(i - 1)), " is not"));
    }
  }
  return InRange("rules.training_weeks_late", rules.training_weeks_late, 0, 104);
}

constexpr int64_t kMaxWeightSum = 2147483647;
constexpr size_t kMaxNoteBytes = 4000;

absl::Status ValidateWeights(const std::array<int64_t, kCriterionCount>& weights) {
  int64_t sum = 0;
  for (int i = 0; i < kCriterionCount; ++i) {
    const int64_t weight = weights[static_cast<size_t>(i)];
    PASSUNG_RETURN_IF_ERROR(InRange(absl::StrCat("weights.", Name(static_cast<CriterionKey>(i))),
                                    weight, 0, kMaxWeightSum));
    sum += weight;
  }
  if (sum == 0) return absl::InvalidArgumentError("weights: all are 0; at least one must be more");
  return InRange("weights: their sum", sum, 1, kMaxWeightSum);
}

absl::Status ValidateSmallTables(const ScoringProfile& profile) {
  PASSUNG_RETURN_IF_ERROR(
      InRange("skills_fit.none_named", profile.skills_fit.none_named, 0, kMaxPoints));
  PASSUNG_RETURN_IF_ERROR(InRange("skills_fit.unknown", profile.skills_fit.unknown, 0, kMaxPoints));
  PASSUNG_RETURN_IF_ERROR(ValidateSteps("start_fit.weeks_late", profile.start_fit.weeks_late, 520));
  PASSUNG_RETURN_IF_ERROR(InRange("start_fit.unknown", profile.start_fit.unknown, 0,
                                  profile.start_fit.weeks_late.front().points));
  PASSUNG_RETURN_IF_ERROR(
      ArePoints("employer_support.item", profile.employer_support.item, EntryOf<SupportItem>));
  return InRange("employer_support.not_stated", profile.employer_support.not_stated, 0, kMaxPoints);
}

}  // namespace

absl::Status Validate(const ScoringProfile& profile) {
  PASSUNG_RETURN_IF_ERROR(ValidateId("id", profile.id));
  if (profile.version < 1) return Fault("version", profile.version, "at least 1");
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("note"), profile.note, kMaxNoteBytes));
  PASSUNG_RETURN_IF_ERROR(ValidateWeights(profile.weights));
  PASSUNG_RETURN_IF_ERROR(ValidateOccupationFit(profile.occupation_fit));
  PASSUNG_RETURN_IF_ERROR(ValidateLevelAdequacy(profile.level_adequacy));
  PASSUNG_RETURN_IF_ERROR(ValidateRecognitionFit(profile.recognition_fit));
  PASSUNG_RETURN_IF_ERROR(ValidateLanguageFit(profile.language_fit));
  PASSUNG_RETURN_IF_ERROR(ValidateDistrictFit(profile.district_fit));
  PASSUNG_RETURN_IF_ERROR(ValidateWorkingTimeFit(profile.working_time_fit));
  PASSUNG_RETURN_IF_ERROR(ValidateSmallTables(profile));
  return ValidateRules(profile.rules);
}

absl::StatusOr<AppliedProfile> Apply(const ScoringProfile& profile,
                                     const ProfileOverrides& overrides) {
  PASSUNG_RETURN_IF_ERROR(Validate(profile));
  AppliedProfile applied{.profile = profile};
  std::array<bool, kCriterionCount> weight_seen{};
  std::array<int64_t, kCriterionCount> weights = profile.weights;
  for (const auto& [criterion, weight] : overrides.weights) {
    if (weight_seen[Index(criterion)]) {
      return absl::InvalidArgumentError(
          absl::StrCat("overrides.weights: ", Name(criterion), " comes twice"));
    }
    weight_seen[Index(criterion)] = true;
    weights[Index(criterion)] = weight;
  }
  PASSUNG_RETURN_IF_ERROR(ValidateWeights(weights));
  std::array<bool, kRuleCount> switch_seen{};
  for (const auto& [rule, rule_switch] : overrides.switches) {
    if (switch_seen[Index(rule)]) {
      return absl::InvalidArgumentError(
          absl::StrCat("overrides.switches: ", Name(rule), " comes twice"));
    }
    switch_seen[Index(rule)] = true;
    applied.profile.switches[Index(rule)] = rule_switch;
  }
  base::LargestRemainder(weights, kWeightSum, applied.weights);
  applied.digest = base::DigestOf(EncodeCanonical(profile)).ToHex();
  return applied;
}

}  // namespace passung
