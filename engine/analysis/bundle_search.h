#ifndef PASSUNG_ENGINE_ANALYSIS_BUNDLE_SEARCH_H_
#define PASSUNG_ENGINE_ANALYSIS_BUNDLE_SEARCH_H_

#include <array>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "engine/analysis/bundle_demands.h"

namespace passung {

struct Bundle {
  StepList steps;
  int64_t value = 0;
  int64_t days = 0;  // one step after the other

  // The better first: more vacancies, fewer steps, fewer days, then the steps that come first.
  friend bool operator<(const Bundle& a, const Bundle& b) {
    return std::tuple(-a.value, a.steps.size(), a.days, a.steps) <
           std::tuple(-b.value, b.steps.size(), b.days, b.steps);
  }
};

struct BundleSearchResult {
  std::vector<Bundle> best;  // best first
  // No bundle that is not in `best` meets more demands; with `complete`, none comes before the last.
  int64_t at_most = 0;
  bool complete = true;
};

// Which bundles meet the demands of most vacancies. First what adds most per step, also several steps at
// once that only work together; then every bundle that could still be better, by depth, as long as `work`
// lasts. What a bundle can reach at most follows from shares: of a demand that needs n more steps out of
// some, each of these gets 1/n of its vacancies, so that whatever meets it has all of them.
class BundleSearch {
 public:
  // So much is looked at in all; of what is left then the bound tells.
  static constexpr int64_t kUsualWork = 200'000'000;

  // All must outlive it.
  BundleSearch(const BundleDemands& demands, std::span<const GroundStep> ground, int32_t most_steps,
               int64_t work = kUsualWork)
      : demands_(demands), ground_(ground), most_steps_(most_steps), work_(work) {}

  // The best `keep` bundles, at least 1.
  BundleSearchResult Run(size_t keep);

  // The vacancies whose demands some bundle may meet.
  int64_t Reachable() const;

 private:
  static constexpr int64_t kWhole = 12;  // shares: can be divided by 1 … 4
  using Numbers = std::vector<uint32_t>;

  // What is left to do after a bundle, in shares.
  struct Shares {
    int64_t value = 0;  // vacancies whose demands are met
    std::array<int64_t, kMostGround> of_step{};
  };
  struct Missing {
    int32_t steps = 0;  // at least
    StepMarks among;
  };

  Numbers NumbersOf(const StepList& bundle) const;
  bool Passes(uint32_t effect, const Numbers& numbers) const;
  bool IsMet(const Demand& demand, const Numbers& numbers) const;
  int64_t ValueOf(const StepList& bundle);
  Missing MissingOn(const Demand::Way& way, const StepList& bundle, const StepMarks& marks,
                    const Numbers& numbers) const;
  Shares SharesOf(const StepList& bundle);

  Bundle Looked(StepList steps);
  bool MayAdd(const StepList& bundle, const StepList& added) const;
  void Offer(const Bundle& bundle);
  bool CannotBeat(int64_t value, size_t size) const;
  StepList NextStep(const Bundle& from);
  std::vector<StepList> Additions(const StepList& bundle) const;
  void AddMost();
  void Visit(const StepList& bundle, size_t from, int64_t at_most);
  void VisitLonger(const StepList& bundle, size_t from, const Shares& shares);

  const BundleDemands& demands_;
  const std::span<const GroundStep> ground_;
  const int32_t most_steps_;
  int64_t work_;
  size_t keep_ = 1;
  StepList order_;  // in which steps are added
  BundleSearchResult result_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_BUNDLE_SEARCH_H_
