#include "engine/evaluation/monotone_fit.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/base/status_macros.h"
#include "engine/evaluation/judged_people.h"

namespace passung::evaluation {
namespace {

constexpr int kMostSteps = 100;
constexpr double kLeastSlope = 0.1;
constexpr double kPrecise = 1e-9;
// Without bounds there may be no least value: then what was reached after these is as good.
constexpr int kMostUnboundedSteps = 20;
// How far a share lies from what it was where the profile counts for so many judgements.
constexpr double kUsualReach = 0.05;
constexpr double kUsualCount = 100;

// log(1 + exp(-margin)) without overflow.
double LogLoss(double margin) {
  return margin > 0 ? std::log1p(std::exp(-margin)) : std::log1p(std::exp(margin)) - margin;
}
double Logistic(double margin) { return 1 / (1 + std::exp(-margin)); }

double ValueAt(const Comparisons& comparisons, const Eigen::VectorXd& coefficients) {
  const Eigen::VectorXd margins = comparisons.differences * coefficients;
  double value = 0;
  for (Eigen::Index i = 0; i < margins.size(); ++i) {
    value += comparisons.weights(i) * LogLoss(margins(i));
  }
  return value;
}

// Enough to make a matrix regular whose data say nothing in some direction.
double Ridge(const Eigen::MatrixXd& curvature) {
  return 1e-6 * curvature.trace() / static_cast<double>(curvature.rows()) + 1e-12;
}

Eigen::MatrixXd Regular(const Eigen::MatrixXd& curvature) {
  const auto size = curvature.rows();
  return curvature + Ridge(curvature) * Eigen::MatrixXd::Identity(size, size);
}

struct Objective {
  const Comparisons& comparisons;
  const Penalty& penalty;

