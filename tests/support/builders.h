// Short ways to write a person and a vacancy in a test.
//
//   Mentee nurse = StoryMentee("nurse").In("14612").Qualified("81302", kFull, kPermitGranted)
//                      .WithGerman(LanguageLevel::kB1).WithStatus(ResidenceStatus::kS24);
//   Vacancy ward = StoryVacancy("W1").Of("81302").In("14612").WantsGermanByLaw(LanguageLevel::kB2);
//
// AMentee and AVacancy start with every fact unknown. StoryMentee and StoryVacancy start where the
// acceptance stories do: hours, start and movement fit and are known, so that only what the story
// says is at play. A malformed code or day ends the test program: it is a mistake in the test.
#ifndef PASSUNG_TESTS_SUPPORT_BUILDERS_H_
#define PASSUNG_TESTS_SUPPORT_BUILDERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/mentee.h"
#include "passung/vacancy.h"
#include "passung/vocabulary.h"

namespace passung {

inline OccupationCode Kldb(absl::string_view text) { return OccupationCode::Parse(text).value(); }
inline DistrictCode Ags(absl::string_view text) { return DistrictCode::Parse(text).value(); }
inline AreaCode Area(absl::string_view text) { return AreaCode::Parse(text).value(); }
inline Date Day(absl::string_view text) { return Date::Parse(text).value(); }

// The day on which the acceptance stories play unless they say otherwise.
inline Date StoryDay() { return Day("2026-02-15"); }

inline Validity From(absl::string_view day) { return {.from = Day(day), .until = std::nullopt}; }
inline Validity Until(absl::string_view day) { return {.from = std::nullopt, .until = Day(day)}; }

// The same level in all four skills, or one each: listening, reading, speaking, writing.
inline SkillLevels German(LanguageLevel all) { return {all, all, all, all}; }
inline SkillLevels German(LanguageLevel listening, LanguageLevel reading, LanguageLevel speaking,
                          LanguageLevel writing) {
  return {listening, reading, speaking, writing};
}

// Weekdays count from Monday = 0, both ends included; times in minutes after midnight (At(8, 30)).
inline int32_t At(int32_t hour, int32_t minute = 0) { return 60 * hour + minute; }
inline std::vector<TimeWindow> Windows(int32_t first_day, int32_t last_day, int32_t from,
                                       int32_t to) {
  std::vector<TimeWindow> windows;
  for (int32_t day = first_day; day <= last_day; ++day) windows.push_back({day, from, to});
  return windows;
}
inline std::vector<TimeWindow> MondayToFriday(int32_t from, int32_t to) {
  return Windows(0, 4, from, to);
}

class MenteeBuilder {
 public:
  explicit MenteeBuilder(absl::string_view id) { mentee_.id.value = std::string(id); }

  Mentee Build() const { return mentee_; }
  operator Mentee() const { return mentee_; }  // NOLINT(google-explicit-constructor): reads better

  // Anything without a method of its own: .Change([](Mentee& m) { … }).
  template <class Edit>
  MenteeBuilder& Change(Edit edit) {
    edit(mentee_);
    return *this;
  }

  // ---- Place ----
  MenteeBuilder& In(absl::string_view district) {
    mentee_.facts.homes = {
        {.district = Ags(district), .postal_code = "", .point = {}, .valid = {}}};
    return *this;
  }
  MenteeBuilder& WithMinutesTo(absl::string_view postal_code, int32_t minutes) {
    mentee_.facts.travel_times.push_back({std::string(postal_code), minutes, {}});
    return *this;
  }
  MenteeBuilder& TravelsAtMost(int32_t minutes) {
    mentee_.facts.max_travel_minutes = minutes;
    return *this;
  }
  MenteeBuilder& WithCar(bool has_car) {
    mentee_.facts.has_car = has_car;
    return *this;
  }
  MenteeBuilder& MovementLimitedTo(absl::string_view area) {
    mentee_.facts.movement_limits = {{.limited = true, .area = Area(area), .valid = {}}};
    return *this;
  }

