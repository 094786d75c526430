// One row of the rival: a mentee's day, a vacancy, one of its occupations, one of its places.
#ifndef PASSUNG_BENCHMARKS_BASELINE_ROW_H_
#define PASSUNG_BENCHMARKS_BASELINE_ROW_H_

#include "benchmarks/baseline/offer.h"
#include "benchmarks/baseline/person.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/profile.h"

namespace passung::baseline {

struct Row {
  const KnowledgeImpl& knowledge;
  const ScoringProfile& profile;
  Date as_of;  // of the request; `person.day` is later where a rule looks ahead
  bool frozen;
  const Person& person;
  const Offer& offer;
  const OfferOccupation& occupation;
  const Place& place;

  const Vacancy& vacancy() const { return *offer.vacancy; }
};

// Points of a criterion, 0 … 10 000.
int32_t Points(CriterionKey criterion, const Row& row);

// What a rule says on the person's day, without looking ahead.
Verdict Judge(RuleKey rule, const Row& row);

// ---- Shared by criteria and rules ----

constexpr bool IsRelated(OccupationRelation relation) {
  return relation <= OccupationRelation::kNeighbour;
}
int32_t CappedLevel(const PersonQualification& qualification, int32_t cap);
// REQUIRES: the code is known.
int32_t UsableLevel(const Row& row);
bool Covers(const Row& row, OccupationCode reference);

enum class Met : uint8_t { kNo, kYes, kUnknown };
Met MeetsSchool(const Person& person, const SchoolRequirement& school);

// Minutes of joined windows inside other joined windows.
int32_t MinutesInside(const std::vector<TimeWindow>& windows,
                      const std::vector<TimeWindow>& inside);

// Rules that need tables of law, in a file of their own.
Verdict JudgeWorkAccess(const Row& row);
Verdict JudgeRegulatedProfession(const Row& row);
Verdict JudgeLanguageFloor(const Row& row);
Verdict JudgeLicenceRequired(const Row& row);

}  // namespace passung::baseline

#endif  // PASSUNG_BENCHMARKS_BASELINE_ROW_H_
