#ifndef PASSUNG_ENGINE_INDEX_FAVOURABLE_H_
#define PASSUNG_ENGINE_INDEX_FAVOURABLE_H_

#include <cstdint>

#include "engine/index/keys.h"

// For columns with more codes than bins: which keys are alike (equal groups), and a key at least as
// favourable to every person as two others of one group. "Favourable": no criterion gives it fewer
// points, and no enforced rule fails it unless it fails both.

namespace passung {

// The number of a skill that everybody has whose skills are known: stands for the best case.
inline constexpr uint32_t kAnySkill = UINT32_MAX;

uint64_t GroupOf(const LanguageKey& key);
// Fewer, for what is rare: all keys of a group of GroupOf are in one of these. Any two keys can be compared.
uint64_t CoarseGroupOf(const LanguageKey& key);
LanguageKey MoreFavourable(const LanguageKey& a, const LanguageKey& b);

uint64_t GroupOf(const HoursKey& key);
HoursKey MoreFavourable(const HoursKey& a, const HoursKey& b);

uint64_t GroupOf(const StartKey& key);
StartKey MoreFavourable(const StartKey& a, const StartKey& b);

uint64_t GroupOf(const TrackKey& key);
TrackKey MoreFavourable(const TrackKey& a, const TrackKey& b);

uint64_t GroupOf(const ExclusionKey& key);
ExclusionKey MoreFavourable(const ExclusionKey& a, const ExclusionKey& b);

uint64_t GroupOf(const OpenKey& key);
OpenKey MoreFavourable(const OpenKey& a, const OpenKey& b);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_FAVOURABLE_H_
