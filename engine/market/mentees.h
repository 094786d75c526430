#ifndef PASSUNG_ENGINE_MARKET_MENTEES_H_
#define PASSUNG_ENGINE_MARKET_MENTEES_H_

#include <cstdint>

#include "engine/market/world.h"
#include "passung/mentee.h"

namespace passung::market {

// The mentee at a position from 0; it depends on nothing but the world and the position.
Mentee MakeMentee(const World& world, int64_t index);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_MENTEES_H_
