#include "benchmarks/baseline/person.h"

#include <algorithm>

#include "benchmarks/baseline/offer.h"

namespace passung::baseline {
namespace {

// The entry that holds with the latest beginning, the later in the list on a tie.
template <class T>
const T* Latest(const std::vector<T>& entries, Date day) {
  const T* latest = nullptr;
  for (const T& entry : entries) {
    if (!entry.valid.Holds(day)) continue;
    if (latest == nullptr || entry.valid.from >= latest->valid.from) latest = &entry;
  }
  return latest;
}

int32_t LevelOf(const Qualification& qualification) {
  const int32_t own = qualification.occupation.requirement_level();
  if (!qualification.dqr_level) return own;
  return std::max(own, (*qualification.dqr_level + 1) / 2);
}

void ReadClaims(const MenteeFacts& facts, Person& person) {
  for (const Qualification& stated : facts.qualifications) {
    if (!stated.valid.Holds(person.day)) continue;
    person.claims.push_back({stated.occupation, ClaimKind::kQualification});
    PersonQualification qualification;
    qualification.occupation = stated.occupation;
    qualification.reference = stated.occupation;
    qualification.level = LevelOf(stated);
    if (const Recognition* recognition = Latest(stated.recognitions, person.day)) {
      qualification.status = StatusOf(recognition->outcome, recognition->step);
      qualification.reference = recognition->reference.value_or(stated.occupation);
    }
    person.qualifications.push_back(qualification);
  }
  for (const Experience& stated : facts.experiences) {
    if (!stated.valid.Holds(person.day)) continue;
    person.claims.push_back({stated.occupation, stated.months >= 36   ? ClaimKind::kExperience36
                                                : stated.months >= 12 ? ClaimKind::kExperience12
                                                                      : ClaimKind::kExperience0});
  }
  for (const Wish& stated : facts.wishes) {
    if (stated.valid.Holds(person.day)) {
      person.claims.push_back({stated.occupation, ClaimKind::kWish});
    }
  }
}

void ReadGermanAndSchool(const MenteeFacts& facts, Person& person) {
  for (const GermanFact& fact : facts.german) {
    if (!fact.valid.Holds(person.day)) continue;
    for (size_t skill = 0; skill < 4; ++skill) {
      person.german[skill] = std::max(person.german[skill], fact.levels[skill]);
    }
  }
  for (const SchoolFact& fact : facts.schools) {
    if (!fact.valid.Holds(person.day)) continue;
    person.certificate = std::max(person.certificate, fact.certificate);
    person.school_years = std::max(person.school_years, fact.years);
  }
}

// § 6 FeV.
std::vector<LicenceKind> Implied(LicenceKind kind) {
  using L = LicenceKind;
  switch (kind) {
    case L::kDrivingBE:
    case L::kDrivingC1:
    case L::kDrivingD1:
      return {L::kDrivingB, L::kDrivingAM, L::kDrivingL};
    case L::kDrivingC1E:
      return {L::kDrivingC1, L::kDrivingBE, L::kDrivingB, L::kDrivingAM, L::kDrivingL};
    case L::kDrivingC:
      return {L::kDrivingC1, L::kDrivingB, L::kDrivingAM, L::kDrivingL};
    case L::kDrivingCE:
      return {L::kDrivingC, L::kDrivingC1, L::kDrivingC1E, L::kDrivingBE,
              L::kDrivingB, L::kDrivingAM, L::kDrivingL};
    case L::kDrivingD:
      return {L::kDrivingD1, L::kDrivingB, L::kDrivingAM, L::kDrivingL};
    case L::kDrivingD1E:
      return {L::kDrivingD1, L::kDrivingBE, L::kDrivingB, L::kDrivingAM, L::kDrivingL};
    case L::kDrivingDE:
      return {L::kDrivingD, L::kDrivingD1, L::kDrivingD1E, L::kDrivingBE,
              L::kDrivingB, L::kDrivingAM, L::kDrivingL};
    case L::kDrivingA:
      return {L::kDrivingAM};
    case L::kDrivingB:
      return {L::kDrivingAM, L::kDrivingL};
    case L::kDrivingT:
      return {L::kDrivingL, L::kDrivingAM};
    default:
      return {};
  }
}

void ReadLicences(const std::vector<LicenceFact>& licences, Person& person) {
  for (const LicenceFact& fact : licences) {
    Held held = Held::kNo;
    if (fact.valid.Holds(person.day)) {
      held = Held::kYes;
    } else if (fact.valid.until && *fact.valid.until < person.day) {
      held = Held::kPast;
    }
    std::vector<LicenceKind> kinds = Implied(fact.kind);
    kinds.push_back(fact.kind);
    for (const LicenceKind kind : kinds) {
      person.licences[Index(kind)] = std::max(person.licences[Index(kind)], held);
    }
  }
}

void AddDays(const Validity& valid, Date after, std::vector<Date>& days) {
  if (valid.from && *valid.from > after) days.push_back(*valid.from);
  if (valid.until && *valid.until >= after) days.push_back(valid.until->PlusDays(1));
}

template <class T>
void AddDays(const std::vector<T>& entries, Date after, std::vector<Date>& days) {
  for (const T& entry : entries) AddDays(entry.valid, after, days);
}

}  // namespace

std::optional<int32_t> Person::MinutesTo(const std::string& postal_code) const {
  std::optional<int32_t> shortest;
  if (postal_code.empty()) return shortest;
  for (const TravelTime& time : facts->travel_times) {
    if (time.postal_code != postal_code || !time.valid.Holds(day)) continue;
    if (!shortest || time.minutes < *shortest) shortest = time.minutes;
  }
  return shortest;
}

bool Person::Has(const std::string& skill) const {
  return std::find(skills.begin(), skills.end(), absl::string_view(skill)) != skills.end();
}

bool Person::Speaks(const std::vector<std::string>& languages) const {
  return std::any_of(languages.begin(), languages.end(), [&](const std::string& language) {
    return std::find(facts->other_languages.begin(), facts->other_languages.end(), language) !=
           facts->other_languages.end();
  });
}

Person ReadPerson(const Mentee& mentee, Date day) {
  const MenteeFacts& facts = mentee.facts;
  Person person;
  person.day = day;
  person.facts = &facts;
  ReadClaims(facts, person);
  ReadGermanAndSchool(facts, person);
  if (facts.licences) ReadLicences(*facts.licences, person);
  if (facts.skills) {
    for (const SkillFact& skill : *facts.skills) {
      if (skill.valid.Holds(day)) person.skills.push_back(skill.id);
    }
  }
  person.home = Latest(facts.homes, day);
  if (const HoursFact* hours = Latest(facts.hours, day)) {
    person.hours = hours->hours;
    if (hours->windows) person.windows = Join(*hours->windows);
  }
  person.movement = Latest(facts.movement_limits, day);
  person.obligation = Latest(mentee.residence.obligations, day);
  person.title = Latest(mentee.residence.titles, day);
  return person;
}

std::vector<Date> LaterDays(const Mentee& mentee, Date after, const std::vector<int>& months) {
  const MenteeFacts& facts = mentee.facts;
  std::vector<Date> days;
  AddDays(facts.homes, after, days);
  AddDays(facts.qualifications, after, days);
  for (const Qualification& stated : facts.qualifications) {
    AddDays(stated.recognitions, after, days);
  }
  AddDays(facts.experiences, after, days);
  AddDays(facts.wishes, after, days);
  AddDays(facts.german, after, days);
  AddDays(facts.schools, after, days);
  if (facts.licences) AddDays(*facts.licences, after, days);
  if (facts.skills) AddDays(*facts.skills, after, days);
  AddDays(facts.travel_times, after, days);
  AddDays(facts.hours, after, days);
  AddDays(facts.movement_limits, after, days);
  AddDays(mentee.residence.titles, after, days);
  AddDays(mentee.residence.obligations, after, days);
  for (const ResidenceFact& title : mentee.residence.titles) {
    if (!title.stay_since) continue;
    for (const int count : months) {
      const Date reached = title.stay_since->PlusMonths(count);
      if (reached > after) days.push_back(reached);
    }
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace passung::baseline
