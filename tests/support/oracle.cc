#include "tests/support/oracle.h"

#include <algorithm>
#include <utility>

#include "tests/support/oracle_filter.h"

namespace passung::oracle {
namespace {

HitClass ClassOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return HitClass::kOpen;
    case Verdict::kPassAfter:
      return HitClass::kLater;
    case Verdict::kUnknown:
      return HitClass::kUnclear;
    case Verdict::kFail:
      return HitClass::kClosed;
  }
  return HitClass::kClosed;
}

void Count(const Judgement& judgement, const ScoringProfile& profile, Summary& summary) {
  if (judgement.hit_class != HitClass::kClosed) ++summary.listed;
  if (judgement.hit_class == HitClass::kOpen) ++summary.open;
  if (judgement.hit_class == HitClass::kLater) ++summary.later;
  if (judgement.hit_class == HitClass::kUnclear) ++summary.unclear;
  if (judgement.hit_class != HitClass::kClosed) return;
  ++summary.closed;
  for (size_t r = 0; r < kRuleCount; ++r) {
    if (profile.switches[r] == RuleSwitch::kEnforce &&
        judgement.outcomes[r]->verdict == Verdict::kFail) {
      ++summary.dropped_by_rule[r];
    }
  }
}

}  // namespace

Oracle::Oracle(const OracleKnowledge& knowledge, const MatchOptions& options)
    : knowledge_(knowledge),
      options_(options),
      weights_(AppliedWeights(options.profile, options.overrides)) {
  options_.profile.switches = AppliedSwitches(options.profile, options.overrides);
  if (options_.classes.empty()) {
    options_.classes = {HitClass::kOpen, HitClass::kLater, HitClass::kUnclear};
  }
}

Judgement Oracle::Judge(const Mentee& mentee, const Combination& combination) const {
  const DayFacts facts = FactsOn(mentee, options_.as_of);
  std::vector<DayFacts> later;
  for (Date day : DaysOfChange(knowledge_, mentee, options_.as_of)) {
    later.push_back(FactsOn(mentee, day));
  }
  Judgement judgement;
  judgement.combination = combination;
  judgement.seen = MakeCase(knowledge_, facts, combination, options_.as_of);
  judgement.points = PointsOf(options_.profile, judgement.seen);
  for (size_t c = 0; c < kCriterionCount; ++c) {
    judgement.score += weights_[c] * judgement.points[c];
  }
  Question question{&knowledge_,    &options_.profile, &facts,          &combination,
                    options_.as_of, options_.frozen,   RuleSwitch::kOff};
  Verdict worst = Verdict::kPass;
  for (size_t r = 0; r < kRuleCount; ++r) {
    question.rule_switch = options_.profile.switches[r];
    if (question.rule_switch == RuleSwitch::kOff) continue;
    const Outcome outcome = oracle::Judge(static_cast<RuleKey>(r), question, later);
    judgement.outcomes[r] = outcome;
    if (question.rule_switch == RuleSwitch::kEnforce) worst = std::max(worst, outcome.verdict);
  }
  judgement.hit_class = ClassOf(worst);
  judgement.flags = FlagsOf(question);
  return judgement;
}

std::vector<Judgement> Oracle::JudgeAll(const Mentee& mentee, const Vacancy& vacancy) const {
  std::vector<Judgement> all;
  for (const Combination& combination : CombinationsOf(vacancy)) {
    if (Passes(combination, options_.filter)) all.push_back(Judge(mentee, combination));
  }
  return all;
}

std::optional<Hit> Oracle::JudgePair(const Mentee& mentee, const Vacancy& vacancy) const {
  std::optional<Judgement> best;
  for (Judgement& judgement : JudgeAll(mentee, vacancy)) {
    const bool dropped = judgement.hit_class == HitClass::kClosed;
    const bool best_dropped = best && best->hit_class == HitClass::kClosed;
    // One that is not dropped beats every dropped one; then the score; the first of equal ones.
    const bool better = !best || (best_dropped && !dropped) ||
                        (best_dropped == dropped && judgement.score > best->score);
    if (better) best = std::move(judgement);
  }
  if (!best) return std::nullopt;
  return Hit{mentee.id, vacancy.id, *std::move(best)};
}

Ranking Oracle::RankVacancies(const Mentee& mentee, const std::vector<Vacancy>& vacancies) const {
  std::vector<Hit> hits;
  for (const Vacancy& vacancy : vacancies) {
    if (auto hit = JudgePair(mentee, vacancy)) hits.push_back(*std::move(hit));
  }
  return Sort(std::move(hits), true);
}

Ranking Oracle::RankMentees(const Vacancy& vacancy, const std::vector<Mentee>& mentees) const {
  std::vector<Hit> hits;
  for (const Mentee& mentee : mentees) {
    if (auto hit = JudgePair(mentee, vacancy)) hits.push_back(*std::move(hit));
  }
  return Sort(std::move(hits), false);
}

Ranking Oracle::Sort(std::vector<Hit> hits, bool by_vacancy) const {
  Ranking ranking;
  for (const Hit& hit : hits) {
    Count(hit.judgement, options_.profile, ranking.summary);
    const bool listed = hit.judgement.hit_class != HitClass::kClosed;
    if (by_vacancy && listed) CountFacets(hit.judgement.combination, ranking.summary.facets);
  }
  std::sort(hits.begin(), hits.end(), [by_vacancy](const Hit& a, const Hit& b) {
    if (a.judgement.score != b.judgement.score) return a.judgement.score > b.judgement.score;
    return by_vacancy ? a.vacancy.value < b.vacancy.value : a.mentee.value < b.mentee.value;
  });
  for (Hit& hit : hits) {
    const bool wanted = std::find(options_.classes.begin(), options_.classes.end(),
                                  hit.judgement.hit_class) != options_.classes.end();
    if (wanted && ranking.hits.size() < static_cast<size_t>(options_.limit)) {
      ranking.hits.push_back(std::move(hit));
    }
  }
  return ranking;
}

}  // namespace passung::oracle
