// Pairs of judged things of which one is known to be better.
#ifndef PASSUNG_ENGINE_EVALUATION_COMPARISONS_H_
#define PASSUNG_ENGINE_EVALUATION_COMPARISONS_H_

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "passung/tuning.h"

namespace passung::evaluation {

// One row for each comparison: points of the better less those of the worse, as shares of full points.
struct Comparisons {
  Eigen::MatrixXd differences;
  Eigen::VectorXd weights;
  std::vector<int32_t> people;  // rising: those of one person are not independent
  int64_t rows_used = 0;        // judged things that are compared with some other

  int64_t count() const { return differences.rows(); }
};

// All pairs of one person with different grades. A person's pairs weigh 2 / (things judged): then the sum
// is to first order the conditional likelihood of who was good, and nobody counts for more by having been
// shown more. Of somebody with very many pairs every so-manyth is taken, at more weight.
Comparisons ComparisonsOf(const FitData& data);

// Both, by person rising; the second's differences are taken `scale` times. A number is the same person in both.
Comparisons Join(const Comparisons& first, const Comparisons& second, double scale);

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_COMPARISONS_H_
