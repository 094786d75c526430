// Which member of a match is which field: for every answer that holds matches.
#ifndef PASSUNG_PROTO_WIRE_RESULT_FIELDS_H_
#define PASSUNG_PROTO_WIRE_RESULT_FIELDS_H_

#include <cstdint>

#include "passung/match.h"
#include "passung/v1/result.pb.h"
#include "proto/wire/archive.h"
#include "proto/wire/encoder.h"
#include "proto/wire/parameter_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

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

// Lists of parameters are alike where they are the same: hits of a question share them.
inline uint64_t HashOf(const ReasonParameters& parameters) {
  return reinterpret_cast<uintptr_t>(parameters.begin()) / sizeof(ReasonParameter);
}
inline bool AreSame(const ReasonParameters& a, const ReasonParameters& b) {
  return a.begin() == b.begin() && a.size() == b.size();
}

template <>
struct Repeated<Contribution> {
  static constexpr size_t kTable = 0;
  static uint64_t Hash(const Contribution& contribution) {
    return HashOf(contribution.parameters) + static_cast<uint64_t>(contribution.contribution) * 31 +
           Index(contribution.criterion) * 7;
  }
  static bool Same(const Contribution& a, const Contribution& b) {
    return AreSame(a.parameters, b.parameters) && a.criterion == b.criterion &&
           a.points == b.points && a.weight == b.weight && a.contribution == b.contribution &&
           a.reason == b.reason;
  }
};

template <>
struct Repeated<RuleOutcome> {
  static constexpr size_t kTable = 1;
  static uint64_t Hash(const RuleOutcome& outcome) {
    return HashOf(outcome.parameters) + Index(outcome.reason) * 31 + Index(outcome.rule) * 7;
  }
  static bool Same(const RuleOutcome& a, const RuleOutcome& b) {
    return AreSame(a.parameters, b.parameters) && a.rule == b.rule &&
           a.rule_switch == b.rule_switch && a.verdict == b.verdict && a.reason == b.reason &&
           a.from == b.from && a.step == b.step && a.lead_days == b.lead_days;
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
