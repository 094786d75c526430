// The facts of a person as they stand on one day.
#ifndef PASSUNG_TESTS_SUPPORT_ORACLE_FACTS_H_
#define PASSUNG_TESTS_SUPPORT_ORACLE_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "passung/mentee.h"
#include "tests/support/oracle_knowledge.h"

namespace passung::oracle {

struct HeldQualification {
  OccupationCode code;
  std::optional<int32_t> dqr_level;
  OccupationCode reference;  // of the recognition that counts, else the code itself
  std::optional<RecognitionStatus> status;
};

struct DayFacts {
  Date day;
  std::optional<DistrictCode> home;
  std::vector<HeldQualification> qualifications;
  std::vector<std::pair<ClaimKind, OccupationCode>> other_claims;  // experience and wishes
  SkillLevels german;
  std::optional<SchoolCertificate> certificate;
  std::optional<int32_t> school_years;
  std::optional<std::vector<LicenceKind>> licences;  // those that hold
  std::optional<std::vector<std::string>> skills;    // those that hold
  std::vector<TravelTime> travel_times;
  std::optional<WeeklyHours> hours;
  std::optional<std::vector<TimeWindow>> windows;
  std::optional<AreaLimit> movement_limit;
  std::optional<AreaLimit> obligation;
  std::optional<ResidenceFact> title;
  std::optional<Job> job;                // the present one
  const MenteeFacts* undated = nullptr;  // everything that has no days: car, track, exclusions …

  bool ClaimsKnown() const { return !qualifications.empty() || !other_claims.empty(); }
};

std::optional<RecognitionStatus> Status(std::optional<RecognitionOutcome> outcome,
                                        std::optional<RecognitionStep> step);

// `mentee` must outlive the result.
DayFacts FactsOn(const Mentee& mentee, Date day);

// The days after `day` on which some fact begins or has ended, rising; of the stay: every number of
// months at which a row of the labour-market table begins or ends.
std::vector<Date> DaysOfChange(const OracleKnowledge& knowledge, const Mentee& mentee, Date day);

// Whether a held class is `wanted` or implies it (section 6 of SCORING.md).
bool HoldsLicence(const std::vector<LicenceKind>& held, LicenceKind wanted);

}  // namespace passung::oracle

#endif  // PASSUNG_TESTS_SUPPORT_ORACLE_FACTS_H_
