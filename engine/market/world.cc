#include "engine/market/world.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::market {
namespace {

void AddPlaces(World& world) {
  for (const MarketDistrict& district : Districts()) {
    world.districts.Add(district.population);
    WeightedTable& towns = world.towns_of_district.emplace_back();
    for (const MarketTown& town : Towns()) {
      towns.Add(town.district == district.number ? town.weight : 0);
    }
  }
}

void AddOccupations(World& world) {
  for (const MarketOccupation& occupation : Occupations()) {
    for (int32_t level = 1; level <= 4; ++level) {
      const bool here = occupation.level() == level;
      world.work_of_level[static_cast<size_t>(level)].Add(here ? occupation.vacancies : 0);
      world.wishes_of_level[static_cast<size_t>(level)].Add(here ? occupation.seekers : 0);
    }
    for (size_t field = 0; field < kFieldCount; ++field) {
      const bool here = static_cast<size_t>(occupation.field) == field;
      world.work_of_field[field].Add(here ? occupation.vacancies : 0);
    }
    world.trainings.Add(occupation.trainings);
  }
}

// Zipf with a shifted rank: the first few lead without any of them being the whole market.
void AddEmployers(World& world) {
  for (int rank = 0; rank < kEmployersPerField; ++rank) world.employers.Add(1'000'000 / (rank + 3));
  for (int rank = 0; rank < kAgencies; ++rank) world.agencies.Add(1'000'000 / (rank + 2));
}

absl::Status AddAreas(World& world) {
  PASSUNG_ASSIGN_OR_RETURN(world.saxony, AreaCode::Parse("14"));
  for (const MarketDistrict& district : Districts()) {
    PASSUNG_ASSIGN_OR_RETURN(const AreaCode area, AreaCode::Parse(absl::StrCat(district.number)));
    world.areas.push_back(area);
  }
  constexpr std::array<absl::string_view, 6> kPrefixes = {"54", "531", "293", "821", "52", "321"};
  for (size_t i = 0; i < kPrefixes.size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(world.excludable[i], OccupationPrefix::Parse(kPrefixes[i]));
  }
  return absl::OkStatus();
}

absl::Status AddDates(World& world) {
  const std::string text = world.today.ToString();
  if (!absl::SimpleAtoi(text.substr(0, 4), &world.year)) {
    return absl::InternalError(absl::StrCat("day \"", text, "\" does not begin with its year"));
  }
  size_t i = 0;
  for (const int year : {world.year, world.year + 1}) {
    for (const int month : {8, 9}) {
      PASSUNG_ASSIGN_OR_RETURN(world.training_starts[i++], Date::FromCivil(year, month, 1));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<World> PrepareWorld(uint64_t seed, Date today) {
  World world;
  world.seed = seed;
  world.today = today;
  AddPlaces(world);
  AddOccupations(world);
  AddEmployers(world);
  PASSUNG_RETURN_IF_ERROR(AddAreas(world));
  PASSUNG_RETURN_IF_ERROR(AddDates(world));
  return world;
}

const MarketTown& DrawTown(const World& world, size_t district, Random& random) {
  return Towns()[world.towns_of_district[district].Draw(random)];
}

}  // namespace passung::market
