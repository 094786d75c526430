#include "proto/wire/analysis_wire.h"

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/wire/archive.h"
#include "proto/wire/change_fields.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<ChangeExample> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& example) {
    using Message = v1::ChangeExample;
    archive.NameOrEmpty(Message::kMenteeFieldNumber, example.mentee);
    archive.NameOrEmpty(Message::kVacancyFieldNumber, example.vacancy);
    archive(Message::kScoreBeforeFieldNumber, example.score_before);
    archive(Message::kScoreAfterFieldNumber, example.score_after);
    archive(Message::kClassBeforeFieldNumber, example.class_before);
    archive(Message::kClassAfterFieldNumber, example.class_after);
    archive(Message::kRankAfterFieldNumber, example.rank_after);
  }
};

template <>
struct Fields<ChangeGain> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& gain) {
    using Message = v1::ChangeGain;
    archive(Message::kBecomesListedFieldNumber, gain.becomes_listed);
    archive(Message::kBecomesOpenFieldNumber, gain.becomes_open);
    archive(Message::kOpensFieldNumber, gain.opens);
    archive(Message::kNoLongerListedFieldNumber, gain.no_longer_listed);
    archive(Message::kFurthersFieldNumber, gain.furthers);
    archive(Message::kEntersBarFieldNumber, gain.enters_bar);
    archive(Message::kEntersTopFieldNumber, gain.enters_top);
    archive(Message::kTopGainFieldNumber, gain.top_gain);
    archive(Message::kExamplesFieldNumber, gain.examples);
  }
};

template <>
struct Fields<ClassCounts> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& counts) {
    archive(v1::ClassCounts::kOpenFieldNumber, counts.open);
    archive(v1::ClassCounts::kLaterFieldNumber, counts.later);
    archive(v1::ClassCounts::kUnclearFieldNumber, counts.unclear);
    archive(v1::ClassCounts::kClosedFieldNumber, counts.closed);
  }
};

template <>
struct Fields<StepOutcome> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& outcome) {
    archive(v1::StepOutcome::kOutcomeFieldNumber, outcome.outcome);
    archive(v1::StepOutcome::kRecognitionStepFieldNumber, outcome.recognition_step);
    archive(v1::StepOutcome::kGainFieldNumber, outcome.gain);
  }
};

template <>
struct Fields<StepResult> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& result) {
    archive(v1::StepResult::kStepFieldNumber, result.step);
    archive(v1::StepResult::kLeadDaysFieldNumber, result.lead_days);
    archive(v1::StepResult::kLeadSourceFieldNumber, result.lead_source);
    archive(v1::StepResult::kGainFieldNumber, result.gain);
    archive(v1::StepResult::kOutcomesFieldNumber, result.outcomes);
  }
};

template <>
struct Fields<BundlePart> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& part) {
    archive(v1::BundlePart::kStepFieldNumber, part.step);
    archive(v1::BundlePart::kLeadDaysFieldNumber, part.lead_days);
    archive(v1::BundlePart::kLeadSourceFieldNumber, part.lead_source);
  }
};

template <>
struct Fields<StepBundle> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& bundle) {
    using Message = v1::StepBundle;
    archive(Message::kGoalFieldNumber, bundle.goal);
    archive(Message::kStepsFieldNumber, bundle.steps);
    archive(Message::kDaysInTurnFieldNumber, bundle.days_in_turn);
    archive(Message::kDaysAtOnceFieldNumber, bundle.days_at_once);
    archive(Message::kGainFieldNumber, bundle.gain);
    archive(Message::kValueFieldNumber, bundle.value);
    archive(Message::kAtMostFieldNumber, bundle.at_most);
  }
};

template <>
struct Fields<Relaxation> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& relaxation) {
    using Message = v1::Relaxation;
    archive(Message::kKindFieldNumber, relaxation.kind);
    archive(Message::kLicenceFieldNumber, relaxation.licence);
    archive(Message::kHoursFieldNumber, relaxation.hours);
    archive(Message::kDayFieldNumber, relaxation.day);
    archive(Message::kDistrictsFieldNumber, relaxation.districts);
    archive(Message::kSupportFieldNumber, relaxation.support);
  }
};

template <>
struct Fields<RelaxationResult> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& result) {
    archive(v1::RelaxationResult::kRelaxationFieldNumber, result.relaxation);
    archive(v1::RelaxationResult::kGainFieldNumber, result.gain);
  }
};

v1::StepResult ToProto(const StepResult& result) { return WriteMessage<v1::StepResult>(result); }
v1::StepBundle ToProto(const StepBundle& bundle) { return WriteMessage<v1::StepBundle>(bundle); }
v1::RelaxationResult ToProto(const RelaxationResult& result) {
  return WriteMessage<v1::RelaxationResult>(result);
}
v1::ClassCounts ToProto(const ClassCounts& counts) { return WriteMessage<v1::ClassCounts>(counts); }

absl::StatusOr<StepResult> FromProto(const v1::StepResult& message) {
  return ReadMessage<StepResult>(message, "");
}
absl::StatusOr<StepBundle> FromProto(const v1::StepBundle& message) {
  return ReadMessage<StepBundle>(message, "");
}
absl::StatusOr<BundleOptions> FromProto(const v1::BundleQuestion& message, absl::string_view path) {
  BundleOptions options;
  if (message.goal() != v1::STEP_GOAL_UNSPECIFIED) {
    PASSUNG_ASSIGN_OR_RETURN(options.goal,
                             FromProto<StepGoal>(message.goal(), absl::StrCat(path, ".goal")));
  }
  if (message.most_steps() != 0) options.most_steps = message.most_steps();
  for (int i = 0; i < message.without_size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(
        const Step act,
        FromProto<Step>(message.without(i), absl::StrCat(path, ".without[", i, "]")));
    options.without.push_back(act);
  }
  return options;
}
absl::StatusOr<RelaxationResult> FromProto(const v1::RelaxationResult& message) {
  return ReadMessage<RelaxationResult>(message, "");
}
absl::StatusOr<ClassCounts> FromProto(const v1::ClassCounts& message) {
  return ReadMessage<ClassCounts>(message, "");
}

}  // namespace passung::wire
