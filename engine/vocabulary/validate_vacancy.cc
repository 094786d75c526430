#include "engine/vocabulary/field_check.h"
#include "engine/vocabulary/place_check.h"
#include "engine/vocabulary/vacancy_limits.h"
#include "passung/vacancy.h"

namespace passung {
namespace {

absl::Status CheckVacancyOccupation(const Field& field, const VacancyOccupation& occupation) {
  PASSUNG_RETURN_IF_ERROR(CheckOccupation(field / "code", occupation.code));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(field / "activity_level", occupation.activity_level, 1, 4));
  return CheckText(field / "label", occupation.label, kMaxNameBytes);
}

absl::Status CheckGerman(const Field& field, const LanguageRequirement& german) {
  PASSUNG_RETURN_IF_ERROR(CheckSkillLevels(field / "levels", german.levels));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "strength", german.strength));
  return CheckText(field / "phrase", german.phrase, kMaxPhraseBytes);
}

absl::Status CheckWorkingLanguage(const Field& field, absl::string_view code) {
  if (code == "de") return FieldFault(field, code, "is German, which has a field of its own");
  return CheckLanguageCode(field, code);
}

absl::Status CheckSchool(const Field& field, const SchoolRequirement& school) {
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "certificate", school.certificate));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "strength", school.strength));
  return CheckNumber(field / "or_years", school.or_years, 1, 20);
}

absl::Status CheckLicence(const Field& field, const LicenceRequirement& licence) {
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "kind", licence.kind));
  return CheckEnum(field / "strength", licence.strength);
}

absl::Status CheckSkills(const Field& field, const std::vector<SkillRequirement>& skills) {
  PASSUNG_RETURN_IF_ERROR(CheckDistinctIds(field, skills));
  for (size_t i = 0; i < skills.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(CheckEnum(field[i] / "strength", skills[i].strength));
  }
  return absl::OkStatus();
}

absl::Status CheckNames(const Vacancy& vacancy) {
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("id"), vacancy.id.value));
  if (!vacancy.employer.value.empty()) {
    PASSUNG_RETURN_IF_ERROR(CheckId(Field("employer"), vacancy.employer.value));
  }
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("employer_name"), vacancy.employer_name, kMaxNameBytes));
  return CheckText(Field("title"), vacancy.title, kMaxTitleBytes);
}

absl::Status CheckWork(const Vacancy& vacancy) {
  PASSUNG_RETURN_IF_ERROR(CheckList(Field("occupations"), vacancy.occupations,
                                    kMaxVacancyOccupations, CheckVacancyOccupation));
  PASSUNG_RETURN_IF_ERROR(
      CheckList(Field("places"), vacancy.places, kMaxVacancyPlaces, CheckPlace));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("kind"), vacancy.kind));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(Field("openings"), vacancy.openings, 1, 10'000));
  PASSUNG_RETURN_IF_ERROR(CheckHours(Field("hours"), vacancy.hours));
  if (!vacancy.shifts) return absl::OkStatus();
  return CheckList(Field("shifts"), *vacancy.shifts, kMaxListEntries, CheckWindow);
}

absl::Status CheckDemands(const Vacancy& vacancy) {
  PASSUNG_RETURN_IF_ERROR(CheckGerman(Field("german"), vacancy.german));
  PASSUNG_RETURN_IF_ERROR(CheckList(Field("working_languages"), vacancy.working_languages,
                                    kMaxListEntries, CheckWorkingLanguage));
  if (vacancy.school) {
    PASSUNG_RETURN_IF_ERROR(CheckSchool(Field("school"), *vacancy.school));
  }
  PASSUNG_RETURN_IF_ERROR(
      CheckList(Field("licences"), vacancy.licences, kMaxListEntries, CheckLicence));
  PASSUNG_RETURN_IF_ERROR(CheckSkills(Field("skills"), vacancy.skills));
  if (!vacancy.support) return absl::OkStatus();
  return CheckList(Field("support"), *vacancy.support, kMaxListEntries,
                   [](const Field& field, SupportItem item) { return CheckEnum(field, item); });
}

absl::Status CheckDates(const Vacancy& vacancy) {
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("start"), vacancy.start));
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("end"), vacancy.end));
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("published"), vacancy.published));
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("open_from"), vacancy.open_from));
  return CheckDate(Field("apply_until"), vacancy.apply_until);
}

}  // namespace

absl::Status Validate(const Vacancy& vacancy) {
  PASSUNG_RETURN_IF_ERROR(CheckNames(vacancy));
  PASSUNG_RETURN_IF_ERROR(CheckWork(vacancy));
  PASSUNG_RETURN_IF_ERROR(CheckDemands(vacancy));
  PASSUNG_RETURN_IF_ERROR(CheckDates(vacancy));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("source"), vacancy.source, kMaxTextBytes));
  return CheckText(Field("source_reference"), vacancy.source_reference, kMaxTextBytes);
}

}  // namespace passung
