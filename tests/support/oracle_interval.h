// Least and greatest total over all joint completions of the unknown facts, section 8 of SCORING.md,
// twice: factored into groups of criteria that share no fact, and by brute force over everything at
// once, which checks the factoring where it is feasible.
#ifndef PASSUNG_TESTS_SUPPORT_ORACLE_INTERVAL_H_
#define PASSUNG_TESTS_SUPPORT_ORACLE_INTERVAL_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "tests/support/oracle.h"

namespace passung::oracle {

// ---- Domains of the unknown facts ----
std::vector<VacancyKind> KindDomain();
std::vector<OccupationCode> CodeDomain(const OracleKnowledge& knowledge);
// One claim on the case's code.
std::vector<Claim> ClaimDomain(const Case& c);
std::vector<DistrictRelation> RelationDomain();
std::vector<WeeklyHours> HoursDomain();
std::vector<std::vector<SupportItem>> SupportDomain();
inline constexpr int32_t kStartDays = 730;  // after as_of, both ends included

// ---- Intervals of one combination, held fixed ----
ScoreInterval IntervalOf(const Oracle& oracle, const Mentee& mentee, const Judgement& judgement);
// Absent where there are more than `most` completions.
std::optional<ScoreInterval> BruteForceInterval(const Oracle& oracle, const Mentee& mentee,
                                                const Judgement& judgement, int64_t most);

}  // namespace passung::oracle

#endif  // PASSUNG_TESTS_SUPPORT_ORACLE_INTERVAL_H_
