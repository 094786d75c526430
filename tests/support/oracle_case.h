// One combination (vacancy, occupation, place) seen by one person on one day, boiled down to what
// the criteria speak of: relations instead of codes, shares instead of windows. Intervals complete
// the unknown fields of a Case; the points are a function of it alone.
#ifndef PASSUNG_TESTS_SUPPORT_ORACLE_CASE_H_
#define PASSUNG_TESTS_SUPPORT_ORACLE_CASE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "passung/vacancy.h"
#include "tests/support/oracle_facts.h"

namespace passung::oracle {

struct Combination {
  const Vacancy* vacancy = nullptr;
  int32_t occupation_index = 0;
  int32_t place_index = 0;
  std::optional<OccupationCode> code;
  std::optional<int32_t> activity_level;
  std::optional<int32_t> level;  // requirement level
  std::optional<VacancyKind> kind;
  Column column = Column::k2;
  std::optional<DistrictCode> district;
  std::string postal_code;

  bool IsWork() const { return column != Column::kTraining && column != Column::kBridge; }
  // Sets level and column from code, activity_level and kind.
  void Settle();
};

// In the order in which ties are broken; none for self-employment.
std::vector<Combination> CombinationsOf(const Vacancy& vacancy);

struct Claim {
  ClaimKind kind = ClaimKind::kWish;
  OccupationRelation relation = OccupationRelation::kUnrelated;
  // Of qualifications only:
  int32_t level = 1;  // before the cap
  std::optional<RecognitionStatus> status;
  OccupationRelation reference_relation = OccupationRelation::kUnrelated;
  bool covers = false;
};

struct Share {  // numerator / denominator, denominator > 0
  int64_t numerator = 0;
  int64_t denominator = 1;
};

struct Item {
  int32_t weight = 1;  // 2 required, 1 desirable
  std::optional<bool> met;
};

struct Case {
  Date as_of;
  Column column = Column::k2;
  std::optional<VacancyKind> kind;
  std::optional<int32_t> level;  // requirement level of the combination
  bool code_known = false;
  bool bars = false;
  std::vector<Claim> claims;  // empty: none known
  SkillLevels has;
  SkillLevels stated;
  SkillLevels law;             // by law for this code, day and column
  bool stated_by_law = false;  // the vacancy names a level by law
  bool speaks = false;         // a working language of the vacancy
  std::vector<Item> items;
  std::optional<int32_t> minutes;
  std::optional<DistrictCode> home, work;
  std::optional<DistrictRelation> relation;
  bool times_free = false;      // shifts known and empty
  std::optional<Share> inside;  // of the shifts
  std::optional<WeeklyHours> person_hours, vacancy_hours;
  std::optional<Date> available_from, start;
  std::optional<std::vector<SupportItem>> support;
};

Case MakeCase(const OracleKnowledge& knowledge, const DayFacts& facts,
              const Combination& combination, Date as_of);

// Sets what hangs on the occupation and the kind, as completions of these two need it.
void Recode(const OracleKnowledge& knowledge, const DayFacts& facts, const Combination& combination,
            Case& c);

// The levels that the law demands of the occupation itself, in work columns.
SkillLevels GermanByLaw(const OracleKnowledge& knowledge, const Combination& combination,
                        Date as_of);
bool SpeaksWorkingLanguage(const MenteeFacts& facts, const Vacancy& vacancy);
// Shortest known way to the place.
std::optional<int32_t> MinutesTo(const DayFacts& facts, const Combination& combination);
// Absent: it is not known whether the certificate or the years are enough.
std::optional<bool> SchoolMet(const DayFacts& facts, const SchoolRequirement& school);
Share ShareInside(const std::vector<TimeWindow>& shifts, const std::vector<TimeWindow>& windows);
// The level of a qualification of this kind, before the cap.
int32_t QualificationLevel(OccupationCode code, std::optional<int32_t> dqr_level);
int32_t Capped(int32_t level, std::optional<RecognitionStatus> status, int32_t cap);
// The highest capped level among the qualifications that count in the column.
int32_t UsableLevel(const std::vector<Claim>& claims, Column column, int32_t cap);

}  // namespace passung::oracle

#endif  // PASSUNG_TESTS_SUPPORT_ORACLE_CASE_H_
