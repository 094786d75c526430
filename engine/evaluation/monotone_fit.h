// Logistic regression on comparisons with coefficients that must not be negative.
#ifndef PASSUNG_ENGINE_EVALUATION_MONOTONE_FIT_H_
#define PASSUNG_ENGINE_EVALUATION_MONOTONE_FIT_H_

#include <Eigen/Core>
#include <functional>

#include "absl/status/statusor.h"
#include "engine/evaluation/comparisons.h"

namespace passung::evaluation {

// Whether nobody waits any more; may be empty. Fits ask it at every step and are Cancelled then.
using IsOver = std::function<bool()>;

// Value, gradient and curvature of Σ weight × log(1 + exp(-difference · coefficients)).
struct Loss {
  double value = 0;
  Eigen::VectorXd gradient;
  Eigen::MatrixXd curvature;
};
Loss LossAt(const Comparisons& comparisons, const Eigen::VectorXd& coefficients);

// The slope with which fixed shares fit best, at least 0.1.
absl::StatusOr<double> BestSlope(const Comparisons& comparisons, const Eigen::VectorXd& shares,
                                 const IsOver& is_over);

struct Penalty {
  Eigen::VectorXd towards;
  Eigen::MatrixXd strength;
};
// As if `count` of `of` judgements had come out as `towards` foresees: the curvature there, in that
// proportion. For what the data say little about there is a pull of its own: with a count of 100 a share is taken
// to lie within 5 of 100 of what it was, one time in three further. Of no count there is none.
Penalty PenaltyOf(const Comparisons& comparisons, const Eigen::VectorXd& towards, double count,
                  double of);

// The coefficients, none negative, with the least loss and penalty: Newton's method on those that are not
// held at 0, each step cut back to what is allowed (Bertsekas 1982). The problem is convex.
absl::StatusOr<Eigen::VectorXd> FitCoefficients(const Comparisons& comparisons,
                                                const Penalty& penalty, const IsOver& is_over);

// What the data alone say: the coefficients without pull or bounds, and their sandwich covariance with people as
// clusters.
struct Unbounded {
  Eigen::VectorXd coefficients;
  Eigen::MatrixXd covariance;
};
absl::StatusOr<Unbounded> FitUnbounded(const Comparisons& comparisons, const Eigen::VectorXd& begin,
                                       const IsOver& is_over);

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_MONOTONE_FIT_H_
