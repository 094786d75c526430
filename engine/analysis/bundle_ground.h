#ifndef PASSUNG_ENGINE_ANALYSIS_BUNDLE_GROUND_H_
#define PASSUNG_ENGINE_ANALYSIS_BUNDLE_GROUND_H_

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/analysis/fact_parts.h"
#include "passung/steps.h"

namespace passung {

// A step by its place among those that bundles are made of, and a bundle as such places, rising.
using StepNumber = uint8_t;
using StepList = std::vector<StepNumber>;
inline constexpr size_t kMostGround = 256;
inline constexpr int32_t kMostBundled = 4;

// A set of steps as bits.
class StepMarks {
 public:
  void Set(StepNumber step) { words_[step / 64] |= uint64_t{1} << step % 64; }
  void Clear(StepNumber step) { words_[step / 64] &= ~(uint64_t{1} << step % 64); }
  bool Has(StepNumber step) const { return (words_[step / 64] >> step % 64 & 1U) != 0; }
  void Add(const StepMarks& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  bool Meets(const StepMarks& other) const {
    uint64_t both = 0;
    for (size_t i = 0; i < words_.size(); ++i) both |= words_[i] & other.words_[i];
    return both != 0;
  }
  template <class F>
  void ForEach(F&& visit) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t left = words_[i]; left != 0; left &= left - 1) {
        visit(static_cast<StepNumber>(i * 64 + static_cast<size_t>(std::countr_zero(left))));
      }
    }
  }

 private:
  std::array<uint64_t, kMostGround / 64> words_{};
};

// A step that a bundle may be made of.
struct GroundStep {
  BundlePart part;
  FactParts changed = 0;
  ActSet granted = 0;
  // Steps of one slot replace one another, so that a bundle has at most one of them; 0: of its own.
  uint32_t slot = 0;
};

// Of single steps, in their order: without those that change nothing by themselves and those whose act is
// out of the question; of recognition only the first six qualifications, of licences the first sixteen.
std::vector<GroundStep> GroundOf(std::span<const StepResult> steps, std::span<const Step> without);

// Whether two steps of a list replace one another.
bool HasRivals(std::span<const GroundStep> ground, const StepList& steps);

// The mentee after all steps of a list, one after the other.
Mentee AfterSteps(const Mentee& mentee, std::span<const GroundStep> ground, const StepList& steps,
                  Date as_of);
FactParts ChangedBy(std::span<const GroundStep> ground, const StepList& steps);
ActSet GrantedBy(std::span<const GroundStep> ground, const StepList& steps);

// Every list of at most `most` of some steps without rivals: the empty one first, then by size.
std::vector<StepList> ListsOf(std::span<const GroundStep> ground, const StepList& steps,
                              int32_t most);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_BUNDLE_GROUND_H_
