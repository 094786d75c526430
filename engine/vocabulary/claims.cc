#include "engine/vocabulary/claims.h"

#include <algorithm>

#include "engine/base/sort_unique.h"

namespace passung {

bool LiftsCap(std::optional<RecognitionStatus> status) {
  if (!status) return false;
  switch (*status) {
    case RecognitionStatus::kNone:
    case RecognitionStatus::kNotFiled:
    case RecognitionStatus::kWithdrawn:
    case RecognitionStatus::kNegative:
    case RecognitionStatus::kFiled:
    case RecognitionStatus::kFileComplete:
      return false;
    default:
      return true;
  }
}

int CappedLevel(const DayFacts::Qualified& qualification, int unrecognised_cap) {
  if (LiftsCap(qualification.status)) return qualification.level;
  return std::min(qualification.level, unrecognised_cap);
}

std::vector<OccupationCode> OccupationsOf(const DayFacts& facts) {
  std::vector<OccupationCode> occupations;
  occupations.reserve(facts.claims.size() + 2 * facts.qualifications.size());
  for (const DayFacts::Claim& claim : facts.claims) occupations.push_back(claim.occupation);
  for (const DayFacts::Qualified& qualified : facts.qualifications) {
    occupations.push_back(qualified.occupation);
    occupations.push_back(qualified.reference);
  }
  base::SortUnique(occupations);
  return occupations;
}

bool Counts(const JobRelations& job, const DayFacts::Qualified& qualification, Column column) {
  const bool only_related = column == Column::k2 || column == Column::k3 || column == Column::k4;
  return !only_related || IsRelated(job.To(qualification.occupation));
}

int UsableLevel(const JobRelations& job, const DayFacts& facts, Column column,
                int unrecognised_cap) {
  int level = 1;
  for (const DayFacts::Qualified& qualification : facts.qualifications) {
    if (!Counts(job, qualification, column)) continue;
    level = std::max(level, CappedLevel(qualification, unrecognised_cap));
  }
  return level;
}

bool Covers(const JobRelations& job, OccupationCode reference, bool bars) {
  if (bars) return job.knowledge().regulated().SharesRow(reference, job.code());
  return IsRelated(job.To(reference));
}

bool HasStepUnderWay(const JobRelations& job, const DayFacts& facts) {
  return std::any_of(facts.qualifications.begin(), facts.qualifications.end(),
                     [&](const DayFacts::Qualified& qualification) {
                       if (!qualification.status) return false;
                       switch (*qualification.status) {
                         case RecognitionStatus::kFiled:
                         case RecognitionStatus::kFileComplete:
                         case RecognitionStatus::kCompensation:
                         case RecognitionStatus::kMeasureRunning:
                         case RecognitionStatus::kPermitPending:
                         case RecognitionStatus::kTemporaryPermit:
                           return IsRelated(job.To(qualification.occupation));
                         default:
                           return false;
                       }
                     });
}

std::optional<LanguageLevel> GermanByLaw(const KnowledgeImpl& knowledge, OccupationCode code,
                                         Date day) {
  std::optional<LanguageLevel> level;
  for (const int32_t index : knowledge.regulated().RowsOf(code)) {
    const RegulatedRow& row = knowledge.regulated().rows()[static_cast<size_t>(index)];
    if (row.valid.Holds(day)) level = std::max(level, row.german_by_law);
  }
  return level;
}

}  // namespace passung
