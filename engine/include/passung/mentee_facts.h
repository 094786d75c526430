#ifndef PASSUNG_MENTEE_FACTS_H_
#define PASSUNG_MENTEE_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "passung/date.h"
#include "passung/vocabulary.h"

// Everything the criteria and most rules may know of a mentee. There is no field for origin,
// nationality, religion, sex, age, health or family, and none for the reason of a time window or an
// exclusion. Residence status lives in passung/residence.h, which two rules may include.
//
// Facts that can change are lists of dated entries. On a day, of several entries that hold:
//  - `german` and `schools`: each skill, the certificate and the years take their best stated value;
//  - `licences`, `skills`, `qualifications`, `experiences`, `wishes`, `travel_times`: all count
//    (of several travel times to one postal code, the shortest);
//  - everything else: the entry with the latest `from` wins (an absent `from` is the earliest), of
//    equal ones the later in the list.
// No entry, or an absent optional, means unknown unless the comment says otherwise.

namespace passung {

struct Home {
  DistrictCode district;
  std::string postal_code;        // five digits or empty
  std::optional<GeoPoint> point;  // of the postal code, never of a flat
  Validity valid;
  friend bool operator==(const Home&, const Home&) = default;
};

struct Recognition {
  // The German occupation the procedure is about; absent: the qualification's own occupation.
  std::optional<OccupationCode> reference;
  std::optional<RecognitionOutcome> outcome;
  std::optional<RecognitionStep> step;
  Validity valid;  // `until` ends a temporary permit
  friend bool operator==(const Recognition&, const Recognition&) = default;
};

struct Qualification {
  OccupationCode occupation;
  std::optional<int32_t> dqr_level;  // 1 … 8 (DQR = EQF); absent: that of its occupation's level
  std::optional<int32_t> year;       // 1950 … 2199
  std::vector<Recognition> recognitions;  // of those that hold, the latest counts
  Validity valid;
  friend bool operator==(const Qualification&, const Qualification&) = default;
};

struct Experience {
  OccupationCode occupation;
  int32_t months = 0;  // 0 … 720
  Validity valid;
  friend bool operator==(const Experience&, const Experience&) = default;
};

struct Wish {
  OccupationCode occupation;
  Validity valid;
  friend bool operator==(const Wish&, const Wish&) = default;
};

struct GermanFact {
  SkillLevels levels;
  std::optional<LanguageProof> proof;
  std::optional<Date> proof_date;
  Validity valid;
  friend bool operator==(const GermanFact&, const GermanFact&) = default;
};

struct SchoolFact {
  std::optional<SchoolCertificate> certificate;  // as held or found equivalent in Germany
  std::optional<int32_t> years;                  // of general schooling, 0 … 20
  Validity valid;
  friend bool operator==(const SchoolFact&, const SchoolFact&) = default;
};

// `valid.until` is the last day on which a licence is valid *in Germany* (third-country driving
// licences end six months after taking residence, § 29 FeV). The issuing country is not stored.
struct LicenceFact {
  LicenceKind kind = LicenceKind::kDrivingB;
  Validity valid;
  friend bool operator==(const LicenceFact&, const LicenceFact&) = default;
};

struct SkillFact {
  std::string id;  // 1 to 63 characters of [A-Za-z0-9._-], such as a competence number
  Validity valid;
  friend bool operator==(const SkillFact&, const SkillFact&) = default;
};

struct TravelTime {
  std::string postal_code;  // of the place of work, five digits
  int32_t minutes = 0;      // door to door, 0 … 600
  Validity valid;
  friend bool operator==(const TravelTime&, const TravelTime&) = default;
};

struct HoursFact {
  std::optional<WeeklyHours> hours;                // least and most hours a week
  std::optional<std::vector<TimeWindow>> windows;  // when the person can work; not empty
  Validity valid;
  friend bool operator==(const HoursFact&, const HoursFact&) = default;
};

// A legal limit to an area; `limited` false says that there is none.
struct AreaLimit {
  bool limited = false;
  AreaCode area;  // meaningful only where `limited`
  Validity valid;
  friend bool operator==(const AreaLimit&, const AreaLimit&) = default;
};

// The person's own "no"; empty means that nothing is excluded.
struct Exclusions {
  std::vector<OccupationPrefix> occupations;
  std::vector<Condition> conditions;
  friend bool operator==(const Exclusions&, const Exclusions&) = default;
};

struct MenteeFacts {
  std::vector<Home> homes;
  // Claims. Unknown only where all three are empty: a wish alone says that there is no
  // qualification and no experience to speak of.
  std::vector<Qualification> qualifications;
  std::vector<Experience> experiences;
  std::vector<Wish> wishes;
  std::vector<GermanFact> german;
  std::vector<std::string> other_languages;  // ISO 639-1, lower case; empty means none known
  std::vector<SchoolFact> schools;
  std::optional<std::vector<LicenceFact>> licences;
  std::optional<std::vector<SkillFact>> skills;
  std::optional<bool> has_car;
  std::optional<int32_t>
      max_travel_minutes;  // the person's own limit, 1 … 600; absent: the profile's
  std::vector<TravelTime> travel_times;
  std::vector<HoursFact> hours;
  std::optional<Date> available_from;
  std::optional<Track> track;
  Exclusions exclusions;
  std::vector<AreaLimit> movement_limits;  // räumliche Beschränkung, §§ 56 AsylG, 61 AufenthG
  friend bool operator==(const MenteeFacts&, const MenteeFacts&) = default;
};

}  // namespace passung

#endif  // PASSUNG_MENTEE_FACTS_H_
