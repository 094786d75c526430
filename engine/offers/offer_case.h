#ifndef PASSUNG_ENGINE_OFFERS_OFFER_CASE_H_
#define PASSUNG_ENGINE_OFFERS_OFFER_CASE_H_

#include <cstdint>
#include <optional>
#include <utility>

#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/offer.h"
#include "passung/suggestion.h"

namespace passung {

// One offer looked at for one person on the day of the facts. Residence is behind a forward
// declaration: only admission.cc sees it.
struct OfferCase {
  const KnowledgeImpl& knowledge;
  const DayFacts& facts;
  std::optional<bool> employed;
  std::optional<int32_t> work_hours;  // a week, of who has work
  const Offer& offer;
};

// Whether offers of a kind have terms, that is, begin on a day and have so many places. Advice is there
// on any day.
constexpr bool HasTerms(OfferKind kind) {
  switch (kind) {
    case OfferKind::kRecognitionAdvice:
    case OfferKind::kSkillsAnalysis:
    case OfferKind::kLicenceGrant:
    case OfferKind::kResidenceAdvice:
    case OfferKind::kLabourLawAdvice:
    case OfferKind::kInformation:
    case OfferKind::kEmployerSupport:
    case OfferKind::kPartner:
      return false;
    default:
      return true;
  }
}

inline bool IsFull(const Offer& offer) { return offer.places_left == 0; }

// A judgement that has not been put into words yet: parameters are written only for what is shown.
struct Rated {
  int32_t points = 0;
  SuggestionReason reason = SuggestionReason::kNone;
};

struct GateFinding {
  Verdict verdict = Verdict::kPass;
  SuggestionReason reason = SuggestionReason::kNone;
  std::optional<Date> from;
};

inline void AddParameter(ReasonParameters& parameters, ParameterName name, ParameterValue value) {
  parameters.push_back({name, std::move(value)});
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_OFFERS_OFFER_CASE_H_
