#ifndef PASSUNG_ENGINE_VOCABULARY_LAND_H_
#define PASSUNG_ENGINE_VOCABULARY_LAND_H_

#include <cstdint>

namespace passung {

// The number of one of the 16 Länder, as district codes begin with it.
constexpr bool IsLand(int32_t number) { return number >= 1 && number <= 16; }

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_LAND_H_
