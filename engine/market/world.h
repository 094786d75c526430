// What every record of one market is drawn from: prepared once, then only read.
#ifndef PASSUNG_ENGINE_MARKET_WORLD_H_
#define PASSUNG_ENGINE_MARKET_WORLD_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/market/occupations.h"
#include "engine/market/places.h"
#include "engine/market/random.h"
#include "passung/date.h"
#include "passung/market.h"
#include "passung/vocabulary.h"

namespace passung::market {

inline constexpr int kEmployersPerField = 1500;
inline constexpr int kAgencies = 300;

// The towns of one district stand together in places.towns.
struct TownTable {
  size_t first = 0;
  WeightedTable weights;
};

// Where somebody from a district looks for ways: itself and the districts around it.
struct Neighbourhood {
  std::vector<size_t> districts;  // positions
  WeightedTable weights;
};

struct World {
  uint64_t seed = 0;
  Date today;
  int32_t year = 0;  // of today
  // First days of the training years from the current one on: 1 August and 1 September.
  std::array<Date, 4> training_starts;

  Places places;
  // Positions in places.districts and Occupations().
  WeightedTable districts;
  std::vector<TownTable> towns;                  // by position of the district
  std::vector<Neighbourhood> near;               // likewise; empty: the whole region is near
  std::array<WeightedTable, 5> work_of_level;    // [requirement level]
  std::array<WeightedTable, 5> wishes_of_level;  // [requirement level]
  std::array<WeightedTable, kFieldCount> work_of_field;  // by field
  WeightedTable trainings;
  // Positions in the lists of employers, the most prolific first.
  WeightedTable employers;
  WeightedTable agencies;

  std::vector<AreaCode> areas;                 // by position of the district
  std::vector<AreaCode> lands;                 // the Land around it, likewise
  std::array<OccupationPrefix, 6> excludable;  // what people exclude most
};

absl::StatusOr<World> PrepareWorld(const MarketOptions& options);

// A town of a district given by its position.
const MarketTown& DrawTown(const World& world, size_t district, Random& random);
// A district that can be reached from the one at a position.
size_t DrawNearDistrict(const World& world, size_t district, Random& random);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_WORLD_H_
