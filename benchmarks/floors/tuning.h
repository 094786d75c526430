// Tuning and evaluation on worlds whose truth is planted.
#ifndef PASSUNG_BENCHMARKS_FLOORS_TUNING_H_
#define PASSUNG_BENCHMARKS_FLOORS_TUNING_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "benchmarks/support/floors.h"
#include "benchmarks/tuning/labelled_world.h"

namespace passung::bench {

// Planted weights against learned ones, in points of 100: the largest error of all criteria and worlds, and the
// mean error. Each world is suggestions of ten to each of `people` with noise of its own.
struct Recovery {
  Figure largest;
  Figure mean;
};
absl::StatusOr<Recovery> MeasureRecovery(const LabelledWorld& world, size_t people, int32_t worlds);

// Of so many worlds with random weights and noise of their own, the share whose 95 % intervals hold the
// planted weight, of the criterion for which it is least; in percent.
absl::StatusOr<Figure> MeasureIntervals(const LabelledWorld& world, size_t people, int32_t worlds);

// nDCG@10 of the profile that was learned on one half of the people, on the other half: over that of the planted
// one, and the lower end of the interval of its difference from the default one's.
struct HeldOutPeople {
  Figure of_oracle;
  Figure over_default;
};
absl::StatusOr<HeldOutPeople> MeasureHeldOut(const LabelledWorld& world);

// Percent of `runs` in which inverse propensity scoring of lists with shuffled near ties lies within two
// standard errors of what another profile's lists bring.
absl::StatusOr<Figure> MeasureOffPolicy(int32_t runs);

// Wall seconds on two threads: all metrics of people with up to three judgements each, everything ranked. First
// what is said of two hundred of them is compared with their lists, asked for one by one.
absl::StatusOr<Figure> MeasureEvaluation(int64_t people, int64_t vacancies);
// … of tuning on so many outcomes, after what it says of people held out was compared with an evaluation.
absl::StatusOr<Figure> MeasureTuning(const LabelledWorld& world, size_t outcomes);

// What others measured: LightGBM's lead in percent (strangers.py), and how many tuned profiles kept all
// properties (the properties' test program).
Figure LeadOfTrees(const std::string& path);
Figure ProfilesThatKeepTheProperties(const std::string& path);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_TUNING_H_
