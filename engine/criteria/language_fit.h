#ifndef PASSUNG_ENGINE_CRITERIA_LANGUAGE_FIT_H_
#define PASSUNG_ENGINE_CRITERIA_LANGUAGE_FIT_H_

#include <optional>

#include "engine/index/query.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/profile.h"

namespace passung {

// Least and greatest points over all completions, for a level that the law demands (or none).
PointsRange LanguageRange(const LanguageFitTable& table, const DayFacts& facts,
                          const LanguageKey& key, std::optional<LanguageLevel> by_law);

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_LANGUAGE_FIT_H_
