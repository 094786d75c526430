// From comparisons to shares: the fit, what the data alone say, and how sure that is.
#ifndef PASSUNG_ENGINE_EVALUATION_SHARE_FIT_H_
#define PASSUNG_ENGINE_EVALUATION_SHARE_FIT_H_

#include <Eigen/Core>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/evaluation/comparisons.h"
#include "engine/evaluation/monotone_fit.h"

namespace passung::evaluation {

struct ShareFit {
  Eigen::VectorXd coefficients;  // not negative, some positive
  double slope_before = 0;
};

// `current`: not negative, sum 1.
absl::StatusOr<ShareFit> FitTowards(const Comparisons& comparisons, const Eigen::VectorXd& current,
                                    double current_counts_for, const IsOver& is_over);

// 95 % of the share of each group of columns in the sum of all, by the delta method, cut to 0 … 1.
// `group` has the group of each column, 0 … groups - 1.
struct Interval {
  double low = 0;
  double high = 0;
};
absl::StatusOr<std::vector<Interval>> ShareIntervals(const Comparisons& comparisons,
                                                     const Eigen::VectorXd& coefficients,
                                                     const std::vector<int>& group, int groups,
                                                     const IsOver& is_over);

// FailedPrecondition where the comparisons are too few to say anything.
absl::Status CheckEnough(const Comparisons& comparisons);

int64_t PeopleIn(const Comparisons& comparisons);

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_SHARE_FIT_H_
