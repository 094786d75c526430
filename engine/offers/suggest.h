#ifndef PASSUNG_ENGINE_OFFERS_SUGGEST_H_
#define PASSUNG_ENGINE_OFFERS_SUGGEST_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/offers/offer_case.h"
#include "passung/gap.h"
#include "passung/offer.h"
#include "passung/suggestion.h"

namespace passung {

// The offers that may help with each kind of gap, so that a search looks at few. Keeps pointers.
class OfferLists final {
 public:
  // `audience` absent: for mentees and mentors.
  OfferLists(std::span<const Offer> offers, std::optional<OfferAudience> audience);

  // In the order of the offers: those of the kind, and those that answer the reason.
  std::vector<const Offer*> For(const Gap& gap) const;

 private:
  std::array<std::vector<const Offer*>, EnumCount<GapKind>()> by_kind_;
  std::vector<const Offer*> with_reasons_;
};

// Of whom offers are looked for.
struct Seeker {
  const KnowledgeImpl& knowledge;
  const DayFacts& facts;
  std::optional<bool> employed;
  std::optional<int32_t> work_hours;  // a week, of who has work
};

// Somebody by the present job, unless `employed` says otherwise.
Seeker SeekerOf(const KnowledgeImpl& knowledge, const DayFacts& facts,
                std::optional<bool> employed);

// Views into both.
OfferCase CaseOf(const Seeker& seeker, const Offer& offer);

// An offer that helps and that no gate bars.
struct Found {
  const Offer* offer = nullptr;
  int32_t score = 0;
};

struct FoundOffers {
  std::vector<Found> offers;  // by score falling, then by id rising
  std::array<int32_t, kOfferGateCount> barred{};
};

FoundOffers FindOffers(const Seeker& seeker, const OfferLists& lists, const Gap& gap);

// Everything there is to say of an offer that was found.
struct OfferDetail {
  std::vector<SuggestionPart> parts;
  std::vector<GateOutcome> gates;
  HitClass hit_class = HitClass::kOpen;
  std::optional<Date> earliest;
};
OfferDetail Explain(const Seeker& seeker, const Offer& offer, const Gap& gap);

}  // namespace passung

#endif  // PASSUNG_ENGINE_OFFERS_SUGGEST_H_
