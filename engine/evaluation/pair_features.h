// What is learned from of a pair: points as the engine gives them, exact integers.
#ifndef PASSUNG_ENGINE_EVALUATION_PAIR_FEATURES_H_
#define PASSUNG_ENGINE_EVALUATION_PAIR_FEATURES_H_

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/engine.h"
#include "passung/tuning.h"

namespace passung::evaluation {

using SharedProfile = std::shared_ptr<const AppliedProfile>;
absl::StatusOr<SharedProfile> Share(const ScoringProfile& profile);

// One coefficient: a criterion, or one step of its ladder.
struct FeatureColumn {
  CriterionKey criterion = CriterionKey::kOccupationFit;
  std::optional<Ladder> ladder;
  size_t rung = 0;
};

// Which of a vacancy's combinations counts.
struct Combination {
  int32_t occupation = 0;
  int32_t place = 0;
  friend bool operator==(const Combination&, const Combination&) = default;
};

// Reads the points of pairs under the tables of one profile. The score is Σ weight × points; where a
// criterion has a ladder its points are Σ share of the step × points under that step. Thread-safe.
class PairFeatures {
 public:
  // REQUIRES: a valid profile, the ladders checked; the engine outlives this.
  static absl::StatusOr<PairFeatures> Create(const Engine& engine, const TuningOptions& options);

  const std::vector<FeatureColumn>& columns() const { return columns_; }
  // The position of a column's criterion among those that have a weight.
  const std::vector<int>& groups() const { return groups_; }
  int group_count() const { return groups_.back() + 1; }

  // The one that a profile names. Nothing is asked where there is only one.
  absl::StatusOr<Combination> Name(const Mentee& mentee, const Vacancy& vacancy,
                                   const SharedProfile& profile) const;
  // Points of a combination in the order of columns(), 0 … kMaxPoints.
  absl::StatusOr<std::vector<int32_t>> Of(const Mentee& mentee, const Vacancy& vacancy,
                                          const Combination& combination) const;

  // The shares that a profile of the same columns gives them; sum 1.
  Eigen::VectorXd SharesOf(const ScoringProfile& profile) const;
  // The profile with weights and rungs as the coefficients say, in exact integers that keep their sums.
  ScoringProfile WithShares(const ScoringProfile& profile,
                            const Eigen::VectorXd& coefficients) const;

 private:
  PairFeatures(const Engine& engine, Date as_of) : engine_(engine), as_of_(as_of) {}
  MatchOptions QuestionWith(const SharedProfile& profile) const;
  absl::Status AddColumns(const ScoringProfile& profile, const std::vector<Ladder>& ladders);

  const Engine& engine_;
  const Date as_of_;
  std::vector<FeatureColumn> columns_;
  std::vector<int> groups_;
  SharedProfile even_;                // every criterion that has a weight
  std::vector<SharedProfile> steps_;  // of each column that has a ladder; otherwise null
};

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_PAIR_FEATURES_H_
