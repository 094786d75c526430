#ifndef PASSUNG_ENGINE_VOCABULARY_MENTEE_LIMITS_H_
#define PASSUNG_ENGINE_VOCABULARY_MENTEE_LIMITS_H_

#include <cstddef>

// What a person may state at most: import keeps within it, validation refuses what is more.

namespace passung {

// Qualifications, experiences and wishes, each.
inline constexpr size_t kMaxClaims = 16;

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_MENTEE_LIMITS_H_
