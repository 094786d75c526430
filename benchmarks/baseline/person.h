// A mentee on one day, as the rival reads it.
#ifndef PASSUNG_BENCHMARKS_BASELINE_PERSON_H_
#define PASSUNG_BENCHMARKS_BASELINE_PERSON_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/mentee.h"

namespace passung::baseline {

enum class Held : uint8_t { kNo, kPast, kYes };

struct PersonQualification {
  OccupationCode occupation;
  OccupationCode reference;  // of its recognition, else the occupation
  int32_t level = 1;         // before the cap
  std::optional<RecognitionStatus> status;
};

struct PersonClaim {
  OccupationCode occupation;
  ClaimKind kind = ClaimKind::kWish;
};

struct Person {
  Date day;
  const MenteeFacts* facts = nullptr;
  std::vector<PersonClaim> claims;
  std::vector<PersonQualification> qualifications;
  SkillLevels german;
  std::optional<SchoolCertificate> certificate;
  std::optional<int32_t> school_years;
  std::array<Held, EnumCount<LicenceKind>()> licences{};  // meaningful where they are known
  std::vector<absl::string_view> skills;
  const Home* home = nullptr;
  std::optional<WeeklyHours> hours;
  std::optional<std::vector<TimeWindow>> windows;  // joined
  const AreaLimit* movement = nullptr;
  const AreaLimit* obligation = nullptr;
  const ResidenceFact* title = nullptr;

  std::optional<int32_t> MinutesTo(const std::string& postal_code) const;
  bool Has(const std::string& skill) const;
  bool Speaks(const std::vector<std::string>& languages) const;
};

// Views into the mentee, who must outlive the person.
Person ReadPerson(const Mentee& mentee, Date day);

// Days after `after` on which a fact begins or has ended, or the stay reaches one of these months.
std::vector<Date> LaterDays(const Mentee& mentee, Date after, const std::vector<int>& months);

}  // namespace passung::baseline

#endif  // PASSUNG_BENCHMARKS_BASELINE_PERSON_H_