  // ---- Claims ----
  // A qualification of which no recognition is known.
  MenteeBuilder& Qualified(absl::string_view occupation,
                           std::optional<int32_t> dqr_level = std::nullopt) {
    mentee_.facts.qualifications.push_back(
        {Kldb(occupation), dqr_level, std::nullopt, {}, Validity{}});
    return *this;
  }
  // A qualification and where its recognition stands.
  MenteeBuilder& Qualified(absl::string_view occupation, std::optional<RecognitionOutcome> outcome,
                           std::optional<RecognitionStep> step,
                           std::optional<int32_t> dqr_level = std::nullopt) {
    Qualified(occupation, dqr_level);
    return WithRecognition(outcome, step);
  }
  // A further recognition of the qualification named last.
  MenteeBuilder& WithRecognition(std::optional<RecognitionOutcome> outcome,
                                 std::optional<RecognitionStep> step, Validity valid = {}) {
    mentee_.facts.qualifications.back().recognitions.push_back(
        {std::nullopt, outcome, step, valid});
    return *this;
  }
  // The occupation the recognition named last is about, where it is not the qualification's own.
  MenteeBuilder& TowardsOccupation(absl::string_view reference) {
    mentee_.facts.qualifications.back().recognitions.back().reference = Kldb(reference);
    return *this;
  }
  MenteeBuilder& Worked(absl::string_view occupation, int32_t months) {
    mentee_.facts.experiences.push_back({Kldb(occupation), months, {}});
    return *this;
  }
  MenteeBuilder& Wishes(absl::string_view occupation) {
    mentee_.facts.wishes.push_back({Kldb(occupation), {}});
    return *this;
  }
  MenteeBuilder& WorksAs(absl::string_view occupation,
                         std::optional<int32_t> weekly_hours = std::nullopt,
                         VacancyKind kind = VacancyKind::kJob, Validity valid = {}) {
    mentee_.jobs.push_back({Kldb(occupation), std::nullopt, weekly_hours, kind, valid});
    return *this;
  }
  MenteeBuilder& OnTrack(Track track) {
    mentee_.facts.track = track;
    return *this;
  }

  // ---- Language, school, licences, skills ----
  // Replaces what was said before; PlansGerman adds a level that holds from a later day.
  MenteeBuilder& WithGerman(SkillLevels levels) {
    mentee_.facts.german = {{levels, std::nullopt, std::nullopt, {}}};
    return *this;
  }
  MenteeBuilder& WithGerman(LanguageLevel all) { return WithGerman(German(all)); }
  MenteeBuilder& PlansGerman(LanguageLevel all, absl::string_view from) {
    mentee_.facts.german.push_back({German(all), std::nullopt, std::nullopt, passung::From(from)});
    return *this;
  }
  MenteeBuilder& Speaks(absl::string_view language) {
    mentee_.facts.other_languages.emplace_back(language);
    return *this;
  }
  MenteeBuilder& WithSchool(std::optional<SchoolCertificate> certificate,
                            std::optional<int32_t> years = std::nullopt) {
    mentee_.facts.schools = {{certificate, years, {}}};
    return *this;
  }
  MenteeBuilder& WithLicence(LicenceKind kind, Validity valid = {}) {
    if (!mentee_.facts.licences) mentee_.facts.licences.emplace();
    mentee_.facts.licences->push_back({kind, valid});
    return *this;
  }
  MenteeBuilder& WithLicencesUnknown() {
    mentee_.facts.licences.reset();
    return *this;
  }
  MenteeBuilder& WithSkill(absl::string_view id) {
    if (!mentee_.facts.skills) mentee_.facts.skills.emplace();
    mentee_.facts.skills->push_back({std::string(id), {}});
    return *this;
  }
  MenteeBuilder& WithNoSkills() {
    mentee_.facts.skills.emplace();
    return *this;
  }

