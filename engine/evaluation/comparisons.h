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

// Both; the second's differences are taken `scale` times. People of the second come after those of the
// first.
Comparisons Join(const Comparisons& first, const Comparisons& second, double scale);

// Those for whom `keep` holds; of the judged things a share like theirs.
template <class Keep>
Comparisons Choose(const Comparisons& all, const Keep& keep) {
  std::vector<Eigen::Index> rows;
  Comparisons chosen;
  for (Eigen::Index i = 0; i < all.differences.rows(); ++i) {
    const int32_t person = all.people[static_cast<size_t>(i)];
    if (!keep(person)) continue;
    rows.push_back(i);
    chosen.people.push_back(person);
  }
  chosen.differences = all.differences(rows, Eigen::all);
  chosen.weights = all.weights(rows);
  if (all.count() > 0) chosen.rows_used = all.rows_used * chosen.count() / all.count();
  return chosen;
}

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_COMPARISONS_H_
