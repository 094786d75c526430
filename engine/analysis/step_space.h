#ifndef PASSUNG_ENGINE_ANALYSIS_STEP_SPACE_H_
#define PASSUNG_ENGINE_ANALYSIS_STEP_SPACE_H_

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "passung/mentee.h"
#include "passung/steps.h"

namespace passung {

// How a pair stands.
struct PairStanding {
  int32_t score = 0;
  HitClass hit_class = HitClass::kOpen;
  // What is only to be asked for (PASS_AFTER an act), with its usual days: of the enforced rules, in
  // their order, each act once.
  std::vector<std::pair<Step, int32_t>> acts;
};

// One vacancy, the steps that it gives a mentee reason to take, and what they come to: those of a market
// that has this vacancy alone. Belongs to one thread.
class StepSpace {
 public:
  // `owner` keeps `knowledge` alive. REQUIRES: a valid vacancy that is ranked.
  static absl::StatusOr<std::unique_ptr<const StepSpace>> Of(
      const Vacancy& vacancy, std::shared_ptr<const Knowledge> knowledge,
      const AppliedProfile& applied, Date as_of, bool frozen);

  StepSpace(const StepSpace&) = delete;  // points into itself
  StepSpace& operator=(const StepSpace&) = delete;

  Date as_of() const { return query_.as_of; }
  std::vector<StepResult> StepsOf(const Mentee& mentee) const;
  PairStanding StandingOf(const Mentee& mentee) const;

 private:
  StepSpace(std::shared_ptr<const SnapshotImpl> market, const AppliedProfile& applied, Date as_of,
            bool frozen);

  const std::shared_ptr<const SnapshotImpl> market_;  // of one vacancy
  const Query query_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_STEP_SPACE_H_