  // ---- Time ----
  // Replaces hours and windows.
  MenteeBuilder& WithHours(std::optional<WeeklyHours> hours,
                           std::optional<std::vector<TimeWindow>> windows) {
    mentee_.facts.hours = {{hours, std::move(windows), {}}};
    return *this;
  }
  // Any hour of the week, 20 to 40 hours.
  MenteeBuilder& WithFreeTimes() { return WithHours(WeeklyHours{20, 40}, Windows(0, 6, 0, 1440)); }
  MenteeBuilder& WithHoursUnknown() {
    mentee_.facts.hours.clear();
    return *this;
  }
  MenteeBuilder& AvailableFrom(absl::string_view day) {
    mentee_.facts.available_from = Day(day);
    return *this;
  }

  // ---- The person's own no ----
  MenteeBuilder& Excludes(absl::string_view prefix) {
    mentee_.facts.exclusions.occupations.push_back(OccupationPrefix::Parse(prefix).value());
    return *this;
  }
  MenteeBuilder& Excludes(Condition condition) {
    mentee_.facts.exclusions.conditions.push_back(condition);
    return *this;
  }

  // ---- Residence: one entry, made on first use ----
  MenteeBuilder& WithStatus(ResidenceStatus status) {
    Title().status = status;
    return *this;
  }
  // The first day of the uninterrupted stay.
  MenteeBuilder& StaySince(absl::string_view day) {
    Title().stay_since = Day(day);
    return *this;
  }
  MenteeBuilder& HousedIn(Housing housing) {
    Title().housing = housing;
    return *this;
  }
  MenteeBuilder& WithBar(AccessBar bar) {
    Title().access_bar = bar;
    return *this;
  }
  MenteeBuilder& WithNote(std::optional<AccessNote> note) {
    Title().note = note;
    return *this;
  }
  MenteeBuilder& DocumentUntil(absl::string_view day) {
    Title().document_until = Day(day);
    return *this;
  }
  MenteeBuilder& MustLiveIn(absl::string_view area) {
    mentee_.residence.obligations = {{.limited = true, .area = Area(area), .valid = {}}};
    return *this;
  }

 private:
  ResidenceFact& Title() {
    if (mentee_.residence.titles.empty()) mentee_.residence.titles.emplace_back();
    return mentee_.residence.titles.back();
  }

  Mentee mentee_;
};

class VacancyBuilder {
 public:
  explicit VacancyBuilder(absl::string_view id) {
    vacancy_.id.value = std::string(id);
    vacancy_.test_data = true;
  }

  Vacancy Build() const { return vacancy_; }
  operator Vacancy() const {
    return vacancy_;
  }  // NOLINT(google-explicit-constructor): reads better

  template <class Edit>
  VacancyBuilder& Change(Edit edit) {
    edit(vacancy_);
    return *this;
  }

  // ---- What and where; called again, a further occupation or place ----
  VacancyBuilder& Of(absl::string_view occupation,
                     std::optional<int32_t> activity_level = std::nullopt) {
    vacancy_.occupations.push_back({Kldb(occupation), activity_level, ""});
    return *this;
  }
  VacancyBuilder& In(absl::string_view district, absl::string_view postal_code = "") {
    vacancy_.places.push_back({Ags(district), std::string(postal_code), "", {}});
    return *this;
  }
  VacancyBuilder& Kind(std::optional<VacancyKind> kind) {
    vacancy_.kind = kind;
    return *this;
  }

