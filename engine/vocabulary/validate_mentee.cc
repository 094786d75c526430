#include "engine/vocabulary/field_check.h"
#include "engine/vocabulary/mentee_limits.h"
#include "passung/mentee.h"

namespace passung {
namespace {

absl::Status CheckHome(const Field& field, const Home& home) {
  PASSUNG_RETURN_IF_ERROR(CheckDistrict(field / "district", home.district));
  if (!home.postal_code.empty()) {
    PASSUNG_RETURN_IF_ERROR(CheckPostalCode(field / "postal_code", home.postal_code));
  }
  PASSUNG_RETURN_IF_ERROR(CheckPoint(field / "point", home.point));
  return CheckValidity(field / "valid", home.valid);
}

absl::Status CheckRecognition(const Field& field, const Recognition& recognition) {
  PASSUNG_RETURN_IF_ERROR(CheckOccupation(field / "reference", recognition.reference));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "outcome", recognition.outcome));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "step", recognition.step));
  return CheckValidity(field / "valid", recognition.valid);
}

absl::Status CheckQualification(const Field& field, const Qualification& qualification) {
  PASSUNG_RETURN_IF_ERROR(CheckOccupation(field / "occupation", qualification.occupation));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "dqr_level", qualification.dqr_level, 1, 8));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "year", qualification.year, 1950, 2199));
  PASSUNG_RETURN_IF_ERROR(CheckList(field / "recognitions", qualification.recognitions,
                                    kMaxListEntries, CheckRecognition));
  return CheckValidity(field / "valid", qualification.valid);
}

absl::Status CheckExperience(const Field& field, const Experience& experience) {
  PASSUNG_RETURN_IF_ERROR(CheckOccupation(field / "occupation", experience.occupation));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "months", experience.months, 0, 720));
  return CheckValidity(field / "valid", experience.valid);
}

absl::Status CheckWish(const Field& field, const Wish& wish) {
  PASSUNG_RETURN_IF_ERROR(CheckOccupation(field / "occupation", wish.occupation));
  return CheckValidity(field / "valid", wish.valid);
}

absl::Status CheckGermanFact(const Field& field, const GermanFact& german) {
  PASSUNG_RETURN_IF_ERROR(CheckSkillLevels(field / "levels", german.levels));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "proof", german.proof));
  PASSUNG_RETURN_IF_ERROR(CheckDate(field / "proof_date", german.proof_date));
  return CheckValidity(field / "valid", german.valid);
}

absl::Status CheckSchoolFact(const Field& field, const SchoolFact& school) {
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "certificate", school.certificate));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "years", school.years, 0, 20));
  return CheckValidity(field / "valid", school.valid);
}

absl::Status CheckLicenceFact(const Field& field, const LicenceFact& licence) {
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "kind", licence.kind));
  return CheckValidity(field / "valid", licence.valid);
}

absl::Status CheckSkillFacts(const Field& field, const std::vector<SkillFact>& skills) {
  PASSUNG_RETURN_IF_ERROR(CheckDistinctIds(field, skills));
  for (size_t i = 0; i < skills.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(CheckValidity(field[i] / "valid", skills[i].valid));
  }
  return absl::OkStatus();
}

absl::Status CheckTravelTime(const Field& field, const TravelTime& travel) {
  PASSUNG_RETURN_IF_ERROR(CheckPostalCode(field / "postal_code", travel.postal_code));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "minutes", travel.minutes, 0, 600));
  return CheckValidity(field / "valid", travel.valid);
}

absl::Status CheckHoursFact(const Field& field, const HoursFact& fact) {
  PASSUNG_RETURN_IF_ERROR(CheckHours(field / "hours", fact.hours));
  if (fact.windows) {
    const Field windows = field / "windows";
    if (fact.windows->empty()) {
      return FieldFault(windows, "", "has no window; leave the list out where times are unknown");
    }
    PASSUNG_RETURN_IF_ERROR(CheckList(windows, *fact.windows, kMaxListEntries, CheckWindow));
  }
  return CheckValidity(field / "valid", fact.valid);
}

absl::Status CheckAreaLimit(const Field& field, const AreaLimit& limit) {
  if (limit.limited) PASSUNG_RETURN_IF_ERROR(CheckArea(field / "area", limit.area));
  return CheckValidity(field / "valid", limit.valid);
}

