// The steps of making one mentee; each adds its part to the draft and leaves what later ones lean on.
#ifndef PASSUNG_ENGINE_MARKET_MENTEE_DRAFT_H_
#define PASSUNG_ENGINE_MARKET_MENTEE_DRAFT_H_

#include <cstddef>
#include <cstdint>

#include "engine/market/occupations.h"
#include "engine/market/world.h"
#include "passung/mentee.h"

namespace passung::market {

struct MenteeDraft {
  int32_t stay_months = 0;          // since arrival, whether recorded or not
  size_t district = 0;              // position; lived in, whether recorded or not
  GeoPoint point;                   // of the town lived in
  int32_t level = 1;                // of the best qualification, 1 where there is none
  Field field = Field::kLogistics;  // of the main occupation
  Mentee mentee;
};

void AddResidence(const World& world, MenteeDraft& draft, Random& random);
// Qualifications with recognitions, experience, wishes.
void AddClaims(const World& world, MenteeDraft& draft, Random& random);
// School, licences, skills.
void AddProofs(const World& world, MenteeDraft& draft, Random& random);
void AddLanguages(const World& world, MenteeDraft& draft, Random& random);
// Home, ways, hours, first day, track, exclusions.
void AddDailyLife(const World& world, MenteeDraft& draft, Random& random);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_MENTEE_DRAFT_H_
