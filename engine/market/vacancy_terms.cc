#include <algorithm>
#include <array>

#include "engine/market/vacancy_draft.h"

namespace passung::market {
namespace {

// ---- Working time -------------------------------------------------------------------------------

// Patterns of a week, as advertisements describe them.
enum class Pattern {
  kDay,
  kEarly,
  kRotating,
  kNight,
  kShop,
  kEvening,
  kMornings,
  kSchoolDay,
  kCare
};

// Weights of the patterns in the order of Field.
constexpr std::array<std::array<int32_t, 9>, kFieldCount> kPatterns = {{
    {25, 20, 35, 12, 0, 5, 3, 0, 0},   // logistics
    {35, 25, 20, 15, 0, 5, 0, 0, 0},   // driving
    {15, 10, 0, 3, 0, 30, 42, 0, 0},   // cleaning
    {20, 0, 0, 0, 75, 0, 5, 0, 0},     // sales
    {30, 15, 10, 10, 0, 30, 5, 0, 0},  // kitchen
    {15, 10, 15, 5, 0, 50, 5, 0, 0},   // hospitality
    {92, 0, 3, 0, 0, 0, 5, 0, 0},      // office
    {97, 0, 0, 0, 0, 0, 3, 0, 0},      // finance
    {94, 0, 4, 2, 0, 0, 0, 0, 0},      // it
    {30, 10, 48, 12, 0, 0, 0, 0, 0},   // metal
    {80, 5, 15, 0, 0, 0, 0, 0, 0},     // vehicle
    {60, 10, 25, 5, 0, 0, 0, 0, 0},    // electro
    {85, 15, 0, 0, 0, 0, 0, 0, 0},     // construction
    {70, 20, 8, 2, 0, 0, 0, 0, 0},     // building
    {25, 12, 48, 15, 0, 0, 0, 0, 0},   // manufacturing
    {65, 30, 0, 0, 5, 0, 0, 0, 0},     // green
    {10, 10, 5, 10, 0, 0, 10, 0, 55},  // care
    {55, 5, 5, 5, 0, 0, 5, 0, 25},     // health
    {40, 5, 0, 2, 0, 0, 5, 40, 8},     // education
    {15, 5, 35, 30, 0, 10, 0, 0, 5},   // security
    {20, 0, 0, 0, 80, 0, 0, 0, 0},     // body care
    {70, 5, 20, 5, 0, 0, 0, 0, 0},     // science
    {75, 0, 5, 0, 0, 20, 0, 0, 0},     // media
}};

Pattern DrawPattern(Field field, Random& random) {
  const auto& w = kPatterns[static_cast<size_t>(field)];
  return static_cast<Pattern>(random.Pick({w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8]}));
}

void Fill(std::vector<TimeWindow>& shifts, int32_t first_day, int32_t last_day, int32_t from,
          int32_t to) {
  for (int32_t day = first_day; day <= last_day; ++day) shifts.push_back({day, from, to});
}

std::vector<TimeWindow> ShiftsOf(Pattern pattern, Random& random) {
  std::vector<TimeWindow> shifts;
  switch (pattern) {
    case Pattern::kDay: {
      const int32_t from = 420 + 30 * random.Between(0, 4);
      Fill(shifts, 0, 4, from, from + random.OneOf({300, 360, 480, 510}));
      break;
    }
    case Pattern::kEarly:
      Fill(shifts, 0, 4, random.OneOf({300, 330, 360}), 840);
      break;
    case Pattern::kRotating:
      Fill(shifts, 0, 4, 360, 1320);
      break;
    case Pattern::kNight:  // over midnight: two windows
      for (int32_t day = 0; day < 5; ++day) {
        shifts.push_back({day, 1320, 1440});
        shifts.push_back({day + 1, 0, 360});
      }
      break;
    case Pattern::kShop: {
      const int32_t from = random.OneOf({420, 540, 600});
      Fill(shifts, 0, 5, from, from + random.OneOf({300, 480, 600}));
      break;
    }
    case Pattern::kEvening:
      Fill(shifts, 2, 6, random.OneOf({960, 1020}), 1380);
      break;
    case Pattern::kMornings:
      Fill(shifts, 0, 4, 300, random.OneOf({420, 480, 540}));
      break;
    case Pattern::kSchoolDay:
      Fill(shifts, 0, 4, 450, random.OneOf({750, 810, 900}));
      break;
    case Pattern::kCare:
      Fill(shifts, 0, 6, 360, random.OneOf({840, 1260}));
      break;
  }
  return shifts;
}

bool IsShiftWork(Pattern pattern) {
  return pattern != Pattern::kDay && pattern != Pattern::kEarly && pattern != Pattern::kMornings &&
         pattern != Pattern::kSchoolDay;
}

WeeklyHours DrawHours(const VacancyDraft& draft, Random& random) {
  if (draft.vacancy.kind == VacancyKind::kMinijob) {
    return random.OneOf<WeeklyHours>({{5, 10}, {8, 10}, {10, 10}, {6, 12}});
  }
  if (draft.column == Column::kTraining) return random.OneOf<WeeklyHours>({{38, 40}, {40, 40}});
  if (draft.column == Column::kBridge) return random.OneOf<WeeklyHours>({{20, 40}, {38, 40}});
  if (random.PerMille(650)) {
    return random.OneOf<WeeklyHours>({{40, 40}, {38, 40}, {39, 39}, {35, 40}, {37, 38}});
  }
  return random.OneOf<WeeklyHours>({{20, 30}, {20, 40}, {25, 25}, {30, 35}, {15, 20}, {30, 40}});
}

void AddWorkingTime(VacancyDraft& draft, Random& random) {
  const Pattern pattern = DrawPattern(draft.main->field, random);
  if (random.PerMille(560)) draft.vacancy.hours = DrawHours(draft, random);
  switch (random.Pick({700, 70, 230})) {
    case 1:
      draft.vacancy.shifts.emplace();
      break;  // times are free
    case 2:
      draft.vacancy.shifts = ShiftsOf(pattern, random);
      break;
    default:
      break;  // not stated
  }
  if (draft.vacancy.shifts && draft.vacancy.shifts->empty()) {
    draft.vacancy.shift_work = false;
  } else if (random.PerMille(600)) {
    draft.vacancy.shift_work = IsShiftWork(pattern);
  }
}

// ---- Contract -----------------------------------------------------------------------------------

void AddContract(VacancyDraft& draft, Random& random) {
  Vacancy& vacancy = draft.vacancy;
  if (draft.agency || !random.PerMille(120)) vacancy.temporary_agency = draft.agency;
  if (draft.agency && random.PerMille(30)) vacancy.temporary_agency.reset();
  const bool internship = vacancy.kind == VacancyKind::kInternship;
  if (random.PerMille(internship ? 800 : 600)) {
    vacancy.paid = !(internship && random.PerMille(600));
  }
  if (draft.main->number / 100 == 531 && random.PerMille(600)) {
    vacancy.security_firm = random.PerMille(draft.main->number == 53112 ? 900 : 550);
  }
  if (random.PerMille(920)) {
    const size_t many = random.Pick({74, 20, 5, 1});
    switch (many) {
      case 0:
        vacancy.openings = 1;
        break;
      case 1:
        vacancy.openings = random.Between(2, 4);
        break;
      case 2:
        vacancy.openings = random.Between(5, 15);
        break;
      default:
        vacancy.openings = random.Between(20, 80);
    }
  }
}

void AddSupport(VacancyDraft& draft, Random& random) {
  if (!random.PerMille(draft.employer.states_support)) return;
  std::vector<SupportItem>& items = draft.vacancy.support.emplace();
  for (size_t item = 0; item < EnumCount<SupportItem>(); ++item) {
    if (random.PerMille(draft.employer.offers_support)) {
      items.push_back(static_cast<SupportItem>(item));
    }
  }
}

// ---- Dates --------------------------------------------------------------------------------------

Date DrawStart(const World& world, const VacancyDraft& draft, Random& random) {
  if (draft.column == Column::kTraining) {
    return world.training_starts[random.Pick({35, 40, 10, 15})];
  }
  const Date today = world.today;
  switch (random.Pick({40, 30, 20, 10})) {
    case 0:
      return today.PlusDays(random.Between(-14, 14));
    case 1:
      return today.PlusDays(random.Between(15, 45));
    case 2:
      return today.PlusDays(random.Between(46, 120));
    default:
      return today.PlusDays(random.Between(121, 300));
  }
}

void AddDates(const World& world, VacancyDraft& draft, Random& random) {
  Vacancy& vacancy = draft.vacancy;
  const Date today = world.today;
  // Most advertisements are young.
  const int32_t first = random.Between(0, 150);
  const int32_t second = random.Between(0, 150);
  vacancy.published = today.PlusDays(-std::min(first, second));
  if (random.PerMille(draft.column == Column::kTraining ? 900 : 650)) {
    vacancy.start = DrawStart(world, draft, random);
  }
  if (random.PerMille(400)) vacancy.apply_until = today.PlusDays(random.Between(-6, 110));
  if (random.PerMille(40)) vacancy.open_from = today.PlusDays(random.Between(1, 30));
  if (vacancy.apply_until && vacancy.open_from && *vacancy.apply_until < *vacancy.open_from) {
    vacancy.apply_until = vacancy.open_from->PlusDays(30);
  }
  if (vacancy.start && draft.column != Column::kTraining && random.PerMille(180)) {
    vacancy.end = vacancy.start->PlusMonths(random.OneOf({3, 6, 12, 12, 24}));
  }
  vacancy.closed = random.PerMille(15);
}

}  // namespace

void AddTerms(const World& world, VacancyDraft& draft, Random& random) {
  AddWorkingTime(draft, random);
  AddContract(draft, random);
  AddSupport(draft, random);
  AddDates(world, draft, random);
}

}  // namespace passung::market
