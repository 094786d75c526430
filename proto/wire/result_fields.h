// Which member of a match is which field: for every answer that holds matches.
#ifndef PASSUNG_PROTO_WIRE_RESULT_FIELDS_H_
#define PASSUNG_PROTO_WIRE_RESULT_FIELDS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "passung/match.h"
#include "passung/v1/result.pb.h"
#include "proto/wire/archive.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

// A name as it travels: a string.
struct WrittenName {
  ParameterName name = ParameterName::kNeed;

  static absl::StatusOr<WrittenName> Parse(absl::string_view text) {
    if (const auto name = FromName<ParameterName>(text)) return WrittenName{*name};
    return absl::InvalidArgumentError(
        absl::StrCat("\"", text, "\" is not the name of a parameter"));
  }
  absl::string_view text() const { return Name(name); }
  std::string ToString() const { return std::string(text()); }
};

template <>
struct Fields<ReasonParameter> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& parameter) {
    WrittenName written{parameter.name};
    archive(v1::ReasonParameter::kNameFieldNumber, written);
    if constexpr (Archive::kReads) parameter.name = written.name;
    archive(v1::ReasonParameter::kValueFieldNumber, parameter.value);
  }
};

template <>
struct Fields<Contribution> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& contribution) {
    archive(v1::Contribution::kCriterionFieldNumber, contribution.criterion);
    archive(v1::Contribution::kPointsFieldNumber, contribution.points);
    archive(v1::Contribution::kWeightFieldNumber, contribution.weight);
    archive(v1::Contribution::kContributionFieldNumber, contribution.contribution);
    archive(v1::Contribution::kReasonFieldNumber, contribution.reason);
    archive(v1::Contribution::kParametersFieldNumber, contribution.parameters);
  }
};

template <>
struct Fields<RuleOutcome> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& outcome) {
    archive(v1::RuleOutcome::kRuleFieldNumber, outcome.rule);
    archive(v1::RuleOutcome::kVerdictFieldNumber, outcome.verdict);
    archive(v1::RuleOutcome::kReasonFieldNumber, outcome.reason);
    archive(v1::RuleOutcome::kRuleSwitchFieldNumber, outcome.rule_switch);
    archive(v1::RuleOutcome::kFromFieldNumber, outcome.from);
    archive(v1::RuleOutcome::kStepFieldNumber, outcome.step);
    archive(v1::RuleOutcome::kLeadDaysFieldNumber, outcome.lead_days);
    archive(v1::RuleOutcome::kParametersFieldNumber, outcome.parameters);
  }
};

template <>
struct Fields<ScoreInterval> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& interval) {
    archive(v1::ScoreInterval::kMinFieldNumber, interval.min);
    archive(v1::ScoreInterval::kMaxFieldNumber, interval.max);
  }
};

template <>
struct Fields<Match> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& match) {
    archive.NameOrEmpty(v1::Match::kVacancyFieldNumber, match.vacancy);
    archive.NameOrEmpty(v1::Match::kMenteeFieldNumber, match.mentee);
    archive(v1::Match::kScoreFieldNumber, match.score);
    archive(v1::Match::kHitClassFieldNumber, match.hit_class);
    archive(v1::Match::kScoreIntervalFieldNumber, match.interval);
    archive(v1::Match::kContributionsFieldNumber, match.contributions);
    archive(v1::Match::kRuleOutcomesFieldNumber, match.outcomes);
    archive(v1::Match::kFlagsFieldNumber, match.flags);
    archive(v1::Match::kOccupationIndexFieldNumber, match.occupation_index);
    archive(v1::Match::kPlaceIndexFieldNumber, match.place_index);
  }
};

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_RESULT_FIELDS_H_
