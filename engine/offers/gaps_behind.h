#ifndef PASSUNG_ENGINE_OFFERS_GAPS_BEHIND_H_
#define PASSUNG_ENGINE_OFFERS_GAPS_BEHIND_H_

#include <optional>
#include <vector>

#include "engine/vocabulary/day_facts.h"
#include "passung/gap.h"
#include "passung/match.h"

namespace passung {

// What keeps a person from the vacancy of an explained pair: of rules that do not pass, the worst verdict
// first, then of criteria. No two gaps of a kind are about the same; those of German are one. `start` is
// that of the vacancy.
std::vector<Gap> GapsBehindMatch(const Match& match, const DayFacts& facts,
                                 std::optional<Date> start);

// What no rule speaks of: no vocational qualification, no school certificate, licences that ended.
std::vector<Gap> GapsOfFacts(const MenteeFacts& mentee, const DayFacts& facts);

// Adds `gap`, or joins it with one that is about the same: the earlier start and the higher levels count.
void AddGap(const Gap& gap, std::vector<Gap>& gaps);

}  // namespace passung

#endif  // PASSUNG_ENGINE_OFFERS_GAPS_BEHIND_H_
