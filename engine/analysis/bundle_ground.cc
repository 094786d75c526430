#include "engine/analysis/bundle_ground.h"

#include <algorithm>
#include <utility>

namespace passung {
namespace {

// So many sets of steps matter to one rule that more would make a table of thousands.
constexpr int32_t kMostQualifications = 6;
constexpr int32_t kMostLicences = 16;

enum Slot : uint32_t {
  kOfItsOwn,
  kTravelSlot,
  kHomeSlot,
  kHoursSlot,
  kWindowsSlot,
  kDaySlot,
  kFirstQualificationSlot,
};

uint32_t SlotOf(const SingleStep& step) {
  switch (step.act) {
    case Step::kTravelFurther:
      return kTravelSlot;
    case Step::kMoveHome:
      return kHomeSlot;
    case Step::kChangeHours:
      return kHoursSlot;
    case Step::kWidenWindows:
      return kWindowsSlot;
    case Step::kStartEarlier:
      return kDaySlot;
    default:
      break;
  }
  if (!step.qualification) return kOfItsOwn;
  return kFirstQualificationSlot + static_cast<uint32_t>(*step.qualification);
}

bool ChangesNothing(const SingleStep& step) {
  return step.act == Step::kAwaitDecision && !step.recognition_step;
}

}  // namespace

std::vector<GroundStep> GroundOf(std::span<const StepResult> steps, std::span<const Step> without) {
  std::vector<GroundStep> ground;
  int32_t licences = 0;
  for (const StepResult& result : steps) {
    const SingleStep& step = result.step;
    const bool out = std::find(without.begin(), without.end(), step.act) != without.end();
    if (out || ChangesNothing(step)) continue;
    if (step.qualification.value_or(0) >= kMostQualifications) continue;
    if (step.licence && ++licences > kMostLicences) continue;
    if (ground.size() == kMostGround) break;
    ground.push_back({.part = {step, result.lead_days, result.lead_source},
                      .changed = ChangedBy(step.act),
                      .granted = GrantedBy(step.act),
                      .slot = SlotOf(step)});
  }
  return ground;
}

bool HasRivals(std::span<const GroundStep> ground, const StepList& steps) {
  for (size_t i = 0; i < steps.size(); ++i) {
    const uint32_t slot = ground[steps[i]].slot;
    if (slot == kOfItsOwn) continue;
    for (size_t j = 0; j < i; ++j) {
      if (ground[steps[j]].slot == slot) return true;
    }
  }
  return false;
}

Mentee AfterSteps(const Mentee& mentee, std::span<const GroundStep> ground, const StepList& steps,
                  Date as_of) {
  Mentee after = mentee;
  for (const StepNumber step : steps) after = AfterStep(after, ground[step].part.step, as_of);
  return after;
}

FactParts ChangedBy(std::span<const GroundStep> ground, const StepList& steps) {
  FactParts changed = 0;
  for (const StepNumber step : steps) changed |= ground[step].changed;
  return changed;
}

ActSet GrantedBy(std::span<const GroundStep> ground, const StepList& steps) {
  ActSet granted = 0;
  for (const StepNumber step : steps) granted |= ground[step].granted;
  return granted;
}

std::vector<StepList> ListsOf(std::span<const GroundStep> ground, const StepList& steps,
                              int32_t most) {
  std::vector<StepList> lists = {{}};
  size_t shorter = 0;  // where the lists of one step less begin
  for (int32_t size = 1; size <= most; ++size) {
    const size_t end = lists.size();
    for (; shorter < end; ++shorter) {
      for (const StepNumber step : steps) {
        if (!lists[shorter].empty() && step <= lists[shorter].back()) continue;
        StepList longer = lists[shorter];
        longer.push_back(step);
        if (!HasRivals(ground, longer)) lists.push_back(std::move(longer));
      }
    }
  }
  return lists;
}

}  // namespace passung
