#ifndef PASSUNG_ENGINE_CRITERIA_REGISTRY_H_
#define PASSUNG_ENGINE_CRITERIA_REGISTRY_H_

#include <array>
#include <memory>

#include "engine/criteria/criterion.h"

namespace passung {

std::unique_ptr<JobCriterion> MakeOccupationFit();
std::unique_ptr<JobCriterion> MakeLevelAdequacy();
std::unique_ptr<Criterion> MakeSkillsFit();
std::unique_ptr<JobCriterion> MakeRecognitionFit();
std::unique_ptr<Criterion> MakeLanguageFit();
std::unique_ptr<Criterion> MakeDistrictFit();
std::unique_ptr<Criterion> MakeWorkingTimeFit();
std::unique_ptr<Criterion> MakeStartFit();
std::unique_ptr<Criterion> MakeEmployerSupport();

// All criteria in the order of CriterionKey.
const std::array<const Criterion*, kCriterionCount>& AllCriteria();
// Those of the job, in the same order.
const std::array<const JobCriterion*, 3>& JobCriteria();

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_REGISTRY_H_
