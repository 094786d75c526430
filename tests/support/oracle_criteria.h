// The points of the nine criteria, one plain function each, section 4 of SCORING.md.
#ifndef PASSUNG_TESTS_SUPPORT_ORACLE_CRITERIA_H_
#define PASSUNG_TESTS_SUPPORT_ORACLE_CRITERIA_H_

#include <array>
#include <cstdint>

#include "passung/profile.h"
#include "tests/support/oracle_case.h"

namespace passung::oracle {

using Points = std::array<int32_t, kCriterionCount>;  // order of CriterionKey

int32_t OccupationFit(const ScoringProfile& profile, const Case& c);
int32_t LevelAdequacy(const ScoringProfile& profile, const Case& c);
int32_t SkillsFit(const ScoringProfile& profile, const Case& c);
int32_t RecognitionFit(const ScoringProfile& profile, const Case& c);
int32_t LanguageFit(const ScoringProfile& profile, const Case& c);
int32_t DistrictFit(const ScoringProfile& profile, const Case& c);
int32_t WorkingTimeFit(const ScoringProfile& profile, const Case& c);
int32_t StartFit(const ScoringProfile& profile, const Case& c);
int32_t EmployerSupport(const ScoringProfile& profile, const Case& c);
Points PointsOf(const ScoringProfile& profile, const Case& c);

// Whether the spoken working language stands for German.
bool LanguageReplaced(const Case& c);
// Points of a share; of several the smallest counts.
int32_t PointsOfShare(const WorkingTimeFitTable& table, Share share);
bool Less(Share a, Share b);
// The part of the wanted hours that is offered, both ways.
Share HoursShare(WeeklyHours person, WeeklyHours vacancy);

// Overrides in, then largest remainder to 10 000.
std::array<int32_t, kCriterionCount> AppliedWeights(const ScoringProfile& profile,
                                                    const ProfileOverrides& overrides);
std::array<RuleSwitch, kRuleCount> AppliedSwitches(const ScoringProfile& profile,
                                                   const ProfileOverrides& overrides);

}  // namespace passung::oracle

#endif  // PASSUNG_TESTS_SUPPORT_ORACLE_CRITERIA_H_
