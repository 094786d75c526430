#include <algorithm>

#include "engine/rules/registry.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

constexpr int kLevelOfQualified = 2;
// A job takes up what somebody is ready to work where it has three quarters of it.
constexpr int32_t kShareOfHours = 75;
constexpr int32_t kMostWeeklyHours = 48;

Met MetIf(bool yes) { return yes ? Met::kYes : Met::kNo; }

// Whoever has work sees only what is better: the programme's aim, work that fits the qualification and is
// subject to social insurance, taken as an order of jobs.
class BetterThanPresentJob final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kBetterThanPresentJob; }
  ColumnId column() const override { return ColumnId::kTrack; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    if (!HasWork(facts)) return {};
    const TrackKey& key = query.dictionaries.track[code];
    if (!key.kind) return {.verdict = Verdict::kUnknown, .reason = Reason::kKindUnknown};
    if (key.job.column > Column::k4) return JudgeWayToWork(facts, key);
    const bool insured = *key.kind == VacancyKind::kJob && !key.unpaid;
    const bool insured_now = facts.job->kind != VacancyKind::kMinijob;
    if (insured && !insured_now) return {.reason = Reason::kInsuredUnlikePresentJob};
    if (insured_now && !insured) return Fails();
    return CompareWork(query.knowledge, facts, key.job);
  }

  bool MayFail(const Query&, const DayFacts& facts) const override { return HasWork(facts); }
  // The representative of a kind has no occupation, and so no level that a later job could be compared with.
  bool IsBoundedByRepresentatives() const override { return false; }
  bool PassesAlways(const DayFacts& facts) const override { return !facts.ever_has_job; }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding&,
                ParameterWriter& parameters) const override {
    if (!HasWork(facts)) return;
    const TrackKey& key = query.dictionaries.track[code];
    const Job& now = *facts.job;
    if (now.occupation) Add(parameters, ParameterName::kOwn, ParameterValue::Of(*now.occupation));
    if (const auto level = LevelOf(now)) Add(parameters, ParameterName::kOwnLevel, *level);
    if (key.job.code && key.job.column <= Column::k4) {
      Add(parameters, ParameterName::kJobLevel, RequiredLevel(key.job));
    }
    if (now.weekly_hours) Add(parameters, ParameterName::kHave, *now.weekly_hours);
    if (facts.hours) Add(parameters, ParameterName::kNeed, facts.hours->max);
  }

 private:
  static bool HasWork(const DayFacts& facts) { return facts.job != nullptr && IsWork(*facts.job); }
  static int RequiredLevel(const JobKey& job) { return static_cast<int>(job.column) + 1; }

  static Finding Fails() {
    return {.verdict = Verdict::kFail, .reason = Reason::kNotBetterThanPresentJob};
  }
  static Finding Unknown() {
    return {.verdict = Verdict::kUnknown, .reason = Reason::kPresentJobNotComparable};
  }

  // Training and bridge kinds: for whoever is still to be qualified, or whom they lead to recognition.
  static Finding JudgeWayToWork(const DayFacts& facts, const TrackKey& key) {
    const Finding leads = {.reason = Reason::kLeadsBeyondPresentJob};
    if (key.job.adaptation || facts.track == Track::kTraining) return leads;
    if (!facts.claims_known()) return Unknown();
    const bool qualified =
        std::any_of(facts.qualifications.begin(), facts.qualifications.end(),
                    [](const auto& held) { return held.level >= kLevelOfQualified; });
    return qualified ? Fails() : leads;
  }

  static Finding CompareWork(const KnowledgeImpl& knowledge, const DayFacts& facts,
                             const JobKey& job) {
    const auto level_now = LevelOf(*facts.job);
    if (!job.code || !level_now) return Unknown();
    if (RequiredLevel(job) > *level_now) return {.reason = Reason::kLevelAbovePresentJob};
    if (RequiredLevel(job) < *level_now) return Fails();
    const Met in_own_field = IsOwnFieldAtLast(knowledge, facts, job);
    const Met more_hours = HasFewHours(facts);
    if (in_own_field == Met::kYes) return {.reason = Reason::kOwnFieldUnlikePresentJob};
    if (more_hours == Met::kYes) return {.reason = Reason::kPresentJobHasFewHours};
    const bool open = in_own_field == Met::kUndecided || more_hours == Met::kUndecided;
    return open ? Unknown() : Fails();
  }

  // The occupation is related to what somebody has learned (or wishes, having learned nothing), and that of
  // the present job is not. Helper work asks for no occupation.
  static Met IsOwnFieldAtLast(const KnowledgeImpl& knowledge, const DayFacts& facts,
                              const JobKey& job) {
    const auto& now = facts.job->occupation;
    if (job.column == Column::k1 || now == job.code) return Met::kNo;
    if (!facts.claims_known()) return Met::kUndecided;
    if (!IsInOwnField(knowledge, facts, *job.code)) return Met::kNo;
    return now ? MetIf(!IsInOwnField(knowledge, facts, *now)) : Met::kUndecided;
  }

  static bool IsInOwnField(const KnowledgeImpl& knowledge, const DayFacts& facts,
                           OccupationCode code) {
    const ClaimKind kind =
        facts.qualifications.empty() ? ClaimKind::kWish : ClaimKind::kQualification;
    return std::any_of(facts.claims.begin(), facts.claims.end(), [&](const DayFacts::Claim& own) {
      return own.kind == kind && IsRelated(knowledge.Relate(own.occupation, code));
    });
  }

  // The present job has less than the share of the most hours that somebody is ready to work.
  static Met HasFewHours(const DayFacts& facts) {
    const int32_t most = facts.hours ? facts.hours->max : kMostWeeklyHours;
    const auto& now = facts.job->weekly_hours;
    if (now && 100 * *now >= kShareOfHours * most) return Met::kNo;
    return now && facts.hours ? Met::kYes : Met::kUndecided;
  }
};

}  // namespace

std::unique_ptr<Rule> MakeBetterThanPresentJob() {
  return std::make_unique<BetterThanPresentJob>();
}

}  // namespace passung
