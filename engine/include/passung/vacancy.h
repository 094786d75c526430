#ifndef PASSUNG_VACANCY_H_
#define PASSUNG_VACANCY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "passung/date.h"
#include "passung/ids.h"
#include "passung/vocabulary.h"

namespace passung {

struct VacancyOccupation {
  std::optional<OccupationCode> code;
  // The requirement level of the DKZ activity where its name is known and has exactly one (223 of
  // 4 261 activities differ from the fifth digit); 1 … 4. Absent: the fifth digit of `code`.
  std::optional<int32_t> activity_level;
  std::string label;  // as the source words it; at most 200 bytes
  friend bool operator==(const VacancyOccupation&, const VacancyOccupation&) = default;
};

struct Place {
  std::optional<DistrictCode> district;
  std::string postal_code;  // five digits or empty
  std::string town;
  std::optional<GeoPoint> point;
  friend bool operator==(const Place&, const Place&) = default;
};

// Absent levels are *not stated*, which is not "none needed".
struct LanguageRequirement {
  SkillLevels levels;
  RequirementStrength strength = RequirementStrength::kRequired;
  std::string phrase;  // the words it was read from, as evidence; at most 300 bytes
  friend bool operator==(const LanguageRequirement&, const LanguageRequirement&) = default;
};

struct SchoolRequirement {
  SchoolCertificate certificate = SchoolCertificate::kHauptschule;
  RequirementStrength strength = RequirementStrength::kRequired;
  // So many years of general schooling are enough instead (§ 11 PflBG: ten); 1 … 20.
  std::optional<int32_t> or_years;
  friend bool operator==(const SchoolRequirement&, const SchoolRequirement&) = default;
};

struct LicenceRequirement {
  LicenceKind kind = LicenceKind::kDrivingB;
  RequirementStrength strength = RequirementStrength::kByLaw;
  friend bool operator==(const LicenceRequirement&, const LicenceRequirement&) = default;
};

struct SkillRequirement {
  std::string id;  // as SkillFact::id
  RequirementStrength strength = RequirementStrength::kRequired;
  friend bool operator==(const SkillRequirement&, const SkillRequirement&) = default;
};

struct Vacancy {
  VacancyId id;
  EmployerId employer;                         // may be empty: unknown
  std::string employer_name;                   // for display; at most 200 bytes
  std::string title;                           // for display; at most 300 bytes
  std::vector<VacancyOccupation> occupations;  // at most 3, the main one first
  std::vector<Place> places;                   // at most 16
  std::optional<VacancyKind> kind;
  std::optional<int32_t> openings;  // 1 … 10 000

  std::optional<WeeklyHours> hours;
  // All times that have to be worked; an empty list says that times are free.
  std::optional<std::vector<TimeWindow>> shifts;
  std::optional<bool> shift_work;  // shifts, nights or weekends, at whatever times
  std::optional<bool> temporary_agency;
  std::optional<bool> paid;           // false: unpaid
  std::optional<bool> security_firm;  // the employer's trade is guarding (§ 34a GewO)

  LanguageRequirement german;
  std::vector<std::string> working_languages;  // ISO 639-1, other than German; empty: German
  std::optional<SchoolRequirement> school;
  std::vector<LicenceRequirement> licences;
  std::vector<SkillRequirement> skills;
  std::optional<std::vector<SupportItem>> support;

  std::optional<Date> start;  // first day of work
  std::optional<Date> end;    // of a limited contract
  std::optional<Date> published;
  std::optional<Date> open_from;    // first day on which one may apply
  std::optional<Date> apply_until;  // last day on which one may apply
  bool closed = false;

  std::string source;            // where it came from: "csv", "ba_jobdetails", "market" …
  std::string source_reference;  // the source's own number, opaque
  bool test_data = false;        // made up: never to be shown beside real ones
  friend bool operator==(const Vacancy&, const Vacancy&) = default;
};

// As for a mentee: names the first faulty field, its value and what is allowed. Lists without a limit
// of their own have at most 64 entries, `skills` 200; texts without one at most 200 bytes.
absl::Status Validate(const Vacancy& vacancy);

}  // namespace passung

#endif  // PASSUNG_VACANCY_H_