  // ---- What it asks ----
  VacancyBuilder& WantsGerman(SkillLevels levels,
                              RequirementStrength strength = RequirementStrength::kRequired) {
    vacancy_.german = {levels, strength, ""};
    return *this;
  }
  VacancyBuilder& WantsGerman(LanguageLevel all,
                              RequirementStrength strength = RequirementStrength::kRequired) {
    return WantsGerman(German(all), strength);
  }
  VacancyBuilder& WantsGermanByLaw(LanguageLevel all) {
    return WantsGerman(all, RequirementStrength::kByLaw);
  }
  VacancyBuilder& WorksIn(absl::string_view language) {
    vacancy_.working_languages.emplace_back(language);
    return *this;
  }
  VacancyBuilder& WantsSchool(SchoolCertificate certificate, RequirementStrength strength,
                              std::optional<int32_t> or_years = std::nullopt) {
    vacancy_.school = SchoolRequirement{certificate, strength, or_years};
    return *this;
  }
  VacancyBuilder& WantsLicence(LicenceKind kind,
                               RequirementStrength strength = RequirementStrength::kByLaw) {
    vacancy_.licences.push_back({kind, strength});
    return *this;
  }
  VacancyBuilder& WantsSkill(absl::string_view id,
                             RequirementStrength strength = RequirementStrength::kRequired) {
    vacancy_.skills.push_back({std::string(id), strength});
    return *this;
  }

  // ---- Conditions ----
  VacancyBuilder& Hours(std::optional<WeeklyHours> hours) {
    vacancy_.hours = hours;
    return *this;
  }
  VacancyBuilder& Hours(int32_t exactly) { return Hours(WeeklyHours{exactly, exactly}); }
  VacancyBuilder& Shifts(std::optional<std::vector<TimeWindow>> shifts) {
    vacancy_.shifts = std::move(shifts);
    return *this;
  }
  VacancyBuilder& ShiftWork(std::optional<bool> shift_work) {
    vacancy_.shift_work = shift_work;
    return *this;
  }
  VacancyBuilder& Agency(std::optional<bool> temporary_agency) {
    vacancy_.temporary_agency = temporary_agency;
    return *this;
  }
  VacancyBuilder& Paid(std::optional<bool> paid) {
    vacancy_.paid = paid;
    return *this;
  }
  VacancyBuilder& SecurityFirm(std::optional<bool> security_firm) {
    vacancy_.security_firm = security_firm;
    return *this;
  }
  VacancyBuilder& Supports(std::vector<SupportItem> items) {
    vacancy_.support = std::move(items);
    return *this;
  }

  // ---- Days ----
  VacancyBuilder& Starts(absl::string_view day) {
    vacancy_.start = Day(day);
    return *this;
  }
  VacancyBuilder& OpenFrom(absl::string_view day) {
    vacancy_.open_from = Day(day);
    return *this;
  }
  VacancyBuilder& ApplyUntil(absl::string_view day) {
    vacancy_.apply_until = Day(day);
    return *this;
  }
  VacancyBuilder& Closed() {
    vacancy_.closed = true;
    return *this;
  }

 private:
  Vacancy vacancy_;
};

// Every fact unknown.
inline MenteeBuilder AMentee(absl::string_view id) { return MenteeBuilder(id); }
inline VacancyBuilder AVacancy(absl::string_view id) { return VacancyBuilder(id); }

// 20 to 40 hours at any time, available, with a car, no licence, no limit to movement or residence,
// on the employment track. Home, claims, German, school and residence title are the story's own.
inline MenteeBuilder StoryMentee(absl::string_view id) {
  return MenteeBuilder(id)
      .WithFreeTimes()
      .AvailableFrom("2026-01-01")
      .WithCar(true)
      .OnTrack(Track::kEmployment)
      .Change([](Mentee& mentee) {
        mentee.facts.licences.emplace();
        mentee.facts.movement_limits = {{.limited = false, .area = {}, .valid = {}}};
        mentee.residence.obligations = {{.limited = false, .area = {}, .valid = {}}};
      });
}

// A paid job of 39 hours at free times from 1 March 2026, no agency, no security firm. Occupation,
// place and requirements are the story's own.
inline VacancyBuilder StoryVacancy(absl::string_view id) {
  return VacancyBuilder(id)
      .Kind(VacancyKind::kJob)
      .Hours(39)
      .Shifts(std::vector<TimeWindow>{})
      .ShiftWork(false)
      .Agency(false)
      .Paid(true)
      .SecurityFirm(false)
      .Starts("2026-03-01");
}

}  // namespace passung

#endif  // PASSUNG_TESTS_SUPPORT_BUILDERS_H_
