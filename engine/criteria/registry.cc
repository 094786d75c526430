#include "engine/criteria/registry.h"

namespace passung {
namespace {

// The explicit list: no self-registration, which static libraries lose and whose order is open.
struct Registry {
  const std::unique_ptr<JobCriterion> occupation_fit = MakeOccupationFit();
  const std::unique_ptr<JobCriterion> level_adequacy = MakeLevelAdequacy();
  const std::unique_ptr<Criterion> skills_fit = MakeSkillsFit();
  const std::unique_ptr<JobCriterion> recognition_fit = MakeRecognitionFit();
  const std::unique_ptr<Criterion> language_fit = MakeLanguageFit();
  const std::unique_ptr<Criterion> district_fit = MakeDistrictFit();
  const std::unique_ptr<Criterion> working_time_fit = MakeWorkingTimeFit();
  const std::unique_ptr<Criterion> start_fit = MakeStartFit();
  const std::unique_ptr<Criterion> employer_support = MakeEmployerSupport();

  const std::array<const Criterion*, kCriterionCount> all = {
      occupation_fit.get(),   level_adequacy.get(), skills_fit.get(),
      recognition_fit.get(),  language_fit.get(),   district_fit.get(),
      working_time_fit.get(), start_fit.get(),      employer_support.get()};
  const std::array<const JobCriterion*, 3> job = {occupation_fit.get(), level_adequacy.get(),
                                                  recognition_fit.get()};
};

const Registry& TheRegistry() {
  static const auto* const registry = new Registry;
  return *registry;
}

}  // namespace

const std::array<const Criterion*, kCriterionCount>& AllCriteria() { return TheRegistry().all; }

const std::array<const JobCriterion*, 3>& JobCriteria() { return TheRegistry().job; }

}  // namespace passung
