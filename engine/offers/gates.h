#ifndef PASSUNG_ENGINE_OFFERS_GATES_H_
#define PASSUNG_ENGINE_OFFERS_GATES_H_

#include <array>

#include "engine/offers/offer_case.h"
#include "engine/offers/way.h"

namespace passung {

// What every gate says, in the order of OfferGate. `way` is WayTo(of).
std::array<GateFinding, kOfferGateCount> JudgeGates(const OfferCase& of, const Way& way);
// The first gate that bars; absent where none does.
std::optional<OfferGate> FirstBar(const std::array<GateFinding, kOfferGateCount>& findings);
HitClass ClassOf(const std::array<GateFinding, kOfferGateCount>& findings);
GateOutcome Describe(const OfferCase& of, const Way& way, OfferGate gate,
                     const GateFinding& finding);

}  // namespace passung

#endif  // PASSUNG_ENGINE_OFFERS_GATES_H_
