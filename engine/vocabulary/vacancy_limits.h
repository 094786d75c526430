#ifndef PASSUNG_ENGINE_VOCABULARY_VACANCY_LIMITS_H_
#define PASSUNG_ENGINE_VOCABULARY_VACANCY_LIMITS_H_

#include <cstddef>

// What a vacancy may have at most: import cuts to it, validation refuses what is more.

namespace passung {

inline constexpr size_t kMaxVacancyOccupations = 3;
inline constexpr size_t kMaxVacancyPlaces = 16;
inline constexpr size_t kMaxNameBytes = 200;
inline constexpr size_t kMaxTitleBytes = 300;
inline constexpr size_t kMaxPhraseBytes = 300;

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_VACANCY_LIMITS_H_