  double Value(const Eigen::VectorXd& at) const {
    const Eigen::VectorXd away = at - penalty.towards;
    return ValueAt(comparisons, at) + away.dot(penalty.strength * away) / 2;
  }
  Loss All(const Eigen::VectorXd& at) const {
    Loss loss = LossAt(comparisons, at);
    const Eigen::VectorXd away = at - penalty.towards;
    loss.value += away.dot(penalty.strength * away) / 2;
    loss.gradient += penalty.strength * away;
    loss.curvature += penalty.strength;
    return loss;
  }
};

// Coefficients that are not at 0 with the slope holding them there.
std::vector<Eigen::Index> FreeOnes(const Eigen::VectorXd& at, const Eigen::VectorXd& gradient) {
  std::vector<Eigen::Index> free;
  for (Eigen::Index i = 0; i < at.size(); ++i) {
    if (at(i) > 0 || gradient(i) < 0) free.push_back(i);
  }
  return free;
}

// The least loss wherever it lies, by Newton's method with steps cut in half until they help.
absl::StatusOr<Eigen::VectorXd> Unconstrained(const Comparisons& comparisons, Eigen::VectorXd at,
                                              const IsOver& is_over) {
  for (int step = 0; step < kMostUnboundedSteps; ++step) {
    PASSUNG_RETURN_IF_ERROR(CheckAwaited(is_over));
    const Loss loss = LossAt(comparisons, at);
    Eigen::VectorXd move = -Regular(loss.curvature).ldlt().solve(loss.gradient);
    while (ValueAt(comparisons, at + move) > loss.value && move.cwiseAbs().maxCoeff() > kPrecise) {
      move /= 2;
    }
    at += move;
    if (move.cwiseAbs().maxCoeff() < kPrecise * (1 + at.cwiseAbs().maxCoeff())) break;
  }
  return at;
}

Eigen::VectorXd Direction(const Loss& loss, const std::vector<Eigen::Index>& free) {
  Eigen::VectorXd direction = Eigen::VectorXd::Zero(loss.gradient.size());
  if (free.empty()) return direction;
  const Eigen::MatrixXd curvature = loss.curvature(free, free);
  const Eigen::VectorXd gradient = loss.gradient(free);
  const Eigen::VectorXd step = Regular(curvature).ldlt().solve(gradient);
  direction(free) = -step;
  return direction;
}

}  // namespace

Loss LossAt(const Comparisons& comparisons, const Eigen::VectorXd& coefficients) {
  const Eigen::VectorXd margins = comparisons.differences * coefficients;
  Eigen::VectorXd slopes(margins.size());
  Eigen::VectorXd bends(margins.size());
  Loss loss;
  for (Eigen::Index i = 0; i < margins.size(); ++i) {
    const double chance = Logistic(margins(i));
    loss.value += comparisons.weights(i) * LogLoss(margins(i));
    slopes(i) = -comparisons.weights(i) * (1 - chance);
    bends(i) = comparisons.weights(i) * chance * (1 - chance);
  }
  loss.gradient = comparisons.differences.transpose() * slopes;
  loss.curvature =
      comparisons.differences.transpose() * bends.asDiagonal() * comparisons.differences;
  return loss;
}

absl::StatusOr<double> BestSlope(const Comparisons& comparisons, const Eigen::VectorXd& shares,
                                 const IsOver& is_over) {
  Comparisons one = {.differences = comparisons.differences * shares,
                     .weights = comparisons.weights};
  const Penalty none = {.towards = Eigen::VectorXd::Constant(1, 1),
                        .strength = Eigen::MatrixXd::Constant(1, 1, 1e-6)};
  PASSUNG_ASSIGN_OR_RETURN(const Eigen::VectorXd slope, FitCoefficients(one, none, is_over));
  return std::max(kLeastSlope, slope(0));
}

Penalty PenaltyOf(const Comparisons& comparisons, const Eigen::VectorXd& towards, double count,
                  double of) {
  const Eigen::MatrixXd curvature = LossAt(comparisons, towards).curvature;
  const auto size = curvature.rows();
  const double reach = kUsualReach * towards.sum();
  return {.towards = towards,
          .strength = (count / std::max(of, 1.0)) * curvature +
                      (Ridge(curvature) + count / kUsualCount / (reach * reach)) *
                          Eigen::MatrixXd::Identity(size, size)};
}

absl::StatusOr<Eigen::VectorXd> FitCoefficients(const Comparisons& comparisons,
                                                const Penalty& penalty, const IsOver& is_over) {
  const Objective objective = {.comparisons = comparisons, .penalty = penalty};
  Eigen::VectorXd at = penalty.towards.cwiseMax(0);
  for (int step = 0; step < kMostSteps; ++step) {
    PASSUNG_RETURN_IF_ERROR(CheckAwaited(is_over));
    const Loss loss = objective.All(at);
    const Eigen::VectorXd direction = Direction(loss, FreeOnes(at, loss.gradient));
    double length = 1;
    Eigen::VectorXd next = (at + direction).cwiseMax(0);
    // Armijo's rule along the arc that the bounds make of the step.
    while (objective.Value(next) > loss.value + 1e-4 * loss.gradient.dot(next - at) &&
           length > 1e-12) {
      length /= 2;
      next = (at + length * direction).cwiseMax(0);
    }
    const double moved = (next - at).cwiseAbs().maxCoeff();
    at = next;
    if (moved < kPrecise * (1 + at.cwiseAbs().maxCoeff())) break;
  }
  return at;
}

absl::StatusOr<Unbounded> FitUnbounded(const Comparisons& comparisons, const Eigen::VectorXd& begin,
                                       const IsOver& is_over) {
  PASSUNG_ASSIGN_OR_RETURN(const Eigen::VectorXd coefficients,
                           Unconstrained(comparisons, begin, is_over));
  const Loss loss = LossAt(comparisons, coefficients);
  const Eigen::LDLT<Eigen::MatrixXd> curvature(Regular(loss.curvature));
  const Eigen::VectorXd margins = comparisons.differences * coefficients;
  const auto size = coefficients.size();
  Eigen::MatrixXd spread = Eigen::MatrixXd::Zero(size, size);
  Eigen::VectorXd pull = Eigen::VectorXd::Zero(size);
  double people = 0;
  for (Eigen::Index i = 0; i < margins.size(); ++i) {
    const double weight = comparisons.weights(i) * (1 - Logistic(margins(i)));
    pull += weight * comparisons.differences.row(i).transpose();
    const auto next = static_cast<size_t>(i) + 1;
    const bool last = next == comparisons.people.size() ||
                      comparisons.people[next] != comparisons.people[next - 1];
    if (!last) continue;
    spread += pull * pull.transpose();
    pull.setZero();
    people += 1;
  }
  // What was fitted makes pulls smaller than they are.
  spread *= people / std::max(1.0, people - static_cast<double>(size));
  // What has no curvature has no spread either: with as much of both its variance is as large as it is unknown.
  const Eigen::MatrixXd half = curvature.solve(
      Eigen::MatrixXd(spread + Ridge(loss.curvature) * Eigen::MatrixXd::Identity(size, size)));
  return Unbounded{.coefficients = coefficients, .covariance = curvature.solve(half.transpose())};
}

}  // namespace passung::evaluation
