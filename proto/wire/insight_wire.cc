#include "proto/wire/insight_wire.h"

#include "proto/wire/archive.h"
#include "proto/wire/change_fields.h"
#include "proto/wire/result_fields.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<CombinationStanding> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::CombinationStanding;
    archive(Message::kOccupationIndexFieldNumber, value.occupation_index);
    archive(Message::kPlaceIndexFieldNumber, value.place_index);
    archive(Message::kScoreFieldNumber, value.score);
    archive(Message::kHitClassFieldNumber, value.hit_class);
    archive(Message::kCountsFieldNumber, value.counts);
    archive(Message::kBlockingFieldNumber, value.blocking);
  }
};

template <>
struct Fields<WeightChange> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::WeightChange;
    archive(Message::kOutcomeFieldNumber, value.outcome);
    archive(Message::kWeightsFieldNumber, value.weights);
    archive(Message::kChangedFieldNumber, value.changed);
    archive(Message::kMovedFieldNumber, value.moved);
    archive(Message::kPlaceFieldNumber, value.place);
  }
};

template <>
struct Fields<WeightBound> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::WeightBound;
    archive(Message::kNumeratorFieldNumber, value.numerator);
    archive(Message::kDenominatorFieldNumber, value.denominator);
    archive(Message::kIncludedFieldNumber, value.included);
  }
};

template <>
struct Fields<WeightSwap> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::WeightSwap;
    archive.NameOrEmpty(Message::kUpFieldNumber, value.up);
    archive.NameOrEmpty(Message::kDownFieldNumber, value.down);
  }
};

template <>
struct Fields<WeightStability> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::WeightStability;
    archive(Message::kCriterionFieldNumber, value.criterion);
    archive(Message::kWeightFieldNumber, value.weight);
    archive(Message::kFromFieldNumber, value.from);
    archive(Message::kToFieldNumber, value.to);
    archive(Message::kLeastFieldNumber, value.least);
    archive(Message::kMostFieldNumber, value.most);
    archive(Message::kBelowFieldNumber, value.below);
    archive(Message::kAboveFieldNumber, value.above);
  }
};

template <>
struct Fields<NextQuestion> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::NextQuestion;
    archive(Message::kFactFieldNumber, value.fact);
    archive(Message::kQualificationFieldNumber, value.qualification);
    archive(Message::kAnswersFieldNumber, value.answers);
    archive(Message::kPlacesFieldNumber, value.places);
    archive(Message::kAtOnceFieldNumber, value.at_once);
  }
};

template <>
struct Fields<UncertainHit> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::UncertainHit;
    archive(Message::kMatchFieldNumber, value.match);
    archive(Message::kPlaceFieldNumber, value.place);
    archive(Message::kBestPlaceFieldNumber, value.best_place);
    archive(Message::kWorstPlaceFieldNumber, value.worst_place);
  }
};

template <>
struct Fields<FirstDayHit> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::FirstDayHit;
    archive(Message::kMatchFieldNumber, value.match);
    archive(Message::kClassThenFieldNumber, value.class_then);
    archive(Message::kLeadDaysFieldNumber, value.lead_days);
  }
};

template <>
struct Fields<FirstDayGroup> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::FirstDayGroup;
    archive(Message::kDayFieldNumber, value.day);
    archive(Message::kOpenFieldNumber, value.open);
    archive(Message::kLaterFieldNumber, value.later);
    archive(Message::kUnclearFieldNumber, value.unclear);
    archive(Message::kBestFieldNumber, value.best);
  }
};

template <>
struct Fields<PricedStep> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::PricedStep;
    archive(Message::kStepFieldNumber, value.step);
    archive(Message::kDaysFieldNumber, value.days);
    archive(Message::kEurosFieldNumber, value.euros);
  }
};

template <>
struct Fields<StepPlan> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::StepPlan;
    archive(Message::kOutcomeFieldNumber, value.outcome);
    archive(Message::kStepsFieldNumber, value.steps);
    archive(Message::kDaysFieldNumber, value.days);
    archive(Message::kEurosFieldNumber, value.euros);
  }
};

template <>
struct Fields<StepPrice> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& value) {
    using Message = v1::StepPrice;
    archive(Message::kActFieldNumber, value.act);
    archive(Message::kLicenceFieldNumber, value.licence);
    archive(Message::kLevelFieldNumber, value.level);
    archive(Message::kDaysFieldNumber, value.days);
    archive(Message::kEurosFieldNumber, value.euros);
  }
};

v1::CombinationStanding ToProto(const CombinationStanding& standing) {
  return WriteMessage<v1::CombinationStanding>(standing);
}
v1::WeightChange ToProto(const WeightChange& change) {
  return WriteMessage<v1::WeightChange>(change);
}
v1::WeightStability ToProto(const WeightStability& stability) {
  return WriteMessage<v1::WeightStability>(stability);
}
v1::NextQuestion ToProto(const NextQuestion& question) {
  return WriteMessage<v1::NextQuestion>(question);
}
v1::UncertainHit ToProto(const UncertainHit& hit) { return WriteMessage<v1::UncertainHit>(hit); }
v1::FirstDayGroup ToProto(const FirstDayGroup& group) {
  return WriteMessage<v1::FirstDayGroup>(group);
}
v1::StepPlan ToProto(const StepPlan& plan) { return WriteMessage<v1::StepPlan>(plan); }
v1::StepPrice ToProto(const StepPrice& price) { return WriteMessage<v1::StepPrice>(price); }

absl::StatusOr<CombinationStanding> FromProto(const v1::CombinationStanding& message) {
  return ReadMessage<CombinationStanding>(message, "");
}
absl::StatusOr<WeightChange> FromProto(const v1::WeightChange& message) {
  return ReadMessage<WeightChange>(message, "");
}
absl::StatusOr<WeightStability> FromProto(const v1::WeightStability& message) {
  return ReadMessage<WeightStability>(message, "");
}
absl::StatusOr<NextQuestion> FromProto(const v1::NextQuestion& message) {
  return ReadMessage<NextQuestion>(message, "");
}
absl::StatusOr<UncertainHit> FromProto(const v1::UncertainHit& message) {
  return ReadMessage<UncertainHit>(message, "");
}
absl::StatusOr<FirstDayGroup> FromProto(const v1::FirstDayGroup& message) {
  return ReadMessage<FirstDayGroup>(message, "");
}
absl::StatusOr<StepPlan> FromProto(const v1::StepPlan& message) {
  return ReadMessage<StepPlan>(message, "");
}
absl::StatusOr<StepPrice> FromProto(const v1::StepPrice& message, absl::string_view path) {
  return ReadMessage<StepPrice>(message, path);
}

}  // namespace passung::wire
