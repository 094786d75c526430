#include "engine/analysis/relaxation_catalogue.h"

#include <algorithm>
#include <set>

namespace passung {
namespace {

constexpr size_t kMostPlaces = 16;  // as Validate(Vacancy)
constexpr int32_t kHalfTime = 20;
constexpr int32_t kFourWeeks = 28;
constexpr int32_t kThirteenWeeks = 91;

bool IsCondition(RequirementStrength strength) {
  return strength == RequirementStrength::kRequired;
}

// What a firm can do without by giving that part of the work to others; anything else that a law
// demands belongs to the work itself.
bool CanBeShared(LicenceKind kind) {
  return kind <= LicenceKind::kDrivingT || kind == LicenceKind::kForklift;
}

class Relaxing {
 public:
  Relaxing(const Vacancy& vacancy, const Districts& districts)
      : vacancy_(vacancy), districts_(districts) {}

  std::vector<Relaxation> Make() {
    AddGerman();
    AddLicences();
    if (vacancy_.school && IsCondition(vacancy_.school->strength)) {
      Add({.kind = RelaxationKind::kSchoolDesired});
    }
    AddSkills();
    AddTime();
    AddPlaces();
    AddKinds();
    AddSupport();
    return std::move(relaxations_);
  }

 private:
  void Add(Relaxation relaxation) { relaxations_.push_back(std::move(relaxation)); }

  void AddGerman() {
    const LanguageRequirement& german = vacancy_.german;
    if (german.strength == RequirementStrength::kByLaw) return;
    const bool can_sink =
        std::any_of(german.levels.begin(), german.levels.end(),
                    [](const auto& level) { return level && *level > LanguageLevel::kNone; });
    if (can_sink) Add({.kind = RelaxationKind::kGermanOneLower});
    const bool stated = std::any_of(german.levels.begin(), german.levels.end(),
                                    [](const auto& level) { return level.has_value(); });
    if (stated && IsCondition(german.strength)) Add({.kind = RelaxationKind::kGermanDesired});
  }

  void AddLicences() {
    std::set<LicenceKind> kinds;
    for (const LicenceRequirement& licence : vacancy_.licences) {
      const bool by_law = licence.strength == RequirementStrength::kByLaw;
      if (!by_law || CanBeShared(licence.kind)) kinds.insert(licence.kind);
    }
    for (const LicenceKind kind : kinds) {
      Add({.kind = RelaxationKind::kWithoutLicence, .licence = kind});
    }
  }

  void AddSkills() {
    const bool required =
        std::any_of(vacancy_.skills.begin(), vacancy_.skills.end(),
                    [](const SkillRequirement& skill) { return IsCondition(skill.strength); });
    if (required) Add({.kind = RelaxationKind::kSkillsDesired});
  }

  void AddTime() {
    if (vacancy_.hours && vacancy_.hours->min > kHalfTime) {
      Add({.kind = RelaxationKind::kPartTime,
           .hours = WeeklyHours{kHalfTime, vacancy_.hours->max}});
    }
    const bool fixed = vacancy_.shifts ? !vacancy_.shifts->empty() : vacancy_.shift_work == true;
    if (fixed) Add({.kind = RelaxationKind::kFreeTimes});
    if (!vacancy_.start) return;
    for (const int32_t days : {kFourWeeks, kThirteenWeeks}) {
      Add({.kind = RelaxationKind::kStartLater, .day = vacancy_.start->PlusDays(days)});
    }
  }

  // The other districts of the Länder in which it is.
  void AddPlaces() {
    std::set<int> lands;
    std::set<DistrictCode> there;
    for (const Place& place : vacancy_.places) {
      if (!place.district) continue;
      lands.insert(place.district->land());
      there.insert(*place.district);
    }
    Relaxation anywhere{.kind = RelaxationKind::kAnywhere};
    for (const District& district : districts_.all()) {
      if (lands.contains(district.code.land()) && !there.contains(district.code)) {
        anywhere.districts.push_back(district.code);
      }
    }
    const size_t places = vacancy_.places.size() + anywhere.districts.size();
    if (!anywhere.districts.empty() && places <= kMostPlaces) Add(std::move(anywhere));
  }

  void AddKinds() {
    if (vacancy_.kind != VacancyKind::kJob) return;
    Add({.kind = RelaxationKind::kAsTraining});
    Add({.kind = RelaxationKind::kAsEntryQualification});
  }

  void AddSupport() {
    for (size_t i = 0; i < EnumCount<SupportItem>(); ++i) {
      const auto item = static_cast<SupportItem>(i);
      const auto& support = vacancy_.support;
      if (support && std::find(support->begin(), support->end(), item) != support->end()) continue;
      Add({.kind = RelaxationKind::kSupport, .support = item});
    }
  }

  const Vacancy& vacancy_;
  const Districts& districts_;
  std::vector<Relaxation> relaxations_;
};

void LowerGerman(Vacancy& vacancy) {
  for (auto& level : vacancy.german.levels) {
    if (level && *level > LanguageLevel::kNone) {
      level = static_cast<LanguageLevel>(static_cast<int>(*level) - 1);
    }
  }
}

}  // namespace

std::vector<Relaxation> RelaxationsOf(const Vacancy& vacancy, const Districts& districts) {
  return Relaxing(vacancy, districts).Make();
}

Vacancy AfterRelaxation(const Vacancy& vacancy, const Relaxation& relaxation) {
  Vacancy after = vacancy;
  switch (relaxation.kind) {
    case RelaxationKind::kGermanOneLower:
      LowerGerman(after);
      break;
    case RelaxationKind::kGermanDesired:
      after.german.strength = RequirementStrength::kDesired;
      break;
    case RelaxationKind::kWithoutLicence:
      std::erase_if(after.licences, [&](const LicenceRequirement& licence) {
        return licence.kind == relaxation.licence;
      });
      break;
    case RelaxationKind::kSchoolDesired:
      after.school->strength = RequirementStrength::kDesired;
      break;
    case RelaxationKind::kSkillsDesired:
      for (SkillRequirement& skill : after.skills) {
        if (IsCondition(skill.strength)) skill.strength = RequirementStrength::kDesired;
      }
      break;
    case RelaxationKind::kPartTime:
      after.hours = relaxation.hours;
      break;
    case RelaxationKind::kFreeTimes:
      after.shifts.emplace();
      after.shift_work = false;
      break;
    case RelaxationKind::kStartLater:
      after.start = relaxation.day;
      break;
    case RelaxationKind::kAnywhere:
      for (const DistrictCode district : relaxation.districts) {
        after.places.push_back(
            {.district = district, .postal_code = "", .town = "", .point = std::nullopt});
      }
      break;
    case RelaxationKind::kAsTraining:
      after.kind = VacancyKind::kTrainingDual;
      break;
    case RelaxationKind::kAsEntryQualification:
      after.kind = VacancyKind::kEntryQualification;
      break;
    case RelaxationKind::kSupport:
      if (!after.support) after.support.emplace();
      after.support->push_back(*relaxation.support);
      break;
  }
  return after;
}

}  // namespace passung
