// Remarks that carry no points, the end of section 5 of SCORING.md.

#include <algorithm>
#include <vector>

#include "tests/support/oracle_rules.h"

namespace passung::oracle {

std::vector<Flag> FlagsOf(const Question& q) {
  using S = RecognitionStatus;
  std::vector<Flag> flags;
  const Combination& combination = *q.combination;
  const Vacancy& vacancy = *combination.vacancy;
  if (combination.IsWork() && combination.code && q.facts->ClaimsKnown()) {
    const std::vector<Claim> claims = MakeCase(*q.knowledge, *q.facts, combination, q.as_of).claims;
    const int32_t usable =
        UsableLevel(claims, combination.column, q.profile->level_adequacy.unrecognised_cap);
    bool under_way = false;
    for (const Claim& claim : claims) {
      if (claim.kind != ClaimKind::kQualification || !IsRelated(claim.relation)) continue;
      for (S status : {S::kFiled, S::kFileComplete, S::kCompensation, S::kMeasureRunning,
                       S::kPermitPending, S::kTemporaryPermit}) {
        under_way |= claim.status == status;
      }
    }
    if (usable > static_cast<int32_t>(combination.column) + 1) {
      flags.push_back(under_way ? Flag::kBridge : Flag::kUnderUsed);
    }
  }
  if (vacancy.kind == VacancyKind::kMinijob || vacancy.paid == false) {
    flags.push_back(Flag::kNotSociallyInsured);
  }
  if (vacancy.temporary_agency == true) flags.push_back(Flag::kTemporaryAgency);
  if (q.facts->title && q.facts->title->document_until) {
    const Date begin = std::max(vacancy.start.value_or(q.as_of), q.as_of);
    if (*q.facts->title->document_until < AddMonths(begin, 6)) {
      flags.push_back(Flag::kDocumentExpires);
    }
  }
  return flags;
}

}  // namespace passung::oracle
