#include <algorithm>

#include "engine/market/mentee_draft.h"
#include "engine/market/skills.h"

namespace passung::market {
namespace {

void AddSchool(MenteeDraft& draft, Random& random) {
  if (random.PerMille(180)) return;  // unknown
  SchoolFact school;
  if (random.PerMille(750)) {
    size_t certificate = 0;
    switch (draft.level) {
      case 1:
        certificate = random.Pick({38, 30, 20, 4, 8});
        break;
      case 2:
        certificate = random.Pick({5, 30, 45, 8, 12});
        break;
      case 3:
        certificate = random.Pick({0, 5, 35, 25, 35});
        break;
      default:
        certificate = random.Pick({0, 0, 4, 8, 88});
        break;
    }
    school.certificate = static_cast<SchoolCertificate>(certificate);
  }
  if (!school.certificate || random.PerMille(550)) {
    school.years = draft.level == 1 ? random.Between(4, 12) : random.Between(9, 13);
  }
  draft.mentee.facts.schools.push_back(school);
}

// Licences from outside the EU end six months after taking residence (§ 29 FeV), so many are known
// but no longer valid.
Validity DrawLicenceValidity(const World& world, const MenteeDraft& draft, Random& random) {
  if (random.PerMille(450)) return {};
  const int32_t days = 183 - draft.stay_months * 30;
  return {std::nullopt, world.today.PlusDays(days)};
}

void AddDrivingLicences(const World& world, MenteeDraft& draft, std::vector<LicenceFact>& licences,
                        Random& random) {
  const bool driver = draft.field == Field::kDriving;
  if (!random.PerMille(driver ? 750 : 330)) return;
  const Validity valid = DrawLicenceValidity(world, draft, random);
  licences.push_back({LicenceKind::kDrivingB, valid});
  if (!random.PerMille(driver ? 400 : 30)) return;
  switch (random.Pick({25, 55, 20})) {
    case 0:
      licences.push_back({LicenceKind::kDrivingC, valid});
      break;
    case 1:
      licences.push_back({LicenceKind::kDrivingCE, valid});
      break;
    default:
      licences.push_back({LicenceKind::kDrivingD, valid});
  }
  if (random.PerMille(300)) licences.push_back({LicenceKind::kCode95, {}});
}

void AddLicences(const World& world, MenteeDraft& draft, Random& random) {
  if (random.PerMille(230)) return;  // unknown
  std::vector<LicenceFact>& licences = draft.mentee.facts.licences.emplace();
  AddDrivingLicences(world, draft, licences, random);
  const bool stores = draft.field == Field::kLogistics || draft.field == Field::kDriving;
  if (random.PerMille(stores ? 200 : 25)) licences.push_back({LicenceKind::kForklift, {}});
  const bool guard = draft.field == Field::kSecurity;
  if (random.PerMille(guard ? 300 : 8)) {
    licences.push_back({LicenceKind::kGuardInstruction, {}});
    if (random.PerMille(500)) licences.push_back({LicenceKind::kGuardClearance, {}});
  }
  if (random.PerMille(15)) {  // a driving school course is under way
    const bool held = std::any_of(licences.begin(), licences.end(), [](const LicenceFact& fact) {
      return fact.kind == LicenceKind::kDrivingB;
    });
    const Date from = world.today.PlusDays(random.Between(30, 180));
    if (!held) licences.push_back({LicenceKind::kDrivingB, {from, std::nullopt}});
  }
}

void AddSkills(MenteeDraft& draft, Random& random) {
  if (random.PerMille(420)) return;  // unknown
  std::vector<SkillFact>& skills = draft.mentee.facts.skills.emplace();
  const int32_t count = random.Between(0, 9);
  for (int32_t i = 0; i < count; ++i) {
    const auto from = random.PerMille(600) ? SkillsOf(draft.field) : GeneralSkills();
    const int64_t one = random.Below(static_cast<int64_t>(from.size()));
    const int64_t two = random.Below(static_cast<int64_t>(from.size()));
    const absl::string_view id = from[static_cast<size_t>(std::min(one, two))];
    const bool listed = std::any_of(skills.begin(), skills.end(),
                                    [&](const SkillFact& skill) { return skill.id == id; });
    if (!listed) skills.push_back({std::string(id), {}});
  }
}

}  // namespace

void AddProofs(const World& world, MenteeDraft& draft, Random& random) {
  AddSchool(draft, random);
  AddLicences(world, draft, random);
  AddSkills(draft, random);
}

}  // namespace passung::market