absl::Status CheckExclusions(const Field& field, const Exclusions& exclusions) {
  PASSUNG_RETURN_IF_ERROR(
      CheckSize(field / "occupations", exclusions.occupations.size(), kMaxListEntries));
  return CheckList(field / "conditions", exclusions.conditions, kMaxListEntries,
                   [](const Field& at, Condition condition) { return CheckEnum(at, condition); });
}

absl::Status CheckClaims(const Field& field, const MenteeFacts& facts) {
  PASSUNG_RETURN_IF_ERROR(
      CheckList(field / "qualifications", facts.qualifications, kMaxClaims, CheckQualification));
  PASSUNG_RETURN_IF_ERROR(
      CheckList(field / "experiences", facts.experiences, kMaxClaims, CheckExperience));
  return CheckList(field / "wishes", facts.wishes, kMaxClaims, CheckWish);
}

absl::Status CheckAbilities(const Field& field, const MenteeFacts& facts) {
  PASSUNG_RETURN_IF_ERROR(
      CheckList(field / "german", facts.german, kMaxListEntries, CheckGermanFact));
  PASSUNG_RETURN_IF_ERROR(CheckList(field / "other_languages", facts.other_languages,
                                    kMaxListEntries, CheckLanguageCode));
  PASSUNG_RETURN_IF_ERROR(
      CheckList(field / "schools", facts.schools, kMaxListEntries, CheckSchoolFact));
  if (facts.licences) {
    PASSUNG_RETURN_IF_ERROR(
        CheckList(field / "licences", *facts.licences, kMaxListEntries, CheckLicenceFact));
  }
  return facts.skills ? CheckSkillFacts(field / "skills", *facts.skills) : absl::OkStatus();
}

absl::Status CheckConditions(const Field& field, const MenteeFacts& facts) {
  PASSUNG_RETURN_IF_ERROR(
      CheckNumber(field / "max_travel_minutes", facts.max_travel_minutes, 1, 600));
  PASSUNG_RETURN_IF_ERROR(
      CheckList(field / "travel_times", facts.travel_times, kMaxListEntries, CheckTravelTime));
  PASSUNG_RETURN_IF_ERROR(CheckList(field / "hours", facts.hours, kMaxListEntries, CheckHoursFact));
  PASSUNG_RETURN_IF_ERROR(CheckDate(field / "available_from", facts.available_from));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "track", facts.track));
  PASSUNG_RETURN_IF_ERROR(CheckExclusions(field / "exclusions", facts.exclusions));
  return CheckList(field / "movement_limits", facts.movement_limits, kMaxListEntries,
                   CheckAreaLimit);
}

absl::Status CheckJob(const Field& field, const Job& job) {
  if (job.occupation) {
    PASSUNG_RETURN_IF_ERROR(CheckOccupation(field / "occupation", *job.occupation));
  }
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "requirement_level", job.requirement_level, 1, 4));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "weekly_hours", job.weekly_hours, 1, 48));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "kind", job.kind));
  return CheckValidity(field / "valid", job.valid);
}

absl::Status CheckTitle(const Field& field, const ResidenceFact& title) {
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "status", title.status));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "housing", title.housing));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "access_bar", title.access_bar));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "note", title.note));
  PASSUNG_RETURN_IF_ERROR(CheckDate(field / "stay_since", title.stay_since));
  PASSUNG_RETURN_IF_ERROR(CheckDate(field / "document_until", title.document_until));
  return CheckValidity(field / "valid", title.valid);
}

}  // namespace

absl::Status Validate(const Mentee& mentee) {
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("id"), mentee.id.value));
  const Field facts("facts");
  PASSUNG_RETURN_IF_ERROR(
      CheckList(facts / "homes", mentee.facts.homes, kMaxListEntries, CheckHome));
  PASSUNG_RETURN_IF_ERROR(CheckClaims(facts, mentee.facts));
  PASSUNG_RETURN_IF_ERROR(CheckAbilities(facts, mentee.facts));
  PASSUNG_RETURN_IF_ERROR(CheckConditions(facts, mentee.facts));
  const Field residence("residence");
  PASSUNG_RETURN_IF_ERROR(
      CheckList(residence / "titles", mentee.residence.titles, kMaxListEntries, CheckTitle));
  PASSUNG_RETURN_IF_ERROR(CheckList(residence / "obligations", mentee.residence.obligations,
                                    kMaxListEntries, CheckAreaLimit));
  return CheckList(Field("jobs"), mentee.jobs, kMaxListEntries, CheckJob);
}

}  // namespace passung
