#ifndef PASSUNG_ENGINE_OFFERS_ADMISSION_H_
#define PASSUNG_ENGINE_OFFERS_ADMISSION_H_

#include "engine/offers/offer_case.h"

namespace passung {

// Whether somebody is admitted by the scheme of an offer, on the day of the facts. What is not known of
// the person is tried out; only what all possibilities agree on stands.
GateFinding JudgeAdmission(const OfferCase& of);

}  // namespace passung

#endif  // PASSUNG_ENGINE_OFFERS_ADMISSION_H_
