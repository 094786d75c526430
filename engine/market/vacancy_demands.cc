#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "engine/market/skills.h"
#include "engine/market/vacancy_draft.h"

namespace passung::market {
namespace {

// ---- German -------------------------------------------------------------------------------------

LanguageLevel ShiftDemand(LanguageLevel level, int32_t by) {
  return static_cast<LanguageLevel>(std::clamp(static_cast<int32_t>(level) + by, 1, 6));
}

// Levels as they are usual for the column (the priors of the shipped profiles), A1 first; some
// fields speak more and some less than others of the same column.
LanguageLevel DrawUsualLevel(Column column, Field field, Random& random) {
  size_t level = 0;
  switch (column) {
    case Column::k1:
      level = random.Pick({25, 45, 25, 5});
      break;
    case Column::k2:
      level = random.Pick({0, 15, 45, 35, 5});
      break;
    case Column::k3:
      level = random.Pick({0, 0, 20, 55, 25});
      break;
    case Column::k4:
      level = random.Pick({0, 0, 10, 45, 40, 5});
      break;
    case Column::kTraining:
      level = random.Pick({0, 5, 65, 30});
      break;
    case Column::kBridge:
      level = random.Pick({5, 55, 40});
      break;
  }
  int32_t shift = 0;
  switch (field) {
    case Field::kCare:
    case Field::kHealth:
    case Field::kEducation:
    case Field::kSales:
    case Field::kSecurity:
      shift = random.PerMille(400) ? 1 : 0;
      break;
    case Field::kIt:
      shift = random.PerMille(350) ? -1 : 0;
      break;
    default:
      break;
  }
  return ShiftDemand(static_cast<LanguageLevel>(level + 1), shift);
}

// Health professions: B2 for the permit to practise, speech therapy C2 (Saxon practice).
std::optional<LanguageLevel> LevelByLaw(const MarketOccupation& occupation) {
  static constexpr std::array<int32_t, 15> kHealthProfessions = {81213, 81232, 81302, 81313, 81332,
                                                                 81342, 81353, 81404, 81424, 81454,
                                                                 81474, 81713, 81723, 81804, 82102};
  if (occupation.number == 81733) return LanguageLevel::kC2;
  const bool listed = std::find(kHealthProfessions.begin(), kHealthProfessions.end(),
                                occupation.number) != kHealthProfessions.end();
  return listed ? std::optional(LanguageLevel::kB2) : std::nullopt;
}

// Some advertisements ask for less in writing, or speak of talking only.
void SpreadOverSkills(LanguageLevel level, LanguageRequirement& german, Random& random) {
  german.levels = AllSkills(level);
  switch (random.Pick({68, 16, 6, 6, 4})) {
    case 1:
      german.levels[3] = ShiftDemand(level, -1);
      break;
    case 2:
      german.levels[1] = ShiftDemand(level, -1);
      german.levels[3] = ShiftDemand(level, -1);
      break;
    case 3:
      german.levels[1].reset();
      german.levels[3].reset();
      break;
    case 4:
      german.levels[3].reset();
      break;
    default:
      break;
  }
}

void InferFromPhrase(LanguageRequirement& german, Random& random) {
  german.strength = RequirementStrength::kInferred;
  switch (random.Pick({35, 45, 20})) {
    case 0:
      german.phrase = "sehr gute Deutschkenntnisse in Wort und Schrift";
      german.levels = AllSkills(LanguageLevel::kC1);
      break;
    case 1:
      german.phrase = "gute Deutschkenntnisse";
      german.levels = AllSkills(LanguageLevel::kB2);
      break;
    default:
      german.phrase = "Grundkenntnisse in Deutsch";
      german.levels = AllSkills(LanguageLevel::kA2);
  }
}

void AddGerman(VacancyDraft& draft, Random& random) {
  LanguageRequirement& german = draft.vacancy.german;
  const std::optional<LanguageLevel> by_law = LevelByLaw(*draft.main);
  if (by_law && draft.column != Column::kTraining && draft.column != Column::kBridge &&
      random.PerMille(500)) {
    german.levels = AllSkills(*by_law);
    german.strength = RequirementStrength::kByLaw;
    return;
  }
  if (!random.PerMille(draft.employer.states_german)) return;
  if (random.PerMille(draft.column == Column::k1 ? 150 : 350)) {
    InferFromPhrase(german, random);
    return;
  }
  const LanguageLevel level = DrawUsualLevel(draft.column, draft.main->field, random);
  SpreadOverSkills(level, german, random);
  const bool desired = random.PerMille(250);
  german.strength = desired ? RequirementStrength::kDesired : RequirementStrength::kRequired;
  if (!desired) german.phrase = absl::StrCat("mind. ", Name(level), "-Niveau");
}

void AddWorkingLanguages(VacancyDraft& draft, Random& random) {
  int32_t english = 8;
  if (draft.main->field == Field::kIt) english = 180;
  if (draft.main->field == Field::kScience || draft.main->number == 84304) english = 120;
  if (random.PerMille(english)) draft.vacancy.working_languages.emplace_back("en");
  if (random.PerMille(12)) {
    draft.vacancy.working_languages.emplace_back(
        random.OneOf<absl::string_view>({"ar", "cs", "fr", "pl", "ro", "ru", "uk"}));
  }
}

// ---- School, licences ---------------------------------------------------------------------------

void AddTrainingSchool(VacancyDraft& draft, Random& random) {
  const MarketOccupation& main = *draft.main;
  if (main.school && main.field == Field::kCare && main.level() == 2) {
    // § 11 PflBG: mittlerer Abschluss, or ten years of general schooling.
    draft.vacancy.school = {SchoolCertificate::kMittlererAbschluss, RequirementStrength::kByLaw,
                            10};
    return;
  }
  if (main.school) {
    draft.vacancy.school = {SchoolCertificate::kMittlererAbschluss, RequirementStrength::kByLaw,
                            std::nullopt};
    return;
  }
  const bool desk = main.field == Field::kOffice || main.field == Field::kIt ||
                    main.field == Field::kFinance || main.field == Field::kScience;
  const size_t certificate = desk ? random.Pick({25, 5, 50, 10, 10}) : random.Pick({30, 45, 25});
  if (certificate == 0) return;
  draft.vacancy.school = {
      static_cast<SchoolCertificate>(certificate),
      random.PerMille(550) ? RequirementStrength::kDesired : RequirementStrength::kRequired,
      std::nullopt};
}

void AddSchool(VacancyDraft& draft, Random& random) {
  if (draft.column == Column::kTraining) {
    AddTrainingSchool(draft, random);
  } else if ((draft.column == Column::k2 || draft.column == Column::kBridge) &&
             random.PerMille(70)) {
    draft.vacancy.school = {random.PerMille(500) ? SchoolCertificate::kHauptschule
                                                 : SchoolCertificate::kMittlererAbschluss,
                            RequirementStrength::kDesired, std::nullopt};
  }
}

void Demand(Vacancy& vacancy, LicenceKind kind, RequirementStrength strength) {
  vacancy.licences.push_back({kind, strength});
}

// Licences without which the work may not be done, by occupation.
void AddLicencesByLaw(VacancyDraft& draft, Random& random) {
  constexpr RequirementStrength kByLaw = RequirementStrength::kByLaw;
  Vacancy& vacancy = draft.vacancy;
  switch (draft.main->number) {
    case 52122:
      Demand(vacancy, random.PerMille(300) ? LicenceKind::kDrivingC : LicenceKind::kDrivingCE,
             kByLaw);
      Demand(vacancy, LicenceKind::kCode95, kByLaw);
      break;
    case 52132:
      Demand(vacancy, LicenceKind::kDrivingD, kByLaw);
      Demand(vacancy, LicenceKind::kCode95, kByLaw);
      break;
    case 52112:
      Demand(vacancy, LicenceKind::kDrivingB, kByLaw);
      Demand(vacancy, LicenceKind::kPassengerTransport, kByLaw);
      break;
    case 52182:
      Demand(vacancy, LicenceKind::kDrivingB, kByLaw);
      break;
    case 52531:
      Demand(vacancy, LicenceKind::kForklift, kByLaw);
      break;
    case 84513:
      Demand(vacancy, LicenceKind::kDrivingB, kByLaw);
      Demand(vacancy, LicenceKind::kDrivingInstructor, kByLaw);
      break;
    case 53112:
      if (random.PerMille(500)) Demand(vacancy, LicenceKind::kGuardClearance, kByLaw);
      break;
    default:
      break;
  }
  const bool with_children = draft.main->field == Field::kEducation || draft.main->number == 83141;
  if (with_children && random.PerMille(550)) {
    Demand(vacancy, LicenceKind::kCertificateOfConduct, kByLaw);
  }
}

void AddLicences(VacancyDraft& draft, Random& random) {
  // Who is trained gets the licence with the training.
  if (draft.column == Column::kTraining || draft.column == Column::kBridge) return;
  AddLicencesByLaw(draft, random);
  int32_t driving = 30;
  switch (draft.main->field) {
    case Field::kConstruction:
    case Field::kBuilding:
    case Field::kElectro:
      driving = 330;
      break;
    case Field::kCare:
    case Field::kGreen:
    case Field::kCleaning:
      driving = 180;
      break;
    default:
      break;
  }
  const bool asked = random.PerMille(driving);
  if (asked && draft.vacancy.licences.empty()) {
    Demand(draft.vacancy, LicenceKind::kDrivingB,
           random.PerMille(450) ? RequirementStrength::kRequired : RequirementStrength::kDesired);
  }
  if (draft.main->field == Field::kLogistics && random.PerMille(250)) {
    Demand(draft.vacancy, LicenceKind::kForklift,
           random.PerMille(300) ? RequirementStrength::kRequired : RequirementStrength::kDesired);
  }
}

// ---- Skills -------------------------------------------------------------------------------------

void AddSkills(VacancyDraft& draft, Random& random) {
  if (random.PerMille(450)) return;
  const size_t count = 1 + random.Pick({20, 28, 24, 16, 8, 4});
  const auto own = SkillsOf(draft.main->field);
  const auto general = GeneralSkills();
  auto& skills = draft.vacancy.skills;
  for (size_t i = 0; i < count; ++i) {
    const auto from = random.PerMille(650) ? own : general;
    // The smaller of two draws: the first of a list come most often.
    const int64_t one = random.Below(static_cast<int64_t>(from.size()));
    const int64_t two = random.Below(static_cast<int64_t>(from.size()));
    const absl::string_view id = from[static_cast<size_t>(std::min(one, two))];
    const bool desired = random.PerMille(450);
    if (std::any_of(skills.begin(), skills.end(),
                    [&](const SkillRequirement& skill) { return skill.id == id; })) {
      continue;
    }
    skills.push_back({std::string(id),
                      desired ? RequirementStrength::kDesired : RequirementStrength::kRequired});
  }
}

}  // namespace

void AddDemands(VacancyDraft& draft, Random& random) {
  AddGerman(draft, random);
  AddWorkingLanguages(draft, random);
  AddSchool(draft, random);
  AddLicences(draft, random);
  AddSkills(draft, random);
}

}  // namespace passung::market
