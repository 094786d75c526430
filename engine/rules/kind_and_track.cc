#include <algorithm>

#include "engine/rules/registry.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

Finding Fails(Reason reason) { return {.verdict = Verdict::kFail, .reason = reason}; }
Finding Unknown(Reason reason) { return {.verdict = Verdict::kUnknown, .reason = reason}; }

int CapOf(const Query& query) { return query.profile().level_adequacy.unrecognised_cap; }

// Work below the usable level; meaningless where code or claims are unknown.
bool IsBelowLevel(const Query& query, const DayFacts& facts, const JobKey& job) {
  if (job.column > Column::k4 || !job.code || !facts.claims_known()) return false;
  return UsableLevel({query.knowledge, *job.code}, facts, job.column, CapOf(query)) >
         static_cast<int>(job.column) + 1;
}

bool IsQualified(const Query& query, const DayFacts& facts) {
  return std::any_of(facts.qualifications.begin(), facts.qualifications.end(),
                     [&](const DayFacts::Qualified& qualification) {
                       return CappedLevel(qualification, CapOf(query)) >= 2;
                     });
}

// The programme's aim: training for whoever has no qualification, adequate work subject to social
// insurance for whoever has one.
class KindAndTrack final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kKindAndTrack; }
  ColumnId column() const override { return ColumnId::kTrack; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const TrackKey& key = query.dictionaries.track[code];
    if (query.profile().switches[Index(RuleKey::kKindAndTrack)] == RuleSwitch::kEnforce) {
      const Finding strict = JudgeStrictly(query, facts, key);
      if (strict.verdict == Verdict::kFail) return strict;
    }
    if (!key.kind) return Unknown(Reason::kKindUnknown);
    const KindClass kind = ClassOf(key.kind);
    if (kind == KindClass::kBridge) return {.reason = Reason::kTrackFits};
    if (!facts.track) return Unknown(Reason::kTrackUnknown);
    if (*facts.track == Track::kTraining && kind == KindClass::kWork) {
      return Fails(Reason::kTrackIsTraining);
    }
    if (*facts.track == Track::kEmployment && kind == KindClass::kTraining &&
        IsQualified(query, facts)) {
      return Fails(Reason::kTrackIsEmployment);
    }
    return {.reason = Reason::kTrackFits};
  }

  std::optional<Verdict> VerdictForAll(const Query& query, uint32_t code) const override {
    if (IsNotInsured(query.dictionaries.track[code])) return Verdict::kFail;
    return std::nullopt;
  }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding& finding,
                ParameterWriter& parameters) const override {
    const TrackKey& key = query.dictionaries.track[code];
    if (facts.track) Add(parameters, ParameterName::kTrack, *facts.track);
    if (key.kind) Add(parameters, ParameterName::kKind, *key.kind);
    if (finding.reason == Reason::kHelperWorkBelowLevel) {
      Add(parameters, ParameterName::kOwnLevel,
          UsableLevel({query.knowledge, *key.job.code}, facts, key.job.column, CapOf(query)));
    }
  }

  FlagSet Flags(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const TrackKey& key = query.dictionaries.track[code];
    FlagSet flags = 0;
    if (IsBelowLevel(query, facts, key.job)) {
      const bool bridge = HasStepUnderWay({query.knowledge, *key.job.code}, facts);
      flags |= FlagBit(bridge ? Flag::kBridge : Flag::kUnderUsed);
    }
    if (IsNotInsured(key)) flags |= FlagBit(Flag::kNotSociallyInsured);
    return flags;
  }

 private:
  static bool IsNotInsured(const TrackKey& key) {
    return key.kind == VacancyKind::kMinijob || key.unpaid;
  }

  // What only an enforced rule drops beside the wrong track.
  static Finding JudgeStrictly(const Query& query, const DayFacts& facts, const TrackKey& key) {
    if (IsNotInsured(key)) return Fails(Reason::kNotSociallyInsured);
    if (key.kind && key.job.column == Column::k1 && IsBelowLevel(query, facts, key.job) &&
        !HasStepUnderWay({query.knowledge, *key.job.code}, facts)) {
      return Fails(Reason::kHelperWorkBelowLevel);
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<Rule> MakeKindAndTrack() { return std::make_unique<KindAndTrack>(); }

}  // namespace passung
