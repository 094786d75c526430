#include "proto/wire/mentee_wire.h"

#include "proto/wire/archive.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<Home> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& home) {
    archive(v1::Home::kDistrictFieldNumber, home.district);
    archive(v1::Home::kPostalCodeFieldNumber, home.postal_code);
    archive(v1::Home::kPointFieldNumber, home.point);
    archive(v1::Home::kValidFieldNumber, home.valid);
  }
};

template <>
struct Fields<Recognition> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& recognition) {
    archive(v1::Recognition::kReferenceFieldNumber, recognition.reference);
    archive(v1::Recognition::kOutcomeFieldNumber, recognition.outcome);
    archive(v1::Recognition::kStepFieldNumber, recognition.step);
    archive(v1::Recognition::kValidFieldNumber, recognition.valid);
  }
};

template <>
struct Fields<Qualification> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& qualification) {
    archive(v1::Qualification::kOccupationFieldNumber, qualification.occupation);
    archive(v1::Qualification::kDqrLevelFieldNumber, qualification.dqr_level);
    archive(v1::Qualification::kYearFieldNumber, qualification.year);
    archive(v1::Qualification::kRecognitionsFieldNumber, qualification.recognitions);
    archive(v1::Qualification::kValidFieldNumber, qualification.valid);
  }
};

template <>
struct Fields<Experience> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& experience) {
    archive(v1::Experience::kOccupationFieldNumber, experience.occupation);
    archive(v1::Experience::kMonthsFieldNumber, experience.months);
    archive(v1::Experience::kValidFieldNumber, experience.valid);
  }
};

template <>
struct Fields<Wish> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& wish) {
    archive(v1::Wish::kOccupationFieldNumber, wish.occupation);
    archive(v1::Wish::kValidFieldNumber, wish.valid);
  }
};

template <>
struct Fields<GermanFact> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& german) {
    archive(v1::GermanFact::kLevelsFieldNumber, german.levels);
    archive(v1::GermanFact::kProofFieldNumber, german.proof);
    archive(v1::GermanFact::kProofDateFieldNumber, german.proof_date);
    archive(v1::GermanFact::kValidFieldNumber, german.valid);
  }
};

template <>
struct Fields<SchoolFact> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& school) {
    archive(v1::SchoolFact::kCertificateFieldNumber, school.certificate);
    archive(v1::SchoolFact::kYearsFieldNumber, school.years);
    archive(v1::SchoolFact::kValidFieldNumber, school.valid);
  }
};

template <>
struct Fields<LicenceFact> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& licence) {
    archive(v1::LicenceFact::kKindFieldNumber, licence.kind);
    archive(v1::LicenceFact::kValidFieldNumber, licence.valid);
  }
};

template <>
struct Fields<SkillFact> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& skill) {
    archive(v1::SkillFact::kIdFieldNumber, skill.id);
    archive(v1::SkillFact::kValidFieldNumber, skill.valid);
  }
};

template <>
struct Fields<TravelTime> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& travel) {
    archive(v1::TravelTime::kPostalCodeFieldNumber, travel.postal_code);
    archive(v1::TravelTime::kMinutesFieldNumber, travel.minutes);
    archive(v1::TravelTime::kValidFieldNumber, travel.valid);
  }
};

template <>
struct Fields<HoursFact> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& hours) {
    archive(v1::HoursFact::kHoursFieldNumber, hours.hours);
    archive(v1::HoursFact::kWindowsFieldNumber, hours.windows);
    archive(v1::HoursFact::kValidFieldNumber, hours.valid);
  }
};

template <>
struct Fields<AreaLimit> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& limit) {
    archive(v1::AreaLimit::kLimitedFieldNumber, limit.limited);
    archive.When(limit.limited, "limited: true", v1::AreaLimit::kAreaFieldNumber, limit.area);
    archive(v1::AreaLimit::kValidFieldNumber, limit.valid);
  }
};

