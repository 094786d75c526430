#ifndef PASSUNG_ENGINE_OFFERS_CLOSING_H_
#define PASSUNG_ENGINE_OFFERS_CLOSING_H_

#include <optional>

#include "engine/offers/offer_case.h"
#include "passung/gap.h"

namespace passung {

// How far an offer leads over a gap; absent where it is of no help with it. engine/offers/README.md has
// the tables.
std::optional<Rated> Closing(const OfferCase& of, const Gap& gap);
// What there is to say of it.
ReasonParameters DescribeClosing(const OfferCase& of, const Gap& gap, const Rated& closing);

// Points for an offer of these occupations for somebody with one; absent where none of them is near.
// No occupations stand for all.
std::optional<Rated> ForOccupation(const KnowledgeImpl& knowledge,
                                   const std::vector<OccupationPrefix>& prefixes,
                                   OccupationCode occupation);

}  // namespace passung

#endif  // PASSUNG_ENGINE_OFFERS_CLOSING_H_
