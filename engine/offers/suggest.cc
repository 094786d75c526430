#include "engine/offers/suggest.h"

#include <algorithm>

#include "engine/offers/closing.h"
#include "engine/offers/gates.h"
#include "engine/vocabulary/period.h"

namespace passung {
namespace {

// Sum 10 000.
struct WeightOf {
  SuggestionCriterion criterion;
  int32_t weight;
};
constexpr std::array kOfferWeights = {WeightOf{SuggestionCriterion::kGapClosed, 4'000},
                                      WeightOf{SuggestionCriterion::kNearness, 2'000},
                                      WeightOf{SuggestionCriterion::kLanguage, 1'500},
                                      WeightOf{SuggestionCriterion::kStart, 1'500},
                                      WeightOf{SuggestionCriterion::kPlacesLeft, 1'000}};
using OfferPoints = std::array<Rated, kOfferWeights.size()>;

constexpr int32_t kMost = 10'000;
constexpr int32_t kBeginUnknownPoints = 5'000;
constexpr int32_t kPlacesUnknownPoints = 7'000;

struct WeeksStep {
  int32_t at_most;
  int32_t points;
};
constexpr std::array kByWeeks = {WeeksStep{4, 10'000}, WeeksStep{8, 8'000}, WeeksStep{17, 5'000},
                                 WeeksStep{26, 2'500}};

int32_t DaysUntilStart(const OfferCase& of) { return of.offer.start->days() - of.facts.day.days(); }

Rated RateStart(const OfferCase& of) {
  const Offer& offer = of.offer;
  if (IsFull(offer)) return {0, SuggestionReason::kNextBeginUnknown};
  const bool any_time = offer.any_time || (!offer.start && !HasTerms(offer.kind));
  if (any_time) return {kMost, SuggestionReason::kBeginsAnyTime};
  if (!offer.start) return {kBeginUnknownPoints, SuggestionReason::kBeginUnknown};
  const int32_t weeks = (DaysUntilStart(of) + kDaysAWeek - 1) / kDaysAWeek;
  for (const WeeksStep& step : kByWeeks) {
    if (weeks <= step.at_most) return {step.points, SuggestionReason::kBeginsOn};
  }
  return {0, SuggestionReason::kBeginsOn};
}

Rated RatePlaces(const Offer& offer) {
  if (IsFull(offer)) return {0, SuggestionReason::kFull};
  if (offer.places_left) return {kMost, SuggestionReason::kPlacesFree};
  if (!HasTerms(offer.kind)) return {kMost, SuggestionReason::kAvailable};
  return {kPlacesUnknownPoints, SuggestionReason::kPlacesUnknown};
}

Rated RateLanguage(const OfferCase& of) {
  if (IsGermanCourse(of.offer.kind)) return {kMost, SuggestionReason::kLanguageNoMatter};
  return LanguageInCommon(of.facts, of.offer.languages);
}

OfferPoints Rate(const OfferCase& of, const Rated& closing, const Way& way) {
  return {closing, way.rated, RateLanguage(of), RateStart(of), RatePlaces(of.offer)};
}

int32_t ScoreOf(const OfferPoints& points) {
  int32_t score = 0;
  for (size_t i = 0; i < points.size(); ++i) score += kOfferWeights[i].weight * points[i].points;
  return score;
}

ReasonParameters DescribeTerms(const OfferCase& of, const Rated& rated) {
  ReasonParameters parameters;
  if (rated.reason == SuggestionReason::kBeginsOn) {
    AddParameter(parameters, ParameterName::kStart, ParameterValue::Of(*of.offer.start));
    AddParameter(parameters, ParameterName::kDays, ParameterValue::Number(DaysUntilStart(of)));
  } else if (rated.reason == SuggestionReason::kPlacesFree) {
    AddParameter(parameters, ParameterName::kNamed, ParameterValue::Number(*of.offer.places_left));
  }
  return parameters;
}

ReasonParameters DescribePart(const OfferCase& of, const Gap& gap, const Way& way,
                              SuggestionCriterion criterion, const Rated& rated) {
  switch (criterion) {
    case SuggestionCriterion::kGapClosed:
      return DescribeClosing(of, gap, rated);
    case SuggestionCriterion::kNearness:
      return DescribeWay(of, way);
    case SuggestionCriterion::kLanguage:
      return DescribeLanguage(of.facts, of.offer.languages, rated);
    default:
      return DescribeTerms(of, rated);
  }
}

bool IsFor(const Offer& offer, std::optional<OfferAudience> audience) {
  const auto has = [&](OfferAudience wanted) {
    if (offer.audiences.empty()) return wanted == OfferAudience::kMentee;
    return std::find(offer.audiences.begin(), offer.audiences.end(), wanted) !=
           offer.audiences.end();
  };
  if (audience) return has(*audience);
  return has(OfferAudience::kMentee) || has(OfferAudience::kMentor);
}

}  // namespace

OfferCase CaseOf(const Seeker& seeker, const Offer& offer) {
  return {seeker.knowledge, seeker.facts, seeker.employed, seeker.work_hours, offer};
}

// Where no job is known it is not known either that there is none. A training has hours, but is no work.
Seeker SeekerOf(const KnowledgeImpl& knowledge, const DayFacts& facts,
                std::optional<bool> employed) {
  if (facts.job == nullptr || employed == false) return {knowledge, facts, employed, std::nullopt};
  if (IsWork(*facts.job)) employed = true;
  return {knowledge, facts, employed, facts.job->weekly_hours};
}

OfferLists::OfferLists(std::span<const Offer> offers, std::optional<OfferAudience> audience) {
  for (const Offer& offer : offers) {
    if (!IsFor(offer, audience)) continue;
    const GapSet gaps = GapsOf(offer);
    for (size_t i = 0; i < by_kind_.size(); ++i) {
      if ((gaps & GapBit(static_cast<GapKind>(i))) != 0) by_kind_[i].push_back(&offer);
    }
    if (!offer.reasons.empty()) with_reasons_.push_back(&offer);
  }
}

std::vector<const Offer*> OfferLists::For(const Gap& gap) const {
  std::vector<const Offer*> offers = by_kind_[Index(gap.kind)];
  if (gap.reason == Reason::kNone) return offers;
  for (const Offer* offer : with_reasons_) {
    const bool is_there = (GapsOf(*offer) & GapBit(gap.kind)) != 0;
    if (!is_there) offers.push_back(offer);
  }
  return offers;
}

FoundOffers FindOffers(const Seeker& seeker, const OfferLists& lists, const Gap& gap) {
  FoundOffers found;
  for (const Offer* offer : lists.For(gap)) {
    const OfferCase of = CaseOf(seeker, *offer);
    const std::optional<Rated> closing = Closing(of, gap);
    if (!closing) continue;
    const Way way = WayTo(of);
    if (const auto bar = FirstBar(JudgeGates(of, way))) {
      ++found.barred.at(Index(*bar));
    } else {
      found.offers.push_back({offer, ScoreOf(Rate(of, *closing, way))});
    }
  }
  std::sort(found.offers.begin(), found.offers.end(), [](const Found& a, const Found& b) {
    return a.score != b.score ? a.score > b.score : a.offer->id < b.offer->id;
  });
  return found;
}

OfferDetail Explain(const Seeker& seeker, const Offer& offer, const Gap& gap) {
  const OfferCase of = CaseOf(seeker, offer);
  const Way way = WayTo(of);
  const OfferPoints points = Rate(of, *Closing(of, gap), way);
  OfferDetail detail;
  for (size_t i = 0; i < points.size(); ++i) {
    const auto& [criterion, weight] = kOfferWeights[i];
    detail.parts.push_back({.criterion = criterion,
                            .points = points[i].points,
                            .weight = weight,
                            .contribution = points[i].points * weight,
                            .reason = points[i].reason,
                            .parameters = DescribePart(of, gap, way, criterion, points[i])});
  }
  const auto findings = JudgeGates(of, way);
  detail.hit_class = ClassOf(findings);
  for (size_t i = 0; i < findings.size(); ++i) {
    detail.gates.push_back(Describe(of, way, static_cast<OfferGate>(i), findings[i]));
  }
  if (offer.months_before && gap.start) {
    detail.earliest = gap.start->PlusMonths(-*offer.months_before);
  }
  return detail;
}

}  // namespace passung