template <>
struct Fields<Exclusions> {
  static constexpr bool kOmitDefault = true;
  template <class Archive, class T>
  static void Visit(Archive& archive, T& exclusions) {
    archive(v1::Exclusions::kOccupationsFieldNumber, exclusions.occupations);
    archive(v1::Exclusions::kConditionsFieldNumber, exclusions.conditions);
  }
};

template <>
struct Fields<MenteeFacts> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& facts) {
    using Message = v1::MenteeFacts;
    archive(Message::kHomesFieldNumber, facts.homes);
    archive(Message::kQualificationsFieldNumber, facts.qualifications);
    archive(Message::kExperiencesFieldNumber, facts.experiences);
    archive(Message::kWishesFieldNumber, facts.wishes);
    archive(Message::kGermanFieldNumber, facts.german);
    archive(Message::kOtherLanguagesFieldNumber, facts.other_languages);
    archive(Message::kSchoolsFieldNumber, facts.schools);
    archive(Message::kLicencesFieldNumber, facts.licences);
    archive(Message::kSkillsFieldNumber, facts.skills);
    archive(Message::kHasCarFieldNumber, facts.has_car);
    archive(Message::kMaxTravelMinutesFieldNumber, facts.max_travel_minutes);
    archive(Message::kTravelTimesFieldNumber, facts.travel_times);
    archive(Message::kHoursFieldNumber, facts.hours);
    archive(Message::kAvailableFromFieldNumber, facts.available_from);
    archive(Message::kTrackFieldNumber, facts.track);
    archive(Message::kExclusionsFieldNumber, facts.exclusions);
    archive(Message::kMovementLimitsFieldNumber, facts.movement_limits);
  }
};

template <>
struct Fields<ResidenceFact> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& title) {
    archive(v1::ResidenceFact::kStatusFieldNumber, title.status);
    archive(v1::ResidenceFact::kHousingFieldNumber, title.housing);
    archive(v1::ResidenceFact::kAccessBarFieldNumber, title.access_bar);
    archive(v1::ResidenceFact::kNoteFieldNumber, title.note);
    archive(v1::ResidenceFact::kStaySinceFieldNumber, title.stay_since);
    archive(v1::ResidenceFact::kDocumentUntilFieldNumber, title.document_until);
    archive(v1::ResidenceFact::kValidFieldNumber, title.valid);
  }
};

template <>
struct Fields<Residence> {
  static constexpr bool kOmitDefault = true;
  template <class Archive, class T>
  static void Visit(Archive& archive, T& residence) {
    archive(v1::Residence::kTitlesFieldNumber, residence.titles);
    archive(v1::Residence::kObligationsFieldNumber, residence.obligations);
  }
};

template <>
struct Fields<Job> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& job) {
    archive(v1::Job::kOccupationFieldNumber, job.occupation);
    archive(v1::Job::kRequirementLevelFieldNumber, job.requirement_level);
    archive(v1::Job::kWeeklyHoursFieldNumber, job.weekly_hours);
    archive.Or(v1::Job::kKindFieldNumber, job.kind, VacancyKind::kJob);
    archive(v1::Job::kValidFieldNumber, job.valid);
  }
};

template <>
struct Fields<Mentee> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& mentee) {
    archive.Name(v1::Mentee::kNameFieldNumber, mentee.id);
    archive(v1::Mentee::kFactsFieldNumber, mentee.facts);
    archive(v1::Mentee::kResidenceFieldNumber, mentee.residence);
    archive(v1::Mentee::kJobsFieldNumber, mentee.jobs);
  }
};

v1::Job ToProto(const Job& job) { return WriteMessage<v1::Job>(job); }
v1::Mentee ToProto(const Mentee& mentee) { return WriteMessage<v1::Mentee>(mentee); }

absl::StatusOr<Mentee> FromProto(const v1::Mentee& message, const ReadOptions& options) {
  if (!message.name().empty() || options.inline_id.empty()) {
    return ReadMessage<Mentee>(message, options.path);
  }
  v1::Mentee named = message;
  named.set_name(ResourceName(kMentees, options.inline_id));
  return ReadMessage<Mentee>(named, options.path);
}

}  // namespace passung::wire
