#include <algorithm>

#include "engine/market/mentee_draft.h"

namespace passung::market {
namespace {

void AddHome(const World& world, MenteeDraft& draft, Random& random) {
  const MarketTown& town = DrawTown(world, draft.district, random);
  draft.point = town.point();
  if (random.PerMille(35)) return;  // unknown
  Home home;
  home.district = DistrictCode::FromNumber(town.district);
  if (random.PerMille(850)) {
    home.postal_code = std::string(town.postal_code);
    home.point = town.point();
  }
  draft.mentee.facts.homes.push_back(home);
  if (random.PerMille(15)) {  // a move is agreed
    const size_t district = world.districts.Draw(random);
    const MarketTown& next = DrawTown(world, district, random);
    Home later;
    later.district = DistrictCode::FromNumber(next.district);
    later.postal_code = std::string(next.postal_code);
    later.point = next.point();
    later.valid.from = world.today.PlusDays(random.Between(20, 120));
    draft.mentee.facts.homes.push_back(later);
  }
}

bool MayDrive(const World& world, const MenteeFacts& facts) {
  if (!facts.licences) return false;
  return std::any_of(facts.licences->begin(), facts.licences->end(), [&](const LicenceFact& fact) {
    return fact.kind == LicenceKind::kDrivingB && fact.valid.Holds(world.today);
  });
}

// Ways a mentor has looked up: at most eight, in the own district and a few around it.
void AddTravelTimes(const World& world, MenteeDraft& draft, Random& random) {
  MenteeFacts& facts = draft.mentee.facts;
  const bool car = facts.has_car == true;
  const int32_t count = random.Between(2, 8);
  for (int32_t i = 0; i < count; ++i) {
    const bool own = random.PerMille(600);
    const size_t district = own ? draft.district : DrawNearDistrict(world, draft.district, random);
    const MarketTown& town = DrawTown(world, district, random);
    const int32_t km = Kilometres(draft.point, town.point());
    const int32_t minutes = car ? 8 + km * 6 / 5 : 14 + km * 9 / 5;
    const int32_t detour = random.Between(0, 9);
    const bool listed =
        std::any_of(facts.travel_times.begin(), facts.travel_times.end(),
                    [&](const TravelTime& time) { return time.postal_code == town.postal_code; });
    if (!listed) {
      facts.travel_times.push_back({std::string(town.postal_code), minutes + detour, {}});
    }
  }
}

void AddWays(const World& world, MenteeDraft& draft, Random& random) {
  MenteeFacts& facts = draft.mentee.facts;
  if (random.PerMille(800)) {
    const bool driver = MayDrive(world, facts);
    facts.has_car = driver && random.PerMille(600);
  }
  if (random.PerMille(450)) {
    facts.max_travel_minutes = random.OneOf({30, 45, 45, 60, 60, 90, 120});
  }
  if (random.PerMille(350)) AddTravelTimes(world, draft, random);
}

std::vector<TimeWindow> DrawWindows(Random& random) {
  std::vector<TimeWindow> windows;
  int32_t last_day = 4;
  int32_t from = 0;
  int32_t to = 1440;
  switch (random.Pick({35, 20, 15, 15, 15})) {
    case 0:
      from = random.OneOf({450, 480, 510, 540});
      to = random.OneOf({780, 840, 870, 900});
      break;
    case 1:
      from = 420, to = 1080;
      break;
    case 2:
      from = 360, to = 1320, last_day = 5;
      break;
    case 3:
      last_day = 6;
      break;
    default:
      from = 300, to = 960;
      break;
  }
  for (int32_t day = 0; day <= last_day; ++day) windows.push_back({day, from, to});
  return windows;
}

void AddHours(MenteeDraft& draft, Random& random) {
  if (random.PerMille(300)) return;  // unknown
  HoursFact fact;
  if (random.PerMille(800)) {
    fact.hours = random.OneOf<WeeklyHours>(
        {{38, 40}, {35, 40}, {30, 40}, {20, 40}, {20, 30}, {20, 25}, {15, 20}, {40, 40}, {38, 48}});
  }
  if (!fact.hours || random.PerMille(420)) fact.windows = DrawWindows(random);
  draft.mentee.facts.hours.push_back(fact);
}

std::optional<Track> DrawTrack(int32_t level, Random& random) {
  if (random.PerMille(140)) return std::nullopt;
  return random.PerMille(level == 1 ? 480 : 60) ? Track::kTraining : Track::kEmployment;
}

void AddExclusions(const World& world, Exclusions& exclusions, Random& random) {
  for (size_t i = 0; i < EnumCount<Condition>(); ++i) {
    if (random.PerMille(60)) exclusions.conditions.push_back(static_cast<Condition>(i));
  }
  for (const OccupationPrefix prefix : world.excludable) {
    if (random.PerMille(18)) exclusions.occupations.push_back(prefix);
  }
}

}  // namespace

void AddDailyLife(const World& world, MenteeDraft& draft, Random& random) {
  MenteeFacts& facts = draft.mentee.facts;
  AddHome(world, draft, random);
  AddWays(world, draft, random);
  AddHours(draft, random);
  if (random.PerMille(720)) {
    facts.available_from = world.today.PlusDays(random.Between(-90, 150));
  }
  facts.track = DrawTrack(draft.level, random);
  AddExclusions(world, facts.exclusions, random);
}

}  // namespace passung::market
