#include "proto/wire/profile_wire.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/wire/archive.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<OccupationFitTable> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& table) {
    archive(v1::OccupationFitTable::kRelationFieldNumber, table.relation);
    archive(v1::OccupationFitTable::kCeilingFieldNumber, table.ceiling);
    archive(v1::OccupationFitTable::kWishWorkFieldNumber, table.wish_work);
    archive(v1::OccupationFitTable::kWishTrainingFieldNumber, table.wish_training);
    archive(v1::OccupationFitTable::kFloorFieldNumber, table.floor);
    archive(v1::OccupationFitTable::kUnknownFieldNumber, table.unknown);
  }
};

template <>
struct Fields<LevelAdequacyTable> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& table) {
    archive(v1::LevelAdequacyTable::kUsableLevel1FieldNumber, table.points[0]);
    archive(v1::LevelAdequacyTable::kUsableLevel2FieldNumber, table.points[1]);
    archive(v1::LevelAdequacyTable::kUsableLevel3FieldNumber, table.points[2]);
    archive(v1::LevelAdequacyTable::kUsableLevel4FieldNumber, table.points[3]);
    archive(v1::LevelAdequacyTable::kOwnAdaptationFieldNumber, table.own_adaptation);
    archive(v1::LevelAdequacyTable::kUnrecognisedCapFieldNumber, table.unrecognised_cap);
    archive(v1::LevelAdequacyTable::kUnknownFieldNumber, table.unknown);
  }
};

template <>
struct Fields<SkillsFitTable> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& table) {
    archive(v1::SkillsFitTable::kNoneNamedFieldNumber, table.none_named);
    archive(v1::SkillsFitTable::kUnknownFieldNumber, table.unknown);
  }
};

template <>
struct Fields<RecognitionFitTable> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& table) {
    archive(v1::RecognitionFitTable::kBarsFieldNumber, table.bars);
    archive(v1::RecognitionFitTable::kNobodyFieldNumber, table.nobody);
    archive(v1::RecognitionFitTable::kNoRoleFieldNumber, table.no_role);
  }
};

template <>
struct Fields<LanguageFitTable> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& table) {
    archive(v1::LanguageFitTable::kMissingFieldNumber, table.missing);
    archive(v1::LanguageFitTable::kUnknownFieldNumber, table.unknown);
    archive(v1::LanguageFitTable::kPriorFieldNumber, table.prior);
  }
};

template <>
struct Fields<PointsStep> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& step) {
    archive(v1::PointsStep::kAtMostFieldNumber, step.at_most);
    archive(v1::PointsStep::kPointsFieldNumber, step.points);
  }
};

template <>
struct Fields<DistrictFitTable> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& table) {
    archive(v1::DistrictFitTable::kMinutesFieldNumber, table.minutes);
    archive(v1::DistrictFitTable::kRelationFieldNumber, table.relation);
    archive(v1::DistrictFitTable::kUnknownFieldNumber, table.unknown);
  }
};

template <>
struct Fields<ShareStep> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& step) {
    archive(v1::ShareStep::kAtLeastPercentFieldNumber, step.at_least_percent);
    archive(v1::ShareStep::kPointsFieldNumber, step.points);
  }
};

template <>
struct Fields<WorkingTimeFitTable> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& table) {
    archive(v1::WorkingTimeFitTable::kShareFieldNumber, table.share);
    archive(v1::WorkingTimeFitTable::kUnknownFieldNumber, table.unknown);
  }
};

template <>
struct Fields<StartFitTable> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& table) {
    archive(v1::StartFitTable::kWeeksLateFieldNumber, table.weeks_late);
    archive(v1::StartFitTable::kUnknownFieldNumber, table.unknown);
  }
};

template <>
struct Fields<EmployerSupportTable> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& table) {
    archive(v1::EmployerSupportTable::kItemFieldNumber, table.item);
    archive(v1::EmployerSupportTable::kNotStatedFieldNumber, table.not_stated);
  }
};

