#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/builders.h"
#include "tests/support/random_vocabulary.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

RequirementStrength RandomStrength(RandomSource& random) {
  return random.PickEnum<RequirementStrength>(EnumCount<RequirementStrength>());
}

template <class T, class Same>
bool AddNew(std::vector<T>& values, T value, Same same) {
  for (const T& old : values) {
    if (same(old, value)) return false;
  }
  values.push_back(std::move(value));
  return true;
}

void MakeWhatAndWhere(RandomSource& random, int32_t unknown, Vacancy& vacancy) {
  for (int32_t i = random.Chance(unknown) ? 0 : random.Between(1, 3); i > 0; --i) {
    VacancyOccupation occupation;
    occupation.code = random.Unless(unknown / 2, RandomCode(random));
    if (random.Chance(15)) occupation.activity_level = random.Between(1, 4);
    if (!occupation.code) occupation.label = "unbekannt";
    AddNew(vacancy.occupations, occupation, [](const auto& a, const auto& b) { return a == b; });
  }
  for (int32_t i = random.Chance(unknown) ? 0 : random.Between(1, 2); i > 0; --i) {
    Place place;
    place.district = random.Unless(unknown / 2, RandomDistrict(random));
    if (random.Chance(60)) place.postal_code = RandomPostalCode(random);
    if (!place.district && place.postal_code.empty()) place.town = "Ort";
    AddNew(vacancy.places, place, [](const auto& a, const auto& b) { return a == b; });
  }
  vacancy.kind = random.Unless(unknown / 2, random.PickEnum<VacancyKind>(EnumCount<VacancyKind>()));
  if (vacancy.kind && random.Chance(40)) vacancy.kind = VacancyKind::kJob;
}

void MakeDemands(RandomSource& random, int32_t unknown, Vacancy& vacancy) {
  if (!random.Chance(unknown)) {
    for (auto& level : vacancy.german.levels) {
      level = random.Unless(unknown, random.PickEnum<LanguageLevel>(7));
    }
    if (random.Chance(50)) vacancy.german.levels = German(random.PickEnum<LanguageLevel>(7));
  }
  vacancy.german.strength = RandomStrength(random);
  if (random.Chance(20)) vacancy.working_languages = {RandomLanguage(random)};
  if (random.Chance(30)) {
    vacancy.school =
        SchoolRequirement{random.PickEnum<SchoolCertificate>(5), RandomStrength(random),
                          random.Unless(50, random.Between(9, 11))};
  }
  for (int32_t i = random.Chance(60) ? 0 : random.Between(1, 2); i > 0; --i) {
    AddNew(vacancy.licences, LicenceRequirement{RandomLicence(random), RandomStrength(random)},
           [](const auto& a, const auto& b) { return a.kind == b.kind; });
  }
  for (int32_t i = random.Chance(50) ? 0 : random.Between(1, 2); i > 0; --i) {
    AddNew(vacancy.skills, SkillRequirement{RandomSkill(random), RandomStrength(random)},
           [](const auto& a, const auto& b) { return a.id == b.id; });
  }
}

void MakeConditions(RandomSource& random, int32_t unknown, Vacancy& vacancy) {
  vacancy.hours = random.Unless(unknown, RandomHours(random));
  vacancy.shifts = random.Unless(unknown, RandomWindows(random, 0));
  vacancy.shift_work = random.Unless(unknown, random.Chance(30));
  vacancy.temporary_agency = random.Unless(unknown, random.Chance(30));
  vacancy.paid = random.Unless(unknown, random.Chance(85));
  vacancy.security_firm = random.Unless(unknown, random.Chance(50));
  if (!random.Chance(unknown)) {
    vacancy.support.emplace();
    for (size_t i = 0; i < EnumCount<SupportItem>(); ++i) {
      if (random.Chance(30)) vacancy.support->push_back(static_cast<SupportItem>(i));
    }
  }
}

void MakeDays(RandomSource& random, int32_t unknown, Vacancy& vacancy) {
  vacancy.start = random.Unless(unknown, RandomDay(random));
  if (random.Chance(15)) vacancy.open_from = RandomDay(random);
  if (random.Chance(15)) vacancy.apply_until = RandomDay(random);
  if (vacancy.open_from && vacancy.apply_until && *vacancy.apply_until < *vacancy.open_from) {
    std::swap(vacancy.open_from, vacancy.apply_until);
  }
  vacancy.closed = random.Chance(5);
}

}  // namespace

Vacancy RandomVacancy(RandomSource& random, int32_t unknown_percent, int32_t number) {
  Vacancy vacancy;
  vacancy.id.value = absl::StrCat("v", number);
  vacancy.test_data = true;
  MakeWhatAndWhere(random, unknown_percent, vacancy);
  MakeDemands(random, unknown_percent, vacancy);
  MakeConditions(random, unknown_percent, vacancy);
  MakeDays(random, unknown_percent, vacancy);
  if (!random.Chance(unknown_percent)) vacancy.employer = RandomEmployer(random);
  return vacancy;
}

RandomWorld MakeRandomWorld(RandomSource& random, const RandomWorldOptions& options) {
  RandomWorld world;
  for (int32_t i = 0; i < options.mentees; ++i) {
    world.mentees.push_back(RandomMentee(random, options.unknown_percent, i));
  }
  for (int32_t i = 0; i < options.vacancies; ++i) {
    world.vacancies.push_back(RandomVacancy(random, options.unknown_percent, i));
    // Twins under another id make ties.
    if (random.Chance(20)) {
      world.vacancies.push_back(world.vacancies.back());
      world.vacancies.back().id.value = absl::StrCat("twin", i);
    }
  }
  return world;
}

}  // namespace passung
