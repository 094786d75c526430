#include "engine/evaluation/share_fit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/evaluation/normal.h"
#include "passung/safe_counts.h"

namespace passung::evaluation {
namespace {

Eigen::VectorXd VectorOf(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

}  // namespace

absl::StatusOr<ShareFit> FitTowards(const Comparisons& comparisons, const Eigen::VectorXd& current,
                                    double current_counts_for, const IsOver& is_over) {
  ShareFit fit;
  PASSUNG_ASSIGN_OR_RETURN(fit.slope_before, BestSlope(comparisons, current, is_over));
  const Eigen::VectorXd towards = fit.slope_before * current;
  const Penalty penalty = PenaltyOf(comparisons, towards, current_counts_for,
                                    static_cast<double>(comparisons.rows_used));
  PASSUNG_ASSIGN_OR_RETURN(fit.coefficients, FitCoefficients(comparisons, penalty, is_over));
  // Where nothing that may be learned foretells anything, things stay as they are.
  if (fit.coefficients.sum() <= 0) fit.coefficients = towards;
  return fit;
}

absl::StatusOr<std::vector<Interval>> ShareIntervals(const Comparisons& comparisons,
                                                     const Eigen::VectorXd& coefficients,
                                                     const std::vector<int>& group, int groups,
                                                     const IsOver& is_over) {
  PASSUNG_ASSIGN_OR_RETURN(const Unbounded data, FitUnbounded(comparisons, coefficients, is_over));
  const double sum = data.coefficients.sum();
  std::vector<Interval> intervals;
  for (int of = 0; of < groups; ++of) {
    if (sum <= 0) {
      intervals.push_back({.low = 0, .high = 1});
      continue;
    }
    Eigen::VectorXd inside(data.coefficients.size());
    for (Eigen::Index i = 0; i < inside.size(); ++i) {
      inside(i) = group[static_cast<size_t>(i)] == of ? 1 : 0;
    }
    const double share = inside.dot(data.coefficients) / sum;
    const Eigen::VectorXd slope = (inside.array() - share) / sum;
    const double error = std::sqrt(std::max(0.0, slope.dot(data.covariance * slope)));
    intervals.push_back({.low = std::clamp(share - kNormalQuantile * error, 0.0, 1.0),
                         .high = std::clamp(share + kNormalQuantile * error, 0.0, 1.0)});
  }
  return intervals;
}

int64_t PeopleIn(const Comparisons& comparisons) {
  int64_t people = 0;
  for (size_t i = 0; i < comparisons.people.size(); ++i) {
    people += i == 0 || comparisons.people[i] != comparisons.people[i - 1] ? 1 : 0;
  }
  return people;
}

absl::Status CheckEnough(const Comparisons& comparisons) {
  const int64_t people = PeopleIn(comparisons);
  if (people >= kLeastPeopleCompared && comparisons.count() >= kLeastComparisons) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      absl::StrCat("too few data to tune: ", comparisons.count(),
                   " comparisons between vacancies of one person that turned out differently, of ",
                   people > 0 && people < kLeastShown ? absl::StrCat("fewer than ", kLeastShown)
                                                      : absl::StrCat(people),
                   " people; needed are ", kLeastComparisons, " of ", kLeastPeopleCompared));
}

}  // namespace passung::evaluation

namespace passung {

absl::StatusOr<Fit> FitShares(const FitData& data, const FitOptions& options) {
  const evaluation::Comparisons comparisons = evaluation::ComparisonsOf(data);
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckEnough(comparisons));
  PASSUNG_ASSIGN_OR_RETURN(
      const evaluation::ShareFit fitted,
      evaluation::FitTowards(comparisons, evaluation::VectorOf(options.current),
                             options.current_counts_for, {}));
  Fit fit;
  fit.slope_before = fitted.slope_before;
  fit.slope = fitted.coefficients.sum();
  fit.people = evaluation::PeopleIn(comparisons);
  fit.comparisons = comparisons.count();
  std::vector<int> alone;
  for (int column = 0; column < data.columns; ++column) {
    alone.push_back(column);
    fit.shares.push_back(fitted.coefficients(column) / fit.slope);
  }
  PASSUNG_ASSIGN_OR_RETURN(
      const std::vector<evaluation::Interval> intervals,
      evaluation::ShareIntervals(comparisons, fitted.coefficients, alone, data.columns, {}));
  for (const evaluation::Interval& interval : intervals) {
    fit.low.push_back(interval.low);
    fit.high.push_back(interval.high);
  }
  return fit;
}

}  // namespace passung