template <>
struct Fields<RuleParameters> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& rules) {
    using Message = v1::RuleParameters;
    archive(Message::kLanguageShortByLawFieldNumber, rules.language_short_by_law);
    archive(Message::kLanguageShortRequiredFieldNumber, rules.language_short_required);
    archive(Message::kReachMaxMinutesFieldNumber, rules.reach_max_minutes);
    archive(Message::kReachRelationsFieldNumber, rules.reach_relations);
    archive(Message::kTrainingWeeksLateFieldNumber, rules.training_weeks_late);
  }
};

// Switches of the rules; one of a rule that came later may be left out.
template <class Array>
struct Switches {
  Array& of;
};
template <class Array>
struct Fields<Switches<Array>> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& switches) {
    constexpr int kLater = v1::RuleSwitches::kBetterThanPresentJobFieldNumber;
    static_assert(kLater == kRuleCount);
    for (int number = 1; number < kLater; ++number) {
      archive(number, switches.of[static_cast<size_t>(number) - 1]);
    }
    archive.Or(kLater, switches.of[kLater - 1], RuleSwitch::kEnforce);
  }
};

template <>
struct Fields<ScoringProfile> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& profile) {
    using Message = v1::ScoringProfile;
    archive.Name(Message::kNameFieldNumber, kProfiles, profile.id);
    archive(Message::kVersionFieldNumber, profile.version);
    archive(Message::kNoteFieldNumber, profile.note);
    archive(Message::kWeightsFieldNumber, profile.weights);
    Switches<std::remove_reference_t<decltype((profile.switches))>> switches{profile.switches};
    archive(Message::kSwitchesFieldNumber, switches);
    archive(Message::kOccupationFitFieldNumber, profile.occupation_fit);
    archive(Message::kLevelAdequacyFieldNumber, profile.level_adequacy);
    archive(Message::kSkillsFitFieldNumber, profile.skills_fit);
    archive(Message::kRecognitionFitFieldNumber, profile.recognition_fit);
    archive(Message::kLanguageFitFieldNumber, profile.language_fit);
    archive(Message::kDistrictFitFieldNumber, profile.district_fit);
    archive(Message::kWorkingTimeFitFieldNumber, profile.working_time_fit);
    archive(Message::kStartFitFieldNumber, profile.start_fit);
    archive(Message::kEmployerSupportFieldNumber, profile.employer_support);
    archive(Message::kRulesFieldNumber, profile.rules);
  }
};

template <>
struct Fields<std::pair<CriterionKey, int64_t>> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& changed) {
    archive(v1::WeightOverride::kCriterionFieldNumber, changed.first);
    archive(v1::WeightOverride::kWeightFieldNumber, changed.second);
  }
};

template <>
struct Fields<std::pair<RuleKey, RuleSwitch>> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& changed) {
    archive(v1::SwitchOverride::kRuleFieldNumber, changed.first);
    archive(v1::SwitchOverride::kRuleSwitchFieldNumber, changed.second);
  }
};

v1::ScoringProfile ToProto(const ScoringProfile& profile) {
  return WriteMessage<v1::ScoringProfile>(profile);
}

absl::StatusOr<ScoringProfile> FromProto(const v1::ScoringProfile& message,
                                         absl::string_view path) {
  return ReadMessage<ScoringProfile>(message, path);
}

absl::StatusOr<ProfileOverrides> FromProto(
    const google::protobuf::RepeatedPtrField<v1::WeightOverride>& weights,
    const google::protobuf::RepeatedPtrField<v1::SwitchOverride>& switches) {
  ProfileOverrides overrides;
  for (int i = 0; i < weights.size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(auto changed,
                             (ReadMessage<std::pair<CriterionKey, int64_t>>(
                                 weights[i], absl::StrCat("weight_overrides[", i, "]"))));
    overrides.weights.push_back(changed);
  }
  for (int i = 0; i < switches.size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(auto changed,
                             (ReadMessage<std::pair<RuleKey, RuleSwitch>>(
                                 switches[i], absl::StrCat("switch_overrides[", i, "]"))));
    overrides.switches.push_back(changed);
  }
  return overrides;
}

}  // namespace passung::wire
