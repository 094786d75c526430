#ifndef PASSUNG_ENGINE_VOCABULARY_DAY_FACTS_H_
#define PASSUNG_ENGINE_VOCABULARY_DAY_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/job.h"
#include "passung/mentee_facts.h"
#include "passung/vocabulary.h"

namespace passung {

struct Residence;  // passung/residence.h, which two rules may include

// A set of LicenceKind as bits.
using LicenceSet = uint32_t;
constexpr LicenceSet LicenceBit(LicenceKind kind) { return LicenceSet{1} << Index(kind); }
// The kinds that holding `kind` includes, itself among them (§ 6 FeV).
LicenceSet ImpliedLicences(LicenceKind kind);

// A postal code of five digits as a number above 0 that rises with it: comparing these takes no call.
inline uint32_t PostalNumber(absl::string_view postal_code) {
  uint32_t number = 1;
  for (const char digit : postal_code) number = number * 10 + static_cast<uint32_t>(digit - '0');
  return number;
}

// What is true of a mentee on one day: every dated list resolved as its header says.
// Rules and criteria see nothing else of a person. Views into what it was made from,
// which must outlive it.
struct DayFacts {
  struct Claim {
    OccupationCode occupation;
    ClaimKind kind = ClaimKind::kWish;
    int32_t months = 0;  // of experience
  };
  struct Qualified {
    OccupationCode occupation;
    OccupationCode reference;  // of its recognition
    int level = 1;             // 1 … 4, before the cap
    std::optional<RecognitionStatus> status;
  };
  struct Minutes {
    uint32_t place = 0;  // PostalNumber
    int32_t minutes = 0;
    friend bool operator<(const Minutes& a, const Minutes& b) {
      return a.place != b.place ? a.place < b.place : a.minutes < b.minutes;
    }
  };

  Date day;
  std::vector<Claim> claims;  // empty: none known
  std::vector<Qualified> qualifications;
  SkillLevels german;
  const std::vector<std::string>* other_languages = nullptr;
  std::optional<SchoolCertificate> school;
  std::optional<int32_t> school_years;
  bool licences_known = false;
  LicenceSet licences_held = 0;  // with what they imply
  LicenceSet licences_past = 0;  // no longer valid, with what they implied
  bool skills_known = false;
  std::vector<absl::string_view> skills;  // sorted
  // Those of them that some vacancy of the snapshot names, as its numbers; filled in by Person.
  std::vector<uint32_t> skill_numbers;
  std::optional<bool> has_car;
  std::optional<int32_t> max_travel_minutes;
  std::vector<Minutes> travel_minutes;  // rising by place, the shortest each
  const Home* home = nullptr;           // nullptr: unknown
  std::optional<WeeklyHours> hours;
  std::optional<std::vector<TimeWindow>> windows;  // merged
  std::optional<Date> available_from;
  std::optional<Track> track;
  const Exclusions* exclusions = nullptr;
  const AreaLimit* movement_limit = nullptr;  // nullptr: unknown
  const Job* job = nullptr;                   // the present one; nullptr: none known
  bool ever_has_job = false;                  // on this day or another
  const Residence* residence = nullptr;

  bool claims_known() const { return !claims.empty(); }
  // Known travel time to a postal code.
  std::optional<int32_t> MinutesTo(absl::string_view postal_code) const;
  // The first of these languages that the person speaks; nullptr if none.
  const std::string* Speaks(const std::vector<std::string>& languages) const;
};

// Whether something that a vacancy asks for is there.
enum class Met : uint8_t { kNo, kYes, kUndecided };

// A school certificate, or so many years of general schooling instead.
Met MetBySchool(const DayFacts& facts, SchoolCertificate certificate,
                std::optional<int32_t> or_years);

// The kind of claim that so many months of experience make.
ClaimKind KindOfExperience(int32_t months);
// Requirement level 1 … 4, before the cap for what is not recognised.
int LevelOf(const Qualification& qualification);

// Of a Mentee, whose header not everybody may see who sees facts.
DayFacts ResolveFacts(const MenteeFacts& facts, const Residence& residence,
                      const std::vector<Job>& jobs, Date day);

// Days after `after` on which one of these facts begins or has just ended, rising, each once.
std::vector<Date> EventDates(const MenteeFacts& facts, const std::vector<Job>& jobs, Date after);

// Adds the days on which something with this validity begins or has just ended.
void AddEventDates(const Validity& valid, Date after, std::vector<Date>& dates);

// The entry of a dated list that wins on a day: of those that hold the one with the latest `from`,
// the later in the list on a tie; nullptr if none holds.
template <class T>
const T* LatestOn(const std::vector<T>& entries, Date day) {
  const T* best = nullptr;
  for (const T& entry : entries) {
    if (!entry.valid.Holds(day)) continue;
    // An absent optional is less than any date, as an absent `from` is the earliest.
    if (best == nullptr || !(entry.valid.from < best->valid.from)) best = &entry;
  }
  return best;
}

// Windows sorted, those that touch or overlap joined.
std::vector<TimeWindow> MergeWindows(std::vector<TimeWindow> windows);
// Minutes of merged windows, and those of them inside other merged windows.
int32_t TotalMinutes(const std::vector<TimeWindow>& merged);
int32_t MinutesInside(const std::vector<TimeWindow>& merged, const std::vector<TimeWindow>& inside);

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_DAY_FACTS_H_
