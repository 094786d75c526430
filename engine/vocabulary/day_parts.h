#ifndef PASSUNG_ENGINE_VOCABULARY_DAY_PARTS_H_
#define PASSUNG_ENGINE_VOCABULARY_DAY_PARTS_H_

#include <optional>
#include <vector>

#include "engine/vocabulary/day_facts.h"

namespace passung {

// What ResolveFacts makes of single lists of facts, for those who look at parts of a mentee and need
// not pay for the rest. Each writes its own fields of `result`, which need to be as in a new one.

// Claims and qualifications.
void ResolveClaims(const MenteeFacts& facts, Date day, DayFacts& result);
void ResolveGerman(const std::vector<GermanFact>& facts, Date day, DayFacts& result);
void ResolveSchools(const std::vector<SchoolFact>& facts, Date day, DayFacts& result);
void ResolveLicences(const std::optional<std::vector<LicenceFact>>& facts, Date day,
                     DayFacts& result);
void ResolveTravelTimes(const std::vector<TravelTime>& facts, Date day, DayFacts& result);
void ResolveHours(const std::vector<HoursFact>& facts, Date day, DayFacts& result);

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_DAY_PARTS_H_
