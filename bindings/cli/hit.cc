#include "bindings/cli/hit.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "engine/base/status_macros.h"
#include "passung/profile.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vacancy_wire.h"

namespace passung::cli {
namespace {

// Greater is worse; a rule that only flags is less of an obstacle than one that drops.
int Badness(const RuleOutcome& outcome) {
  const int enforced = outcome.rule_switch == RuleSwitch::kEnforce ? 1 : 0;
  return 2 * static_cast<int>(outcome.verdict) + enforced;
}

int32_t Lost(const Contribution& contribution) {
  return contribution.weight * kMaxPoints - contribution.contribution;
}

// The sentence of the criterion that is furthest from its full contribution.
std::string GreatestLoss(const Hit& hit) {
  const std::vector<Contribution>& all = hit.match.contributions;
  const auto worst = std::max_element(
      all.begin(), all.end(), [](const auto& a, const auto& b) { return Lost(a) < Lost(b); });
  if (worst == all.end() || Lost(*worst) == 0) return "";
  return hit.contribution_texts[static_cast<size_t>(worst - all.begin())];
}

}  // namespace

absl::StatusOr<Hit> HitOf(const v1::Match& message) {
  Hit hit;
  PASSUNG_ASSIGN_OR_RETURN(hit.match, wire::FromProto(message));
  for (const auto& contribution : message.contributions()) {
    hit.contribution_texts.push_back(contribution.text());
  }
  for (const auto& outcome : message.rule_outcomes()) {
    hit.outcome_texts.push_back(outcome.text());
  }
  return hit;
}

absl::StatusOr<std::vector<Hit>> VacancyHits(
    const google::protobuf::RepeatedPtrField<v1::Match>& matches, const text::Texts& texts,
    Source& source) {
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  std::vector<Hit> hits;
  for (const v1::Match& message : matches) {
    PASSUNG_ASSIGN_OR_RETURN(Hit hit, HitOf(message));
    hit.name = message.vacancy();
    PASSUNG_ASSIGN_OR_RETURN(const auto found, GetAs<v1::Vacancy>(source, hit.name));
    PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, wire::FromProto(found));
    hit.card = CardOf(vacancy, hit.match, texts, *knowledge);
    hit.test_data = vacancy.test_data;
    hits.push_back(std::move(hit));
  }
  return hits;
}

absl::StatusOr<std::vector<Hit>> MenteeHits(
    const google::protobuf::RepeatedPtrField<v1::Match>& matches, Date day,
    const text::Texts& texts, Source& source) {
  std::vector<Hit> hits;
  for (const v1::Match& message : matches) {
    PASSUNG_ASSIGN_OR_RETURN(Hit hit, HitOf(message));
    hit.name = message.mentee();
    PASSUNG_ASSIGN_OR_RETURN(hit.card, MenteeCard(hit.name, day, texts, source));
    hits.push_back(std::move(hit));
  }
  return hits;
}

absl::StatusOr<Card> MenteeCard(const std::string& name, Date day, const text::Texts& texts,
                                Source& source) {
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  PASSUNG_ASSIGN_OR_RETURN(const auto found, GetAs<v1::Mentee>(source, name));
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, wire::FromProto(found));
  return CardOf(mentee, day, texts, *knowledge);
}

bool SpeaksFor(const Contribution& contribution) {
  // These say so whatever the points; employers' support is never too little.
  if (contribution.reason == Reason::kOccupationFloor ||
      contribution.reason == Reason::kSupportStated) {
    return contribution.contribution > 0;
  }
  if (contribution.reason == Reason::kRecognitionNotRelevant) return false;
  const absl::string_view reason = Name(contribution.reason);
  for (const absl::string_view against :
       {"_unknown", "_not_stated", "_short", "_below_job", "_above_job", "_outside", "_too_late"}) {
    if (absl::EndsWith(reason, against)) return false;
  }
  return contribution.points > kMaxPoints / 2;
}

std::vector<std::string> BestReasons(const Hit& hit, size_t count) {
  const std::vector<Contribution>& all = hit.match.contributions;
  std::vector<size_t> order(all.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return all[a].contribution > all[b].contribution; });
  std::vector<std::string> reasons;
  for (const size_t i : order) {
    if (reasons.size() == count || all[i].contribution == 0) break;
    if (!SpeaksFor(all[i])) continue;
    if (!hit.contribution_texts[i].empty()) reasons.push_back(hit.contribution_texts[i]);
  }
  return reasons;
}

std::string Obstacle(const Hit& hit) {
  const std::vector<RuleOutcome>& all = hit.match.outcomes;
  const auto worst = std::max_element(
      all.begin(), all.end(), [](const auto& a, const auto& b) { return Badness(a) < Badness(b); });
  if (worst == all.end() || worst->verdict == Verdict::kPass) return GreatestLoss(hit);
  return hit.outcome_texts[static_cast<size_t>(worst - all.begin())];
}

}  // namespace passung::cli
