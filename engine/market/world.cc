#include "engine/market/world.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::market {
namespace {

// Nobody has a mentor look up the way to a place further away. Saxony is small enough to be near
// as a whole.
constexpr int32_t kNearKm = 80;

void AddPlaces(World& world) {
  const std::span<const MarketTown> towns = world.places.towns;
  size_t next = 0;
  for (const MarketDistrict& district : world.places.districts) {
    world.districts.Add(district.population);
    TownTable& table = world.towns.emplace_back();
    table.first = next;
    for (; next < towns.size() && towns[next].district == district.number; ++next) {
      table.weights.Add(towns[next].weight);
    }
  }
}

// By the first town of each district, its seat or its largest.
void AddNeighbours(World& world) {
  const auto point = [&](size_t district) {
    return world.places.towns[world.towns[district].first].point();
  };
  for (size_t from = 0; from < world.towns.size(); ++from) {
    Neighbourhood& near = world.near.emplace_back();
    for (size_t to = 0; to < world.towns.size(); ++to) {
      if (Kilometres(point(from), point(to)) > kNearKm) continue;
      near.districts.push_back(to);
      near.weights.Add(world.places.districts[to].population);
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
  for (const MarketDistrict& district : world.places.districts) {
    const std::string code = DistrictCode::FromNumber(district.number).ToString();
    PASSUNG_ASSIGN_OR_RETURN(const AreaCode area, AreaCode::Parse(code));
    PASSUNG_ASSIGN_OR_RETURN(const AreaCode land, AreaCode::Parse(code.substr(0, 2)));
    world.areas.push_back(area);
    world.lands.push_back(land);
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

absl::StatusOr<World> PrepareWorld(const MarketOptions& options) {
  World world;
  world.seed = options.seed;
  world.today = options.today;
  world.places = PlacesOf(options.region);
  AddPlaces(world);
  if (options.region == MarketRegion::kGermany) AddNeighbours(world);
  AddOccupations(world);
  AddEmployers(world);
  PASSUNG_RETURN_IF_ERROR(AddAreas(world));
  PASSUNG_RETURN_IF_ERROR(AddDates(world));
  return world;
}

const MarketTown& DrawTown(const World& world, size_t district, Random& random) {
  const TownTable& table = world.towns[district];
  return world.places.towns[table.first + table.weights.Draw(random)];
}

size_t DrawNearDistrict(const World& world, size_t district, Random& random) {
  if (world.near.empty()) return world.districts.Draw(random);
  const Neighbourhood& near = world.near[district];
  return near.districts[near.weights.Draw(random)];
}

}  // namespace passung::market
