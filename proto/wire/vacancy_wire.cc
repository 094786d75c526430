#include "proto/wire/vacancy_wire.h"

#include "proto/wire/archive.h"
#include "proto/wire/place_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<VacancyOccupation> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& occupation) {
    archive(v1::VacancyOccupation::kCodeFieldNumber, occupation.code);
    archive(v1::VacancyOccupation::kActivityLevelFieldNumber, occupation.activity_level);
    archive(v1::VacancyOccupation::kLabelFieldNumber, occupation.label);
  }
};

template <>
struct Fields<LanguageRequirement> {
  static constexpr bool kOmitDefault = true;
  template <class Archive, class T>
  static void Visit(Archive& archive, T& german) {
    using Message = v1::LanguageRequirement;
    archive(Message::kLevelsFieldNumber, german.levels);
    archive.Or(Message::kStrengthFieldNumber, german.strength, RequirementStrength::kRequired);
    archive(Message::kPhraseFieldNumber, german.phrase);
  }
};

template <>
struct Fields<SchoolRequirement> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& school) {
    using Message = v1::SchoolRequirement;
    archive(Message::kCertificateFieldNumber, school.certificate);
    archive.Or(Message::kStrengthFieldNumber, school.strength, RequirementStrength::kRequired);
    archive(Message::kOrYearsFieldNumber, school.or_years);
  }
};

template <>
struct Fields<LicenceRequirement> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& licence) {
    using Message = v1::LicenceRequirement;
    archive(Message::kKindFieldNumber, licence.kind);
    archive.Or(Message::kStrengthFieldNumber, licence.strength, RequirementStrength::kByLaw);
  }
};

template <>
struct Fields<SkillRequirement> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& skill) {
    using Message = v1::SkillRequirement;
    archive(Message::kIdFieldNumber, skill.id);
    archive.Or(Message::kStrengthFieldNumber, skill.strength, RequirementStrength::kRequired);
  }
};

template <>
struct Fields<Vacancy> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& vacancy) {
    using Message = v1::Vacancy;
    archive.Name(Message::kNameFieldNumber, vacancy.id);
    archive.NameOrEmpty(Message::kEmployerFieldNumber, vacancy.employer);
    archive(Message::kEmployerNameFieldNumber, vacancy.employer_name);
    archive(Message::kTitleFieldNumber, vacancy.title);
    archive(Message::kOccupationsFieldNumber, vacancy.occupations);
    archive(Message::kPlacesFieldNumber, vacancy.places);
    archive(Message::kKindFieldNumber, vacancy.kind);
    archive(Message::kOpeningsFieldNumber, vacancy.openings);
    VisitConditions(archive, vacancy);
    VisitDates(archive, vacancy);
    archive(Message::kClosedFieldNumber, vacancy.closed);
    archive(Message::kSourceFieldNumber, vacancy.source);
    archive(Message::kSourceReferenceFieldNumber, vacancy.source_reference);
    archive(Message::kTestDataFieldNumber, vacancy.test_data);
  }

 private:
  template <class Archive, class T>
  static void VisitConditions(Archive& archive, T& vacancy) {
    using Message = v1::Vacancy;
    archive(Message::kHoursFieldNumber, vacancy.hours);
    archive(Message::kShiftsFieldNumber, vacancy.shifts);
    archive(Message::kShiftWorkFieldNumber, vacancy.shift_work);
    archive(Message::kTemporaryAgencyFieldNumber, vacancy.temporary_agency);
    archive(Message::kPaidFieldNumber, vacancy.paid);
    archive(Message::kSecurityFirmFieldNumber, vacancy.security_firm);
    archive(Message::kGermanFieldNumber, vacancy.german);
    archive(Message::kWorkingLanguagesFieldNumber, vacancy.working_languages);
    archive(Message::kSchoolFieldNumber, vacancy.school);
    archive(Message::kLicencesFieldNumber, vacancy.licences);
    archive(Message::kSkillsFieldNumber, vacancy.skills);
    archive(Message::kSupportFieldNumber, vacancy.support);
  }

  template <class Archive, class T>
  static void VisitDates(Archive& archive, T& vacancy) {
    using Message = v1::Vacancy;
    archive(Message::kStartFieldNumber, vacancy.start);
    archive(Message::kEndFieldNumber, vacancy.end);
    archive(Message::kPublishedFieldNumber, vacancy.published);
    archive(Message::kOpenFromFieldNumber, vacancy.open_from);
    archive(Message::kApplyUntilFieldNumber, vacancy.apply_until);
  }
};

v1::Vacancy ToProto(const Vacancy& vacancy) { return WriteMessage<v1::Vacancy>(vacancy); }

absl::StatusOr<Vacancy> FromProto(const v1::Vacancy& message, const ReadOptions& options) {
  if (!message.name().empty() || options.inline_id.empty()) {
    return ReadMessage<Vacancy>(message, options.path);
  }
  v1::Vacancy named = message;
  named.set_name(ResourceName(kVacancies, options.inline_id));
  return ReadMessage<Vacancy>(named, options.path);
}

}  // namespace passung::wire
